package runner

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cucumber/godog"

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

// schedule gives the chosen scenarios that have no result yet to godog, as one step
// each, which plays the scenario: godog keeps a database of all that it runs, and
// to enter a step there takes longer than to run it.
func (j *job) schedule(ctx context.Context, chosen func(features.Scenario) bool) {
	var todo []features.Scenario
	text := strings.Builder{}
	text.WriteString("Feature: the plan\n")
	for _, sc := range j.plan.scenarios {
		if j.results[scenarioKey(sc)] == nil && chosen(sc) {
			fmt.Fprintf(&text, "Scenario: %d\n* it is played\n", len(todo))
			todo = append(todo, sc)
		}
	}
	if len(todo) == 0 || j.closed() || ctx.Err() != nil {
		return
	}
	j.ctx = ctx
	godog.TestSuite{
		Name:                "flowcheck",
		ScenarioInitializer: func(sc *godog.ScenarioContext) { j.initialize(ctx, sc, todo) },
		Options: &godog.Options{
			Format: "progress", Output: io.Discard, NoColors: true, Strict: true,
			FeatureContents: []godog.Feature{{Name: "plan", Contents: []byte(text.String())}},
			Concurrency:     j.options.Jobs, DefaultContext: ctx,
		},
	}.Run()
}

// played is the step that a scenario is for godog.
var played = regexp.MustCompile(`^it is played$`)

// initialize binds one scenario to a world of its own.
func (j *job) initialize(ctx context.Context, sc *godog.ScenarioContext, todo []features.Scenario) {
	var w *world
	var began time.Time
	sc.Step(played, func() error { return w.play(ctx) })
	sc.Before(func(c context.Context, pickle *godog.Scenario) (context.Context, error) {
		number, err := strconv.Atoi(pickle.Name)
		if err != nil || j.closed() || ctx.Err() != nil {
			return c, godog.ErrSkip
		}
		began = time.Now()
		w = &world{job: j, scenario: todo[number], values: newValues(j.options.Seed, scenarioKey(todo[number]))}
		return c, nil
	})
	sc.After(func(c context.Context, _ *godog.Scenario, err error) (context.Context, error) {
		if w != nil {
			j.store(w, time.Since(began), err)
		}
		return c, nil
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
