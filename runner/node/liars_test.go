//go:build unix

package node_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"flowcheck/runner/node"
)

// The test binary plays the nodes: called with "liar" and a part, it plays it.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "liar" {
		parts[os.Args[2]]()
		os.Exit(0)
	}
	status := m.Run()
	if left := remaining(); left != "" {
		fmt.Fprintln(os.Stderr, "left behind by the tests:", left)
		status = 1
	}
	os.Exit(status)
}

// parts are the nodes that the tests meet; most of them are liars.
var parts = map[string]func(){
	"echo":         echo,
	"never reads":  forever,
	"exits with 0": func() {},
	"exits with 1": func() { os.Exit(1) },
	"hangs":        func() { untilEOF(); forever() },
	"ignores TERM and EOF": func() {
		signal.Ignore(syscall.SIGTERM)
		fmt.Println("deaf")
		forever()
	},
	"is a suite with a deaf node": func() {
		p, err := node.Start(node.Command{Args: []string{os.Args[0], "liar", "ignores TERM and EOF"}}, node.DefaultLimits)
		if err != nil {
			panic(err)
		}
		if line, err := p.Receive(in(long)); err != nil || string(line.Bytes) != "deaf\n" {
			panic(fmt.Sprint(line, err))
		}
		fmt.Println(strings.Fields(remaining())[0])
		forever()
	},
	"exits with 3 on TERM": func() {
		c := make(chan os.Signal, 1)
		signal.Notify(c, syscall.SIGTERM)
		fmt.Println("ready")
		<-c
		os.Exit(3)
	},
	"floods lines":             func() { flood(os.Stdout, "a line\n") },
	"floods empty lines":       func() { flood(os.Stdout, "\n") },
	"floods without line feed": func() { flood(os.Stdout, "x") },
	"half a line": func() {
		fmt.Print(`{"type":`)
		fmt.Fprint(os.Stderr, "written")
		forever()
	},
	"half a line at EOF": func() { untilEOF(); fmt.Print("one\ntwo") },
	"line of 2 MiB":      func() { fmt.Println(strings.Repeat("y", 2<<20)); untilEOF() },
	"answers after EOF":  func() { n := untilEOF(); fmt.Printf("%d bytes\n", n) },
	"closes stdout":      func() { os.Stdout.Close(); untilEOF() },
	"closes stdin":       func() { os.Stdin.Close(); fmt.Println("closed"); forever() },
	"stderr flood": func() {
		os.Stderr.Write(bytes.Repeat([]byte("noise\n"), 1<<18))
		fmt.Fprintln(os.Stderr, "the last words")
		fmt.Println("done")
		untilEOF()
	},
	"prints arguments":   func() { fmt.Printf("%q\n", os.Args[3:]); untilEOF() },
	"prints environment": func() { fmt.Printf("%q\n", os.Environ()); untilEOF() },
	"prints directory": func() {
		dir, _ := os.Getwd()
		fmt.Println(filepath.Base(dir))
		untilEOF()
	},
	"prints its stdin's flags": func() {
		flags, _, errno := syscall.Syscall(syscall.SYS_FCNTL, 0, syscall.F_GETFL, 0)
		fmt.Println(flags&syscall.O_NONBLOCK, errno)
		untilEOF()
	},

	// Descendants. "sits" outlives its parent and holds its pipes.
	"sits": func() {
		signal.Ignore(syscall.SIGTERM)
		fmt.Println("sitting")
		forever()
	},
	"leaves a child":                      func() { spawn("sits", false, false); untilEOF() },
	"leaves a setsid child":               func() { spawn("sits", true, false); untilEOF() },
	"leaves a washed setsid child":        func() { spawn("sits", true, true); untilEOF() },
	"hangs with a washed setsid child":    func() { spawn("sits", true, true); forever() },
	"leaves a washed setsid grandchild":   func() { spawn("spawns and exits", true, true); untilEOF() },
	"spawns and exits":                    func() { spawn("sits", true, true) },
	"exits and leaves a child":            func() { spawn("sits", false, false) },
	"leaves a child that is about to end": func() { spawn("lingers", true, false); untilEOF() },
	"lingers":                             func() { fmt.Println("sitting"); untilEOF(); time.Sleep(20 * time.Millisecond) },
	"leaves a washed child":               func() { spawn("sits", false, true); untilEOF() },
	"has a child before it starts a node": startsLate,
	"leaves a family": func() {
		for range 5 {
			spawn("leaves a setsid child", true, false)
		}
		untilEOF()
	},
}

