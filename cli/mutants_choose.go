package cli

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"flowcheck/features"
	"flowcheck/reference/mutant"
)

// chooseMutants gives the mutants of some profiles that match one of the
// patterns, if there are any, and the names of the profiles. A mutant that names
// no requirement belongs to no profile, and is chosen with all of them.
func chooseMutants(profiles, patterns []string) ([]mutant.Mutant, []string, error) {
	names, err := profilesNamed(profiles)
	if err != nil {
		return nil, nil, err
	}
	var chosen []mutant.Mutant
	all := len(profiles) == 0 || slices.Contains(profiles, "all")
	for _, m := range mutant.Table() {
		if slices.Contains(names, m.Profile) || all && m.Profile == "" {
			chosen = append(chosen, m)
		}
	}
	if len(patterns) == 0 {
		return chosen, names, nil
	}
	wanted := map[string]bool{}
	for _, list := range patterns {
		for pattern := range strings.SplitSeq(list, ",") {
			found := matching(chosen, strings.TrimSpace(pattern))
			if len(found) == 0 {
				return nil, nil, noMutant(pattern)
			}
			for _, m := range found {
				wanted[m.Name] = true
			}
		}
	}
	return slices.DeleteFunc(chosen, func(m mutant.Mutant) bool { return !wanted[m.Name] }), names, nil
}

// profilesNamed are the profiles of --profile, without one all of them.
func profilesNamed(wanted []string) ([]string, error) {
	spec, err := features.Load()
	if err != nil {
		return nil, fmt.Errorf("load the specification: %w", err)
	}
	var known, names []string
	for _, p := range spec.Profiles {
		known = append(known, p.Name)
	}
	for _, p := range wanted {
		if p != "all" && !slices.Contains(known, p) {
			return nil, wrongUsage("flowcheck list", "no profile is named %q%s", p, didYouMean(p, known))
		}
	}
	for _, p := range known {
		if len(wanted) == 0 || slices.Contains(wanted, p) || slices.Contains(wanted, "all") {
			names = append(names, p)
		}
	}
	return names, nil
}

// matching are the mutants of that name; else those whose ID it is, or whose ID
// or name it matches: * and ? are wild, and a pattern without them matches a
// part of a name.
func matching(mutants []mutant.Mutant, pattern string) []mutant.Mutant {
	p := strings.ToLower(pattern)
	if i := slices.IndexFunc(mutants, func(m mutant.Mutant) bool { return m.Name == p }); i >= 0 {
		return mutants[i : i+1]
	}
	var found []mutant.Mutant
	for _, m := range mutants {
		id := strings.ToLower(m.ID)
		hit := p == id || p != "" && strings.Contains(m.Name, p)
		if strings.ContainsAny(p, "*?") {
			byID, _ := path.Match(p, id)
			byName, _ := path.Match(p, m.Name)
			hit = byID || byName
		}
		if hit {
			found = append(found, m)
		}
	}
	return found
}

// noMutant words a pattern that chooses nothing.
func noMutant(pattern string) error {
	var names []string
	for _, m := range mutant.Table() {
		names = append(names, m.Name)
		if id := m.ID; !slices.Contains(names, id) {
			names = append(names, id)
		}
	}
	return wrongUsage("flowcheck reference --list-mutants", "no mutant of these profiles matches %q%s", pattern, didYouMean(pattern, names))
}
