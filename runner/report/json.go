package report

import (
	"encoding/json"
	"fmt"
	"io"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// WriteJSON writes the canonical form, which schemas/report.json describes:
// nothing escaped for HTML, empty lists as [], and bytes that are not UTF-8
// written out as \xNN in the texts of findings.
func WriteJSON(w io.Writer, r Report, _ Options) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(canonical(r)); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

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
