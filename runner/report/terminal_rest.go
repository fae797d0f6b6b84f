package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"flowcheck/runner/wire"
)

// warnings shows each group that costs nothing, in two lines.
func (p *printer) warnings(groups []Group) {
	shown := false
	for _, g := range groups {
		if g.Status == Failed {
			continue
		}
		if !shown {
			p.line("\n%s", p.bold("Warnings, which cost nothing:"))
			shown = true
		}
		f := g.Example
		what, _ := advice(g.Hint)
		p.line("- %s", strings.Join(wrap(what, lineLimit, 1), ""))
		said := strings.Join(g.IDs, ", ")
		if f.Message != g.Hint {
			said += ": " + f.Message
		}
		if f.Got != "" {
			got := strings.Split(strings.TrimSpace(f.Got), "\n")
			said += ": " + got[telling(got)]
		}
		if f.At != "" {
			said = f.At + ": " + said
		}
		p.line("  %s", shorten(Visible(said), 0, lineLimit/2))
	}
}

// unjudged lists the requirements of one status, those with one reason
// together.
func (p *printer) unjudged(status Status, title string) {
	var reasons []string
	ids := map[string][]Requirement{}
	for _, q := range p.Requirements {
		if q.Status != status {
			continue
		}
		reason := cmp.Or(q.Reason, "no reason was given")
		if ids[reason] == nil {
			reasons = append(reasons, reason)
		}
		ids[reason] = append(ids[reason], q)
	}
	if len(reasons) == 0 {
		return
	}
	p.line("\n%s", p.bold(title+":"))
	for _, reason := range reasons {
		for i, line := range wrap(reason+": "+listed(ids[reason]), p.Width-2, 8) {
			p.line("%s%s", map[bool]string{true: "- ", false: "  "}[i == 0], line)
		}
	}
}

// listed names requirements; many of them are counted by profile.
func listed(requirements []Requirement) string {
	const most = 10
	var names, profiles []string
	count := map[string]int{}
	for _, q := range requirements {
		names = append(names, q.ID)
		if count[q.Profile]++; count[q.Profile] == 1 {
			profiles = append(profiles, q.Profile)
		}
	}
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	for i, name := range profiles {
		profiles[i] = fmt.Sprintf("%d of %s", count[name], name)
	}
	return strings.Join(profiles, ", ")
}

// notes are the remarks on the whole run.
func (p *printer) notes() {
	if len(p.Notes) == 0 {
		return
	}
	p.line("\n%s", p.bold("Notes:"))
	for _, note := range p.Notes {
		for i, line := range wrap(note, p.Width-2, 8) {
			p.line("%s%s", map[bool]string{true: "- ", false: "  "}[i == 0], line)
		}
	}
}

// scenarios has a line for each scenario, and below one that failed, also if it was
// cut off behind that, its conversation.
func (p *printer) scenarios() {
	p.line("")
	for _, s := range p.Scenarios {
		status := fmt.Sprintf("%-7s", s.Status)
		switch s.Status {
		case Passed:
			status = p.green(status)
		case Failed:
			status = p.red(status)
		default:
			status = p.yellow(status)
		}
		p.line("%s %6d ms  %s: %s  %s", status, s.DurationMS, Visible(s.Feature), Visible(s.Name), p.faint(strings.Join(s.IDs, " ")))
		if s.Reason != "" {
			p.line("        %s", strings.Join(wrap(s.Reason, lineLimit, 1), ""))
		}
		if s.Status == Failed || s.Status == Broken && len(s.Findings) > 0 {
			for _, line := range conversation(s.Transcript) {
				p.line("        %s", line)
			}
		}
	}
}

// conversation shows a transcript, a line an entry, with the seconds since the
// start; the middle of a very long one is left out. What was expected stands in
// the findings, where it was not met.
func conversation(entries []wire.Entry) []string {
	const head, tail = 150, 50
	entries = slices.DeleteFunc(slices.Clone(entries), func(e wire.Entry) bool {
		_, expects := wire.ParseExpectsEvent(e.Event)
		return expects
	})
	var out []string
	for i, e := range entries {
		if len(entries) > head+tail && i >= head && i < len(entries)-tail {
			if i == head {
				out = append(out, fmt.Sprintf("… (%d more)", len(entries)-head-tail))
			}
			continue
		}
		said := "* " + Visible(e.Event)
		if e.Line != nil {
			said = arrow(e.From) + " " + shorten(Visible(strings.TrimSuffix(string(e.Line), "\n")), 0, 4*lineLimit)
			if !strings.HasSuffix(string(e.Line), "\n") && e.From == wire.Node {
				said += "  (no line feed)"
			}
		}
		out = append(out, fmt.Sprintf("%8.3f  %-6s %s", e.At.Seconds(), e.From, said))
	}
	return out
}

// arrow points from the writer of a line to its reader.
func arrow(from wire.Side) string {
	if from == wire.Node {
		return "<"
	}
	return ">"
}
