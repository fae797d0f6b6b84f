package matrix

import (
	"context"
	"fmt"
	"slices"
	"time"

	"flowcheck/runner"
	"flowcheck/runner/check"
	"flowcheck/runner/report"
	"flowcheck/runner/wire"
)

// patience is how many deadlines a candidate gets that was killed by a missed
// one: a busy machine must not pass for a silent node.
const patience = 3

// look judges a candidate: by the scenarios of its own requirement until one
// kills it; if none does, or if all is wanted, by the whole of its profile,
// which tells a kill for another reason from a survivor.
func (b *bench) look(ctx context.Context, c Candidate, row *Row) error {
	if c.ID != "" {
		kills, err := b.own(ctx, c, b.options.Timeout)
		if err == nil && by(kills, c.ID) && !killedInTime(kills, c.ID) {
			kills, err = b.own(ctx, c, patience*b.options.Timeout)
		}
		if err != nil {
			return err
		}
		b.note(row, kills)
		if by(kills, c.ID) {
			row.Outcome = Killed
		}
	}
	if row.Outcome == Killed && !b.options.Full {
		return nil
	}
	r, err := b.judge(ctx, c.Command, b.whole(c))
	if err != nil {
		return err
	}
	kills := b.kills(r)
	b.note(row, kills)
	switch {
	case row.Outcome == Killed || killedInTime(kills, c.ID):
		row.Outcome = Killed
	case len(kills) > 0:
		row.Outcome = KilledElse
	default:
		row.Outcome = Survived
	}
	return nil
}

// own judges a candidate by the scenarios of its requirement, until one kills
// it.
func (b *bench) own(ctx context.Context, c Candidate, timeout time.Duration) ([]Kill, error) {
	if q, ok := b.spec.Requirement(c.ID); !ok || q.Profile != c.Profile || q.Excluded() {
		return nil, fmt.Errorf("%s is no requirement of profile %s that is tested", c.ID, c.Profile)
	}
	opts := b.base()
	opts.Profiles, opts.Select, opts.FailFast, opts.Timeout = []string{c.Profile}, []string{c.ID}, true, timeout
	r, err := b.judge(ctx, c.Command, opts)
	return b.kills(r), err
}

// whole chooses all of a candidate's profile, and in a full matrix of core.
func (b *bench) whole(c Candidate) runner.Options {
	opts := b.base()
	opts.Profiles = b.profilesOf(c)
	opts.Select = b.requirements(opts.Profiles, c.ID)
	return opts
}

// base chooses what all have in common. A SHOULD that is not met kills, too.
func (b *bench) base() runner.Options {
	return runner.Options{Strict: true, Jobs: 1, Seed: b.options.Seed, Timeout: b.options.Timeout, Tool: b.options.Tool}
}

// profilesOf are the profiles by which a candidate is judged as a whole.
func (b *bench) profilesOf(c Candidate) []string {
	var names []string
	for _, p := range b.spec.Profiles {
		if c.Profile == "" || p.Name == c.Profile || b.options.Full && p.Name == "core" {
			names = append(names, p.Name)
		}
	}
	return names
}

// requirements are those of some profiles that are tested; of the paced ones
// only that named.
func (b *bench) requirements(profiles []string, named string) []string {
	var ids []string
	for _, q := range b.spec.Requirements {
		if slices.Contains(profiles, q.Profile) && !q.Excluded() && (q.ID == named || !slices.Contains(paced, q.ID)) {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// kills are the scenarios of a run that found something.
func (b *bench) kills(r report.Report) []Kill {
	var all []Kill
	for _, sc := range r.Scenarios {
		k := Kill{Scenario: Scenario{sc.Feature, sc.Name}}
		k.silent = slices.ContainsFunc(sc.Transcript, func(e wire.Entry) bool { return e.Event == wire.Deadline })
		for _, f := range sc.Findings {
			if !b.breaks(f) {
				continue
			}
			if !slices.Contains(k.IDs, f.ID) {
				k.IDs = append(k.IDs, f.ID)
			}
			if !slices.Contains(k.Causes, f.Cause) {
				k.Causes = append(k.Causes, f.Cause)
			}
		}
		if len(k.IDs) > 0 {
			all = append(all, k)
		}
	}
	return all
}

// breaks tells whether a finding shows a requirement broken. A SHOULD counts,
// and a warning about a MUST does not.
func (b *bench) breaks(f check.Finding) bool {
	q, _ := b.spec.Requirement(f.ID)
	return f.Status == string(report.Failed) || f.Status == string(report.Warned) && q.Level == "SHOULD"
}

// note puts what was found into a row, the requirements in the order of the
// specification.
func (b *bench) note(row *Row, kills []Kill) {
	row.Kills, row.IDs = append([]Kill{}, kills...), []string{}
	for _, q := range b.spec.Requirements {
		if by(kills, q.ID) {
			row.IDs = append(row.IDs, q.ID)
		}
	}
}

// by tells whether a requirement is among those that killed.
func by(kills []Kill, id string) bool {
	return slices.ContainsFunc(kills, func(k Kill) bool { return slices.Contains(k.IDs, id) })
}

// killedInTime tells whether it killed somewhere without a missed deadline.
func killedInTime(kills []Kill, id string) bool {
	return slices.ContainsFunc(kills, func(k Kill) bool { return slices.Contains(k.IDs, id) && !k.silent })
}
