package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// lines are those that are written in some way of its own.
var lines = []string{
	"", "\n", "{}\n", "{}", `{"a":"\\","b":"<&>"}` + "\n", "\\\n", `"""` + "\n", "a\r\n", "tab\t\n", "two\nlines\n", "del\x7f\n", "\x00\n",
	"k\u00e4se\n", "\u2028\n", "\xff\n", strings.Repeat("long ", 20_000) + "\n",
}

func TestEveryLineIsWrittenAsEncodingJSONDoesAndReadAgain(t *testing.T) {
	for _, at := range []time.Duration{0, 999, time.Microsecond, 123456 * time.Microsecond, time.Hour + time.Millisecond} {
		for _, line := range lines {
			checkWritten(t, Entry{At: at, From: Node, Line: []byte(line)})
		}
		checkWritten(t, Entry{At: at, From: Suite, Event: Started})
	}
	for _, n := range []int{veryLong - 1, 16 << 20} { // what JSON makes longest
		checkWritten(t, Entry{From: Node, Line: bytes.Repeat([]byte{1}, n)})
	}
}

func FuzzWritten(f *testing.F) {
	for _, line := range lines[:len(lines)-1] {
		f.Add([]byte(line), int64(1500))
	}
	f.Fuzz(func(t *testing.T, line []byte, at int64) {
		if at < 0 || at > int64(1000*time.Hour) || line == nil {
			return
		}
		checkWritten(t, Entry{At: time.Duration(at), From: Client, Line: line})
	})
}

func checkWritten(t *testing.T, e Entry) {
	t.Helper()
	var have bytes.Buffer
	w := NewWriter(&have)
	if err := errors.Join(w.Write(e), w.Flush()); err != nil {
		t.Fatal(err)
	}
	want, err := e.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	if have.String() != string(want)+"\n" {
		t.Errorf("written %.200q, and by encoding/json %.200q", &have, want)
	}
	var back Entry
	if err := json.Unmarshal(have.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(back.Line, e.Line) || back.Event != e.Event || back.From != e.From {
		t.Errorf("%.200q comes back as %.200q", e.Line, back.Line)
	}
	if have.Len() > 32<<20 {
		t.Errorf("%d bytes become %d, which nobody reads", len(e.Line), have.Len())
	}
}

// pieces notes each write.
type pieces []string

func (p *pieces) Write(b []byte) (int, error) {
	*p = append(*p, string(b))
	return len(b), nil
}

func TestWhatAWriterHandsOnAreWholeLines(t *testing.T) {
	var p pieces
	w := NewWriter(&p)
	for range 1000 {
		if err := w.Write(Entry{From: Node, Line: bytes.Repeat([]byte("x"), 777)}); err != nil {
			t.Fatal(err)
		}
	}
	before := len(p)
	if err := errors.Join(w.Flush(), w.Flush()); err != nil {
		t.Fatal(err)
	}
	if before < 5 || len(p) != before+1 {
		t.Errorf("%d writes, %d with the last", before, len(p))
	}
	for _, piece := range p {
		if !strings.HasSuffix(piece, "}\n") || len(piece) > 2*batch {
			t.Errorf("a piece of %d bytes ends in %q", len(piece), piece[len(piece)-5:])
		}
	}
	if d := cmp.Diff(1000, strings.Count(strings.Join(p, ""), "\n")); d != "" {
		t.Error(d)
	}
}

func BenchmarkWriter(b *testing.B) {
	const said = `{"src":"client","dest":"oauth","body":{"type":"exchange_code","msg_id":2,"code":"AUTH_CODE","redirect_uri":"https://app.com/callback","client_id":"abc123","client_secret":"secret"}}`
	for name, line := range map[string]string{"plain": said + "\n", "another": said + "\u00e4\n"} {
		b.Run(name, func(b *testing.B) {
			w := NewWriter(io.Discard)
			b.SetBytes(int64(len(line)))
			for b.Loop() {
				if err := w.Write(Entry{At: time.Second, From: Client, Line: []byte(line)}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
