package oauth

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"unsafe"
)

// batch is requests that came together.
type batch struct {
	input    []byte    // whole lines, and the beginning of another one
	whole    int       // bytes of the whole lines
	requests []request // on those lines; they hold parts of input
	err      error     // of writing the replies
}

// read waits for more input, and adds what there is.
func (b *batch) read(in io.Reader) error {
	b.input = slices.Grow(b.input, pipe)
	begun := len(b.input)
	k, err := in.Read(b.input[begun:cap(b.input)])
	b.input = b.input[:begun+k]
	// RFC 8259 section 7 allows U+2028 and its like inside a string, so
	// only a line feed ends a line.
	end := bytes.LastIndexByte(b.input[begun:], '\n') + 1
	switch {
	case err != nil:
		b.whole = len(b.input)
	case end > 0:
		b.whole = begun + end
	default:
		b.whole = 0
	}
	return err
}

// next makes a batch whose input begins with what another one has left over.
func (b *batch) next(last *batch) *batch {
	rest := last.input[last.whole:]
	if cap(b.input) > mostKept { // it is given up, and none of the requests may hold it
		b.requests = nil
	}
	b.input = append(again(b.input), rest...)
	return b
}

// parseAll reads the requests on whole lines. They are no copy: the next input
// takes their place. So what is remembered of a line is copied where it is
// remembered.
func (n *Node) parseAll(b *batch) {
	b.requests = b.requests[:0]
	for line := range strings.Lines(unsafe.String(unsafe.SliceData(b.input), b.whole)) {
		k := len(b.requests)
		if k < cap(b.requests) { // with the room for members that it had before
			b.requests = b.requests[:k+1]
		} else {
			b.requests = append(b.requests, request{})
		}
		if !n.parse(line, &b.requests[k]) {
			b.requests = b.requests[:k]
		}
	}
}
