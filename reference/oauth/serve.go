package oauth

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Serve answers the requests on in, one a line, with replies on out, one a
// line, until in ends; then it returns nil. Lines may be of any length. The
// last one needs no line feed. An error says that reading or writing failed.
func (n *Node) Serve(in io.Reader, out io.Writer) error {
	replies := bufio.NewWriterSize(out, pipe)
	requests := bufio.NewReaderSize(flushFirst{replies, in}, pipe)
	for {
		// RFC 8259 section 7 allows U+2028 and its like inside a string, so
		// only a line feed ends a line.
		line, err := readLine(requests)
		replies.Write(n.answer(line)) // a write that fails shows up in the next flush
		switch {
		case errors.Is(err, io.EOF):
			return flush(replies)
		case err != nil:
			return fmt.Errorf("read request: %w", err)
		}
	}
}

// pipe is how much a pipe holds, in bytes.
const pipe = 64 << 10

// readLine reads up to the next line feed. The line lasts until the next call.
func readLine(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return line, err
	}
	line = bytes.Clone(line)
	rest, err := in.ReadBytes('\n')
	return append(line, rest...), err
}

// flushFirst is a reader that never waits for input while a reply is held
// back: requests that came together are answered together, and a client that
// waits for a reply before it sends the next request gets it.
type flushFirst struct {
	replies *bufio.Writer
	in      io.Reader
}

func (f flushFirst) Read(p []byte) (int, error) {
	if err := flush(f.replies); err != nil {
		return 0, err
	}
	return f.in.Read(p)
}

func flush(w *bufio.Writer) error {
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write reply: %w", err)
	}
	return nil
}

// Answer takes one line, with or without its line end, and returns the line
// to reply with, its line feed included. It returns nil where no reply is due:
// for a blank line, for one that is no envelope, and for a reply.
func (n *Node) Answer(line []byte) []byte { return bytes.Clone(n.answer(line)) }

// answer is Answer, but the next one overwrites the reply.
func (n *Node) answer(line []byte) reply {
	r, ok := n.parse(string(line))
	if !ok {
		return nil
	}
	n.moment = n.clock().Add(n.ahead)
	answer, err := n.serve(r)
	if err != nil {
		answer = r.refusal(err)
	}
	if answer == nil {
		return nil
	}
	n.line = answer.end()
	return n.line
}
