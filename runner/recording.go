package runner

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"flowcheck/runner/check"
	"flowcheck/runner/report"
	"flowcheck/runner/wire"
)

// Recording is one conversation to judge offline.
type Recording struct {
	Name       string // file, for messages
	Transcript wire.Transcript
	Cut        string // why it ends before its end; "" if it does not
}

// recorded reads one line: an entry of a transcript, or a message, whose
// direction its body shows.
func recorded(line []byte) (wire.Entry, error) {
	var probe struct {
		From *wire.Side      `json:"from"`
		At   *float64        `json:"at"`
		Body json.RawMessage `json:"body"`
		Type *string         `json:"type"`
	}
	if err := json.Unmarshal(line, &probe); err != nil {
		var other *json.UnmarshalTypeError
		if errors.As(err, &other) {
			err = errors.New("another JSON value")
		}
		return wire.Entry{}, fmt.Errorf("it is no JSON object (%w): a recording holds transcript entries or envelopes, one a line", err)
	}
	if probe.From != nil && probe.At != nil {
		var e wire.Entry
		err := json.Unmarshal(line, &e)
		return e, err
	}
	if probe.Body == nil && probe.Type == nil {
		return wire.Entry{}, errors.New("it is neither a transcript entry (at, from, line) nor an envelope (src, dest, body)")
	}
	e := wire.Entry{From: wire.Client, Line: append(line, '\n')}
	if check.IsReply(line) {
		e.From = wire.Node
	}
	return e, nil
}

// Validate judges recordings as a live run judges what it hears. A transcript of
// a run gets the verdict of that run, for it holds what the steps expected; of
// plain traffic only that is judged which its lines show. Requirements that no
// recording shows are skipped, and say so.
func Validate(recordings []Recording, opts Options) (report.Report, error) {
	if err := opts.fill(); err != nil {
		return report.Report{}, err
	}
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
	j := &job{options: opts, plan: p}
	r := report.Report{Tool: opts.Tool, Seed: opts.Seed, Started: time.Now(), Complete: true}
	for _, rec := range recordings {
		c := check.Judge(schemas, rec.Transcript, opts.Framing)
		sc, framing := p.judgeRecording(c, rec, opts.Strict)
		r.Scenarios = append(r.Scenarios, sc)
		r.More += c.More
		if r.Node.Framing == "" {
			r.Node.Framing = framing
		}
	}
	if r.Node.Framing == "" {
		r.Node.Framing = "unknown"
	}
	j.explain(&r)
	p.judge(&r)
	r.DurationMS = time.Since(r.Started).Milliseconds()
	return r, nil
}

// judgeRecording gives a recording as the scenario that it came from, or as
// one of its own.
func (p *plan) judgeRecording(c *check.Conversation, rec Recording, strict bool) (report.Scenario, string) {
	out := report.Scenario{Name: rec.Name, Feature: rec.Name, IDs: []string{}, Findings: p.settleStatus(rec.placed(c.End()), strict)}
	if len(rec.Transcript.Entries) > 0 {
		if feature, name, _, ok := wire.ParseScenarioEvent(rec.Transcript.Entries[0].Event); ok {
			out.Name, out.Feature = name, feature
		}
	}
	// A transcript that is cut off does not show that its scenario passes.
	if len(c.IDs) > 0 && (c.Complete || c.Broken != "") {
		out.IDs = slices.Clone(c.IDs)
		settle(&out, c)
	} else {
		out.Status = worst(out.Findings)
	}
	if out.Status != report.Broken && out.Status != report.Skipped && len(c.Replies) > 0 {
		for _, id := range check.Visible(c) {
			if !slices.Contains(out.IDs, id) {
				out.IDs = append(out.IDs, id)
			}
		}
	}
	if rec.Cut != "" && out.Status != report.Failed {
		out.Status, out.Reason = report.Broken, rec.Cut
	}
	out.Transcript = shortened(rec.Transcript.Entries)
	return out, c.Framing
}