// startsLate has a child in a group of its own before it starts its first node,
// and tells whether stopping the node did that child any harm.
func startsLate() {
	cat := exec.Command("cat")
	cat.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	in, _ := cat.StdinPipe()
	if err := cat.Start(); err != nil {
		fmt.Println(err)
		return
	}
	p, err := node.Start(node.Command{Args: []string{"cat"}}, node.DefaultLimits)
	if err != nil {
		fmt.Println(err)
		return
	}
	p.StopPatiently(0, long)
	in.Close()
	fmt.Println("the child:", cat.Wait())
}

func forever() {
	time.Sleep(time.Minute) // a test that fails must not leave it for good
	os.Exit(99)
}

func untilEOF() (n int64) {
	n, _ = io.Copy(io.Discard, os.Stdin)
	return n
}

func echo() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 8<<20)
	for in.Scan() {
		fmt.Printf("%s\n", in.Bytes())
	}
}

func flood(f *os.File, piece string) {
	signal.Ignore(syscall.SIGTERM)
	for b := bytes.Repeat([]byte(piece), (64<<10)/len(piece)); ; {
		if _, err := f.Write(b); err != nil {
			os.Exit(2)
		}
	}
}

// spawn starts another part on the same pipes and does not wait for it.
func spawn(part string, session, washed bool) {
	cmd := exec.Command(os.Args[0], "liar", part)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: session}
	if washed {
		cmd.Env = []string{quickExit}
	}
	if err := cmd.Start(); err != nil {
		fmt.Println("cannot spawn:", err)
	}
}

// quickExit spares a binary built with -race the second it sleeps at its end.
const quickExit = "GORACE=atexit_sleep_ms=0"

// play starts a part and sees to it that it is stopped.
func play(t *testing.T, limits node.Limits, part string, args ...string) *node.Process {
	t.Helper()
	p, err := node.Start(node.Command{
		Args: append([]string{os.Args[0], "liar", part}, args...),
		Env:  []string{quickExit},
	}, limits)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Stop() })
	return p
}

// in is a deadline.
func in(d time.Duration) time.Time { return time.Now().Add(d) }

// Waits that do not depend on how busy the machine is.
const (
	long  = 20 * time.Second // only a broken test sees the end of it
	bound = 10 * time.Second // far above what is measured, far below what the liars would take
)

// expect receives one line.
func expect(t *testing.T, p *node.Process, want string) {
	t.Helper()
	line, err := p.Receive(in(long))
	if err != nil || string(line.Bytes) != want {
		tail, _ := p.Stderr()
		t.Fatalf("received %.80q, %v; want %.80q; stderr: %s", line.Bytes, err, want, tail)
	}
}

// bounded fails the test if do takes too long.
func bounded(t *testing.T, do func()) {
	t.Helper()
	start := time.Now()
	do()
	if took := time.Since(start); took > bound {
		t.Errorf("took %v; want at most %v", took, bound)
	}
}

// leave closes the node's stdin and waits for it to exit, without stopping it.
func leave(t *testing.T, p *node.Process) {
	t.Helper()
	p.CloseStdin()
	if _, ended := p.WaitExit(in(long)); !ended {
		t.Fatal("did not exit on EOF")
	}
}
