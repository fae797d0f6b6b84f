package cli_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"flowcheck/cli"
	"flowcheck/runner/report"
)

// TestMain lets the test binary play the command, as main.go does.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"flowcheck": func() {
			os.Exit(cli.Main(cli.Interruptible(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
	})
}

// Each file in testdata is a script of command lines; "exits N COMMAND" runs
// one and demands its exit status.
func TestCommandLines(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error { // of which a script has only what it is given
			env.Setenv("GORACE", os.Getenv("GORACE"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
		},
	})
}

// exits runs a command and compares its exit status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N COMMAND [ARG...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	have := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		have = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if have != want {
		ts.Fatalf("%s: exit status %d, want %d", strings.Join(args[1:], " "), have, want)
	}
}

func TestTheReferenceEndsWhenItIsToldToWhileItReads(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, hold, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Close()
	done := make(chan int, 1)
	go func() {
		var out, errs bytes.Buffer
		done <- cli.Main(ctx, []string{"reference"}, in, &out, &errs)
	}()
	cancel()
	select {
	case status := <-done:
		if status != 3 {
			t.Errorf("exit status %d, want 3", status)
		}
	case <-time.After(5 * time.Second):
		t.Error("it still reads")
	}
}

func TestRepeatedRunsThatAreCutOffEndWith3AndTellWhatTheySaw(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh on this machine")
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "report.json")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() { // once the third run has begun
		for ctx.Err() == nil {
			if _, err := os.Stat(filepath.Join(folder, "run-3")); err == nil {
				cancel()
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	var out, errs bytes.Buffer
	status := cli.Main(ctx, []string{"run", "--repeat", "10000", "--select", "SMP-01", "--transcripts", folder, "--report", "json=" + file, "--", sh, "-c", "exec flowcheck reference"},
		strings.NewReader(""), &out, &errs)
	if status != 3 || !strings.Contains(out.String(), "cut off in run ") {
		t.Errorf("exit status %d: %s%s", status, &out, &errs)
	}
	data, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(data), `"complete": false`) || !strings.Contains(string(data), `"repeat": {`) {
		t.Errorf("%v\n%.200s", err, data)
	}
}

func TestAnInterruptedRunWritesItsReportsMarkedAsCutOffAndEndsWith3(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh on this machine")
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(300*time.Millisecond, cancel)
	file := filepath.Join(t.TempDir(), "report.json")
	var out, errs bytes.Buffer
	begun := time.Now()
	status := cli.Main(ctx, []string{"run", "--timeout", "60s", "--report", "json=" + file, "--", sh, "-c", "cat >/dev/null"},
		strings.NewReader(""), &out, &errs)
	if status != 3 || time.Since(begun) > 10*time.Second {
		t.Errorf("exit status %d after %s: %s", status, time.Since(begun), &errs)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := report.ReadJSON(f)
	if err != nil || r.Complete {
		t.Errorf("complete %v, %v", r.Complete, err)
	}
	if !strings.Contains(out.String(), "the run was cut off") {
		t.Errorf("the terminal report does not say so: %s", &out)
	}
}
