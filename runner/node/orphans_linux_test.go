package node_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"flowcheck/runner/node"
)

// reapsOrphans says that descendants outside the process group are reached.
const reapsOrphans = true

// remaining describes the children of this program, zombies included.
func remaining() string {
	var found []string
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range files {
		b, _ := os.ReadFile(file)
		_, rest, _ := strings.Cut(string(b), ") ")
		if f := strings.Fields(rest); len(f) > 1 && f[1] == fmt.Sprint(os.Getpid()) {
			found = append(found, string(b[:min(len(b), 60)]))
		}
	}
	return strings.Join(found, "; ")
}

func TestAChildThatIsNoNodeIsLeftAlone(t *testing.T) {
	play(t, node.DefaultLimits, "echo").StopPatiently(long, long) // from here on orphans are ours
	cat, err := exec.LookPath("cat")
	if err != nil {
		t.Fatal(err)
	}
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	waits, err := os.StartProcess(cat, []string{"cat"}, &os.ProcAttr{Files: []*os.File{in, os.Stdout, os.Stderr}})
	if err != nil {
		t.Fatal(err)
	}
	ended, err := os.StartProcess("/bin/sh", []string{"sh", "-c", "exit 7"}, &os.ProcAttr{})
	if err != nil {
		t.Fatal(err)
	}
	for !strings.Contains(remaining(), "(sh) Z") {
		time.Sleep(time.Millisecond)
	}
	if e := play(t, node.DefaultLimits, "echo").StopPatiently(long, long); e.Left != 0 {
		t.Errorf("exit is %+v", e)
	}
	out.Close() // cat ends with its stdin
	if state, err := waits.Wait(); err != nil || state.ExitCode() != 0 {
		t.Errorf("the child that was running ended as %v, %v", state, err)
	}
	if state, err := ended.Wait(); err != nil || state.ExitCode() != 7 {
		t.Errorf("the child that had exited ended as %v, %v", state, err)
	}
}

// The same for children from before the first node, in a group of their own:
// a program inherits those from one that it replaced. It needs a program that
// has started no node yet, so a liar plays it.
func TestAChildFromBeforeTheFirstNodeIsLeftAlone(t *testing.T) {
	expect(t, play(t, node.DefaultLimits, "has a child before it starts a node"), "the child: <nil>\n")
}

func TestAStoppedNodeLeavesNoFileOpen(t *testing.T) {
	open := func() int {
		files, _ := os.ReadDir("/proc/self/fd")
		return len(files)
	}
	stop := func() { play(t, node.DefaultLimits, "exits with 0").StopPatiently(long, long) }
	stop()
	before := open()
	for range 5 {
		stop()
	}
	if after := open(); after > before {
		t.Errorf("%d files are open; %d before", after, before)
	}
}

// Whoever kills a suite, as harnesses do when time is over, leaves no node behind.
func TestANodeDiesWithAKilledSuite(t *testing.T) {
	play(t, node.DefaultLimits, "echo").StopPatiently(long, long) // from here on orphans are ours
	suite := exec.Command(os.Args[0], "liar", "is a suite with a deaf node")
	out, err := suite.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := suite.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Fscan(out, &pid); err != nil {
		t.Fatal(err)
	}
	suite.Process.Kill()
	suite.Wait()
	for begun := time.Now(); ; time.Sleep(time.Millisecond) {
		var status syscall.WaitStatus
		switch got, err := syscall.Wait4(pid, &status, syscall.WNOHANG, nil); {
		case got == pid && status.Signal() == syscall.SIGKILL:
			return
		case got == pid, time.Since(begun) > 10*time.Second:
			t.Fatalf("the node ended as %v, %v", status, err)
		}
	}
}
