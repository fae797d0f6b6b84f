package cli

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"flowcheck/features"
	"flowcheck/runner/report"
)

// faultOf is what is wrong with a line of a list of known failures whatever
// the node does, or nothing.
func faultOf(k report.KnownFailure, spec features.Spec) string {
	r, ok := spec.Requirement(k.ID)
	switch {
	case k.ID == "":
		return "the id is missing: name the requirement that is known to fail"
	case !ok:
		var ids []string
		for _, r := range spec.Requirements {
			ids = append(ids, r.ID)
		}
		return fmt.Sprintf("no requirement is named %q%s", k.ID, didYouMean(k.ID, ids))
	case r.Excluded():
		return fmt.Sprintf("%s is not tested, and cannot fail: %s", k.ID, r.Reason)
	}
	if k.Until != "" {
		if _, err := time.Parse(time.DateOnly, k.Until); err != nil {
			return fmt.Sprintf("until %q is no date such as 2026-12-31", k.Until)
		}
	}
	if k.Issue != "" {
		if u, err := url.Parse(k.Issue); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return fmt.Sprintf("issue %q is no http or https URL", k.Issue)
		}
	}
	if k.Scenario != "" {
		return unknownScenario(k, spec)
	}
	return ""
}

// unknownScenario says why a line names no scenario, or more than one.
func unknownScenario(k report.KnownFailure, spec features.Spec) string {
	var found, carried, names []string
	for _, s := range spec.Scenarios {
		key := s.Key()
		if s.Name == k.Scenario || key == k.Scenario {
			found = append(found, fmt.Sprintf("%q", key))
		}
		if slices.Contains(s.IDs, k.ID) {
			carried = append(carried, s.Name)
		}
		if !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	switch len(found) {
	case 0:
		near := didYouMean(k.Scenario, names)
		if near == "" && len(carried) > 0 {
			near = fmt.Sprintf("; one of %s is %q", k.ID, carried[0])
		}
		return fmt.Sprintf("no scenario is named %q%s", k.Scenario, near)
	case 1:
		return ""
	}
	return fmt.Sprintf("several scenarios are named %q: write %s", k.Scenario, strings.Join(found, " or "))
}

// overlap tells whether two lines excuse the same failure.
func overlap(a, b report.KnownFailure) bool {
	meet := func(x, y string) bool { return x == "" || y == "" || x == y }
	return a.ID == b.ID && meet(a.Scenario, b.Scenario) && meet(a.Kind, b.Kind)
}
