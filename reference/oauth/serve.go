package oauth

import (
	"bytes"
	"errors"
	"fmt"
	"io"
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
	b, beside := &batch{}, &aside{node: n, out: out}
	defer beside.end()
	for {
		read := b.read(in)
		n.parseAll(b)
		next, err := beside.serve(b)
		if read != nil && err == nil {
			err = beside.finish()
		}
		switch {
		case err != nil:
			return fmt.Errorf("write reply: %w", err)
		case errors.Is(read, io.EOF):
			return nil
		case read != nil:
			return fmt.Errorf("read request: %w", read)
		}
		b = next
	}
}

// answerAll writes the replies to some requests.
func (n *Node) answerAll(requests []request, out io.Writer) error {
	n.tick()
	n.replies = again(n.replies)
	for i := range requests {
		n.answer(&requests[i])
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

// mostKept is how large a list may be that is used again.
const mostKept = 4 * pipe

// again empties a list that is to be used again. One that a long line made
// large is given up, so that it does not stay for ever.
func again[T any](list []T) []T {
	if cap(list) > mostKept {
		return nil
	}
	return list[:0]
}

// Answer takes one line, with or without its line end, and returns the line
// to reply with, its line feed included. It returns nil where no reply is due:
// for a blank line, for one that is no envelope, and for a reply.
func (n *Node) Answer(line []byte) []byte {
	var r request
	if !n.parse(string(line), &r) {
		return nil
	}
	n.tick()
	n.replies = again(n.replies)
	n.answer(&r)
	if len(n.replies) == 0 {
		return nil
	}
	return bytes.Clone(n.replies)
}

// answer adds the reply to a request, if one is due.
func (n *Node) answer(r *request) {
	n.memory.forget(n.now())
	answer, err := n.serve(r)
	if err != nil {
		answer = r.refusal(err)
	}
	if answer != nil {
		n.replies = answer.end()
	}
}
