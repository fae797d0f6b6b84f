package runner

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
}

// maxRecordedLine bounds a line of a recording: the longest line of a node, in
// base64, with room for the rest of its entry.
const maxRecordedLine = 32 << 20

// ReadRecording reads transcripts as `run --transcripts` writes them, or plain
// JSON lines of envelopes, both directions mixed. A file may hold several
// transcripts; each begins with its scenario.
func ReadRecording(name string, r io.Reader) ([]Recording, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxRecordedLine)
	var all []Recording
	for n := 1; lines.Scan(); n++ {
		text := bytes.TrimSpace(lines.Bytes())
		if len(text) == 0 {
			continue
		}
		e, err := recorded(bytes.Clone(lines.Bytes()))
		if err != nil {
			return nil, fmt.Errorf("read %s: line %d: %w", name, n, err)
		}
		if _, _, _, begins := wire.ParseScenarioEvent(e.Event); begins || len(all) == 0 {
			all = append(all, Recording{Name: name})
		}
		all[len(all)-1].Transcript.Add(e)
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("read %s: a line is longer than %d MiB: is this a recording?", name, maxRecordedLine>>20)
	} else if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("read %s: there is nothing in it", name)
	}
	return all, nil
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
		sc, framing := p.judgeRecording(check.Judge(schemas, rec.Transcript, opts.Framing), rec, opts.Strict)
		r.Scenarios = append(r.Scenarios, sc)
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
	out := report.Scenario{Name: rec.Name, Feature: rec.Name, IDs: []string{}, Findings: p.settleStatus(c.End(), strict)}
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
	out.Transcript = shortened(rec.Transcript.Entries)
	return out, c.Framing
}
