package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"flowcheck/cli"
)

const (
	asked    = `{"src":"client","dest":"oauth","body":{"type":"check_scope","msg_id":8,"token":"unknown","required_scope":"read"}}` + "\n"
	answered = `{"src":"oauth","dest":"client","body":{"type":"scope_valid","in_reply_to":8,"has_scope":false}}` + "\n"
)

// validating judges a file until its context is done, and gives the exit status
// and what was said.
func validating(ctx context.Context, args ...string) <-chan string {
	done := make(chan string, 1)
	go func() {
		var out bytes.Buffer
		status := cli.Main(ctx, append([]string{"validate", "--profile", "core"}, args...), strings.NewReader(""), &out, &out)
		done <- string(rune('0'+status)) + " " + out.String()
	}()
	return done
}

func TestAFileThatIsFollowedIsJudgedAsItIsAtTheInterrupt(t *testing.T) {
	file := filepath.Join(t.TempDir(), "grows.jsonl")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	f.WriteString(asked)
	ctx, interrupt := context.WithCancel(t.Context())
	done := validating(ctx, "--follow", file)
	select {
	case said := <-done:
		t.Fatalf("it did not wait: %s", said)
	case <-time.After(300 * time.Millisecond):
	}
	f.WriteString(answered)
	interrupt()
	select {
	case said := <-done:
		if !strings.HasPrefix(said, "0 ") || !strings.Contains(said, "conforms (exit status 0)") {
			t.Error(said)
		}
	case <-time.After(20 * time.Second):
		t.Error("it still reads")
	}
}

func TestAnInterruptedReadingEndsWith3(t *testing.T) {
	file := filepath.Join(t.TempDir(), "some.jsonl")
	if err := os.WriteFile(file, []byte(asked+answered), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	if said := <-validating(ctx, file); !strings.HasPrefix(said, "3 ") || !strings.Contains(said, "interrupted") {
		t.Error(said)
	}
}
