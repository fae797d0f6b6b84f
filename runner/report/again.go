package report

import "slices"

// Key names a scenario among all: its feature and its own name.
func (s Scenario) Key() string { return s.Feature + ": " + s.Name }

// Unmet is what a run of only what was not met has to judge: the scenarios, by
// their keys, that failed, were broken or found a failure, and the requirements
// that failed, were broken or are carried by those scenarios.
func (r Report) Unmet() (requirements, scenarios []string) {
	add := func(id string) {
		if !slices.Contains(requirements, id) {
			requirements = append(requirements, id)
		}
	}
	for _, q := range r.Requirements {
		if q.Status == Failed || q.Status == Broken {
			add(q.ID)
		}
	}
	for _, s := range r.Scenarios {
		unmet := s.Status == Failed || s.Status == Broken
		for _, f := range s.Findings {
			unmet = unmet || f.Status == string(Failed)
		}
		if !unmet {
			continue
		}
		scenarios = append(scenarios, s.Key())
		for _, id := range s.IDs {
			add(id)
		}
	}
	return requirements, scenarios
}
