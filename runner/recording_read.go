package runner

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"flowcheck/runner/check"
	"flowcheck/runner/source"
	"flowcheck/runner/wire"
)

// The bounds of a recording, in bytes: of a line, the longest of a node in base64
// with room for the rest of its entry; and of all that is kept to be judged.
const (
	maxRecordedLine = 32 << 20
	maxRecorded     = 256 << 20
)

// ReadRecording reads transcripts as `run --transcripts` and `record` write them,
// or plain JSON lines of envelopes, both directions mixed. A file may hold several
// transcripts; each begins with its scenario. Where a file is cut off, the last
// recording says so.
func ReadRecording(name string, r io.Reader) ([]Recording, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxRecordedLine)
	lines.Split(wholeLines)
	read := reading{name: name}
	for n := 1; lines.Scan(); n++ {
		if err := read.line(lines.Bytes(), n); err != nil {
			return nil, fmt.Errorf("read %s: line %d: %w", name, n, err)
		}
		if read.size > maxRecorded {
			break
		}
	}
	var cut *source.CutError
	switch err := lines.Err(); {
	case errors.As(err, &cut):
		read.cut = cut.Error()
	case errors.Is(err, bufio.ErrTooLong):
		return nil, fmt.Errorf("read %s: a line is longer than %d MiB: is this a recording?", name, maxRecordedLine>>20)
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	switch last := len(read.all) - 1; {
	case last < 0 && read.half != nil && cut == nil: // no recording at all, more likely
		return nil, fmt.Errorf("read %s: %w", name, read.half)
	case last < 0 && read.cut != "":
		return nil, fmt.Errorf("read %s: %s, and no line is whole", name, read.cut)
	case last < 0:
		return nil, fmt.Errorf("read %s: there is nothing in it", name)
	case read.cut != "":
		read.all[last].Cut = fmt.Sprintf("%s: %s; what stands before was judged", name, read.cut)
	}
	return read.all, nil
}

// wholeLines is bufio.ScanLines with the line feeds left on, so that a line
// that was cut off shows it.
func wholeLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i+1], nil
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// reading is a file that is being read.
type reading struct {
	name string
	all  []Recording
	size int
	cut  string // why no more is read
	half error  // what is wrong with a last line that is not whole
}

// line takes line n of the file.
func (r *reading) line(text []byte, n int) error {
	line := bytes.TrimRight(text, "\r\n")
	if len(bytes.TrimSpace(line)) == 0 {
		return nil
	}
	if r.size += len(line); r.size > maxRecorded {
		r.cut = fmt.Sprintf("from line %d on it is more than %d MiB, which is not read", n, maxRecorded>>20)
		return nil
	}
	e, err := recorded(bytes.Clone(line))
	if err != nil {
		half := len(line) == len(text) && strings.Contains(err.Error(), "unexpected end of JSON input")
		if !half {
			return err
		}
		r.cut = fmt.Sprintf("it is cut off in line %d", n)
		r.half = fmt.Errorf("line %d: %w", n, err)
		return nil
	}
	e.Row = n
	if _, _, _, begins := wire.ParseScenarioEvent(e.Event); begins || len(r.all) == 0 {
		r.all = append(r.all, Recording{Name: r.name})
	}
	r.all[len(r.all)-1].Transcript.Add(e)
	return nil
}

// placed gives each finding its place in the file.
func (r Recording) placed(findings []check.Finding) []check.Finding {
	for i, f := range findings {
		if f.Row > 0 {
			findings[i].At = fmt.Sprintf("%s:%d", r.Name, f.Row)
		}
	}
	return findings
}
