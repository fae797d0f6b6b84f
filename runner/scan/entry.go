package scan

import (
	"bytes"
	"encoding/json"
	"errors"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// entry reads one line: an entry of a transcript, or a message, whose direction
// its body shows; plain says which. A message may have members of any name, those
// of an entry too: its body makes it one.
func entry(line []byte) (e wire.Entry, plain bool, err error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil {
		if bytes.Contains(line, []byte("{\x00\"")) { // as some shells redirect
			return wire.Entry{}, false, errors.New("it is UTF-16: save the recording as UTF-8 (PowerShell 5: Out-File -Encoding utf8, not >)")
		}
		var other *json.UnmarshalTypeError
		if errors.As(err, &other) {
			err = errors.New("another JSON value")
		}
		return wire.Entry{}, false, &noObject{err}
	}
	has := func(name string) bool { m := members[name]; return m != nil && string(m) != "null" }
	says := has("line") || has("raw") || has("event")
	if has("from") && has("at") && says && !bytes.HasPrefix(members["body"], []byte("{")) {
		err := json.Unmarshal(line, &e)
		return e, false, err
	}
	if members["body"] == nil && !has("type") {
		return wire.Entry{}, false, errors.New("it is neither a transcript entry (at, from, line) nor an envelope (src, dest, body)")
	}
	e = wire.Entry{From: wire.Client, Line: append(bytes.Clone(line), '\n')}
	if check.IsReply(line) {
		e.From = wire.Node
	}
	return e, true, nil
}

// noObject is why a line is no JSON object.
type noObject struct{ err error }

func (e *noObject) Error() string {
	return "it is no JSON object (" + e.err.Error() + "): a recording holds transcript entries or envelopes, one a line"
}

// slow takes in a line that was not passed over, by what kind of line it is.
func (j *Judge) slow(line []byte, r *record, at int) error {
	if at == 1 { // some editors begin a file with a mark of its encoding
		line = bytes.TrimPrefix(line, []byte("\ufeff"))
	}
	e, plain, err := entry(line)
	if err != nil {
		return err
	}
	e.Row = at
	if feature, name, _, begins := wire.ParseScenarioEvent(e.Event); begins {
		if err := j.finish(); err != nil {
			return err
		}
		j.beginWhole(feature, name)
	} else if j.whole && j.talk != nil && j.talk.Complete { // another recording stands behind the transcript
		if err := j.finish(); err != nil {
			return err
		}
	}
	if j.talk == nil {
		j.begin()
	}
	switch {
	case j.whole:
		j.keep(e, at)
	case plain || !j.inner(e, at):
		j.part.show(e)
		if !plain {
			r = j.read(e)
		}
		j.charged(e, r, at)
	}
	return nil
}

// inner passes over a right line within an entry of a transcript.
func (j *Judge) inner(e wire.Entry, at int) bool {
	r := j.read(e)
	if r.kind == 0 || (j.tier.kinds[r.kind].success != 0) != (e.From == wire.Client) || e.From == wire.Suite {
		return false
	}
	if !j.pass(r, e.Line, at) {
		return false
	}
	j.part.show(e)
	return true
}

// read has the first tier look at the line of an entry.
func (j *Judge) read(e wire.Entry) *record {
	r := &record{}
	if len(e.Line) == 0 {
		return r
	}
	j.own.buf = append(append(j.own.buf[:0], e.Line...), make([]byte, margin)...)
	if k, end := j.own.message(0); k == nil || end != len(e.Line)-1 || !j.own.record(k, r) {
		r.kind = 0
	}
	return r
}
