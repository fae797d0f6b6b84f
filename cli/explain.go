package cli

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"flowcheck/features"
	"flowcheck/reference/mutant"
	"flowcheck/runner"
	"flowcheck/runner/check"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
	"flowcheck/runner/wire"
)

// explainCommand tells everything about one requirement.
func (s *session) explainCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "explain ID",
		Short: "Explain a requirement, with lines to try by hand",
		Long: `Shows the rule, its level and source, its scenarios, the very lines to pipe
into a node by hand, and what a right and a wrong node answer: both are run
on the spot.`,
		Example: `  flowcheck explain SMP-01`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return wrongUsage("flowcheck explain SMP-01", "explain takes one requirement ID, not %d", len(args))
			}
			return nil
		},
		RunE: s.begin(func(cmd *cobra.Command, args []string) error { return s.explain(cmd.Context(), args[0]) }),
		ValidArgsFunction: func(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return beginning(word, requirementIDs()), cobra.ShellCompDirectiveNoFileComp
		},
	}
	return cmd
}

// looksLikeID tells requirement IDs, in any case, from patterns.
func looksLikeID(s string) bool {
	return len(s) == 6 && s[3] == '-' && strings.Trim(strings.ToUpper(s[:3]), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" &&
		strings.Trim(s[4:], "0123456789") == ""
}

// explain writes all about one requirement.
func (s *session) explain(ctx context.Context, id string) error {
	spec, err := features.Load()
	if err != nil {
		return fmt.Errorf("load the specification: %w", err)
	}
	r, ok := spec.Requirement(strings.ToUpper(id))
	if !ok {
		var ids []string
		for _, q := range spec.Requirements {
			ids = append(ids, q.ID)
		}
		return wrongUsage("flowcheck list", "no requirement is named %q%s", id, didYouMean(id, ids))
	}
	w := bufio.NewWriter(s.out)
	defer w.Flush()
	fmt.Fprintf(w, "%s  %s, profile %s\n\n  %s\n\n", r.ID, r.Level, r.Profile, r.Rule)
	fmt.Fprintf(w, "source    %s\nfeature   features/%s\n", r.Source, r.Feature)
	if r.Excluded() {
		fmt.Fprintf(w, "\nIt is deliberately not tested: %s\n", r.Reason)
		return w.Flush()
	}
	explainScenarios(w, spec, r)
	w.Flush() // the rest takes a moment
	if err := explainByExample(ctx, w, r); err != nil {
		return err
	}
	fmt.Fprintf(w, "\nYour node:  flowcheck run --profile %s --select %s -- COMMAND\n", r.Profile, r.ID)
	return w.Flush()
}

// explainScenarios shows what is done to a node, in the words of the feature.
func explainScenarios(w *bufio.Writer, spec features.Spec, r features.Requirement) {
	const most = 5
	n := 0
	for _, sc := range spec.Scenarios {
		if !slices.Contains(sc.IDs, r.ID) {
			continue
		}
		if n++; n > most {
			continue
		}
		fmt.Fprintf(w, "\nScenario: %s  (%s:%d)\n", sc.Name, sc.Feature, sc.Line)
		for _, step := range sc.Steps {
			fmt.Fprintf(w, "  %s\n", strings.ReplaceAll(strings.TrimSpace(step), "\n", "\n    "))
		}
	}
	if n > most {
		fmt.Fprintf(w, "\n... and %d more scenarios; they stand in features/%s\n", n-most, r.Feature)
	}
}

// explainByExample runs the reference, and the first mutant that dies by the
// requirement, and shows both.
func explainByExample(ctx context.Context, w *bufio.Writer, r features.Requirement) error {
	right, err := try(ctx, r)
	if err != nil {
		return err
	}
	var wrong report.Report
	var broken mutant.Mutant
	for _, m := range mutant.Table() {
		if m.ID != r.ID {
			continue
		}
		if wrong, err = try(ctx, r, "--mutant", m.Name); err != nil {
			return err
		}
		broken = m
		break
	}
	bad, finding, found := culprit(wrong, r.ID)
	good, ok := pick(right, r.ID, bad.Name)
	if !ok {
		return nil // nothing was sent that could be shown
	}
	byHand(w, r.ID, good)
	fmt.Fprintf(w, "\nA right node (the reference) answers, in scenario %q:\n", good.Name)
	talk(w, good.Transcript, "")
	if !found {
		return nil
	}
	fmt.Fprintf(w, "\nA wrong node (flowcheck reference --mutant %s: %s):\n", broken.Name, broken.Summary)
	talk(w, bad.Transcript, finding.Got)
	fmt.Fprintf(w, "  wrong:  %s\n", report.Visible(finding.Message))
	if finding.Hint != "" {
		fmt.Fprintf(w, "  change: %s\n", report.Visible(finding.Hint))
	}
	return nil
}

// try runs the scenarios of a requirement against the built-in node.
func try(ctx context.Context, r features.Requirement, args ...string) (report.Report, error) {
	argv, err := itself(args...)
	if err != nil {
		return report.Report{}, err
	}
	options, err := prepare(runner.Options{Profiles: []string{r.Profile}, Select: []string{r.ID}, Seed: 1})
	if err != nil {
		return report.Report{}, err
	}
	return runner.Run(ctx, node.Command{Args: argv}, options)
}

// culprit is the simplest scenario that has a finding of the requirement.
func culprit(r report.Report, id string) (report.Scenario, check.Finding, bool) {
	for _, g := range report.Groups(r) {
		for _, s := range append([]report.Scenario{r.Scenarios[g.Found]}, r.Scenarios...) {
			for _, f := range s.Findings {
				if f.ID == id {
					return s, f, true
				}
			}
		}
	}
	return report.Scenario{}, check.Finding{}, false
}

// pick is the scenario of that name, or the first that carries the requirement
// and sends anything.
func pick(r report.Report, id, name string) (report.Scenario, bool) {
	for _, wanted := range []string{name, ""} {
		for _, s := range r.Scenarios {
			sends := slices.ContainsFunc(s.Transcript, func(e wire.Entry) bool { return e.From == wire.Client && len(e.Line) > 0 })
			if sends && slices.Contains(s.IDs, id) && (wanted == "" || s.Name == wanted) {
				return s, true
			}
		}
	}
	return report.Scenario{}, false
}
