package matrix

import (
	"context"
	"fmt"
	"slices"

	"flowcheck/runner"
	"flowcheck/runner/report"
)

// control judges the right node by all that the candidates are judged by, as
// many scenarios at once as there will be candidates.
func (b *bench) control(ctx context.Context, candidates []Candidate) error {
	var profiles, alone []string
	for _, c := range candidates {
		for _, p := range b.profilesOf(c) {
			if !slices.Contains(profiles, p) {
				profiles = append(profiles, p)
			}
		}
		if slices.Contains(paced, c.ID) && !slices.Contains(alone, c.ID) {
			alone = append(alone, c.ID)
		}
	}
	opts := b.base()
	opts.Profiles, opts.Select, opts.Jobs = profiles, b.requirements(profiles, ""), b.options.Jobs
	if err := b.demand(ctx, opts); err != nil || len(alone) == 0 {
		return err
	}
	opts.Select, opts.Jobs = alone, 1
	return b.demand(ctx, opts)
}

// demand gives an error unless the control conforms.
func (b *bench) demand(ctx context.Context, opts runner.Options) error {
	if len(opts.Select) == 0 {
		return nil
	}
	r, err := b.judge(ctx, b.options.Control, opts)
	if err != nil {
		return fmt.Errorf("judge the control, a node without a fault: %w", err)
	}
	if r.Verdict == report.Conforms {
		return nil
	}
	for _, q := range r.Requirements {
		if q.Status == report.Failed || q.Status == report.Broken {
			return fmt.Errorf("the control, a node without a fault, does not meet %s: %s: no kill is worth anything (is the machine busy? --jobs 1, or a longer --timeout)",
				q.ID, why(r, q))
		}
	}
	return fmt.Errorf("the control, a node without a fault: %s", r.Verdict)
}

// why says what was found of a requirement.
func why(r report.Report, q report.Requirement) string {
	for _, sc := range r.Scenarios {
		for _, f := range sc.Findings {
			if f.ID == q.ID {
				return f.Message
			}
		}
	}
	return q.Reason
}
