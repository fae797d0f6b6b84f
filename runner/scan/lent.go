package scan

import (
	"bytes"
	"math"
	"sync"
)

// lent is a line that stands in the buffer of a chunk. Most requests are
// answered soon, so that most lines need never be copied.
type lent struct {
	text  []byte
	chunk int // number of the chunk; own: the line is a copy
}

// own stands for a chunk in the place of none.
const own = -1

// mostKept is how many chunks lend lines. What is then still needed is copied.
const mostKept = 4

// retire copies a line that is lent by a chunk, or by one before it.
func (l *lent) retire(chunk int) {
	if l.chunk != own && l.chunk <= chunk {
		l.text, l.chunk = bytes.Clone(l.text), own
	}
}

// until is the chunk that lends a line; of a copy it is one that never comes.
func (l *lent) until() int {
	if l.chunk == own {
		return math.MaxInt
	}
	return l.chunk
}

// beyond is the room of a line that is longer than usual.
func (l *lent) beyond() int {
	if len(l.text) <= longestKept {
		return 0
	}
	return len(l.text)
}

// turn keeps the buffer of a chunk that was judged, and gives the one of a chunk
// that lends no lines any more. One with a very long line is not kept.
func (j *Judge) turn(c *chunk) []byte {
	buf, last := c.buf, c.number-mostKept
	if c.buf = nil; cap(buf) > 4*chunkSize {
		buf, last = nil, c.number
	}
	if j.talk != nil && !j.whole {
		j.book.retire(last)
		j.answered.retire(last)
	}
	at := c.number % mostKept
	free := j.chunks[at]
	j.chunks[at] = buf
	return free
}

// lend gives a line of the present chunk to keep.
func (j *Judge) lend(line []byte) lent { return lent{line, j.chunk} }

// buffers are those that nobody has a line of. They have a lock of their own: a
// feed is locked as long as its recording has nothing new to read.
type buffers struct {
	sync.Mutex
	all [][]byte
}

// take gives an empty buffer with room for a chunk, and a line before it.
func (b *buffers) take() []byte {
	b.Lock()
	defer b.Unlock()
	n := len(b.all) - 1
	if n < 0 {
		return make([]byte, 0, chunkSize+chunkSize/4+len(sheet{}))
	}
	buf := b.all[n]
	b.all = b.all[:n]
	return buf[:0]
}

// give takes one back. One with a very long line is not kept.
func (b *buffers) give(buf []byte) {
	if buf == nil || cap(buf) > 4*chunkSize {
		return
	}
	b.Lock()
	defer b.Unlock()
	b.all = append(b.all, buf)
}
