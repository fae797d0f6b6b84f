package matrix

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"flowcheck/runner/report"
)

// WriteMarkdown writes two tables, by profile and by requirement. Neither holds
// a time or a version: an equal outcome is an equal file.
func WriteMarkdown(w io.Writer, m Matrix, _ report.Options) error {
	b := bufio.NewWriter(w)
	markdownProfiles(b, m)
	fmt.Fprintf(b, "\n%s.\n", m.verdict())
	if !m.Complete {
		fmt.Fprintf(b, "\n**Incomplete: %s not judged.**\n", count(m.Summary.NotJudged, "mutant was", "mutants were"))
	}
	markdownMutants(b, m)
	markdownRest(b, m)
	return b.Flush()
}

func markdownProfiles(w io.Writer, m Matrix) {
	fmt.Fprint(w, "| profile | requirements | mutants | killed by the requirement named |\n|---|---|---|---|\n")
	all := Profile{}
	for _, p := range m.Profiles {
		fmt.Fprintf(w, "| `%s` | %d | %d | %d |\n", p.Name, p.Requirements, p.Mutants, p.Killed)
		all.Requirements += p.Requirements
		all.Mutants += p.Mutants
		all.Killed += p.Killed
	}
	fmt.Fprintf(w, "| all | %d | %d | %d |\n", all.Requirements, all.Mutants, all.Killed)
}

func markdownMutants(w io.Writer, m Matrix) {
	head, rule := "| requirement | mutant | what is wrong with it | outcome |", "|---|---|---|---|"
	if m.Full {
		head, rule = head+" also breaks |", rule+"---|"
	}
	fmt.Fprintf(w, "\n%s\n%s\n", head, rule)
	for _, g := range m.groups() {
		for _, row := range g.rows {
			outcome := string(row.Outcome)
			switch {
			case row.Outcome == KilledElse && !m.Full:
				outcome = "**" + outcome + "**: " + strings.Join(row.IDs, ", ")
			case row.Outcome != Killed:
				outcome = "**" + outcome + "**"
			}
			fmt.Fprintf(w, "| %s | %s | %s | %s |", cell(row.ID), cell(row.Name), cell(row.Summary), outcome)
			if m.Full {
				fmt.Fprintf(w, " %s |", strings.Join(row.also(), ", "))
			}
			fmt.Fprintln(w)
		}
	}
}

// markdownRest lists what killed nothing, or could not.
func markdownRest(w io.Writer, m Matrix) {
	if len(m.Summary.Unnamed) > 0 {
		fmt.Fprint(w, "\nRequirements without a mutant:\n\n")
	}
	for _, id := range m.Summary.Unnamed {
		fmt.Fprintf(w, "- %s%s\n", id, permission(m, id))
	}
	if len(m.Idle) > 0 {
		fmt.Fprint(w, "\nScenarios that found nothing of their own:\n\n")
	}
	for _, sc := range m.Idle {
		fmt.Fprintf(w, "- %s: %s\n", cell(sc.Feature), cell(sc.Name))
	}
}

// cell writes text so that Markdown shows it and does not obey it.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, `\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", "&lt;", "&", "&amp;", "[", `\[`).Replace(report.Visible(s))
}
