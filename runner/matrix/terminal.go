package matrix

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"flowcheck/runner/report"
)

// WriteTerminal writes a matrix for a person: what was killed as it should be
// in a line each (unless Quiet), what was not with all that helps, and the sums
// in the last line. Verbose adds the scenarios that killed, and the seconds.
func WriteTerminal(w io.Writer, m Matrix, o report.Options) error {
	b := bufio.NewWriter(w)
	if !o.Quiet {
		fmt.Fprintf(b, "%s %s, specification %s, suite %s\n", m.Tool.Name, m.Tool.Version, m.Tool.Spec, m.Tool.Suite)
		fmt.Fprintf(b, "seed %d, timeout %d ms, %d at once\n\n", m.Seed, m.TimeoutMS, m.Jobs)
		terminalTable(b, m, o)
		terminalProfiles(b, m)
	}
	for _, row := range m.Mutants {
		if row.Outcome != Killed && (row.Outcome != NotJudged || m.Summary.NotJudged <= mostNotJudged) {
			terminalFault(b, row)
		}
	}
	for _, id := range m.Summary.Unnamed {
		fmt.Fprintf(b, "%s has no mutant%s\n", id, permission(m, id))
	}
	for _, sc := range m.Idle {
		fmt.Fprintf(b, "found nothing of its own: %s: %s\n", report.Visible(sc.Feature), report.Visible(sc.Name))
	}
	if !m.Complete {
		fmt.Fprintf(b, "incomplete: %s not judged\n", count(m.Summary.NotJudged, "mutant was", "mutants were"))
	}
	fmt.Fprintf(b, "%s (exit status %d)\n", m.verdict(), m.ExitStatus())
	return b.Flush()
}

// mostNotJudged is up to how many candidates are named that were not judged.
const mostNotJudged = 10

func terminalTable(w io.Writer, m Matrix, o report.Options) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "requirement\tmutant\toutcome")
	for _, group := range m.groups() {
		for i, row := range group.rows {
			id := group.id
			if i > 0 {
				id = ""
			}
			outcome := string(row.Outcome)
			if also := row.also(); len(also) > 0 {
				outcome += ", and breaks " + strings.Join(also, ", ")
			}
			if o.Verbose {
				outcome += fmt.Sprintf(" (%.1f s)", float64(row.DurationMS)/1000)
			}
			fmt.Fprintf(t, "%s\t%s\t%s\n", report.Visible(id), report.Visible(row.Name), report.Visible(outcome))
			for _, k := range row.Kills {
				if o.Verbose {
					fmt.Fprintf(t, "\t\t  %s: %s: %s\n", strings.Join(k.IDs, ", "), report.Visible(k.Feature), report.Visible(k.Name))
				}
			}
		}
	}
	t.Flush()
	fmt.Fprintln(w)
}

func terminalProfiles(w io.Writer, m Matrix) {
	width := len("profile")
	for _, p := range m.Profiles {
		width = max(width, len(p.Name))
	}
	fmt.Fprintf(w, "%-*s  requirements  mutants  killed\n", width, "profile")
	for _, p := range m.Profiles {
		fmt.Fprintf(w, "%-*s  %12d  %7d  %6d\n", width, p.Name, p.Requirements, p.Mutants, p.Killed)
	}
	fmt.Fprintln(w)
}

// terminalFault tells of a candidate that was not killed as it should be.
func terminalFault(w io.Writer, row Row) {
	outcome := string(row.Outcome)
	if row.Outcome == KilledElse {
		outcome += ": by " + strings.Join(row.IDs, ", ")
	}
	fmt.Fprintf(w, "%s: %s\n", report.Visible(row.Name), report.Visible(outcome))
	fmt.Fprintf(w, "   fault:  %s\n", report.Visible(row.Summary))
	if row.ID != "" {
		fmt.Fprintf(w, "   wanted: %s\n", row.ID)
	} else {
		fmt.Fprintln(w, "   wanted: a requirement that finds it; its row in the table of mutants names none")
	}
	if row.Reason != "" {
		fmt.Fprintf(w, "   reason: %s\n", report.Visible(row.Reason))
	}
	fmt.Fprintf(w, "   again:  %s\n\n", report.Visible(row.Again))
}
