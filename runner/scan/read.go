package scan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
)

// Bounds of reading, in bytes: what is read at once, from a place that is a
// multiple of it, and the longest line of a recording.
const (
	chunkSize = 256 << 10
	longest   = 32 << 20
)

// chunk is a stretch of a recording that ends with a line.
type chunk struct {
	number  int
	buf     []byte // the lines, and a margin behind them
	size    int    // of the lines
	records []record
	lines   int // blank ones among them
}

// source hands out the chunks of a recording, in their order.
type source struct {
	sync.Mutex
	r      io.Reader
	rest   []byte // the beginning of a line
	number int
	err    error // io.EOF, or why nothing more can be read
}

// fill reads the next chunk. It gives io.EOF where there is none.
func (s *source) fill(c *chunk) error {
	s.Lock()
	defer s.Unlock()
	if s.err != nil {
		return s.err
	}
	if cap(c.buf) > 4*chunkSize {
		c.buf = nil // a long line was in it
	}
	c.buf = append(c.buf[:0], s.rest...)
	s.rest = s.rest[:0]
	for {
		from := len(c.buf)
		c.buf = slices.Grow(c.buf, chunkSize+margin)
		n, err := s.r.Read(c.buf[from : from+chunkSize])
		c.buf = c.buf[:from+n]
		end := bytes.LastIndexByte(c.buf[from:], '\n') + 1
		switch {
		case end > 0:
			s.rest = append(s.rest, c.buf[from+end:]...)
			c.buf = c.buf[:from+end]
			s.err = err
			if err != nil && len(s.rest) > 0 {
				s.err = nil // the next chunk has the rest, and meets the error again
			}
		case len(c.buf) > longest:
			s.err = fmt.Errorf("a line is longer than %d MiB: is this a recording?", longest>>20)
			return s.err
		case err == nil:
			continue
		case len(c.buf) == 0 || !errors.Is(err, io.EOF):
			s.err = err
			return err
		default:
			c.buf = append(c.buf, '\n')
			s.err = err
		}
		c.size = len(c.buf)
		c.buf = append(c.buf, make([]byte, margin)...)
		c.number = s.number
		s.number++
		return nil
	}
}

// split has the first tier look at the lines of a chunk.
func (s *scanner) split(c *chunk) {
	s.buf = c.buf
	c.records, c.lines = c.records[:0], 0
	for at := 0; at < c.size; {
		c.records = append(c.records, record{})
		r := &c.records[len(c.records)-1]
		r.start, r.line = int32(at), int32(c.lines)
		c.lines++
		k, end := s.message(at)
		if k == nil {
			end = at + bytes.IndexByte(c.buf[at:], '\n')
			if end > at && c.buf[end-1] == '\r' {
				c.buf[end-1] = '\n' // such a line end is the file's, not the message's
				if k, end = s.message(at); k == nil {
					end = at + bytes.IndexByte(c.buf[at:], '\n')
				}
				r.end = int32(end)
				end++
			}
		}
		if r.end == 0 {
			r.end = int32(end)
		}
		if k == nil || !s.record(k, r) {
			r.kind = 0
		}
		at = end + 1
	}
}

// turns has workers go on in the order of their chunks.
type turns struct {
	sync.Mutex
	sync.Cond
	next int
	err  error
}

// wait gives the turn to a chunk; done hands it on.
func (t *turns) wait(number int) {
	t.Lock()
	for t.next != number && t.err == nil {
		t.Wait()
	}
}

func (t *turns) done() {
	t.next++
	t.Broadcast()
	t.Unlock()
}

// Read judges all of a recording, plain or of transcripts. Its errors name the
// file and say why it could not be judged.
func (j *Judge) Read(name string, r io.Reader) ([]Part, error) {
	j.parts, j.talk = nil, nil
	lines, err := j.run(&source{r: r})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	j.finish()
	if lines == 0 || len(j.parts) == 0 {
		return nil, fmt.Errorf("read %s: there is nothing in it", name)
	}
	return j.parts, nil
}

// run has the workers read the source to its end and gives the number of lines.
func (j *Judge) run(src *source) (lines int, err error) {
	t := &turns{}
	t.L = &t.Mutex
	var group sync.WaitGroup
	for range j.workers() {
		group.Go(func() {
			s, c := &scanner{tier: j.tier}, &chunk{}
			for src.fill(c) == nil {
				s.split(c)
				t.wait(c.number)
				if t.err == nil {
					t.err = j.commit(c, &lines)
				}
				failed := t.err != nil
				t.done()
				if failed {
					return
				}
			}
		})
	}
	group.Wait()
	if t.err == nil && !errors.Is(src.err, io.EOF) {
		t.err = src.err
	}
	return lines, t.err
}

// commit judges the lines of a chunk, in their order.
func (j *Judge) commit(c *chunk, lines *int) error {
	for i := range c.records {
		r := &c.records[i]
		line, at := c.buf[r.start:r.end+1], *lines+int(r.line)+1
		if r.kind != 0 && j.talk != nil && j.pass(r, line, at) {
			j.part.passed(j.tier.kinds[r.kind], line)
			continue
		}
		line = line[:len(line)-1]
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := j.slow(line, r, at); err != nil {
			return fmt.Errorf("line %d: %w", at, err)
		}
	}
	*lines += c.lines
	return nil
}
