package matrix

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"flowcheck/features"
)

// search tries every scenario that has found nothing yet on the candidates of
// its profile, one after the other, until it finds something of its own, and
// adds that to the candidate's row.
func (b *bench) search(ctx context.Context, candidates []Candidate, rows []Row) {
	var wait sync.WaitGroup
	free := make(chan struct{}, b.options.Jobs)
	for _, sc := range b.spec.Scenarios {
		if !slices.Contains(b.options.Profiles, sc.Profile) || slices.ContainsFunc(paced, func(id string) bool { return slices.Contains(sc.IDs, id) }) {
			continue
		}
		free <- struct{}{}
		wait.Go(func() {
			b.try(ctx, sc, candidates, rows)
			<-free
		})
	}
	wait.Wait()
}

// try tries one scenario, on the candidates first that name what it is about.
func (b *bench) try(ctx context.Context, sc features.Scenario, candidates []Candidate, rows []Row) {
	b.mu.Lock()
	seen := found(rows, sc)
	b.mu.Unlock()
	if seen {
		return
	}
	var order []int
	for i, c := range candidates {
		if c.Profile == sc.Profile && !slices.Contains(paced, c.ID) {
			order = append(order, i)
		}
	}
	foreign := func(i int) int {
		if slices.Contains(sc.IDs, candidates[i].ID) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(order, func(i, k int) int { return cmp.Compare(foreign(i), foreign(k)) })
	for _, i := range order {
		if ctx.Err() != nil {
			return
		}
		opts := b.base()
		opts.Profiles, opts.Scenarios = []string{sc.Profile}, []string{sc.Key()}
		r, err := b.judge(ctx, candidates[i].Command, opts)
		if err != nil {
			return
		}
		for _, k := range b.kills(r) {
			if k.of(sc, candidates[i].ID) {
				b.mu.Lock()
				rows[i].Kills = append(rows[i].Kills, k)
				b.mu.Unlock()
				return
			}
		}
	}
}

// found tells whether a scenario found one of its own requirements broken in
// some candidate.
func found(rows []Row, sc features.Scenario) bool {
	for _, row := range rows {
		if slices.ContainsFunc(row.Kills, func(k Kill) bool { return k.of(sc, row.ID) }) {
			return true
		}
	}
	return false
}

// of tells whether it is a scenario's kill by one of its own requirements. To
// miss a deadline counts in a candidate that names the requirement only: it is
// charged to whatever scenario waits.
func (k Kill) of(sc features.Scenario, named string) bool {
	own := slices.ContainsFunc(k.IDs, func(id string) bool { return slices.Contains(sc.IDs, id) })
	return k.Scenario == Scenario{sc.Feature, sc.Name} && own && (!k.silent || slices.Contains(sc.IDs, named))
}
