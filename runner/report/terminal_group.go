package report

import (
	"fmt"
	"slices"
	"strings"

	"flowcheck/runner/check"
)

// groupLines bounds a failed group on the screen.
const groupLines = 25

// failures shows each failed group in full.
func (p *printer) failures(groups []Group) {
	groups = failed(groups)
	if len(groups) == 0 {
		return
	}
	p.line("")
	if len(groups) == 1 {
		p.line("%s", p.bold("What to change:"))
	} else {
		p.line("%s", p.bold(fmt.Sprintf("What to change, %d things, in this order:", len(groups))))
	}
	for i, g := range groups {
		p.line("")
		for _, line := range p.group(g, i+1) {
			p.line("%s", line)
		}
	}
}

// group is one cause in full, in at most groupLines lines, of which the first
// says what to change.
func (p *printer) group(g Group, number int) []string {
	f := g.Example
	title := fmt.Sprintf("%d. ", number)
	indent := strings.Repeat(" ", len(title))
	out := p.hint(g.Hint, title)
	if f.Message != g.Hint {
		out = append(out, p.prose(indent, f.Message, 2)...)
	}
	out = append(out, p.rules(indent, g)...)
	if f.At != "" {
		out = append(out, p.field(indent, "at", lines(f.At, lineLimit, 1))...)
	}
	if f.Sent != "" {
		out = append(out, p.field(indent, "sent", lines(f.Sent, lineLimit, 2))...)
	}
	rest := p.rest(indent, g)
	if f.Got != "" {
		// All else has its bounds; what came back has the room that is left.
		out = append(out, p.field(indent, "got", received(f, groupLines-len(out)-len(rest)))...)
	}
	return append(out, rest...)
}

// hint is what to change, below it how.
func (p *printer) hint(text, title string) []string {
	what, how := advice(text)
	indent := strings.Repeat(" ", len(title))
	var out []string
	for i, line := range wrap(what, p.Width-len(title), 3) {
		if i == 0 {
			out = append(out, p.red(title)+p.bold(line))
		} else {
			out = append(out, indent+p.bold(line))
		}
	}
	for _, line := range pack(how, p.Width-len(title), 3) {
		out = append(out, indent+line)
	}
	return out
}

// received is what came back, in at most most lines; a single one is cut
// around the difference.
func received(f check.Finding, most int) []string {
	one := strings.TrimRight(f.Got, "\n")
	if strings.Contains(one, "\n") {
		return lines(one, lineLimit, most)
	}
	one = Visible(one)
	return []string{shorten(one, focus(f, one), lineLimit)}
}

// rules names the first requirement with its whole sentence, and the next
// ones in a line each.
func (p *printer) rules(indent string, g Group) []string {
	var out []string
	for i, id := range g.IDs[:min(len(g.IDs), shownRules)] {
		q := p.requirement(id)
		label := strings.TrimSpace(fmt.Sprintf("%s %s %s", q.ID, q.Profile, q.Level))
		room := p.Width - len(indent) - labelWidth
		text := label + ": " + q.Rule
		if i == 0 {
			out = append(out, p.field(indent, "rule", wrap(text, room, 3))...)
		} else {
			out = append(out, p.field(indent, "and", wrap(text, room, 1))...)
		}
	}
	return out
}

// shownRules is how many requirements of a group are shown with their
// sentences.
const shownRules = 3

// rest is what was wrong, why, how to see it again, and what else it breaks.
func (p *printer) rest(indent string, g Group) []string {
	f := g.Example
	room := p.Width - len(indent) - labelWidth
	var out []string
	if f.Expected != "" {
		out = append(out, p.field(indent, "expected", lines(f.Expected, lineLimit, 2))...)
	}
	difference := f.Difference
	if f.Pointer != "" && !strings.Contains(difference, f.Pointer) {
		difference = strings.TrimSuffix(f.Pointer+": "+difference, ": ")
	}
	if difference != "" {
		out = append(out, p.field(indent, "differs", lines(difference, lineLimit, 3))...)
	}
	if f.Source != "" {
		out = append(out, p.field(indent, "source", wrap(f.Source, room, 1))...)
	}
	if f.Again != "" {
		out = append(out, p.field(indent, "again", []string{Visible(f.Again)})...)
	}
	if also := others(g); also != "" {
		out = append(out, p.field(indent, "also", wrap(also, room, 2))...)
	}
	return out
}

// labelWidth is the room that the name of a field takes.
const labelWidth = len("expected  ")

// field shows a value under its name; further lines stand below the first.
func (p *printer) field(indent, name string, values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		label := ""
		if i == 0 {
			label = name + ":"
		}
		out[i] = indent + p.faint(fmt.Sprintf("%-*s", labelWidth, label)) + v
	}
	return out
}

// prose is text without a name, broken at the width.
func (p *printer) prose(indent, text string, most int) []string {
	out := wrap(text, p.Width-len(indent), most)
	for i := range out {
		out[i] = indent + out[i]
	}
	return out
}

// others lists the requirements that are not shown by their sentence, and how
// many scenarios met the cause.
func others(g Group) string {
	ids := slices.Clone(g.IDs[min(len(g.IDs), shownRules):])
	const most = 12
	if len(ids) > most {
		ids = append(ids[:most], fmt.Sprintf("%d more", len(ids)-most))
	}
	seen := "(" + plural(g.Scenarios, "scenario") + ")"
	switch {
	case len(ids) > 0:
		return strings.Join(ids, ", ") + " " + seen
	case g.Scenarios > 1:
		return "seen in " + plural(g.Scenarios, "scenario")
	}
	return ""
}
