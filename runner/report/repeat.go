package report

import "slices"

// Repeat is how often each requirement failed when a run was repeated. The
// rest of the report is the worst of the runs.
type Repeat struct {
	Runs   int    `json:"runs"`
	Failed int    `json:"failed"` // how many of the runs did not end with 0
	Rates  []Rate `json:"rates"`  // of what failed at least once, in the order of the report
}

// Rate is how often one requirement failed.
type Rate struct {
	ID     string  `json:"id"`
	Failed int     `json:"failed"` // in so many of the runs
	Flaky  bool    `json:"flaky"`  // it failed in some of them, and not in all
	Seeds  []int64 `json:"seeds"`  // of the first runs in which it failed, at most 10
}

// shownSeeds bounds Rate.Seeds.
const shownSeeds = 10

// Tally gathers the reports of repeated runs; the zero value is ready.
type Tally struct {
	worst        Report
	runs, failed int
	rates        map[string]*Rate
}

// Add counts one more run.
func (t *Tally) Add(r Report) {
	if t.rates == nil {
		t.rates = map[string]*Rate{}
	}
	if t.runs == 0 || grave(r) > grave(t.worst) || grave(r) == grave(t.worst) && r.count(Failed) > t.worst.count(Failed) {
		t.worst = r
	}
	t.runs++
	if r.ExitStatus() != 0 {
		t.failed++
	}
	for _, q := range r.Requirements {
		if q.Status != Failed {
			continue
		}
		if t.rates[q.ID] == nil {
			t.rates[q.ID] = &Rate{ID: q.ID}
		}
		rate := t.rates[q.ID]
		rate.Failed++
		if len(rate.Seeds) < shownSeeds && !slices.Contains(rate.Seeds, r.Seed) {
			rate.Seeds = append(rate.Seeds, r.Seed)
		}
	}
}

// grave orders runs by how they ended: a failure is worse than none to judge.
func grave(r Report) int {
	return [...]int{0: 0, 1: 2, 2: 1, 3: 1}[r.ExitStatus()]
}

// Runs is how many runs were counted.
func (t *Tally) Runs() int { return t.runs }

// Report is the worst run, the first of them, with the rates over all.
func (t *Tally) Report() Report {
	r := t.worst
	repeat := &Repeat{Runs: t.runs, Failed: t.failed, Rates: []Rate{}}
	for _, q := range r.Requirements { // the same in each run
		if rate := t.rates[q.ID]; rate != nil {
			rate.Flaky = rate.Failed < t.runs
			repeat.Rates = append(repeat.Rates, *rate)
		}
	}
	r.Repeat = repeat
	return r
}
