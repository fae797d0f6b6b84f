package report

import (
	"fmt"
	"slices"

	"flowcheck/runner/check"
)

// Limit keeps at most most findings, 0 for all, and notes how many more there
// are. The first of each requirement and cause go before the rest, so that each is
// shown by an example as long as there is room. The verdict stays.
func Limit(r Report, most int) Report {
	kept := choose(r, most)
	r.Scenarios = slices.Clone(r.Scenarios)
	for i, s := range r.Scenarios {
		var some []check.Finding
		for j, f := range s.Findings {
			if most == 0 || kept[[2]int{i, j}] {
				some = append(some, f)
			}
		}
		r.More += len(s.Findings) - len(some)
		r.Scenarios[i].Findings = some
	}
	if r.More > 0 {
		verb := "are"
		if r.More == 1 {
			verb = "is"
		}
		r.Notes = append(slices.Clone(r.Notes), fmt.Sprintf("%s %s not shown", plural(r.More, "more finding"), verb))
	}
	return r
}

// choose gives the places of the findings to keep: scenario and finding.
func choose(r Report, most int) map[[2]int]bool {
	kept := map[[2]int]bool{}
	seen := map[string]bool{}
	for _, examples := range []bool{true, false} {
		for i, s := range r.Scenarios {
			for j, f := range s.Findings {
				kind := f.ID + " " + f.Cause
				if len(kept) < most && (!examples || !seen[kind]) {
					kept[[2]int{i, j}] = true
				}
				seen[kind] = true
			}
		}
	}
	return kept
}
