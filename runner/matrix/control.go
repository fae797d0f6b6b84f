package matrix

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"flowcheck/runner/report"
)

// control judges the right node by all that the candidates are judged by, as
// many scenarios at once as there will be candidates. If it misses a deadline,
// the machine is slow, and from there on everything gets more patience.
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
	kills, err := b.demand(ctx, profiles, b.requirements(profiles, ""), b.options.Jobs)
	if slices.ContainsFunc(kills, func(k Kill) bool { return k.silent }) {
		b.options.Timeout *= patience
		_, err = b.demand(ctx, profiles, b.requirements(profiles, ""), b.options.Jobs)
	}
	if err != nil || len(alone) == 0 {
		return err
	}
	_, err = b.demand(ctx, profiles, alone, 1)
	return err
}

// demand gives an error unless the control meets these requirements, and what
// was found otherwise.
func (b *bench) demand(ctx context.Context, profiles, ids []string, jobs int) ([]Kill, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	opts := b.base()
	opts.Profiles, opts.Select, opts.Jobs = profiles, ids, jobs
	r, err := b.judge(ctx, b.options.Control, opts)
	if err != nil {
		return nil, fmt.Errorf("judge the control, a node without a fault: %w", err)
	}
	const advice = "no kill is worth anything (is the machine busy? try --jobs 1, or a longer --timeout)"
	if kills := b.kills(r); len(kills) > 0 {
		k := kills[0]
		return kills, fmt.Errorf("the control, a node without a fault, breaks %s: %s: %s: %s: %s",
			strings.Join(k.IDs, ", "), k.Feature, k.Name, strings.Join(k.Causes, ", "), advice)
	}
	for _, q := range r.Requirements {
		if q.Status != report.Passed {
			return nil, fmt.Errorf("the control, a node without a fault: %s is %s: %s: %s", q.ID, q.Status, q.Reason, advice)
		}
	}
	return nil, nil
}
