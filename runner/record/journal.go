package record

import (
	"bytes"
	"io"
	"sync"
	"time"

	"flowcheck/runner/node"
	"flowcheck/runner/wire"
)

// backlog bounds, in bytes, what waits to be written: then the conversation waits
// too. A line may be longer than this and is taken nevertheless.
const backlog = 8 << 20

// What is said is in the file soon after, or when much has come together: to write
// each line by itself would cost more than to pass it on.
const (
	soon = 5 * time.Millisecond
	much = 256 << 10
)

// weight is what an entry costs beyond the bytes of its line.
const weight = 128

// journal puts the transcript together and writes it in a goroutine of its own.
type journal struct {
	began time.Time

	mu      sync.Mutex
	news    *sync.Cond // it is time to write, or the end has come
	due     bool       // what waits has waited enough
	timer   *time.Timer
	room    *sync.Cond // what waited is being written
	waiting []wire.Entry
	bytes   int
	parts   map[wire.Side]*part
	over    bool // nothing more is taken
	done    chan struct{}
}

// part is a line that has not ended yet.
type part struct {
	line []byte
	cut  bool // the limit was reached: the rest is dropped
}

// newJournal begins a transcript. failed is called once if it cannot be written
// on.
func newJournal(to io.Writer, failed func(error)) *journal {
	j := &journal{began: time.Now(), parts: map[wire.Side]*part{wire.Client: {}, wire.Node: {}}, done: make(chan struct{})}
	j.news, j.room = sync.NewCond(&j.mu), sync.NewCond(&j.mu)
	j.timer = time.AfterFunc(soon, j.hurry)
	go j.write(to, failed)
	return j
}

// take cuts the next bytes of one side into lines.
func (j *journal) take(side wire.Side, b []byte) {
	own := bytes.Clone(b) // the lines are slices of it
	j.mu.Lock()
	defer j.mu.Unlock()
	at, p := time.Since(j.began), j.parts[side]
	for len(own) > 0 {
		n := bytes.IndexByte(own, '\n')
		switch {
		case n < 0:
			p.grow(own)
			return
		case len(p.line) == 0 && !p.cut:
			j.add(wire.Entry{At: at, From: side, Line: own[: n+1 : n+1]})
		default:
			p.grow(own[:n])
			if !p.cut {
				p.line = append(p.line, '\n')
			}
			j.finish(side, at)
		}
		own = own[n+1:]
	}
}

// grow adds to a line what the limit allows: that of a node under judgement.
func (p *part) grow(b []byte) {
	if room := int(node.DefaultLimits.Line) - len(p.line); len(b) > room {
		b, p.cut = b[:room], true
	}
	p.line = append(p.line, b...)
}

// finish takes the part for a line.
func (j *journal) finish(side wire.Side, at time.Duration) {
	p := j.parts[side]
	j.add(wire.Entry{At: at, From: side, Line: p.line})
	if p.cut && side == wire.Node {
		j.add(wire.Entry{At: at, From: wire.Suite, Event: wire.Flood})
	}
	*p = part{}
}

// end takes what follows the last line feed of a side for a line.
func (j *journal) end(side wire.Side) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(j.parts[side].line) > 0 {
		j.finish(side, time.Since(j.began))
	}
}

// event notes what happened.
func (j *journal) event(from wire.Side, event string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.add(wire.Entry{At: time.Since(j.began), From: from, Event: event})
}

// add puts an entry behind those that wait, when there is room.
func (j *journal) add(e wire.Entry) {
	for j.bytes > backlog && !j.over {
		j.room.Wait()
	}
	if j.over {
		return
	}
	if len(j.waiting) == 0 {
		j.timer.Reset(soon)
	}
	j.waiting = append(j.waiting, e)
	j.bytes += len(e.Line) + weight
	if j.bytes > much && !j.due {
		j.due = true
		j.news.Signal()
	}
}

// hurry has written what waits.
func (j *journal) hurry() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.due = true
	j.news.Signal()
}

// close ends the transcript and waits until it is written. What a side was
// still saying becomes its last line.
func (j *journal) close() {
	j.end(wire.Client)
	j.mu.Lock()
	j.over = true
	j.timer.Stop()
	j.news.Signal()
	j.room.Broadcast()
	j.mu.Unlock()
	<-j.done
}

// write writes whatever waits, until the end.
func (j *journal) write(to io.Writer, failed func(error)) {
	defer close(j.done)
	w := wire.NewWriter(to)
	for {
		entries := j.next()
		if entries == nil {
			return
		}
		if err := writeAll(w, entries); err != nil {
			failed(err)
			j.stop()
			return
		}
	}
}

func writeAll(w *wire.Writer, entries []wire.Entry) error {
	for i, e := range entries {
		if err := w.Write(e); err != nil {
			return err
		}
		entries[i] = wire.Entry{} // lets go of the bytes
	}
	return w.Flush()
}

// next takes what waits, nil at the end.
func (j *journal) next() []wire.Entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	for (len(j.waiting) == 0 || !j.due) && !j.over {
		j.news.Wait()
	}
	entries := j.waiting
	j.waiting, j.bytes, j.due = nil, 0, false
	j.room.Broadcast()
	return entries
}

// stop takes nothing more.
func (j *journal) stop() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.over, j.waiting = true, nil
	j.room.Broadcast()
}
