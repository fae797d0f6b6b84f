package oauth_test

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"flowcheck/reference/oauth"
)

// numbered is so many requests that most of them are served beside the reading
// of others, each with its own msg_id, and now and then a line that is none.
func numbered(count int) string {
	var input strings.Builder
	for i := range count {
		fmt.Fprintln(&input, envelope(strings.Replace(check, `"msg_id":1`, fmt.Sprintf(`"msg_id":%d`, i), 1)))
		if i%100 == 0 {
			input.WriteString("nope\n")
		}
	}
	return input.String()
}

// pieces is an input that comes in pieces of all sizes, so that the node serves
// some requests itself, and leaves others to be served aside.
type pieces struct {
	io.Reader
	sizes []int
}

func (p *pieces) Read(room []byte) (int, error) {
	size := p.sizes[0]
	p.sizes = append(p.sizes[1:], size)
	return p.Reader.Read(room[:min(size, len(room))])
}

func TestRepliesKeepTheOrderOfRequestsInNumbers(t *testing.T) {
	const count = 20_000
	sizes := map[string][]int{
		"as many as there is room for": {1 << 20},
		"many and few":                 {1 << 20, 300, 1 << 20, 1 << 20, 5, 40_000, 1000, 100},
		"few, then many":               {200, 64 << 10, 64 << 10, 64 << 10, 64 << 10},
	}
	for name, list := range sizes {
		t.Run(name, func(t *testing.T) {
			read, write := io.Pipe()
			go func() {
				write.CloseWithError(oauth.New().Serve(&pieces{strings.NewReader(numbered(count)), list}, write))
			}()
			all, err := io.ReadAll(read)
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSuffix(string(all), "\n"), "\n")
			if len(lines) != count {
				t.Fatalf("%d replies, want %d", len(lines), count)
			}
			for i, line := range lines {
				if want := answered(strings.Replace(no, `"in_reply_to":1`, fmt.Sprintf(`"in_reply_to":%d`, i), 1)); line != want {
					t.Fatalf("reply %d is %s, want %s", i, line, want)
				}
			}
		})
	}
}

// What the last requests in numbers are answered with is written before the
// node waits for more.
func TestNoReplyInNumbersIsHeldBackWhileTheNodeWaits(t *testing.T) {
	const count = 3000
	requests, in := io.Pipe()
	out, replies := io.Pipe()
	go oauth.New().Serve(requests, replies)
	go io.WriteString(in, numbered(count)) // and then the input stays open
	lines, room := 0, make([]byte, 4096)
	for lines < count {
		n, err := out.Read(room)
		if err != nil {
			t.Fatal(err)
		}
		lines += strings.Count(string(room[:n]), "\n")
	}
	in.Close()
}

// breaks is an output that takes some bytes.
type breaks struct {
	left int
	err  error
}

func (b *breaks) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, b.err
	}
	return len(p), nil
}

func TestFailuresAreReportedWhereRequestsComeInNumbers(t *testing.T) {
	broken := errors.New("broken")
	before := runtime.NumGoroutine()
	for _, left := range []int{0, 200_000, 1_000_000} {
		if err := oauth.New().Serve(strings.NewReader(numbered(20_000)), &breaks{left, broken}); !errors.Is(err, broken) {
			t.Errorf("an output that fails after %d bytes gave %v", left, err)
		}
	}
	in := io.MultiReader(strings.NewReader(numbered(20_000)), iotest.ErrReader(broken))
	if err := oauth.New().Serve(in, io.Discard); !errors.Is(err, broken) {
		t.Errorf("an input that fails gave %v", err)
	}
	for end := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines, and %d before", runtime.NumGoroutine(), before)
		}
	}
}
