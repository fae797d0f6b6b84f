package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
)

// Writer writes entries as JSON lines. What it hands on are whole lines, so
// that a file ends at the end of one, whenever its writer dies.
type Writer struct {
	to     io.Writer
	buffer *bytes.Buffer
	encode *json.Encoder
}

// The sizes, in bytes, at which a Writer hands on what it has, and above which
// it does not keep its memory for the next lines.
const (
	batch = 64 << 10
	large = 1 << 20
)

// NewWriter gives a Writer. Nothing is written before Flush, or before much has
// come together.
func NewWriter(to io.Writer) *Writer {
	w := &Writer{to: to}
	w.fresh()
	return w
}

func (w *Writer) fresh() {
	w.buffer = new(bytes.Buffer)
	w.encode = json.NewEncoder(w.buffer)
	w.encode.SetEscapeHTML(false)
}

// Write adds an entry. After an error nothing more should be written: the file
// may end within a line.
func (w *Writer) Write(e Entry) error {
	if plain(e.Line) {
		w.buffer.Write(appendPlain(w.buffer.AvailableBuffer(), e))
	} else if err := w.encode.Encode(e.shape()); err != nil {
		return fmt.Errorf("write transcript: %w", err)
	}
	if w.buffer.Len() < batch {
		return nil
	}
	return w.Flush()
}

// Flush hands on all that was written.
func (w *Writer) Flush() error {
	if w.buffer.Len() == 0 {
		return nil
	}
	_, err := w.to.Write(w.buffer.Bytes())
	w.buffer.Reset()
	if w.buffer.Cap() > large {
		w.fresh()
	}
	if err != nil {
		return fmt.Errorf("write transcript: %w", err)
	}
	return nil
}

// plain says whether a line is of ASCII without control characters, its line feed
// apart, as nearly all are: a recorder must keep up with the node, and these are
// written much faster than any line can be.
func plain(line []byte) bool {
	n := len(line)
	if n == 0 || n >= veryLong || line[n-1] != '\n' {
		return false
	}
	for _, c := range line[:n-1] {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// appendPlain appends the entry of a plain line, to the byte as encoding/json
// writes it.
func appendPlain(b []byte, e Entry) []byte {
	b = append(b, `{"at":`...)
	b = strconv.AppendFloat(b, float64(e.At.Microseconds())/1e6, 'f', -1, 64)
	b = append(b, `,"from":"`...)
	b = append(b, e.From...)
	b = append(b, `","line":"`...)
	from, text := 0, e.Line[:len(e.Line)-1]
	for i, c := range text {
		if c == '"' || c == '\\' {
			b = append(b, text[from:i]...)
			b = append(b, '\\')
			from = i
		}
	}
	b = append(b, text[from:]...)
	return append(b, "\\n\"}\n"...)
}
