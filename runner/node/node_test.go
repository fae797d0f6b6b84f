//go:build unix

package node_test

import (
	"bytes"
	"io"
	"strings"
	"sync"
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
	bounded(t, func() { e = p.StopPatiently(long, long) }) // it does not sit out the grace
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

// How a node is brought to its end in the table below.
type manner int

const (
	ordinary manner = iota // Stop
	patient                // Stop with more time: the node does end
	itself                 // it ends without Stop
	atEOF                  // its stdin is closed, and it ends without Stop
)

// ends are nodes and how Stop finds them. "ready" is the line by which the
// node tells that it is set up.
var ends = map[string]struct {
	manner manner
	ready  string
	exit   node.Exit
	words  string
}{
	"exits with 0":  {manner: itself, exit: node.Exit{Ended: true}, words: "exit status 0"},
	"exits with 1":  {manner: itself, exit: node.Exit{Status: 1, Ended: true}, words: "exit status 1"},
	"echo":          {manner: patient, words: "exit status 0"},
	"closes stdout": {manner: patient, words: "exit status 0"},
	"never reads": {exit: node.Exit{Status: -1, Signal: "terminated", ByUs: true},
		words: "ended by TERM after the suite closed its stdin"},
	"half a line": {exit: node.Exit{Status: -1, Signal: "terminated", ByUs: true},
		words: "ended by TERM after the suite closed its stdin"},
	"ignores TERM and EOF": {ready: "deaf\n", exit: node.Exit{Status: -1, Signal: "killed", ByUs: true},
		words: "ended by KILL after the suite closed its stdin"},
	"exits with 3 on TERM": {ready: "ready\n", exit: node.Exit{Status: 3, ByUs: true},
		words: "exit status 3 on TERM after the suite closed its stdin"},
	"exits and leaves a child": {manner: itself, ready: "sitting\n", exit: node.Exit{Ended: true, Left: 1},
		words: "exit status 0, leaving a process behind"},
	"leaves a child": {manner: atEOF, ready: "sitting\n", exit: node.Exit{Ended: true, Left: 1},
		words: "exit status 0, leaving a process behind"},
	"leaves a setsid child": {manner: atEOF, ready: "sitting\n", exit: node.Exit{Ended: true, Left: 1},
		words: "exit status 0, leaving a process behind"},
	"leaves a washed setsid child": {manner: atEOF, ready: "sitting\n", exit: node.Exit{Ended: true, Left: 1},
		words: "exit status 0, leaving a process behind"},
	"leaves a washed setsid grandchild": {manner: atEOF, ready: "sitting\n", exit: node.Exit{Ended: true, Left: 1},
		words: "exit status 0, leaving a process behind"},
	"leaves a child that is about to end": {manner: patient, ready: "sitting\n", words: "exit status 0"},
	"hangs with a washed setsid child": {ready: "sitting\n", exit: node.Exit{Status: -1, Signal: "terminated", ByUs: true, Left: 1},
		words: "ended by TERM after the suite closed its stdin, leaving a process behind"},
}

func TestStopEndsEveryNodeAndSaysHow(t *testing.T) {
	for part, want := range ends {
		t.Run(part, func(t *testing.T) {
			if want.exit.Left > 0 && !reapsOrphans {
				t.Skip("needs Linux")
			}
			p := play(t, node.DefaultLimits, part)
			if want.ready != "" {
				expect(t, p, want.ready)
			}
			stop := p.Stop
			switch want.manner {
			case patient:
				stop = func() node.Exit { return p.StopPatiently(long, long) }
			case atEOF:
				leave(t, p)
			case itself:
				if _, ended := p.WaitExit(in(long)); !ended {
					t.Fatal("did not exit by itself")
				}
			default:
				if want.exit.Signal != "killed" {
					stop = func() node.Exit { return p.StopPatiently(100*time.Millisecond, 3*time.Second) }
				}
			}
			var e node.Exit
			bounded(t, func() { e = stop() })
			if (e.Grace > 0) != want.exit.ByUs {
				t.Errorf("grace is %v; by us %v", e.Grace, e.ByUs)
			}
			if e.String() != want.words {
				t.Errorf("in words %q; want %q", e, want.words)
			}
			e.At, e.Grace = 0, 0
			if e != want.exit {
				t.Errorf("exit is %+v; want %+v", e, want.exit)
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
	bounded(t, func() {
		if err := p.Send(make([]byte, 1<<20), in(300*time.Millisecond)); err != node.ErrDeadline {
			t.Errorf("sent: %v; want ErrDeadline", err)
		}
	})
	bounded(t, func() { // its turn never comes
		if err := p.Send([]byte("x"), in(100*time.Millisecond)); err != node.ErrDeadline {
			t.Errorf("sent after it: %v; want ErrDeadline", err)
		}
	})
	bounded(t, func() { p.Stop() })
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
	p.StopPatiently(long, long)
	expect(t, p, "5 bytes\n")

	p = play(t, node.DefaultLimits, "half a line at EOF")
	p.StopPatiently(long, long)
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
	for tail, _ := p.Stderr(); string(tail) != "written"; tail, _ = p.Stderr() {
		if time.Sleep(time.Millisecond); p.Since() > long {
			t.Fatalf("stderr is %q", tail)
		}
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
			bounded(t, func() { e = p.Stop() })
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
	bounded(t, func() { e = p.StopPatiently(0, long) })
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
	f := play(t, node.DefaultLimits, "leaves a washed child")
	for _, p := range []*node.Process{a, b, c, d, f} {
		expect(t, p, "sitting\n")
	}
	leave(t, b) // its child is an orphan from here on
	leave(t, d)
	leave(t, f)
	for _, p := range []*node.Process{a, c, f} {
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
	bounded(t, func() {
		if e := p.Stop(); e.Left < 5 { // those in between may be slow to end
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
	bounded(t, node.KillAll)
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
				if e := p.StopPatiently(long, long); e.Status != 0 || e.ByUs || e.Left != 0 {
					t.Errorf("exit is %+v", e)
				}
			}
		})
	}
	wg.Wait()
}
