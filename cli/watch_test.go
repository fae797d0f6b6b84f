package cli_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"flowcheck/cli"
)

// screen is what a command has written so far.
type screen struct {
	mu sync.Mutex
	bytes.Buffer
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Buffer.Write(b)
}

// since is what was written after the first n bytes, and how much there is.
func (s *screen) since(n int) (string, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.String()[n:], s.Len()
}

// await waits until the text stands behind the first n bytes, and gives how many
// there are up to its end.
func (s *screen) await(t *testing.T, n int, text string) int {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		have, _ := s.since(n)
		if at := strings.Index(have, text); at >= 0 {
			return n + at + len(text)
		}
	}
	have, _ := s.since(n)
	t.Fatalf("%q does not come; there is\n%s", text, have)
	return 0
}

// watchNode watches a node in a folder of its own; save replaces it as editors
// do, and end is Ctrl-C.
func watchNode(t *testing.T, first string) (out *screen, save func(name, mutant string), end func() int) {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh on this machine")
	}
	folder := t.TempDir()
	save = func(name, text string) {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file+".new", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(file+".new", file); err != nil {
			t.Fatal(err)
		}
	}
	save("node.sh", first)
	out = &screen{}
	ctx, cancel := context.WithCancel(t.Context())
	status := make(chan int, 1)
	go func() {
		status <- cli.Main(ctx, []string{"run", "--watch", "--quiet", "--profile", "core", "--dir", folder, "--", sh, "node.sh"}, strings.NewReader(""), out, out)
	}()
	return out, save, func() int {
		cancel()
		select {
		case s := <-status:
			return s
		case <-time.After(20 * time.Second):
			t.Fatal("it does not end")
			return 0
		}
	}
}

const (
	rightNode = "exec flowcheck reference\n"
	wrongNode = "exec flowcheck reference --mutant scopes-by-comma\n"
	waits     = "Ctrl-C ends\n"
)

func TestWatchRunsAgainWhatFailedFirstAndAllWhenItPasses(t *testing.T) {
	out, save, end := watchNode(t, wrongNode)
	n := out.await(t, 0, waits)
	if text, _ := out.since(0); !strings.Contains(text, ": 4 of 17 requirements failed") {
		t.Errorf("the first run is not of everything:\n%s", text)
	}
	save("node.sh", wrongNode+"# another try\n")
	before := n
	n = out.await(t, n, waits)
	if text, _ := out.since(before); !strings.Contains(text, "node.sh changed\n") || strings.Contains(text, " of 17 ") || !strings.Contains(text, ": 4 of ") {
		t.Errorf("the second run is not of what failed:\n%s", text)
	}
	save("node.sh", rightNode)
	out.await(t, n, "\nconforms (exit status 0)\n")
	out.await(t, n, waits)
	if status := end(); status != 0 {
		t.Errorf("exit status %d, not that of the last run", status)
	}
}

func TestWatchOutlivesANodeThatIsBroken(t *testing.T) {
	out, save, end := watchNode(t, rightNode)
	n := out.await(t, 0, waits)
	save("node.sh", "exit 7\n")
	n = out.await(t, n, waits)
	save("helper.sh", "# a new file beside it\n")
	n = out.await(t, n, "helper.sh changed\n")
	out.await(t, n, waits)
	if status := end(); status != 1 {
		t.Errorf("exit status %d, not that of the last run", status)
	}
}

func TestWatchDoesNotRunForEverForANodeThatWritesFiles(t *testing.T) {
	out, _, end := watchNode(t, "echo started >>trace.log\n"+rightNode)
	out.await(t, 0, "trace.log changes whenever the node runs: it is no longer watched\n")
	out.await(t, 0, "conforms (exit status 0)\n"+"watching ")
	_, n := out.since(0)
	time.Sleep(time.Second)
	if text, _ := out.since(n); strings.Contains(text, "changed") {
		t.Errorf("it still runs:\n%s", text)
	}
	if status := end(); status != 0 {
		t.Errorf("exit status %d", status)
	}
}
