package runner

import (
	"fmt"
	"path"
	"slices"
	"sort"
	"strings"

	"flowcheck/features"
)

// UsageError is a choice that selects nothing or cannot be understood. Nothing
// was run.
type UsageError struct{ message string }

func (e *UsageError) Error() string { return e.message }

func usage(format string, args ...any) error {
	return &UsageError{fmt.Sprintf(format, args...)}
}

// plan is what a run judges: requirements, and the scenarios that carry them.
type plan struct {
	profiles     []features.Profile
	requirements []features.Requirement
	scenarios    []features.Scenario
	judged       map[string]features.Requirement // by ID
	recorded     bool                            // recordings are judged: what they do not show is skipped
}

// newPlan applies profiles and selection. An unknown profile or a pattern that
// matches nothing is a *UsageError.
func newPlan(spec features.Spec, opts Options) (*plan, error) {
	names, err := chosenProfiles(spec, opts)
	if err != nil {
		return nil, err
	}
	p := &plan{judged: map[string]features.Requirement{}}
	for _, profile := range spec.Profiles {
		if names[profile.Name] {
			p.profiles = append(p.profiles, profile)
		}
	}
	wanted, err := selected(spec, names, opts.Select)
	if err != nil {
		return nil, err
	}
	for _, r := range spec.Requirements {
		if names[r.Profile] && !r.Excluded() && (wanted == nil || wanted[r.ID]) {
			p.requirements = append(p.requirements, r)
			p.judged[r.ID] = r
		}
	}
	for _, sc := range spec.Scenarios {
		if len(opts.Scenarios) > 0 {
			if names[sc.Profile] && slices.Contains(opts.Scenarios, sc.Key()) {
				p.scenarios = append(p.scenarios, sc)
			}
			continue
		}
		if names[sc.Profile] && slices.ContainsFunc(sc.IDs, func(id string) bool { return p.judged[id].ID != "" }) &&
			(wanted == nil || wanted[sc.Key()] || slices.ContainsFunc(sc.IDs, func(id string) bool { return wanted["id "+id] })) {
			p.scenarios = append(p.scenarios, sc)
		}
	}
	if len(p.scenarios) == 0 {
		return nil, usage("nothing is selected: `flowcheck list` shows what there is")
	}
	p.profiles = slices.DeleteFunc(p.profiles, func(profile features.Profile) bool {
		return !slices.ContainsFunc(p.requirements, func(r features.Requirement) bool { return r.Profile == profile.Name })
	})
	return p, nil
}

// chosenProfiles are the names asked for; with a selection and no profile, all;
// else the default ones.
func chosenProfiles(spec features.Spec, opts Options) (map[string]bool, error) {
	chosen := map[string]bool{}
	known := []string{}
	for _, p := range spec.Profiles {
		known = append(known, p.Name)
		chosen[p.Name] = len(opts.Profiles) == 0 && (p.Default || len(opts.Select) > 0)
	}
	for _, list := range opts.Profiles {
		for name := range strings.SplitSeq(list, ",") {
			switch name = strings.TrimSpace(name); {
			case name == "all":
				for _, k := range known {
					chosen[k] = true
				}
			case slices.Contains(known, name):
				chosen[name] = true
			default:
				return nil, usage("there is no profile %q: choose from %s, all", name, strings.Join(known, ", "))
			}
		}
	}
	return chosen, nil
}

// claims says whether a profile was asked for by its own name: then an optional
// feature that it rests on may not be absent.
func (o Options) claims(profile string) bool {
	for _, list := range o.Profiles {
		for name := range strings.SplitSeq(list, ",") {
			if strings.TrimSpace(name) == profile {
				return true
			}
		}
	}
	return false
}

// selected resolves IDs and patterns: IDs of requirements, "id ID" where the
// requirement as a whole is meant, and keys of scenarios. nil: no selection.
func selected(spec features.Spec, profiles map[string]bool, patterns []string) (map[string]bool, error) {
	if len(patterns) == 0 {
		return nil, nil
	}
	wanted := map[string]bool{}
	for _, list := range patterns {
		for pattern := range strings.SplitSeq(list, ",") {
			if err := selectOne(spec, profiles, strings.TrimSpace(pattern), wanted); err != nil {
				return nil, err
			}
		}
	}
	return wanted, nil
}

func selectOne(spec features.Spec, profiles map[string]bool, pattern string, wanted map[string]bool) error {
	found := false
	for _, r := range spec.Requirements {
		if profiles[r.Profile] && !r.Excluded() && matches(pattern, r.ID) {
			wanted[r.ID], wanted["id "+r.ID], found = true, true, true
		}
	}
	if found {
		return nil
	}
	for _, sc := range spec.Scenarios {
		if profiles[sc.Profile] && (matches(pattern, sc.Name) || matches(pattern, sc.Feature)) {
			wanted[sc.Key()], found = true, true
			for _, id := range sc.IDs {
				wanted[id] = true
			}
		}
	}
	if found {
		return nil
	}
	return unmatched(spec, pattern)
}

// unmatched words a pattern that selects nothing, with the next step.
func unmatched(spec features.Spec, pattern string) error {
	if r, ok := spec.Requirement(strings.ToUpper(pattern)); ok {
		if r.Excluded() {
			return usage("%s is not tested: %s", r.ID, r.Reason)
		}
		return usage("%s belongs to profile %s, which is not selected: add --profile %s", r.ID, r.Profile, r.Profile)
	}
	var near []string
	for _, r := range spec.Requirements {
		if len(pattern) >= 3 && strings.HasPrefix(r.ID, strings.ToUpper(pattern[:3])) {
			near = append(near, r.ID)
		}
	}
	sort.Strings(near)
	if len(near) > 0 {
		return usage("nothing matches %q: near it are %s", pattern, strings.Join(near, ", "))
	}
	return usage("nothing matches %q: `flowcheck list` shows what there is", pattern)
}

// matches compares without regard to case; * and ? are wild, and a pattern
// without them matches a part of a name or of a path, but an ID only whole.
func matches(pattern, name string) bool {
	p, n := strings.ToLower(pattern), strings.ToLower(name)
	if strings.ContainsAny(p, "*?") {
		ok, err := path.Match(p, n)
		return err == nil && ok
	}
	if len(n) == len("abc-00") && n[3] == '-' {
		return p == n
	}
	return p != "" && strings.Contains(n, p)
}
