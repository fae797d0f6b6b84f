package report

import (
	"cmp"
	"slices"
	"strings"

	"flowcheck/runner/check"
	"flowcheck/runner/hint"
)

// Group is everything that one cause did: one thing to change, and all the
// requirements that it breaks.
type Group struct {
	Cause     string
	Status    Status        // Failed if any of its findings failed, else Warned
	Hint      string        // what to change first; the example's message where the catalogue is silent
	IDs       []string      // requirements, the weightiest first
	Example   check.Finding // the simplest finding of the first requirement
	Found     int           // index in Report.Scenarios of the scenario with the example
	Scenarios int           // how many scenarios saw it
}

// sighting is one finding with the place where it was made.
type sighting struct {
	check.Finding
	scenario int
	own      bool // the scenario is tagged with the finding's ID
}

// Groups gathers the findings of all scenarios by cause, in the order in
// which one should fix them: failed before warned, by the rank of the cause,
// then in the order of the report. A finding without a cause stands with those
// of its own ID.
func Groups(r Report) []Group {
	var causes []string
	seen := map[string][]sighting{}
	for i, s := range r.Scenarios {
		for _, f := range s.Findings {
			if f.Cause == "" {
				f.Cause = f.ID
			}
			if seen[f.Cause] == nil {
				causes = append(causes, f.Cause)
			}
			seen[f.Cause] = append(seen[f.Cause], sighting{f, i, slices.Contains(s.IDs, f.ID)})
		}
	}
	place := map[string]int{}
	for i, q := range r.Requirements {
		place[q.ID] = i - len(r.Requirements) // strangers, at 0, come last
	}
	groups := make([]Group, 0, len(causes))
	for _, cause := range causes {
		groups = append(groups, gather(cause, seen[cause], place))
	}
	slices.SortStableFunc(groups, func(a, b Group) int {
		return cmp.Or(
			cmp.Compare(weight(a.Status), weight(b.Status)),
			cmp.Compare(hint.Rank(a.Cause), hint.Rank(b.Cause)))
	})
	return groups
}

// gather makes the group of one cause; place is the order of requirements.
func gather(cause string, found []sighting, place map[string]int) Group {
	// The simplest first; the sort is stable, so the first seen wins a tie.
	slices.SortStableFunc(found, func(a, b sighting) int {
		return cmp.Or(
			cmp.Compare(weight(Status(a.Status)), weight(Status(b.Status))),
			first(a.own, b.own),
			first(aboutURLs(cause, a.ID), aboutURLs(cause, b.ID)), // pieces and letters beside it lead astray
			cmp.Compare(place[a.ID], place[b.ID]),
			first(a.Sent != "", b.Sent != ""), // an example without a request teaches little
			cmp.Compare(len(a.Sent)+len(a.Got), len(b.Sent)+len(b.Got)))
	})
	g := Group{Cause: cause, Example: found[0].Finding, Found: found[0].scenario, Status: Status(found[0].Status)}
	scenarios := map[int]bool{}
	for _, s := range found {
		scenarios[s.scenario] = true
		if !slices.Contains(g.IDs, s.ID) {
			g.IDs = append(g.IDs, s.ID)
		}
		if g.Hint == "" {
			g.Hint = s.Hint
		}
	}
	g.Hint = cmp.Or(g.Example.Hint, g.Hint, g.Example.Message)
	g.Scenarios = len(scenarios)
	return g
}

// aboutURLs says whether a cause lies in how URLs are written, and a requirement is
// about that.
func aboutURLs(cause, id string) bool {
	return strings.HasPrefix(cause, "url.") && (strings.HasPrefix(id, "SMP-") || strings.HasPrefix(id, "URL-"))
}

// weight orders statuses: what failed stands before what was warned of.
func weight(s Status) int {
	if s == Failed {
		return 0
	}
	return 1
}

// first orders true before false.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// only is the report reduced to the findings of one requirement, for the
// formats that tell each requirement's story by itself.
func (r Report) only(id string) Report {
	scenarios := make([]Scenario, len(r.Scenarios))
	for i, s := range r.Scenarios {
		scenarios[i] = s
		scenarios[i].Findings = nil
		for _, f := range s.Findings {
			if f.ID == id {
				scenarios[i].Findings = append(scenarios[i].Findings, f)
			}
		}
	}
	r.Scenarios = scenarios
	return r
}
