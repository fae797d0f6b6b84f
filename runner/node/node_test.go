//go:build unix

package node_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"flowcheck/runner/node"
)

func TestAWellBehavedNodeAnswersAndEndsWithItsStdin(t *testing.T) {
	p := play(t, node.DefaultLimits, "echo")
	for _, line := range []string{"one\n", "käse\n", strings.Repeat("long", 1<<18) + "\n"} {
		if err := p.Send([]byte(line), in(long)); err != nil {
			t.Fatal(err)
		}
		expect(t, p, line)
	}
	if e, ended := p.Ended(); ended {
		t.Errorf("ended before it was stopped: %v", e)
	}
	var e node.Exit
	within(t, 200*time.Millisecond, func() { e = p.Stop() }) // less than the first grace
	if e.Status != 0 || e.Signal != "" || e.Ended || e.ByUs || e.Left != 0 || e.At <= 0 || e.At > p.Since() {
		t.Errorf("exit is %+v", e)
	}
	if again := p.Kill(); again != e {
		t.Errorf("stopped again: %+v; want %+v", again, e)
	}
	if _, err := p.Receive(time.Time{}); err != io.EOF {
		t.Errorf("received %v after its end; want EOF", err)
	}
	if err := p.Send([]byte("more\n"), in(long)); err != node.ErrClosed {
		t.Errorf("sent after its end: %v; want ErrClosed", err)
	}
}

// exits are nodes and how Stop finds them at the end.
var exits = map[string]struct {
	status              int
	signal              string
	ended, byUs, orphan bool
	words               string
}{
	"exits with 0":                        {ended: true, words: "exit status 0"},
	"exits with 1":                        {status: 1, ended: true, words: "exit status 1"},
	"never reads":                         {status: -1, signal: "terminated", byUs: true, words: "ended by TERM after the suite closed its stdin"},
	"hangs":                               {status: -1, signal: "terminated", byUs: true, words: "ended by TERM after the suite closed its stdin"},
	"ignores TERM and EOF":                {status: -1, signal: "killed", byUs: true, words: "ended by KILL after the suite closed its stdin"},
	"exits with 3 on TERM":                {status: 3, byUs: true, words: "exit status 3 on TERM after the suite closed its stdin"},
	"half a line":                         {status: -1, signal: "terminated", byUs: true, words: "ended by TERM after the suite closed its stdin"},
	"closes stdout":                       {words: "exit status 0"},
	"leaves a child":                      {orphan: true, words: "exit status 0, leaving a process behind"},
	"leaves a setsid child":               {orphan: true, words: "exit status 0, leaving a process behind"},
	"leaves a washed setsid child":        {orphan: true, words: "exit status 0, leaving a process behind"},
	"leaves a washed setsid grandchild":   {orphan: true, words: "exit status 0, leaving a process behind"},
	"exits and leaves a child":            {ended: true, orphan: true, words: "exit status 0, leaving a process behind"},
	"leaves a child that is about to end": {words: "exit status 0"},
	"hangs with a washed setsid child":    {status: -1, signal: "terminated", byUs: true, orphan: true, words: "ended by TERM after the suite closed its stdin, leaving a process behind"},
}

func TestStopEndsEveryNodeAndSaysHow(t *testing.T) {
	for part, want := range exits {
		t.Run(part, func(t *testing.T) {
			if want.orphan && !reapsOrphans {
				t.Skip("needs Linux")
			}
			p := play(t, node.DefaultLimits, part)
			switch {
			case want.orphan || strings.Contains(part, "leaves"):
				expect(t, p, "sitting\n")
			case part == "ignores TERM and EOF" || part == "exits with 3 on TERM":
				if _, err := p.Receive(in(long)); err != nil { // its signals are set up
					t.Fatal(err)
				}
			case part == "half a line":
				if _, err := p.Receive(in(300 * time.Millisecond)); err != node.ErrDeadline {
					t.Fatalf("received %v; want ErrDeadline", err)
				}
			}
			if want.ended {
				if _, ended := p.WaitExit(in(long)); !ended {
					t.Fatal("did not exit by itself")
				}
			}
			var e node.Exit
			within(t, 2*time.Second, func() { e = p.Stop() })
			left := 0
			if want.orphan {
				left = 1
			}
			got := node.Exit{Status: e.Status, Signal: e.Signal, Ended: e.Ended, ByUs: e.ByUs, Left: e.Left}
			if exp := (node.Exit{Status: want.status, Signal: want.signal, Ended: want.ended, ByUs: want.byUs, Left: left}); got != exp {
				t.Errorf("exit is %+v; want %+v", got, exp)
			}
			if e.String() != want.words {
				t.Errorf("in words %q; want %q", e, want.words)
			}
			if left := remaining(); left != "" {
				t.Errorf("still there: %s", left)
			}
		})
	}
}

