package oauth

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unsafe"
)

// pipe is how many bytes a pipe holds, and so how many come at once.
const pipe = 64 << 10

// Serve answers the requests on in, one a line, with replies on out, one a
// line, until in ends; then it returns nil. Lines may be of any length. The
// last one needs no line feed. An error says that reading or writing failed.
//
// Requests that came together are answered together, and no reply is held back
// while the node waits for input: a client that waits for a reply before it
// sends the next request gets it.
func (n *Node) Serve(in io.Reader, out io.Writer) error {
	var input []byte // a line that has begun
	done, ahead := make(chan struct{}), false
	defer close(done)
	for {
		input = slices.Grow(input, pipe)
		k, err := in.Read(input[len(input):cap(input)])
		lines := len(input)
		input = input[:lines+k]
		// RFC 8259 section 7 allows U+2028 and its like inside a string, so
		// only a line feed ends a line.
		if end := bytes.LastIndexByte(input[lines:], '\n'); end >= 0 || err != nil {
			lines += end + 1
			if err != nil {
				lines = len(input)
			}
			// With so many at once more will come, and some ask for tokens.
			if !ahead && lines > pipe/2 && n.supply != nil {
				ahead = true
				go drawAhead(n.supply, done)
			}
			// These lines are no copy: the next input takes their place. So
			// what is remembered of a line is copied where it is remembered.
			if err := n.answerAll(unsafe.String(unsafe.SliceData(input), lines), out); err != nil {
				return fmt.Errorf("write reply: %w", err)
			}
			rest := input[lines:]
			input = append(again(input), rest...)
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read request: %w", err)
		}
	}
}

// answerAll writes the replies to some lines.
func (n *Node) answerAll(lines string, out io.Writer) error {
	n.tick()
	n.replies = again(n.replies)
	for line := range strings.Lines(lines) {
		n.answer(line)
		// The rest of the pipe takes them without a wait, even where the
		// client has yet to read those before them.
		if len(n.replies) < pipe/2 {
			continue
		}
		if _, err := out.Write(n.replies); err != nil {
			return err
		}
		n.replies = again(n.replies)
	}
	if len(n.replies) == 0 {
		return nil
	}
	_, err := out.Write(n.replies)
	return err
}

// again empties a list that is to be used again. One that a long line made
// large is given up, so that it does not stay for ever.
func again[T any](list []T) []T {
	if cap(list) > 4*pipe {
		return nil
	}
	return list[:0]
}

// Answer takes one line, with or without its line end, and returns the line
// to reply with, its line feed included. It returns nil where no reply is due:
// for a blank line, for one that is no envelope, and for a reply.
func (n *Node) Answer(line []byte) []byte {
	n.tick()
	n.replies = again(n.replies)
	n.answer(string(line))
	if len(n.replies) == 0 {
		return nil
	}
	return bytes.Clone(n.replies)
}

// answer adds the reply to one line, if one is due.
func (n *Node) answer(line string) {
	r, ok := n.parse(line)
	if !ok {
		return
	}
	n.memory.forget(n.now())
	answer, err := n.serve(r)
	if err != nil {
		answer = r.refusal(err)
	}
	if answer != nil {
		n.replies = answer.end()
	}
}
