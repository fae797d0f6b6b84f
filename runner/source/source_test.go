package source_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"flowcheck/runner/source"
)

func gzipped(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zstandard(t *testing.T, data []byte, o ...zstd.EOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, o...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// traffic is some megabyte that does not compress too well.
func traffic() []byte {
	random := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	for b.Len() < 3<<20 {
		b.WriteString(strings.Repeat(string(rune('a'+random.IntN(26))), random.IntN(9)) + "\n")
	}
	return b.Bytes()
}

// file writes a file and opens it.
func file(t *testing.T, data []byte) io.ReadCloser {
	t.Helper()
	name := filepath.Join(t.TempDir(), "traffic.bin")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := source.Open(t.Context(), name, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	return in
}

func TestTheBytesOfAFileSayHowItIsCompressed(t *testing.T) {
	plain := traffic()
	pzstd := append([]byte("\x50\x2a\x4d\x18\x04\x00\x00\x00abcd"), zstandard(t, plain)...)
	for name, data := range map[string][]byte{
		"plain": plain, "gzip": gzipped(t, plain), "zstd": zstandard(t, plain), "pzstd": pzstd,
		"two gzip members": append(gzipped(t, plain[:100]), gzipped(t, plain[100:])...),
		"two zstd frames":  append(zstandard(t, plain[:100]), zstandard(t, plain[100:])...),
	} {
		t.Run(name, func(t *testing.T) {
			if have, err := io.ReadAll(file(t, data)); err != nil || !bytes.Equal(have, plain) {
				t.Errorf("from a file %d bytes, %v", len(have), err)
			}
			in, err := source.Open(t.Context(), "-", source.Options{Stdin: bytes.NewReader(data)})
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			if have, err := io.ReadAll(in); err != nil || !bytes.Equal(have, plain) {
				t.Errorf("from stdin %d bytes, %v", len(have), err)
			}
		})
	}
	for _, few := range []string{"", "\n", "\x1f", "{}"} {
		if have, err := io.ReadAll(file(t, []byte(few))); err != nil || string(have) != few {
			t.Errorf("%q: %q, %v", few, have, err)
		}
	}
}

func TestWhatIsCutOffGivesWhatIsThereAndWhatIsDamagedIsAnError(t *testing.T) {
	plain := traffic()
	gz, zst := gzipped(t, plain), zstandard(t, plain)
	spoil := func(data []byte) []byte {
		data = bytes.Clone(data)
		copy(data[len(data)/2:], bytes.Repeat([]byte{0xff}, 64))
		return data
	}
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"half a gzip file":           {gz[:len(gz)/2], "gzip file is cut off"},
		"gzip without its trailer":   {gz[:len(gz)-4], "gzip file is cut off"},
		"half a zstd file":           {zst[:len(zst)/2], "Zstandard file is cut off"},
		"a damaged gzip file":        {spoil(gz), "gzip file is damaged"},
		"a damaged zstd file":        {spoil(zst), "Zstandard file is damaged"},
		"gzip with garbage after it": {append(bytes.Clone(gz), "garbage, not a member"...), "gzip file is damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			have, err := io.ReadAll(file(t, c.data))
			var cut *source.CutError
			if err == nil || !strings.Contains(err.Error(), c.says) || errors.As(err, &cut) != strings.Contains(c.says, "cut off") {
				t.Errorf("%v", err)
			}
			if cut != nil && (len(have) == 0 || !bytes.HasPrefix(plain, have)) {
				t.Errorf("%d bytes, which are not the first", len(have))
			}
		})
	}
}

func TestWhatCannotBeReadIsNamed(t *testing.T) {
	window := zstandard(t, bytes.Repeat([]byte("0123456789"), 10<<20), zstd.WithWindowSize(64<<20), zstd.WithSingleSegment(false))
	for data, says := range map[string]string{
		"\xfd7zXZ\x00and so on": "compressed with xz", "BZh91AY&SY": "compressed with bzip2", "PK\x03\x04....": "compressed with zip",
		string(window): "more than 32 MiB of memory",
	} {
		_, err := io.ReadAll(file(t, []byte(data)))
		if err == nil || !strings.Contains(err.Error(), says) || errors.As(err, new(*source.CutError)) {
			t.Errorf("%.10q: %v", data, err)
		}
	}
	if _, err := source.Open(t.Context(), t.TempDir(), source.Options{}); !errors.Is(err, source.ErrFolder) {
		t.Errorf("a folder: %v", err)
	}
}

func TestABombCostsTimeAndNoMemory(t *testing.T) {
	const size = 128 << 20
	var zst bytes.Buffer
	w, err := zstd.NewWriter(&zst)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(w, zeros{}, size); err != nil {
		t.Fatal(err)
	}
	w.Close()
	in := file(t, zst.Bytes())
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if n, err := io.Copy(io.Discard, in); n != size || err != nil {
		t.Errorf("%d bytes, %v", n, err)
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 48<<20 {
		t.Errorf("%d MiB for %d KiB", used>>20, zst.Len()>>10)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func TestAPipeThatSaysNothingIsLeftWhenTheContextIsDone(t *testing.T) {
	for _, follow := range []bool{false, true} {
		silent, w := io.Pipe()
		defer w.Close()
		ctx, cancel := context.WithCancel(t.Context())
		in, err := source.Open(ctx, "-", source.Options{Stdin: silent, Follow: follow})
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(50*time.Millisecond, cancel)
		_, err = io.ReadAll(in)
		if errors.As(err, new(*source.CutError)) == follow || follow && err != nil {
			t.Errorf("follow %v: %v", follow, err)
		}
		in.Close()
	}
}

func TestAFollowedFileThatIsReplacedIsCutOffOnceItIsRead(t *testing.T) {
	name := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(name, []byte("one\ntwo\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	in, err := source.Open(ctx, name, source.Options{Follow: true})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if err := os.Rename(name, name+".1"); err != nil {
		t.Skip(err) // as where a file cannot be renamed while it is open
	}
	if err := os.WriteFile(name, []byte("three\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(in)
	if string(text) != "one\ntwo\n" || !errors.As(err, new(*source.CutError)) || !strings.Contains(err.Error(), "another file took its name") {
		t.Errorf("%q, %v", text, err)
	}
}

func TestAFollowedFileThatShrinksIsCutOff(t *testing.T) {
	name := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(name, []byte("one\ntwo\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := source.Open(t.Context(), name, source.Options{Follow: true})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if _, err := io.ReadFull(in, make([]byte, 8)); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, 3); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Read(make([]byte, 8)); err == nil || !strings.Contains(err.Error(), "shrank from 8 to 3 bytes") {
		t.Error(err)
	}
}
