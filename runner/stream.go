package runner

import (
	"fmt"
	"io"
	"strings"
	"time"

	"flowcheck/features"
	"flowcheck/runner/check"
	"flowcheck/runner/report"
	"flowcheck/runner/scan"
	"flowcheck/runner/wire"
)

// Input is recorded traffic to judge: transcripts, or one envelope a line.
type Input struct {
	Name string // file, for messages
	Open func() (io.ReadCloser, error)
}

// judge reads the input to its end.
func (in Input) judge(j *scan.Judge) ([]scan.Part, error) {
	r, err := in.Open()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", in.Name, err)
	}
	defer r.Close()
	return j.Read(in.Name, r)
}

// ValidateStream judges recorded traffic of any size, as Validate judges what
// is in memory: each input is read once, to its end, in bounded memory. Its
// findings name the file and the line. An error names the input that could not
// be read.
func ValidateStream(inputs []Input, opts Options) (report.Report, error) {
	if err := opts.fill(); err != nil {
		return report.Report{}, err
	}
	spec, err := features.Load()
	if err != nil {
		return report.Report{}, err
	}
	p, err := newPlan(spec, opts)
	if err != nil {
		return report.Report{}, err
	}
	schemas, err := check.Compile()
	if err != nil {
		return report.Report{}, err
	}
	judge, err := scan.NewJudge(schemas, scan.Options{Framing: opts.Framing})
	if err != nil {
		return report.Report{}, err
	}
	p.recorded = true
	r := report.Report{Tool: opts.Tool, Seed: opts.Seed, Started: time.Now(), Complete: true}
	for _, in := range inputs {
		parts, err := in.judge(judge)
		if err != nil {
			return report.Report{}, err
		}
		for i := range parts {
			p.addPart(&r, in.Name, &parts[i], opts.Strict)
		}
	}
	if r.Node.Framing == "" {
		r.Node.Framing = "unknown"
	}
	j := &job{options: opts, plan: p}
	j.explain(&r)
	p.judge(&r)
	r.DurationMS = time.Since(r.Started).Milliseconds()
	return r, nil
}

// addPart gives one conversation of an input as a scenario of the report.
func (p *plan) addPart(r *report.Report, file string, part *scan.Part, strict bool) {
	out := report.Scenario{Name: file, Feature: file, Status: report.Passed, IDs: []string{}}
	if part.Feature != "" {
		out.Name, out.Feature = part.Name, part.Feature
	}
	for i := range part.Findings {
		part.Findings[i].File = file
	}
	out.Findings = p.settleStatus(part.Findings, strict)
	for _, f := range out.Findings {
		if out.Status != report.Failed {
			out.Status = report.Status(f.Status)
		}
	}
	out.IDs = append(out.IDs, part.IDs...)
	out.Transcript = part.Entries
	if left := part.Lines - len(part.Entries); left > 0 {
		out.Transcript = append(out.Transcript, wire.Entry{From: wire.Suite, Event: fmt.Sprintf("%d entries are left out here", left)})
	}
	r.Scenarios = append(r.Scenarios, out)
	if r.Node.Framing == "" {
		r.Node.Framing = part.Framing
	}
	r.Notes = append(r.Notes, notesOf(file, part)...)
}

// notesOf are the remarks on a part: what it could not judge, and what a report
// has no room for.
func notesOf(file string, part *scan.Part) []string {
	var notes []string
	for _, n := range part.Notes {
		notes = append(notes, file+": "+n)
	}
	if part.Left > 0 {
		notes = append(notes, fmt.Sprintf("%s: %d further findings are left out", file, part.Left))
	}
	if part.Silent > 1 {
		lines := strings.Trim(fmt.Sprint(part.Unanswered), "[]")
		notes = append(notes, fmt.Sprintf("%s: %d requests have no reply, on lines %s", file, part.Silent, lines))
	}
	return notes
}
