package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestNoProgramIsStartedAsFlowcheckBegins(t *testing.T) {
	need(t, "sh")
	dir := t.TempDir()
	program := filepath.Join(dir, "flowcheck.exe")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build flowcheck: %v\n%s", err, out)
	}
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
