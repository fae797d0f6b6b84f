package runner

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"flowcheck/runner/wire"
)

// form is a way to write one request as bytes: most requests are one compact
// line in one write.
type form struct {
	line   []byte
	pieces int           // how many writes; 0: one
	pause  time.Duration // between them
	before []byte        // bytes that are no part of the message
	closes bool          // stdin is closed after it
}

var bytesLong = regexp.MustCompile(`^as a line of ([0-9]+) bytes$`)

// writeForm sends an envelope in the form that a step names.
func (w *world) writeForm(name string, envelope object) error {
	f, err := newForm(name, envelope)
	if err != nil {
		return err
	}
	if f.before != nil {
		if err := w.write(f.before); err != nil {
			return err
		}
	}
	if f.pieces == 0 {
		err = w.write(f.line)
	} else {
		err = w.writePieces(f)
	}
	if err == nil && f.closes && !w.over {
		w.closeStdin()
	}
	return err
}

// writePieces sends a line in several writes, with pauses between them.
func (w *world) writePieces(f form) error {
	w.add(wire.Entry{At: w.proc.Since(), From: wire.Client, Line: f.line})
	size := (len(f.line) + f.pieces - 1) / f.pieces
	for rest := f.line; len(rest) > 0; {
		n := min(size, len(rest))
		if err := w.put(rest[:n]); err != nil {
			return err
		}
		if rest = rest[n:]; len(rest) > 0 {
			time.Sleep(f.pause) // TRN-10: the pauses are the requirement
		}
	}
	return nil
}

func newForm(name string, envelope object) (form, error) {
	plain := compact(envelope)
	if m := bytesLong.FindStringSubmatch(name); m != nil {
		n, err := strconv.Atoi(m[1])
		if err != nil || n > 8<<20 {
			return form{}, fmt.Errorf("length of a line: %q is out of range", m[1])
		}
		return form{line: padded(envelope, n)}, nil
	}
	switch name {
	case "with further members in the envelope":
		more := append(object{{"id", "x-1"}}, envelope...)
		return form{line: compact(append(more, member{"src_port", 4711}))}, nil
	case "with its members in reverse order":
		return form{line: compact(reversed(envelope))}, nil
	case "with blanks and tabs between its tokens":
		return form{line: styled(envelope, style{blank: " \t "})}, nil
	case `with \u escapes`:
		return form{line: styled(envelope, style{escape: true})}, nil
	case "one byte at a time":
		return form{line: plain, pieces: len(plain), pause: 50 * time.Millisecond / time.Duration(len(plain))}, nil
	case "in two pieces with a pause":
		return form{line: plain, pieces: 2, pause: 30 * time.Millisecond}, nil
	case "without a line feed, then closes stdin":
		return form{line: bytes.TrimSuffix(plain, []byte("\n")), closes: true}, nil
	case "after blank lines":
		return form{line: plain, before: []byte("\n\r\n")}, nil
	case "with a CRLF at its end":
		return form{line: append(bytes.TrimSuffix(plain, []byte("\n")), "\r\n"...)}, nil
	case "after a byte order mark":
		return form{line: append([]byte("\ufeff"), plain...)}, nil
	}
	return form{}, fmt.Errorf("no form of a request is named %q", name)
}

func compact(o object) []byte { return styled(o, style{}) }

func styled(o object, s style) []byte {
	var b bytes.Buffer
	s.write(&b, o)
	b.WriteByte('\n')
	return b.Bytes()
}

// reversed turns the order of members round, in the body too.
func reversed(o object) object {
	r := make(object, 0, len(o))
	for i := len(o) - 1; i >= 0; i-- {
		m := o[i]
		if inner, ok := m.value.(object); ok {
			m.value = reversed(inner)
		}
		r = append(r, m)
	}
	return r
}

// padded makes the line n bytes long, its line feed not counted, by a further
// member of the body.
func padded(envelope object, n int) []byte {
	padding := func(k int) []byte {
		o := append(object{}, envelope...)
		for i, m := range o {
			if inner, ok := m.value.(object); ok {
				o[i].value = append(append(object{}, inner...), member{"padding", string(bytes.Repeat([]byte("x"), k))})
			}
		}
		return compact(o)
	}
	return padding(n - len(padding(0)) + 1)
}
