package oauth

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Serve answers the requests on in, one a line, with replies on out, one a
// line, until in ends; then it returns nil. Lines may be of any length. The
// last one needs no line feed. An error says that reading or writing failed.
func (n *Node) Serve(in io.Reader, out io.Writer) error {
	replies := bufio.NewWriter(out)
	requests := bufio.NewReader(flushFirst{replies, in})
	for {
		// RFC 8259 section 7 allows U+2028 and its like inside a string, so
		// only a line feed ends a line.
		line, err := requests.ReadBytes('\n')
		replies.Write(n.Answer(line)) // a write that fails shows up in the next flush
		switch {
		case errors.Is(err, io.EOF):
			return flush(replies)
		case err != nil:
			return fmt.Errorf("read request: %w", err)
		}
	}
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
func (n *Node) Answer(line []byte) []byte {
	r, ok := n.parse(line)
	if !ok {
		return nil
	}
	body, err := n.serve(r)
	if err != nil {
		body = r.refusal(err)
	}
	if body == nil {
		return nil
	}
	return r.reply(body)
}

// encode writes v compactly on one line. Replies are no web pages: & stays &.
func encode(v any) []byte {
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("encode reply: " + err.Error()) // only strings, numbers and valid raw JSON get here
	}
	return line.Bytes()
}
