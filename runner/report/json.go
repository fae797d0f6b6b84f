package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// WriteJSON writes the canonical form, which schemas/report.json describes:
// nothing escaped for HTML, empty lists as [], and bytes that are not UTF-8
// written out as \xNN in the texts of findings. It may be read on a terminal, so
// that what steers one is escaped, as JSON can.
func WriteJSON(w io.Writer, r Report, _ Options) error {
	enc := json.NewEncoder(shown{w})
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(canonical(r)); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// shown escapes what a terminal obeys or does not show, in JSON, of which the
// encoder escapes but the controls that JSON forbids.
type shown struct{ w io.Writer }

func (s shown) Write(b []byte) (int, error) {
	text := b
	if bytes.ContainsFunc(b, hiddenInJSON) {
		text = make([]byte, 0, len(b)+len(b)/8)
		for _, r := range string(b) {
			switch {
			case !hiddenInJSON(r):
				text = utf8.AppendRune(text, r)
			case r > 0xFFFF:
				high, low := utf16.EncodeRune(r)
				text = fmt.Appendf(text, `\u%04x\u%04x`, high, low)
			default:
				text = fmt.Appendf(text, `\u%04x`, r)
			}
		}
	}
	if _, err := s.w.Write(text); err != nil {
		return 0, err
	}
	return len(b), nil
}

// hiddenInJSON leaves out what stands between the tokens.
func hiddenInJSON(r rune) bool { return r >= 0x7F && hidden(r) }

// ReadJSON reads a report that WriteJSON wrote.
func ReadJSON(rd io.Reader) (Report, error) {
	var r Report
	if err := json.NewDecoder(rd).Decode(&r); err != nil {
		return Report{}, fmt.Errorf("read report: %w", err)
	}
	return r, nil
}

// canonical is a copy without nil lists.
func canonical(r Report) Report {
	r.Node.Command = list(r.Node.Command)
	if r.Node.Environment == nil {
		r.Node.Environment = map[string]string{}
	}
	r.Profiles = list(r.Profiles)
	if r.Known != nil {
		r.Known = &Known{File: r.Known.File, Lines: list(r.Known.Lines)}
	}
	r.Requirements = list(r.Requirements)
	scenarios := make([]Scenario, len(r.Scenarios))
	for i, s := range r.Scenarios {
		s.IDs = list(s.IDs)
		s.Transcript = list(s.Transcript)
		s.Findings = append([]check.Finding{}, s.Findings...)
		for j := range s.Findings {
			eachText(&s.Findings[j], valid)
		}
		scenarios[i] = s
	}
	r.Scenarios = scenarios
	return r
}

// list is never nil, as JSON's null is no list.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// eachText replaces every text of a finding in which the node's words may
// stand.
func eachText(f *check.Finding, change func(string) string) {
	for _, text := range []*string{
		&f.Message, &f.Sent, &f.Got, &f.Expected, &f.Difference, &f.Pointer, &f.Hint, &f.Again,
	} {
		*text = change(*text)
	}
}

// eachLine returns a copy of a transcript with every line and event replaced.
func eachLine(entries []wire.Entry, change func(string) string) []wire.Entry {
	out := make([]wire.Entry, len(entries))
	for i, e := range entries {
		if e.Line != nil {
			e.Line = []byte(change(string(e.Line)))
		}
		e.Event = change(e.Event)
		out[i] = e
	}
	return out
}
