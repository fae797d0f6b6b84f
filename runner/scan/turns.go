package scan

import "sync"

// mostAhead is how many chunks may be split before the first of them is judged.
const mostAhead = 4

// turns has chunks judged in their order, each by whichever worker is at it: who
// hands in a chunk while another one judges need not wait, and who judges goes on
// with what was handed in meanwhile. So what the judge keeps stays with one processor
// for long, and no worker is idle.
type turns struct {
	sync.Mutex
	sync.Cond
	judge *Judge
	in    *feed
	split [mostAhead]*chunk // that wait for their turn
	idle  []*chunk
	busy  bool // somebody judges
	next  int  // number of the chunk whose turn it is
	lines int  // of the chunks before
	err   error
}

func newTurns(j *Judge, in *feed) *turns {
	t := &turns{judge: j, in: in}
	t.L = &t.Mutex
	return t
}

// chunk gives one to fill.
func (t *turns) chunk() *chunk {
	t.Lock()
	defer t.Unlock()
	n := len(t.idle) - 1
	if n < 0 {
		return &chunk{}
	}
	c := t.idle[n]
	t.idle = t.idle[:n]
	return c
}

// hand takes a chunk that is split, and has all judged whose turn it is. It says
// whether there is reason to go on.
func (t *turns) hand(c *chunk) bool {
	t.Lock()
	defer t.Unlock()
	for c.number-t.next >= mostAhead && t.err == nil {
		t.Wait()
	}
	t.split[c.number%mostAhead] = c
	for !t.busy && t.err == nil && t.split[t.next%mostAhead] != nil {
		t.turn()
	}
	return t.err == nil
}

// turn has the next chunk judged. The others go on meanwhile.
func (t *turns) turn() {
	at := t.next % mostAhead
	c := t.split[at]
	t.split[at], t.busy = nil, true
	t.Unlock()
	err := t.judge.commit(c, &t.lines)
	t.in.free.give(t.judge.turn(c))
	t.judge.found()
	t.Lock()
	t.busy, t.err = false, err
	t.next++
	t.idle = append(t.idle, c)
	t.Broadcast()
}
