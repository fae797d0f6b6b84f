package runner

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/cucumber/godog"

	"flowcheck/features"
	"flowcheck/runner/report"
)

// runAll runs the plan: the two samples first, then, depending on what they
// showed, the rest.
func (j *job) runAll() {
	samples := func(sc features.Scenario) bool {
		return slices.Contains(sc.IDs, "SMP-01") || slices.Contains(sc.IDs, "SMP-02")
	}
	if !j.options.KeepGoing && slices.ContainsFunc(j.plan.scenarios, samples) {
		j.schedule(samples)
		j.afterSamples()
	}
	j.schedule(func(features.Scenario) bool { return true })
}

// afterSamples decides whether the rest is worth its deadlines. A node that
// answers only when stdin is closed still goes through one flow, which it
// fails (protocol, section 4).
func (j *job) afterSamples() {
	switch {
	case j.gate.inTime:
	case j.gate.afterEOF:
		j.schedule(func(sc features.Scenario) bool {
			return slices.Contains(sc.IDs, "SMP-03") || slices.Contains(sc.IDs, "TRN-01")
		})
		if !j.gate.inTime {
			j.shut("not run: the node answers only when its stdin is closed (--keep-going runs everything)")
		}
	case j.gate.ran > 0:
		j.shut("not run: the node answered nothing in the samples (--keep-going runs everything)")
	}
}

// schedule gives the chosen scenarios that have no result yet to godog: it
// parses, matches and schedules. Results come from the hooks.
func (j *job) schedule(chosen func(features.Scenario) bool) {
	todo := map[string]features.Scenario{}
	var files, tags []string
	for _, sc := range j.plan.scenarios {
		if j.results[sc.Key()] != nil || !chosen(sc) {
			continue
		}
		todo[sc.Key()] = sc
		if !slices.Contains(files, sc.Feature) {
			files = append(files, sc.Feature)
		}
		for _, id := range sc.IDs {
			if tag := "@" + id; !slices.Contains(tags, tag) {
				tags = append(tags, tag)
			}
		}
	}
	if len(todo) == 0 || j.closed() || j.ctx.Err() != nil {
		return
	}
	godog.TestSuite{
		Name:                "flowcheck",
		ScenarioInitializer: func(sc *godog.ScenarioContext) { j.initialize(sc, todo) },
		Options: &godog.Options{
			Format: "progress", Output: io.Discard, NoColors: true, Strict: true,
			FS: j.options.Features, Paths: files, Tags: strings.Join(tags, ","),
			Concurrency: j.options.Jobs, DefaultContext: j.ctx,
		},
	}.Run()
}

// initialize binds one scenario to a world of its own.
func (j *job) initialize(sc *godog.ScenarioContext, todo map[string]features.Scenario) {
	w := &world{job: j}
	var began time.Time
	sc.Before(func(c context.Context, pickle *godog.Scenario) (context.Context, error) {
		w.register(sc, pickle.Steps) // godog looks for the first step after this
		planned, ok := todo[pickle.Uri+": "+pickle.Name]
		if !ok || j.closed() || j.ctx.Err() != nil {
			w = nil
			return c, godog.ErrSkip
		}
		began = time.Now()
		w.scenario = planned
		w.values = newValues(j.options.Seed, planned.Key())
		return c, nil
	})
	sc.After(func(c context.Context, _ *godog.Scenario, err error) (context.Context, error) {
		if w != nil && w.scenario.Name != "" {
			j.store(w, time.Since(began), err)
		}
		return c, nil
	})
	sc.StepContext().Before(func(ctx context.Context, _ *godog.Step) (context.Context, error) {
		return ctx, ctx.Err()
	})
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
	j.results[w.scenario.Key()] = out
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
