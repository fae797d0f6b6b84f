package cli

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"flowcheck/features"
)

// listed is one profile as `list --json` shows it.
type listed struct {
	Name         string              `json:"name"`
	Promise      string              `json:"promise"`
	Default      bool                `json:"default"`
	Requirements []listedRequirement `json:"requirements"`
}

type listedRequirement struct {
	ID        string   `json:"id"`
	Level     string   `json:"level"`
	Rule      string   `json:"rule"`
	Source    string   `json:"source"`
	Feature   string   `json:"feature"`
	Reason    string   `json:"reason,omitempty"` // of an exclusion
	Scenarios []string `json:"scenarios"`
}

// listCommand prints the specification.
func (s *session) listCommand() *cobra.Command {
	var profiles []string
	var excluded, asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List profiles and requirements",
		Long:  `Lists the requirements of every profile, or of those that are named.`,
		Example: `  flowcheck list --profile core
  flowcheck list --excluded                       also what is deliberately not tested, and why
  flowcheck list --json | jq -r '.profiles[].requirements[].id'`,
		Args: noArguments,
		RunE: s.begin(func(*cobra.Command, []string) error {
			list, err := inventory(profiles, excluded)
			if err != nil {
				return err
			}
			if !asJSON {
				return s.print(list)
			}
			enc := json.NewEncoder(s.out)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			return enc.Encode(map[string]any{"specification": features.Version, "profiles": list})
		}),
	}
	cmd.Flags().StringSliceVar(&profiles, "profile", nil, "only these profiles, `NAME,...` or all (default: all)")
	cmd.Flags().BoolVar(&excluded, "excluded", false, "also the requirements that are deliberately not tested")
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	complete(cmd, "profile", profileNames)
	return cmd
}

// inventory is the specification, reduced to what was asked for.
func inventory(profiles []string, excluded bool) ([]listed, error) {
	spec, err := features.Load()
	if err != nil {
		return nil, fmt.Errorf("load the specification: %w", err)
	}
	chosen, err := profilesNamed(profiles)
	if err != nil {
		return nil, err
	}
	list := []listed{}
	for _, p := range spec.Profiles {
		if !slices.Contains(chosen, p.Name) {
			continue
		}
		one := listed{Name: p.Name, Promise: p.Promise, Default: p.Default, Requirements: []listedRequirement{}}
		for _, r := range spec.Requirements {
			if r.Profile == p.Name && (excluded || !r.Excluded()) {
				one.Requirements = append(one.Requirements, listedRequirement{
					r.ID, r.Level, r.Rule, r.Source, r.Feature, r.Reason, scenarioNames(spec, r.ID)})
			}
		}
		list = append(list, one)
	}
	return list, nil
}

// scenarioNames are the scenarios that carry a requirement.
func scenarioNames(spec features.Spec, id string) []string {
	names := []string{}
	for _, s := range spec.Scenarios {
		if slices.Contains(s.IDs, id) {
			names = append(names, s.Name)
		}
	}
	return names
}

// print lists for a person, a line for each requirement.
func (s *session) print(list []listed) error {
	for i, p := range list {
		if i > 0 {
			fmt.Fprintln(s.out)
		}
		only := "only with --profile"
		if p.Default {
			only = "by default"
		}
		fmt.Fprintf(s.out, "%s (%s): %s\n", p.Name, only, p.Promise)
		for _, r := range p.Requirements {
			if _, err := fmt.Fprintf(s.out, "  %s  %-8s  %s\n", r.ID, r.Level, r.Rule); err != nil {
				return err
			}
			if r.Reason != "" {
				fmt.Fprintf(s.out, "                    not tested: %s\n", r.Reason)
			}
		}
	}
	_, err := fmt.Fprintln(s.out, "\nflowcheck explain ID tells more about one of them.")
	return err
}
