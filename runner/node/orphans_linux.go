package node

import (
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// adoption makes this program the parent of every orphan below it.
type adoption struct {
	done  bool
	works bool
	prior map[int]bool // children from before the first node: not ours to end
}

// adopt must be called before the first node is forked, with the lock held.
func (a *adoption) adopt() {
	if a.done {
		return
	}
	a.done, a.prior = true, map[int]bool{}
	for _, pid := range children(os.Getpid()) {
		a.prior[pid] = true
	}
	a.works = unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == nil
}

func (r *registry) adopts() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.works
}

// sweep kills what is left of the node's descendants; until patience they may
// go by themselves. family holds those that were seen below the node while it
// lived. It returns how many had to be killed, not counting those that were
// ended with the node as its group.
func (p *Process) sweep(family map[int]bool, patience time.Time) (left int) {
	if !nodes.adopts() { // the process group is all that can be ended
		kill(p.cmd.Process)
		return 0
	}
	giveUp := time.Now().Add(step)
	if patience.After(time.Now()) {
		giveUp = patience.Add(step)
	}
	if family == nil {
		family = map[int]bool{}
	}
	killed := map[int]bool{}
	for time.Now().Before(giveUp) && !childless() {
		due := !time.Now().Before(patience)
		orphans := nodes.round(p, family, due)
		if len(orphans) == 0 {
			break
		}
		for _, o := range orphans {
			family[o.pid] = true // a dying one has lost its mark
			withNode := p.outcome().ByUs && o.group == p.cmd.Process.Pid
			if due && !o.zombie && !withNode {
				killed[o.pid] = true
			}
		}
		time.Sleep(time.Millisecond) // a killed orphan hands its own children to us
	}
	return len(killed)
}

// round returns the node's orphans that are not gone, kills them if that is
// due, and reaps the dead ones of any node. It waits for given process ids
// only: what others of this program have started is theirs to wait for.
func (r *registry) round(p *Process, family map[int]bool, due bool) (orphans []process) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, pid := range adopted() {
		if r.live[pid] != nil || r.prior[pid] {
			continue
		}
		c, ok := inspect(pid)
		if !ok || c.zombie && (c.group == unix.Getpgrp() || reap(pid)) || !r.owns(p, family, c) {
			continue
		}
		orphans = append(orphans, c)
		if due {
			_ = unix.Kill(pid, unix.SIGKILL)
		}
	}
	return orphans
}

// reap takes a dead child off the process table. One whose other threads are
// still ending cannot be taken yet.
func reap(pid int) bool {
	got, err := unix.Wait4(pid, nil, unix.WNOHANG, nil)
	return got == pid || err == unix.ECHILD
}

// owns decides whether an orphan descends from p. The mark in its environment
// tells, or its group, or that it was seen below p. One that washed off all
// three is anybody's, and is ended with the last node that is alive.
func (r *registry) owns(p *Process, family map[int]bool, c process) bool {
	owner := mark(c.pid)
	if owner == p.mark || family[c.pid] || c.group == p.cmd.Process.Pid {
		return true
	}
	if c.group == unix.Getpgrp() {
		return false // an ordinary child of this program
	}
	for _, other := range r.live {
		if other != p {
			return false
		}
	}
	return true
}

// mark reads the mark of the node that a process descends from; empty where
// there is none.
func mark(pid int) string {
	for kv := range strings.SplitSeq(string(readProc(pid, "environ")), "\x00") {
		if value, ok := strings.CutPrefix(kv, markName+"="); ok {
			return value
		}
	}
	return ""
}
