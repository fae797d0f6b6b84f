package matrix

import (
	"context"
	"fmt"
	"slices"
	"time"

	"flowcheck/runner"
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
		r, err := b.own(ctx, c, b.options.Timeout)
		if err == nil && killed(r, c.ID) && silent(r, c.ID) {
			r, err = b.own(ctx, c, patience*b.options.Timeout)
		}
		if err != nil {
			return err
		}
		row.take(r)
		if killed(r, c.ID) {
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
	row.take(r)
	switch {
	case row.Outcome == Killed || killed(r, c.ID) && !silent(r, c.ID):
		row.Outcome = Killed
	case len(row.IDs) > 0:
		row.Outcome = KilledElse
	default:
		row.Outcome = Survived
	}
	return nil
}

// own judges a candidate by the scenarios of its requirement, until one kills
// it.
func (b *bench) own(ctx context.Context, c Candidate, timeout time.Duration) (report.Report, error) {
	if q, ok := b.spec.Requirement(c.ID); !ok || q.Profile != c.Profile || q.Level == "excluded" {
		return report.Report{}, fmt.Errorf("%s is no requirement of profile %s that is tested", c.ID, c.Profile)
	}
	opts := b.base()
	opts.Profiles, opts.Select, opts.FailFast, opts.Timeout = []string{c.Profile}, []string{c.ID}, true, timeout
	return b.judge(ctx, c.Command, opts)
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
		if slices.Contains(profiles, q.Profile) && q.Level != "excluded" && (q.ID == named || !slices.Contains(paced, q.ID)) {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// take notes what a run found.
func (row *Row) take(r report.Report) {
	row.IDs, row.Kills = []string{}, []Kill{}
	for _, q := range r.Requirements {
		if q.Status == report.Failed {
			row.IDs = append(row.IDs, q.ID)
		}
	}
	for _, sc := range r.Scenarios {
		k := Kill{Scenario: Scenario{sc.Feature, sc.Name}}
		for _, f := range sc.Findings {
			if f.Status != string(report.Failed) {
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
			row.Kills = append(row.Kills, k)
		}
	}
}

// killed tells whether a run shows that a requirement is broken.
func killed(r report.Report, id string) bool {
	return slices.ContainsFunc(r.Scenarios, func(sc report.Scenario) bool { return finds(sc, id) })
}

// silent tells whether it shows so only where a deadline was missed.
func silent(r report.Report, id string) bool {
	return !slices.ContainsFunc(r.Scenarios, func(sc report.Scenario) bool {
		return finds(sc, id) && !slices.ContainsFunc(sc.Transcript, func(e wire.Entry) bool { return e.Event == wire.Deadline })
	})
}

// finds tells whether a scenario found a requirement broken.
func finds(sc report.Scenario, id string) bool {
	for _, f := range sc.Findings {
		if f.ID == id && f.Status == string(report.Failed) {
			return true
		}
	}
	return false
}
