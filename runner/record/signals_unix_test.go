//go:build unix

package record_test

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// recorded runs a recorder until its node has said a line, does something to it,
// and gives its exit status and its transcript.
func recorded(t *testing.T, part string, do func(cmd *exec.Cmd, in io.WriteCloser, out io.ReadCloser)) (*exec.Cmd, []string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "t.jsonl")
	cmd := recorder(t, part, file)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stuck := time.AfterFunc(20*time.Second, func() { cmd.Process.Kill() })
	defer stuck.Stop()
	if _, err := bufio.NewReaderSize(out, 16).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	do(cmd, in, out)
	if err := cmd.Wait(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	if !stuck.Stop() {
		t.Error("the recorder did not end")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() && status.Signal() == syscall.SIGKILL {
		data = data[:bytes.LastIndexByte(data, '\n')+1] // the kernel breaks off a write between two pages
	}
	return cmd, told(read(t, data))
}

func TestSignalsAndTheStatusThatTheyEndWithAreHandedOn(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP} {
		cmd, have := recorded(t, "stays", func(cmd *exec.Cmd, _ io.WriteCloser, _ io.ReadCloser) { cmd.Process.Signal(sig) })
		if got := cmd.ProcessState.ExitCode(); got != 128+int(sig) {
			t.Errorf("%v: exit status %d", sig, got)
		}
		want := append(begun[:2:2], "node: ready\n", "suite: a signal came, or the client went away", "node: end of file on stdout", "node: killed by signal: "+sig.String())
		if d := cmp.Diff(want, have); d != "" {
			t.Errorf("%v: %s", sig, d)
		}
	}
}

func TestANodeWhoseClientHearsNothingMoreEnds(t *testing.T) {
	cmd, have := recorded(t, "yes", func(_ *exec.Cmd, _ io.WriteCloser, out io.ReadCloser) { out.Close() })
	if got := cmd.ProcessState.ExitCode(); got != 128+int(syscall.SIGPIPE) {
		t.Errorf("exit status %d", got)
	}
	if n := len(have); n < 4 || have[n-2] != "suite: a signal came, or the client went away" || have[n-1] != "node: killed by signal: broken pipe" {
		t.Errorf("%q", have[max(0, n-4):])
	}
}

func TestAClientThatSpeaksToADeafNodeNotices(t *testing.T) {
	recorded(t, "deaf", func(cmd *exec.Cmd, in io.WriteCloser, _ io.ReadCloser) {
		defer cmd.Process.Signal(syscall.SIGTERM)
		for begun := time.Now(); time.Since(begun) < 10*time.Second; {
			if _, err := io.WriteString(in, "hello\n"); errors.Is(err, syscall.EPIPE) {
				return
			}
		}
		t.Error("it can still write")
	})
}

func TestAProcessLeftBehindDoesNotHoldTheRecorder(t *testing.T) {
	begun := time.Now()
	cmd, have := recorded(t, "leaves", func(*exec.Cmd, io.WriteCloser, io.ReadCloser) {})
	if pid, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(have[2], "node: "))); err == nil {
		defer syscall.Kill(pid, syscall.SIGKILL)
	}
	if took := time.Since(begun); took > 5*time.Second || cmd.ProcessState.ExitCode() != 0 || have[len(have)-1] != "node: exit status 0" {
		t.Errorf("%v after %v: %q", cmd.ProcessState, took, have)
	}
}

func TestAKilledRecorderLeavesWholeEntriesAndNoNode(t *testing.T) {
	// Killed while the node still talks: but for the last one, all are whole.
	_, have := recorded(t, "yes", func(cmd *exec.Cmd, _ io.WriteCloser, out io.ReadCloser) {
		go io.Copy(io.Discard, out)
		time.Sleep(100 * time.Millisecond)
		cmd.Process.Kill()
	})
	if len(have) < 3 || have[2] != "node: yes\n" {
		t.Errorf("%q", have[:min(len(have), 5)])
	}
	if runtime.GOOS != "linux" {
		return
	}
	// Without anyone to close its stdin, the node ends all the same: its end of
	// our pipe does.
	recorded(t, "stays", func(cmd *exec.Cmd, _ io.WriteCloser, out io.ReadCloser) {
		time.AfterFunc(100*time.Millisecond, func() { cmd.Process.Kill() })
		stderr := make(chan struct{})
		go func() { io.Copy(io.Discard, out); close(stderr) }()
		select {
		case <-stderr:
		case <-time.After(5 * time.Second):
			t.Error("the node lives on")
		}
	})
}

func TestWhatWasSaidStandsInTheFileWhileTheConversationGoesOn(t *testing.T) {
	recorded(t, "stays", func(cmd *exec.Cmd, in io.WriteCloser, _ io.ReadCloser) {
		defer cmd.Process.Signal(syscall.SIGTERM)
		io.WriteString(in, "a request\n")
		for begun := time.Now(); time.Since(begun) < 10*time.Second; time.Sleep(time.Millisecond) {
			if data, _ := os.ReadFile(cmd.Args[1]); slices.Contains(told(read(t, data)), "client: a request\n") {
				return
			}
		}
		t.Error("it is still not there")
	})
}
