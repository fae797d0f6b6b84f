package node

import (
	"os"
	"testing"
	"time"
)

// BenchmarkNode is what one scenario pays for its process: start, one line
// there and back, stop.
func BenchmarkNode(b *testing.B) {
	for b.Loop() {
		p := cat(b)
		deadline := time.Now().Add(5 * time.Second)
		if err := p.Send([]byte("ping\n"), deadline); err != nil {
			b.Fatal(err)
		}
		if _, err := p.Receive(deadline); err != nil {
			b.Fatal(err)
		}
		p.Stop()
	}
}

// BenchmarkSweep is the share of the search for orphans, where there is none.
func BenchmarkSweep(b *testing.B) {
	for name, others := range map[string]int{"alone": 0, "beside three nodes": 3} {
		b.Run(name, func(b *testing.B) {
			for range others {
				defer cat(b).Stop()
			}
			p := cat(b)
			p.Stop()
			for b.Loop() {
				p.sweep(nil, time.Time{})
			}
		})
	}
	b.Run("by scan", func(b *testing.B) {
		for b.Loop() {
			childrenByScan(os.Getpid())
		}
	})
}

func cat(b *testing.B) *Process {
	p, err := Start(Command{Args: []string{"cat"}}, DefaultLimits)
	if err != nil {
		b.Fatal(err)
	}
	return p
}

func TestChildrenAreFoundEitherWay(t *testing.T) {
	p, err := Start(Command{Args: []string{"cat"}}, DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Stop()
	for name, find := range map[string]func(int) []int{"by thread": children, "by scan": childrenByScan} {
		found := find(os.Getpid())
		if len(found) != 1 || found[0] != p.cmd.Process.Pid {
			t.Errorf("%s: %v; want %d", name, found, p.cmd.Process.Pid)
		}
	}
	if got := mark(p.cmd.Process.Pid); got != p.mark {
		t.Errorf("mark is %q; want %q", got, p.mark)
	}
}
