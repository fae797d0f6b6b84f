package runner

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"flowcheck/runner/check"
	"flowcheck/runner/report"
	"flowcheck/runner/scan"
	"flowcheck/runner/wire"
)

// Recording is recorded traffic to judge: transcripts as `run --transcripts` and
// `record` write them, several in one file if need be, or JSON lines of
// envelopes, both directions mixed.
type Recording struct {
	Name string // file, for messages
	Open func() (io.ReadCloser, error)
}

// Validate judges recordings of any size as a live run judges what it hears.
// Each is read once, to its end. A transcript of a run gets the verdict of that
// run, for it holds what the steps expected; of plain traffic only that is judged
// which its lines show, in bounded memory. Requirements that no recording shows
// are skipped, and say so. A recording that cannot be read is broken; where there is
// no other one, that is the error, which names it.
func Validate(recordings []Recording, opts Options) (report.Report, error) {
	if err := opts.fill(); err != nil {
		return report.Report{}, err
	}
	go scan.NewTier() // while the features are read
	spec, err := opts.specification()
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
	p.recorded = true
	r := report.Report{Tool: opts.Tool, Seed: opts.Seed, Started: time.Now(), Complete: true}
	l := &listener{plan: p, strict: opts.Strict, report: &r, found: opts.Found}
	o := scan.Options{Framing: opts.Framing}
	if l.found != nil {
		o.Found = l.tell
	}
	judge, err := scan.NewJudge(schemas, o)
	if err != nil {
		return report.Report{}, err
	}
	if err := l.hearAll(recordings, judge); err != nil {
		return report.Report{}, err
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

// listener makes a report of what is heard of recordings.
type listener struct {
	plan   *plan
	strict bool
	report *report.Report
	found  func(check.Finding)
	file   string // the one that is read
	shown  int    // bytes of transcripts in the report
}

// hearAll judges recordings one after the other. Its error is of the first one, where
// none can be read. Else one that cannot be read is broken, and with it whatever the
// others show: it might have shown the contrary.
func (l *listener) hearAll(recordings []Recording, judge *scan.Judge) error {
	var unread []error
	var names []string
	for _, rec := range recordings {
		if err := l.hear(rec, judge); err != nil {
			unread, names = append(unread, err), append(names, rec.Name)
		}
	}
	if len(unread) == len(recordings) {
		return unread[0]
	}
	shown := []string{}
	for _, sc := range l.report.Scenarios {
		shown = append(shown, sc.IDs...)
	}
	slices.Sort(shown)
	shown = slices.Compact(shown)
	for i, err := range unread {
		why := strings.TrimPrefix(err.Error(), "read ")
		l.report.Scenarios = append(l.report.Scenarios, report.Scenario{Name: names[i], Feature: names[i], IDs: shown, Status: report.Broken, Reason: why})
		if i > 0 { // the first one stands for what could not be judged
			l.report.Notes = append(l.report.Notes, why)
		}
	}
	return nil
}

// hear judges a recording to its end.
func (l *listener) hear(rec Recording, judge *scan.Judge) error {
	in, err := rec.Open()
	if err != nil {
		return fmt.Errorf("read %s: %w", rec.Name, err)
	}
	defer in.Close()
	l.file = rec.Name
	return judge.Read(rec.Name, in, func(part scan.Part) { l.take(rec.Name, part) })
}

// tell passes on what was just found.
func (l *listener) tell(fresh []check.Finding) {
	for _, f := range l.plan.settleStatus(placed(l.file, fresh), l.strict) {
		l.found(f)
	}
}

// take gives a conversation as the scenario that it came from, or as one of its
// own.
func (l *listener) take(file string, part scan.Part) {
	c, r := part.Conversation, l.report
	out := report.Scenario{Name: file, Feature: file, IDs: []string{}, Findings: l.plan.settleStatus(placed(file, part.Findings), l.strict)}
	if part.Feature != "" {
		out.Name, out.Feature = part.Name, part.Feature
	}
	// A transcript that is cut off does not show that its scenario passes.
	if len(c.IDs) > 0 && (c.Complete || c.Broken != "") {
		out.IDs = slices.Clone(c.IDs)
		settle(&out, c)
	} else {
		out.Status = worst(out.Findings)
	}
	if out.Status != report.Broken && out.Status != report.Skipped {
		for _, id := range check.Visible(c) {
			if !slices.Contains(out.IDs, id) {
				out.IDs = append(out.IDs, id)
			}
		}
	}
	if part.Cut != "" { // its findings count all the same
		out.Status, out.Reason = report.Broken, part.Cut
	}
	out.Transcript = l.shortened(part, out.Status)
	r.Scenarios = append(r.Scenarios, out)
	r.More += c.More
	r.Notes = append(r.Notes, notesOf(file, part)...)
	if r.Node.Framing == "" {
		r.Node.Framing = c.Framing
	}
}

// mostShown bounds what a report shows of transcripts that have nothing wrong in
// them, in bytes.
const mostShown = 16 << 20

// shortened is what the report shows of a conversation.
func (l *listener) shortened(part scan.Part, status report.Status) []wire.Entry {
	if status == report.Passed && l.shown > mostShown {
		part.Entries = nil
	}
	entries := shortened(part.Entries)
	for _, e := range entries {
		l.shown += len(e.Line)
	}
	if left := part.Lines - len(part.Entries); left > 0 {
		entries = append(entries, wire.Entry{From: wire.Suite, Event: fmt.Sprintf("%d entries are left out here", left)})
	}
	return entries
}

// placed gives each finding its place in the file.
func placed(file string, findings []check.Finding) []check.Finding {
	for i, f := range findings {
		if f.Row > 0 {
			findings[i].At = fmt.Sprintf("%s:%d", file, f.Row)
		}
	}
	return findings
}

// notesOf are the remarks on a conversation: what could not be judged, and
// which requests have no reply, where one finding stands for all of them.
func notesOf(file string, part scan.Part) []string {
	var notes []string
	for _, n := range part.Notes {
		notes = append(notes, file+": "+n)
	}
	if part.Silent > 1 {
		lines := strings.Trim(fmt.Sprint(part.Unanswered), "[]")
		notes = append(notes, fmt.Sprintf("%s: %d requests have no reply, on lines %s", file, part.Silent, strings.ReplaceAll(lines, " ", ", ")))
	}
	return notes
}
