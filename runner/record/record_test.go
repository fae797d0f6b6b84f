package record_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"flowcheck/runner/node"
	"flowcheck/runner/record"
	"flowcheck/runner/wire"
)

// begun is how every transcript begins.
var begun = []string{"suite: started", "suite: recorded between a client and the node"}

func TestNothingIsHeldBackAndTheTranscriptHasWholeLines(t *testing.T) {
	theirs, in := io.Pipe()
	out, ours := io.Pipe()
	var transcript bytes.Buffer
	done := make(chan int, 1)
	go func() {
		status, err := record.Run(play("hold"), record.Client{In: theirs, Out: ours, Err: io.Discard}, &transcript)
		if err != nil {
			t.Error(err)
		}
		done <- status
	}()
	got := make([]byte, len("got a"))
	io.WriteString(in, "a") // the node answers a byte, and with half a line
	if _, err := io.ReadFull(out, got); err != nil || string(got) != "got a" {
		t.Fatalf("%q, %v", got, err)
	}
	io.WriteString(in, "bc\n")
	rest := make([]byte, len(", and bc\n"))
	if _, err := io.ReadFull(out, rest); err != nil || string(rest) != ", and bc\n" {
		t.Fatalf("%q, %v", rest, err)
	}
	if status := <-done; status != 7 {
		t.Errorf("exit status %d", status)
	}
	want := append(begun[:2:2], "client: abc\n", "node: got a, and bc\n", "node: end of file on stdout", "node: exit status 7")
	if d := cmp.Diff(want, told(read(t, transcript.Bytes()))); d != "" {
		t.Error(d)
	}
}

func TestEveryByteArrivesAndIsInTheTranscript(t *testing.T) {
	for name, sent := range map[string]string{
		"nothing":                "",
		"no line feed":           "abc",
		"bytes that are no text": "\x00\xff\xfe\r\n\n\n\u2028\"\\\n",
		"many short lines":       strings.Repeat("{}\n", 1<<14),
		"lines across chunks":    strings.Repeat(strings.Repeat("y", 70_001)+"\n", 50),
	} {
		t.Run(name, func(t *testing.T) {
			var out, transcript bytes.Buffer
			status, err := record.Run(play("echo"), record.Client{In: strings.NewReader(sent), Out: &out, Err: io.Discard}, &transcript)
			if status != 0 || err != nil {
				t.Fatalf("exit status %d, %v", status, err)
			}
			all := read(t, transcript.Bytes())
			for who, have := range map[string]string{"the client heard": out.String(), "recorded of the client": said(all, wire.Client), "recorded of the node": said(all, wire.Node)} {
				if have != sent {
					t.Errorf("%s %d bytes, %d were sent: %.100q", who, len(have), len(sent), have)
				}
			}
		})
	}
}

func TestAVeryLongLinePassesAndIsCutInTheTranscriptOnly(t *testing.T) {
	var out, transcript bytes.Buffer
	if _, err := record.Run(play("long"), record.Client{In: strings.NewReader(""), Out: &out, Err: io.Discard}, &transcript); err != nil {
		t.Fatal(err)
	}
	if out.Len() != 17<<20+3 {
		t.Errorf("%d bytes passed", out.Len())
	}
	var lengths []int
	flood := false
	for _, e := range read(t, transcript.Bytes()) {
		if e.From == wire.Node && e.Line != nil {
			lengths = append(lengths, len(e.Line))
		}
		flood = flood || e.Event == wire.Flood
	}
	if d := cmp.Diff([]int{16 << 20, 2}, lengths); d != "" || !flood {
		t.Errorf("flood %v, %s", flood, d)
	}
}

// slow takes its time, as a client may that looks at each piece.
type slow struct{ bytes.Buffer }

func (s *slow) Write(b []byte) (int, error) {
	time.Sleep(150 * time.Millisecond)
	return s.Buffer.Write(b)
}

func TestLastWordsReachASlowClient(t *testing.T) {
	var transcript bytes.Buffer
	out := new(slow) // all in all much slower than what is waited for after the exit
	if _, err := record.Run(play("last words"), record.Client{In: strings.NewReader(""), Out: out, Err: io.Discard}, &transcript); err != nil {
		t.Fatal(err)
	}
	if out.Len() != 320_003 || !strings.HasSuffix(out.String(), "end") || said(read(t, transcript.Bytes()), wire.Node) != out.String() {
		t.Errorf("%d bytes", out.Len())
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestTheConversationOutlivesItsTranscript(t *testing.T) {
	sent := strings.Repeat(strings.Repeat("z", 1000)+"\n", 30_000) // more than waits to be written
	var out, stderr bytes.Buffer
	status, err := record.Run(play("echo"), record.Client{In: strings.NewReader(sent), Out: &out, Err: &stderr}, full{})
	if status != 0 || err != nil || out.String() != sent {
		t.Errorf("exit status %d, %v, %d bytes", status, err, out.Len())
	}
	if n := strings.Count(stderr.String(), "no space left"); n != 1 {
		t.Errorf("it is said %d times: %s", n, &stderr)
	}
}

func TestWhatCannotBeStartedIsAnError(t *testing.T) {
	_, err := record.Run(node.Command{Args: []string{"no-such-program"}}, record.Client{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}, io.Discard)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	file := t.TempDir() + "/script"
	if err := os.WriteFile(file, []byte("#!/no/such/interpreter\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := record.Run(node.Command{Args: []string{file}}, record.Client{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}, io.Discard); err == nil {
		t.Error("a script without its interpreter was started")
	}
}
