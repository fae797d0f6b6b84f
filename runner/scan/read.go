package scan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"flowcheck/runner/source"
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
	buf     []byte // the lines, and as much behind them as a sheet
	size    int    // of the lines
	half    bool   // the last one has no line feed of its own
	records []record
	lines   int // blank ones among them
}

// feed hands out the chunks of a recording, in their order.
type feed struct {
	sync.Mutex
	r      io.Reader
	rest   []byte // the beginning of a line
	number int
	err    error // io.EOF, or why nothing more can be read
	free   *buffers
}

// fill reads the next chunk and says whether there is one.
func (f *feed) fill(c *chunk) bool {
	f.Lock()
	defer f.Unlock()
	c.buf, c.half = append(f.free.take(), f.rest...), false
	f.rest = f.rest[:0]
	if !f.lines(c) {
		f.free.give(c.buf)
		return false
	}
	c.size = len(c.buf)
	c.buf = slices.Grow(c.buf, len(sheet{}))[:c.size+len(sheet{})]
	c.number = f.number
	f.number++
	return true
}

// lines reads whole lines; at the end, whatever is left.
func (f *feed) lines(c *chunk) bool {
	for f.err == nil {
		from := len(c.buf)
		if from > longest {
			f.err = &source.CutError{Why: fmt.Sprintf("a line is longer than %d MiB", longest>>20)}
			return false
		}
		c.buf = slices.Grow(c.buf, chunkSize+len(sheet{}))
		var n int
		n, f.err = f.r.Read(c.buf[from : from+chunkSize])
		c.buf = c.buf[:from+n]
		if end := bytes.LastIndexByte(c.buf[from:], '\n') + 1; end > 0 {
			f.rest = append(f.rest, c.buf[from+end:]...)
			c.buf = c.buf[:from+end]
			return true
		}
	}
	if len(c.buf) == 0 {
		return false
	}
	c.buf, c.half = append(c.buf, '\n'), true
	return true
}

// Read judges all of a recording, plain or of transcripts, and hands over each
// conversation in it. Its errors name the file and say why it could not be
// judged. What is cut off is judged as far as it goes, and so is what has a
// damaged line.
func (j *Judge) Read(name string, r io.Reader, each func(Part)) error {
	j.talk, j.part, j.each = nil, Part{}, each
	before := j.parts
	bad, err := j.run(&feed{r: r, free: &j.free})
	var cut *source.CutError
	switch isCut := errors.As(err, &cut); {
	case err != nil && !isCut:
	case j.talk != nil:
		if err != nil && j.part.Cut == "" {
			j.part.Cut = fmt.Sprintf("%s: %v; what stands before was judged", name, err)
		}
		err = j.finish()
	case j.parts > before:
	case bad != nil: // no recording at all, more likely
		err = bad
	case isCut:
		err = fmt.Errorf("%w, and no line is whole", err)
	default:
		err = errors.New("there is nothing in it")
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}

// run has the workers read to the end. A line that is damaged, or the last if it
// is not whole, is a CutError, and bad says what is wrong with it.
func (j *Judge) run(in *feed) (bad, err error) {
	t := newTurns(j, in)
	var group sync.WaitGroup
	for range j.workers() {
		group.Go(func() {
			s := &scanner{tier: j.tier}
			for c := t.chunk(); in.fill(c); c = t.chunk() {
				s.split(c)
				if !t.hand(c) {
					return
				}
			}
		})
	}
	group.Wait()
	var broken *brokenLine
	switch {
	case errors.As(t.err, &broken) && !broken.half:
		return broken.err, &source.CutError{Why: fmt.Sprintf("line %d is no JSON object (%v)", broken.line, broken.why)}
	case broken != nil && errors.Is(in.err, io.EOF):
		return broken.err, &source.CutError{Why: fmt.Sprintf("it is cut off in line %d", broken.line)}
	case t.err != nil && broken == nil:
		return nil, t.err
	case !errors.Is(in.err, io.EOF):
		return nil, in.err
	}
	return nil, nil
}

// brokenLine is a line that is no JSON object, and why; half if it is the last of
// a file, and not whole.
type brokenLine struct {
	line     int
	half     bool
	err, why error
}

func (e *brokenLine) Error() string { return e.err.Error() }

// commit judges the lines of a chunk, in their order.
func (j *Judge) commit(c *chunk, lines *int) error {
	j.chunk = c.number
	for i := range c.records {
		r := &c.records[i]
		line, at := c.buf[r.start:r.end+1], *lines+int(r.line)+1
		if r.kind != 0 && j.talk != nil && !j.whole && j.pass(r, line, at) {
			j.part.passed(j.tier.kinds[r.kind], line)
			continue
		}
		line = line[:len(line)-1]
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := j.slow(line, r, at); err != nil {
			err = fmt.Errorf("line %d: %w", at, err)
			if no := (*noObject)(nil); errors.As(err, &no) {
				last := c.half && i == len(c.records)-1
				return &brokenLine{at, last && strings.Contains(err.Error(), "unexpected end of JSON input"), err, no.err}
			}
			return err
		}
	}
	*lines += c.lines
	return nil
}
