package node

import (
	"os"
	"sync"
	"time"
)

// nodes are those that were not stopped yet. There is one list for the whole
// program because the whole program adopts their orphans, and is interrupted.
var nodes = registry{live: map[int]*Process{}}

// registry holds nodes by process id.
type registry struct {
	// mu is also held while a process is forked, so that whoever holds it
	// and looks at our children sees none that is not in live yet.
	mu   sync.Mutex
	live map[int]*Process
	adoption
}

// Stop ends the node and returns how it ended: it closes stdin and returns as
// soon as the node has exited and its pipes are at their end. A node that
// takes longer than 0.25 s gets TERM, then KILL after another 0.25 s, both to
// its process group; what is left of its descendants is killed. What the node
// wrote until then can still be received.
//
// Stop, Kill and KillAll end a node once; all calls return the same Exit.
func (p *Process) Stop() Exit { return p.end(grace, step) }

// Kill is Stop without the first 0.25 s.
func (p *Process) Kill() Exit { return p.end(0, step) }

// KillAll ends every node that was not stopped yet, all at the same
// time. Whoever starts nodes has to cease first.
func KillAll() {
	nodes.mu.Lock()
	var wg sync.WaitGroup
	for _, p := range nodes.live {
		wg.Go(func() { p.Kill() })
	}
	nodes.mu.Unlock()
	wg.Wait()
}

func (p *Process) end(grace, step time.Duration) Exit {
	p.ending.Do(func() {
		p.mu.Lock()
		p.stopping = true
		p.mu.Unlock()
		patience := time.Now().Add(grace)
		p.CloseStdin()
		p.settled(patience)
		var family map[int]bool
		if !p.exited() {
			family = descendants(p.cmd.Process.Pid) // while the tree still hangs together
			p.signal(terminate, grace)
			p.settled(time.Now().Add(step))
		}
		if !p.exited() {
			p.signal(kill, grace)
			wait(time.Now().Add(step), p.gone)
		}
		left := p.sweep(family, patience)
		p.settled(time.Now().Add(step))
		p.release(left)
	})
	return p.outcome()
}

// settled waits until the node has exited and its pipes are at their end.
func (p *Process) settled(deadline time.Time) bool {
	return wait(deadline, p.gone, p.outDone, p.errDone)
}

func (p *Process) exited() bool { return wait(time.Time{}, p.gone) }

// signal sends one of the platform's two signals, and notes that it was needed.
func (p *Process) signal(send func(*os.Process), grace time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.exited() {
		p.exit.ByUs, p.exit.Grace = true, grace
		send(p.cmd.Process)
	}
}

// release closes our ends of the pipes, whoever may hold the others, and takes
// the node off the list. A process that even KILL did not end stays on it: its
// id must not be taken for an orphan's.
func (p *Process) release(left int) {
	closePipe(p.stdout)
	closePipe(p.stderr)
	p.out.close()
	p.mu.Lock()
	p.exit.Left = left
	p.mu.Unlock()
	if p.exited() {
		nodes.mu.Lock()
		delete(nodes.live, p.cmd.Process.Pid)
		nodes.mu.Unlock()
	} else {
		p.mu.Lock()
		p.exit.Status = -1
		p.mu.Unlock()
	}
}