func TestANodeKilledByASignalIsSeenWithoutStopping(t *testing.T) {
	p, err := node.Start(node.Command{Args: []string{"sh", "-c", "kill -s SEGV $$"}}, node.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Stop()
	if _, err := p.Receive(in(long)); err != io.EOF {
		t.Errorf("received %v; want EOF", err)
	}
	e, ended := p.WaitExit(in(long))
	if !ended || e.String() != "killed by signal: segmentation fault" || !e.Ended {
		t.Errorf("exit is %v (%+v)", e, e)
	}
}

func TestANodeThatNeverReadsCannotBlockSend(t *testing.T) {
	p := play(t, node.DefaultLimits, "never reads")
	within(t, time.Second, func() {
		if err := p.Send(make([]byte, 1<<20), in(300*time.Millisecond)); err != node.ErrDeadline {
			t.Errorf("sent: %v; want ErrDeadline", err)
		}
	})
	within(t, time.Second, func() { // its turn never comes
		if err := p.Send([]byte("x"), in(100*time.Millisecond)); err != node.ErrDeadline {
			t.Errorf("sent after it: %v; want ErrDeadline", err)
		}
	})
	within(t, 2*time.Second, func() { p.Stop() })
}

func TestANodeThatClosesItsStdinIsReported(t *testing.T) {
	p := play(t, node.DefaultLimits, "closes stdin")
	expect(t, p, "closed\n")
	if err := p.Send([]byte("x\n"), in(long)); err != node.ErrClosed {
		t.Errorf("sent: %v; want ErrClosed", err)
	}
}

func TestSendAndReceiveRunAtTheSameTime(t *testing.T) {
	p := play(t, node.DefaultLimits, "echo")
	line := append(bytes.Repeat([]byte("z"), 999), '\n')
	const n = 2000 // far more than the pipes hold
	go func() {
		for range n {
			if p.Send(line, in(long)) != nil {
				return
			}
		}
		p.CloseStdin()
	}()
	for i := range n {
		got, err := p.Receive(in(long))
		if err != nil || !bytes.Equal(got.Bytes, line) {
			t.Fatalf("line %d: %q, %v", i, got.Bytes, err)
		}
	}
	if e, ended := p.WaitExit(in(long)); !ended || !e.Ended || e.Status != 0 {
		t.Errorf("exit is %+v, %v", e, ended)
	}
}

func TestWhatCameBeforeTheEndStaysReadable(t *testing.T) {
	p := play(t, node.DefaultLimits, "answers after EOF")
	if err := p.Send([]byte("12345"), in(long)); err != nil {
		t.Fatal(err)
	}
	if e := p.Stop(); e.ByUs {
		t.Fatalf("exit is %+v", e)
	}
	expect(t, p, "5 bytes\n")

	p = play(t, node.DefaultLimits, "half a line at EOF")
	p.Stop()
	got := p.Drain()
	if len(got) != 2 || string(got[0].Bytes) != "one\n" || string(got[1].Bytes) != "two" || got[1].Cut {
		t.Fatalf("drained %+v", got)
	}
	if got[1].At < got[0].At || got[0].At <= 0 {
		t.Errorf("times are %v and %v", got[0].At, got[1].At)
	}
}

func TestHalfALineIsGivenOnceTheNodeIsStopped(t *testing.T) {
	p := play(t, node.DefaultLimits, "half a line")
	if line, err := p.Receive(in(300 * time.Millisecond)); err != node.ErrDeadline {
		t.Fatalf("received %q, %v; want ErrDeadline", line.Bytes, err)
	}
	p.Stop()
	expect(t, p, `{"type":`)
}

func TestALineOf2MiBArrivesWhole(t *testing.T) {
	p := play(t, node.DefaultLimits, "line of 2 MiB")
	line, err := p.Receive(in(long))
	if err != nil || len(line.Bytes) != 2<<20+1 || line.Cut {
		t.Errorf("received %d bytes, cut %v, %v", len(line.Bytes), line.Cut, err)
	}
}

func TestALongerLineIsCut(t *testing.T) {
	p := play(t, node.Limits{Line: 1000}, "line of 2 MiB")
	line, err := p.Receive(in(long))
	if err != nil || len(line.Bytes) != 1000 || !line.Cut {
		t.Errorf("received %d bytes, cut %v, %v", len(line.Bytes), line.Cut, err)
	}
}

func TestAFloodEndsTheNodeAfterTheLinesThatFit(t *testing.T) {
	tests := map[string]struct {
		limits node.Limits
		lines  int
		last   string
		cut    bool
	}{
		"floods lines":             {node.Limits{Total: 70_004}, 10_001, "a li", true},
		"floods empty lines":       {node.DefaultLimits, 1 << 20, "\n", false},
		"floods without line feed": {node.Limits{Line: 10, Total: 1 << 20}, 1, "xxxxxxxxxx", true},
	}
	for part, want := range tests {
		t.Run(part, func(t *testing.T) {
			p := play(t, want.limits, part)
			if _, ended := p.WaitExit(in(long)); !ended {
				t.Fatal("still running")
			}
			var e node.Exit
			within(t, 2*time.Second, func() { e = p.Stop() })
			if !e.ByUs || e.Ended {
				t.Errorf("exit is %+v", e)
			}
			lines := 0
			var last node.Line
			for {
				line, err := p.Receive(time.Time{})
				if err == node.ErrFlood {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				lines, last = lines+1, line
			}
			if lines != want.lines || string(last.Bytes) != want.last || last.Cut != want.cut {
				t.Errorf("%d lines, the last is %q, cut %v", lines, last.Bytes, last.Cut)
			}
		})
	}
}

func TestAStderrFloodIsDrainedAndItsEndKept(t *testing.T) {
	p := play(t, node.Limits{Stderr: 100}, "stderr flood")
	expect(t, p, "done\n")
	p.Stop()
	tail, dropped := p.Stderr()
	const all = 6<<18 + int64(len("the last words\n"))
	if len(tail) != 100 || dropped != all-100 || !strings.HasSuffix(string(tail), "noise\nthe last words\n") {
		t.Errorf("kept %q, dropped %d", tail, dropped)
	}
}

func TestKillDoesNotWaitForStdin(t *testing.T) {
	p := play(t, node.DefaultLimits, "never reads")
	var e node.Exit
	within(t, 2*time.Second, func() { e = p.Kill() })
	if e.String() != "ended by TERM" || e.Grace != 0 {
		t.Errorf("exit is %v (%+v)", e, e)
	}
}

func TestEachOfSeveralNodesSweepsOnlyItsOwn(t *testing.T) {
	if !reapsOrphans {
		t.Skip("needs Linux")
	}
	a := play(t, node.DefaultLimits, "leaves a setsid child")
	b := play(t, node.DefaultLimits, "leaves a setsid child")
	c := play(t, node.DefaultLimits, "hangs with a washed setsid child")
	d := play(t, node.DefaultLimits, "leaves a washed setsid child")
	for _, p := range []*node.Process{a, b, c, d} {
		expect(t, p, "sitting\n")
	}
	b.CloseStdin() // its child is an orphan from here on
	if _, ended := b.WaitExit(in(long)); !ended {
		t.Fatal("did not exit on EOF")
	}
	for _, p := range []*node.Process{a, c} {
		if e := p.Stop(); e.Left != 1 {
			t.Errorf("exit is %+v; want 1 left", e)
		}
	}
	if e := d.Stop(); e.Left != 0 { // washed, and its parent went first: the last node takes it along
		t.Errorf("exit is %+v; want none found while another node lives", e)
	}
	if e := b.Stop(); e.Left != 2 {
		t.Errorf("exit is %+v; want its own and the washed one", e)
	}
}

func TestAWholeFamilyIsSwept(t *testing.T) {
	if !reapsOrphans {
		t.Skip("needs Linux")
	}
	p := play(t, node.DefaultLimits, "leaves a family")
	for range 5 {
		expect(t, p, "sitting\n")
	}
	within(t, 2*time.Second, func() {
		if e := p.Stop(); e.Left != 5 {
			t.Errorf("exit is %+v; want 5 left", e)
		}
	})
}

func TestKillAllEndsWhatIsAlive(t *testing.T) {
	var all []*node.Process
	for _, part := range []string{"never reads", "ignores TERM and EOF", "echo", "exits with 0"} {
		all = append(all, play(t, node.DefaultLimits, part))
	}
	expect(t, all[1], "deaf\n")
	within(t, 2*time.Second, node.KillAll)
	for _, p := range all {
		if _, ended := p.Ended(); !ended {
			t.Error("still running")
		}
	}
}

func TestManyNodesAtOnce(t *testing.T) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 3 {
				p := play(t, node.DefaultLimits, "echo")
				if err := p.Send([]byte("ping\n"), in(long)); err != nil {
					t.Error(err)
				}
				if line, err := p.Receive(in(long)); err != nil || string(line.Bytes) != "ping\n" {
					t.Errorf("received %q, %v", line.Bytes, err)
				}
				if e := p.Stop(); e.Status != 0 || e.ByUs || e.Left != 0 {
					t.Errorf("exit is %+v", e)
				}
			}
		})
	}
	wg.Wait()
}

func TestAChildThatIsNoNodeIsLeftAlone(t *testing.T) {
	other, err := os.StartProcess("/bin/sh", []string{"sh", "-c", "exec sleep 60"}, &os.ProcAttr{})
	if err != nil {
		t.Fatal(err)
	}
	play(t, node.DefaultLimits, "exits with 0").Stop()
	if err := other.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("the other child is gone: %v", err)
	}
	if err := other.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Error(err)
	}
	if state, err := other.Wait(); err != nil || state.Exited() {
		t.Errorf("ended as %v, %v", state, err)
	}
}
