package runner

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"flowcheck/features"
	"flowcheck/runner/report"
)

// runAll runs the plan: the two samples first, then, depending on what they
// showed, the rest.
func (j *job) runAll(ctx context.Context) {
	samples := func(sc features.Scenario) bool {
		return slices.Contains(sc.IDs, "SMP-01") || slices.Contains(sc.IDs, "SMP-02")
	}
	if !j.options.KeepGoing && slices.ContainsFunc(j.plan.scenarios, samples) {
		j.schedule(ctx, samples)
		j.afterSamples(ctx)
	}
	j.schedule(ctx, func(features.Scenario) bool { return true })
}

// afterSamples decides whether the rest is worth its deadlines. A node that
// answers only when stdin is closed still goes through one flow, which it
// fails (protocol, section 4).
func (j *job) afterSamples(ctx context.Context) {
	switch {
	case j.gate.inTime:
	case j.gate.afterEOF:
		j.schedule(ctx, func(sc features.Scenario) bool {
			return slices.Contains(sc.IDs, "SMP-03") || slices.Contains(sc.IDs, "TRN-01")
		})
		if !j.gate.inTime {
			j.shut("not run: the node answers only when its stdin is closed (--keep-going runs everything)")
		}
	case j.gate.ran > 0:
		j.shut("not run: the node answered nothing in the samples (--keep-going runs everything)")
	}
}

// schedule plays the chosen scenarios that have no result yet, in the order of the
// plan, as many at once as there are jobs. Each job keeps its goroutine, whose
// stack has the size that a scenario needs after the first one.
func (j *job) schedule(ctx context.Context, chosen func(features.Scenario) bool) {
	var todo []features.Scenario
	for _, sc := range j.plan.scenarios {
		if j.results[scenarioKey(sc)] == nil && chosen(sc) {
			todo = append(todo, sc)
		}
	}
	j.ctx = ctx
	var next atomic.Int64
	var jobs sync.WaitGroup
	for range min(j.options.Jobs, len(todo)) {
		jobs.Go(func() {
			for i := next.Add(1); int(i) <= len(todo); i = next.Add(1) {
				j.run(ctx, todo[i-1])
			}
		})
	}
	jobs.Wait()
}

// run plays one scenario in a world of its own, unless the run is over.
func (j *job) run(ctx context.Context, sc features.Scenario) {
	if j.closed() || ctx.Err() != nil {
		return
	}
	w := &world{job: j, scenario: sc, values: newValues(j.options.Seed, scenarioKey(sc))}
	began := time.Now()
	err := w.play(ctx)
	j.store(w, time.Since(began), err)
}

// store ends a scenario, judges its transcript and keeps the result.
func (j *job) store(w *world, took time.Duration, err error) {
	if w.conv == nil {
		_ = w.begin() // a scenario that failed before its first step
	}
	w.finish()
	if j.ctx.Err() != nil {
		return // cut off: whatever it found, the suite provoked it
	}
	w.conclude(err)
	out := &report.Scenario{Name: w.scenario.Name, Feature: w.scenario.Feature, IDs: w.scenario.IDs,
		DurationMS: took.Milliseconds(), Status: report.Passed}
	if w.proc != nil {
		for _, f := range w.conv.End() {
			f.Again = j.again(f.ID)
			if strings.HasPrefix(f.Cause, "process.") || strings.HasPrefix(f.Cause, "reply.missing") {
				f.Got = strings.TrimSpace(f.Got + withStderr(w.stderr()))
			}
			out.Findings = append(out.Findings, f)
		}
	}
	out.Findings = j.plan.settleStatus(out.Findings, j.options.Strict)
	settle(out, w.conv)
	out.Transcript = shortened(w.transcript.Entries)
	j.writeTranscript(w)
	j.keep(w, out)
}

func withStderr(tail string) string {
	if tail == "" {
		return ""
	}
	return "\nstderr:\n" + tail
}

// keep stores a result and reports progress.
func (j *job) keep(w *world, out *report.Scenario) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.results[scenarioKey(w.scenario)] = out
	j.done++
	if w.conv.Framing != "" && j.framing == "" {
		j.framing = w.conv.Framing
	}
	j.gate.note(w.conv)
	if j.options.FailFast && out.Status == report.Failed {
		j.gate.close("not run: a scenario failed and --fail-fast was given")
	}
	if j.options.Progress != nil {
		j.options.Progress(j.done, len(j.plan.scenarios), *out)
	}
}
