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

// following follows a file that the test writes, until end interrupts it.
func following(t *testing.T, args ...string) (out *screen, write func(text string), end func()) {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "grows.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	ctx, interrupt := context.WithCancel(t.Context())
	out = &screen{}
	done := make(chan int, 1)
	go func() {
		done <- cli.Main(ctx, append([]string{"validate", "--follow", f.Name()}, args...), strings.NewReader(""), out, out)
	}()
	write = func(text string) {
		if _, err := f.WriteString(text); err != nil {
			t.Fatal(err)
		}
	}
	return out, write, func() {
		interrupt()
		select {
		case <-done:
		case <-time.After(20 * time.Second):
			t.Fatal("it still reads")
		}
	}
}

// wrong answers asked with a member of the wrong kind, that clears the screen.
const wrong = `{"src":"oauth","dest":"client","body":{"type":"scope_valid","in_reply_to":8,"has_scope":"s\u001b[2J"}}` + "\n"

func TestAFileThatIsFollowedShowsFindingsAsTheyCome(t *testing.T) {
	out, write, end := following(t, "--profile", "scope,core")
	write(asked + wrong)
	n := out.await(t, 0, `grows.jsonl:2: SCP-13 failed: `)
	if text, _ := out.since(0); strings.Contains(text, "\x1b") || strings.Contains(text, "What to change") {
		t.Errorf("it shows a control character, or the report:\n%s", text)
	}
	write(strings.ReplaceAll(asked, "8", "9") + strings.ReplaceAll(wrong, "8", "9"))
	n = out.await(t, n, `grows.jsonl:4: SCP-13 failed: `)
	end()
	out.await(t, n, "\nWhat to change:\n")
	out.await(t, n, "\ndoes not conform: ")
}

func TestOfWhatIsFollowedOnlyTheProfilesThatWereChosenAndSoManyLinesAreShown(t *testing.T) {
	for name, c := range map[string]struct {
		args        []string
		shows, lack string
	}{
		"another profile": {[]string{"--profile", "url"}, "", "SCP-13 failed"},
		"quietly":         {[]string{"--profile", "scope", "--quiet"}, "", "SCP-13 failed"},
		"one line":        {[]string{"--profile", "scope", "--max-findings", "1"}, "grows.jsonl:2: SCP-13 failed", "grows.jsonl:4: SCP-13 failed"},
	} {
		t.Run(name, func(t *testing.T) {
			out, write, end := following(t, c.args...)
			write(asked + wrong + strings.ReplaceAll(asked+wrong, "8", "9"))
			end()
			if text, _ := out.since(0); !strings.Contains(text, c.shows) || strings.Contains(text, c.lack) || !strings.Contains(text, "exit status") {
				t.Error(text)
			}
		})
	}
}

func TestADamagedLineEndsWhatIsFollowed(t *testing.T) {
	for _, args := range [][]string{{"--profile", "scope"}, {"--profile", "scope", "--quiet"}} {
		out, write, _ := following(t, args...)
		write(asked + wrong + `{"src":"cli{"src":"client"}` + "\n")
		out.await(t, 0, "(exit status 1)") // and nobody interrupts it
	}
}

func TestOfOneSideNothingIsShownThatMayHaveBeenAsked(t *testing.T) {
	out, write, end := following(t, "--profile", "transport,scope")
	write(answered)
	write(strings.Replace(answered, `false}`, `"no"}`, 1))
	out.await(t, 0, "grows.jsonl:2: SCP-13 failed")
	if text, _ := out.since(0); strings.Contains(text, "TRN-19 failed") {
		t.Errorf("a reply needs no request here:\n%s", text)
	}
	write(`{"src":"oauth","dest":"client","body":{"type":"ready"}}` + "\n")
	write(asked) // both sides are recorded, then
	out.await(t, 0, "grows.jsonl:3: TRN-19 failed: a message that answers no request")
	if text, _ := out.since(0); strings.Contains(text, "grows.jsonl:1: TRN-19") {
		t.Errorf("it may have been asked for before the recording began:\n%s", text)
	}
	end()
}
