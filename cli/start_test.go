package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// built is flowcheck as its users have it.
func built(t *testing.T, dir string) (program string) {
	t.Helper()
	program = filepath.Join(dir, "flowcheck.exe")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build flowcheck: %v\n%s", err, out)
	}
	return program
}

func TestNoProgramIsStartedAsFlowcheckBegins(t *testing.T) {
	need(t, "sh")
	dir := t.TempDir()
	program := built(t, dir)
	// In the place of go stands a program that leaves a trace. The second
	// command starts one by its name alone, so PATH is there again.
	trace := filepath.Join(dir, "started")
	if err := os.WriteFile(filepath.Join(dir, "go"), []byte("#!/bin/sh\necho \"$@\" >>"+trace+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	if out, err := exec.Command(program, "version").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if args, err := os.ReadFile(trace); err == nil {
		t.Errorf("go %s was started", args)
	}
	exec.Command(program, "run", "--select", "SMP-01", "--timeout", "1s", "--", "go", "node").Run() // such a node fails
	if _, err := os.Stat(trace); err != nil {
		t.Error("the node was not found on PATH")
	}
}

// Go writes a line for each collection of garbage, if it is asked to.
func TestGarbageIsCollectedOnceThereIsMuchOfIt(t *testing.T) {
	dir := t.TempDir()
	program := built(t, dir)
	t.Setenv("GODEBUG", "gctrace=1")
	for _, c := range []struct {
		wrong     int
		collected bool // again and again
	}{{10, false}, {3000, true}} {
		file := filepath.Join(dir, "traffic.jsonl")
		if err := os.WriteFile(file, []byte(strings.Repeat(asked+wrong, c.wrong)), 0o600); err != nil {
			t.Fatal(err)
		}
		out, _ := exec.Command(program, "validate", "--quiet", file).CombinedOutput() // such traffic does not conform
		n := strings.Count("\n"+string(out), "\ngc ")
		if c.collected && n < 3 || !c.collected && n > 0 || !strings.Contains(string(out), "does not conform") {
			t.Errorf("%d collections for %d wrong replies:\n%.1000s", n, c.wrong, out)
		}
	}
}
