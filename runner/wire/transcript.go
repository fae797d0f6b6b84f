// Package wire is what travels between the suite and a node: lines, the
// envelopes in them, and the transcript of a conversation.
//
// It keeps the exact bytes and never judges; package check does. Package scan
// reads the files that are written here:
//
//	t.Add(wire.Entry{At: at, From: wire.Node, Line: line})
//	err := t.Write(f)
package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"time"
	"unicode/utf8"
)

// Side says who wrote a line or met an event.
type Side string

// The three sides of a transcript.
const (
	Client Side = "client" // the suite, playing the client
	Node   Side = "node"   // the program under test
	Suite  Side = "suite"  // remarks of the suite itself: which scenario, which limits
)

// Entry is one line or one event of a conversation. Exactly one of Line and
// Event is set.
type Entry struct {
	At    time.Duration // since the node was started; written to the microsecond
	From  Side
	Line  []byte // exact bytes, the line end included where there was one
	Event string // "started", "closed stdin", "exit status 1", `expects {...}`, ...: see Started and the others
	Row   int    // where it stands in the file that it was read from, as a line number; 0: nowhere. Not written
}

// Transcript is a conversation in the order in which the suite saw it.
type Transcript struct {
	Entries []Entry
}

// Add appends an entry.
func (t *Transcript) Add(e Entry) { t.Entries = append(t.Entries, e) }

// entryJSON is the shape of an entry in a file and in a report: `at` in
// seconds, `raw` (base64) in place of `line` where the bytes are not UTF-8, or
// are very many.
type entryJSON struct {
	At    float64 `json:"at"`
	From  Side    `json:"from"`
	Line  *string `json:"line,omitempty"`
	Raw   []byte  `json:"raw,omitempty"`
	Event string  `json:"event,omitempty"`
}

// veryLong is the length in bytes from which a line is written in base64: JSON
// makes a line of control characters six times as long, and a reader of
// recordings has its bound.
const veryLong = 4 << 20

// shape is the entry as it is written.
func (e Entry) shape() entryJSON {
	j := entryJSON{At: float64(e.At.Microseconds()) / 1e6, From: e.From, Event: e.Event}
	switch {
	case e.Line == nil:
	case len(e.Line) < veryLong && utf8.Valid(e.Line):
		s := string(e.Line)
		j.Line = &s
	default:
		j.Raw = e.Line
	}
	return j
}

// MarshalJSON writes {"at","from","line"|"raw"|"event"}.
func (e Entry) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(e.shape())
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (e *Entry) UnmarshalJSON(data []byte) error {
	var j entryJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	switch j.From {
	case Client, Node, Suite:
	default:
		return fmt.Errorf("read transcript entry: from %q is none of client, node, suite", j.From)
	}
	*e = Entry{At: duration(j.At), From: j.From, Event: j.Event}
	switch {
	case j.Line != nil:
		e.Line = []byte(*j.Line)
	case j.Raw != nil:
		e.Line = j.Raw
	}
	return nil
}

// duration reads seconds to the microsecond that MarshalJSON wrote. What no
// clock shows is bounded.
func duration(seconds float64) time.Duration {
	const most = 1e9
	return time.Duration(math.Round(min(max(seconds, 0), most)*1e6)) * time.Microsecond
}

// Write writes the transcript as JSON lines, one entry a line.
func (t *Transcript) Write(to io.Writer) error {
	w := NewWriter(to)
	for _, e := range t.Entries {
		if err := w.Write(e); err != nil {
			return err
		}
	}
	return w.Flush()
}

// Text is the line without its line end, for people.
func (e Entry) Text() string { return string(bytes.TrimRight(e.Line, "\r\n")) }
