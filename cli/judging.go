package cli

import (
	"context"
	"fmt"
	"time"

	"flowcheck/features"
	"flowcheck/runner"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

// judging is what one `flowcheck run` works with, however often it runs the
// node.
type judging struct {
	s       *session
	command node.Command
	options runner.Options
	output  output
	spec    features.Spec
	known   *report.Known // nil: no list was given
	draft   *draft        // nil: none is to be written
	remarks []string      // for the notes of each report
}

// judging prepares all that can be prepared, and refused, before the node runs.
func (s *session) judging(f runFlags) (*judging, error) {
	options, err := prepare(f.options)
	if err != nil {
		return nil, err
	}
	spec, err := features.Load()
	if err != nil {
		return nil, err
	}
	j := &judging{s: s, options: options, output: f.output, spec: spec,
		command: node.Command{Args: options.Named, Dir: f.directory, Env: f.env}}
	if len(options.Named) == 0 {
		own, err := builtin()
		if err != nil {
			return nil, err
		}
		j.command.Args, j.command.Env = own.Args, append(own.Env, f.env...)
	}
	if f.known != "" {
		known, err := readKnown(f.known, spec, false)
		if err != nil {
			return nil, err
		}
		j.known = &known
	}
	if f.draft != "" {
		j.draft, err = newDraft(f.draft, spec)
	}
	return j, err
}

// once runs the node through one plan. The label says which of several runs
// this is.
func (j *judging) once(ctx context.Context, o runner.Options, label string) (report.Report, error) {
	progress := j.s.progress(j.output.quiet, label)
	o.Progress = progress.step
	r, err := runner.Run(ctx, j.command, o)
	progress.end()
	if err != nil {
		return r, err
	}
	r.Notes = append(r.Notes, j.remarks...)
	if j.known != nil {
		r = report.Hold(r, *j.known, j.spec, time.Now())
	}
	return r, nil
}

// save writes the list of known failures after a run, if one is to be written.
func (j *judging) save(r report.Report, err error) error {
	if j.draft == nil || err != nil {
		return nil
	}
	said, err := j.draft.write(r, j.spec)
	if err != nil {
		return err
	}
	for _, line := range said {
		fmt.Fprintln(j.s.err, report.Visible(line))
	}
	return nil
}
