// Package runner runs the suite against one node and judges it.
//
// Run plans the scenarios, lets godog schedule them, each with a process and a
// transcript of its own, and gives a report.Report. A verdict about the node is
// in the report; an error means that the node could not be judged at all.
//
//	r, err := runner.Run(ctx, node.Command{Args: []string{"./mynode"}}, runner.Options{})
package runner

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"sync"
	"time"

	"flowcheck/features"
	"flowcheck/runner/check"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
	"flowcheck/runner/scan"
)

// job is one run: what all its scenarios share.
type job struct {
	command node.Command
	options Options
	schemas check.Schemas
	right   func(line []byte) bool // says of most right lines that they are; nil: of none
	plan    *plan
	ctx     context.Context // of the run: what it ends, ends every node

	mu      sync.Mutex
	results map[string]*report.Scenario // by key of the scenario
	matched map[string][]int            // entries of the vocabulary, by the text of a step
	done    int
	gate    gate
	framing string
	notes   []string
}

// Run judges a node. A *UsageError says that nothing was run; any other error
// that the node could not be started, or that the suite is at fault. A run that
// ctx cuts off gives a report that is not Complete.
func Run(ctx context.Context, cmd node.Command, opts Options) (report.Report, error) {
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
	j := &job{ctx: ctx, command: cmd, options: opts, plan: p, results: map[string]*report.Scenario{}, matched: map[string][]int{},
		gate: gate{answered: map[string]bool{}, silent: map[string]int{}}}
	r := report.Report{Tool: opts.Tool, Seed: opts.Seed, Started: time.Now()}
	j.makeTranscriptFolder()
	if err := j.prepare(); err != nil {
		return report.Report{}, err
	}
	j.runAll()
	j.fill(&r)
	return r, nil
}

// prepare warms up the node, and meanwhile the suite.
func (j *job) prepare() error {
	warm := make(chan error, 1)
	go func() { warm <- j.warmUp() }()
	schemas, err := check.Compile()
	tier, err2 := scan.NewTier()
	j.schemas, j.right = schemas, tier.Accepts
	return errors.Join(<-warm, err, err2)
}

// defaultTimeout is the exercise's: "Timeout: 5000ms" (SMP-10).
const defaultTimeout = 5 * time.Second

// fill completes options, or refuses them.
func (o *Options) fill() error {
	if o.Timeout == 0 {
		o.Timeout = defaultTimeout
	}
	if o.Timeout < 0 {
		return usage("the timeout is %v: it has to be positive", o.Timeout)
	}
	if o.Jobs == 0 {
		o.Jobs = runtime.NumCPU()
	}
	if o.Jobs < 0 {
		return usage("jobs is %d: it has to be positive", o.Jobs)
	}
	if o.Seed == 0 {
		o.Seed = rand.Int64N(1<<31-1) + 1
	}
	switch o.Framing {
	case "":
		o.Framing = "auto"
	case "auto", check.Envelope, check.Body:
	default:
		return usage("there is no framing %q: choose from auto, envelope, body", o.Framing)
	}
	return nil
}

// specification is what is judged by, and where godog is to read it.
func (o *Options) specification() (features.Spec, error) {
	if o.Features != nil {
		return features.Parse(o.Features)
	}
	o.Features = features.FS
	return features.Load()
}

// onCancel ends a node when the run is cut off.
func (j *job) onCancel(p *node.Process) (release func() bool) {
	return context.AfterFunc(j.ctx, func() { p.Kill() })
}

func (j *job) makeTranscriptFolder() {
	if j.options.Transcripts == "" {
		return
	}
	if err := os.MkdirAll(j.options.Transcripts, 0o755); err != nil {
		j.note(fmt.Sprintf("transcripts are not written: %v", err))
		j.options.Transcripts = ""
	}
}

func (j *job) note(text string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, n := range j.notes {
		if n == text {
			return
		}
	}
	j.notes = append(j.notes, text)
}

// fill puts the results into the report, in the order of the plan. What was
// planned and never reported is broken.
func (j *job) fill(r *report.Report) {
	r.Complete = j.ctx.Err() == nil
	env, set := node.Environment(os.Environ(), j.command.Env)
	if set == nil {
		set = map[string]string{}
	}
	r.Node = report.Node{Command: j.command.Args, Framing: j.framing, Environment: set}
	if r.Node.Framing == "" {
		r.Node.Framing = "unknown"
	}
	for _, sc := range j.plan.scenarios {
		if got := j.results[sc.Key()]; got != nil {
			r.Scenarios = append(r.Scenarios, *got)
			continue
		}
		reason := j.gate.reason
		if j.ctx.Err() != nil {
			reason = "not run: the run was cut off"
		}
		if reason == "" {
			reason = "not run: the scheduler never reported it"
		}
		r.Scenarios = append(r.Scenarios, report.Scenario{Name: sc.Name, Feature: sc.Feature, IDs: sc.IDs, Status: report.Broken, Reason: reason})
	}
	j.explain(r)
	j.tellAgain(r)
	j.plan.judge(r)
	if !r.Complete && r.Verdict == report.Conforms {
		r.Verdict = report.CouldNotJudge
	}
	if r.Node.Framing == check.Body {
		j.note("the node answers with bare bodies: it still conforms, and the checks of src and dest are skipped")
	}
	if v, ok := set["LC_ALL"]; ok {
		j.note("the environment names no UTF-8 locale: the node was run with LC_ALL=" + v)
	}
	if unbuffered(j.command.Args, env) {
		j.note("PYTHONUNBUFFERED is set: a node in Python that does not flush its stdout conforms here, and answers nothing where it is not set")
	}
	r.Notes = j.notes
	r.DurationMS = time.Since(r.Started).Milliseconds()
}
