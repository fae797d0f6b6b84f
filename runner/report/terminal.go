package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"
)

// Options choose how the terminal report looks; other formats ignore them.
type Options struct {
	Colour  bool // the caller decides: on a terminal, and NO_COLOR is not set
	Quiet   bool // one line per failed group and the verdict
	Verbose bool // also a line per scenario, and the conversations of the failed ones
	Width   int  // columns at which prose is broken; 0: 96
}

// printer writes one report for people. Write errors stay in its writer until
// the flush.
type printer struct {
	*bufio.Writer
	Report
	Options

	bold, red, yellow, green, faint func(a ...any) string
}

// newPrinter prepares a printer with its styles, which do nothing without
// colour.
func newPrinter(w io.Writer, r Report, o Options) *printer {
	if o.Width <= 0 {
		o.Width = 96
	}
	style := func(a ...color.Attribute) func(a ...any) string {
		c := color.New(a...)
		// The package's own guess about stdout does not count here.
		if o.Colour {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c.SprintFunc()
	}
	return &printer{
		Writer: bufio.NewWriter(w), Report: r, Options: o,
		bold: style(color.Bold), red: style(color.FgRed, color.Bold), yellow: style(color.FgYellow),
		green: style(color.FgGreen), faint: style(color.Faint),
	}
}

// line writes one line.
func (p *printer) line(format string, a ...any) {
	fmt.Fprintf(p, format, a...)
	p.WriteByte('\n')
}

// WriteTerminal writes the report for a person: what was judged, a table of
// profiles, what to change and in which order, warnings, what was not judged,
// and the verdict in the last line. Whatever came from the node is made
// Visible.
func WriteTerminal(w io.Writer, r Report, o Options) error {
	p := newPrinter(w, r, o)
	groups := Groups(r.fresh())
	if o.Quiet {
		p.briefly(groups)
	} else {
		p.header()
		if o.Verbose {
			p.scenarios()
		}
		p.table()
		p.failures(groups)
		p.knownFailures()
		p.warnings(groups)
		p.unjudged(Skipped, "Skipped")
		p.unjudged(Broken, "Could not be judged")
		p.notes()
	}
	p.mend()
	if !o.Quiet {
		p.line("")
	}
	p.repeats()
	p.verdict(groups)
	if err := p.Flush(); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// header says what was judged, by what, and how to do it again.
func (p *printer) header() {
	var profiles []string
	for _, q := range p.Profiles {
		profiles = append(profiles, q.Name)
	}
	field := func(name, value string) {
		if value != "" {
			p.line("%-10s%s", name, value)
		}
	}
	p.line("%s", p.bold(strings.TrimSpace(fmt.Sprintf("%s %s, specification %s, suite %s",
		p.Tool.Name, p.Tool.Version, p.Tool.Spec, p.Tool.Suite))))
	field("node", shorten(command(p.Node.Command), 0, lineLimit))
	field("framing", Visible(p.Node.Framing))
	field("profiles", strings.Join(profiles, ", "))
	if len(p.Node.Command) > 0 { // recorded traffic cannot be asked again
		field("seed", fmt.Sprintf("%d   %s", p.Seed, p.faint("(again with --seed)")))
	}
}

// command shows an argv so that it can be pasted into a shell.
func command(argv []string) string {
	var words []string
	for _, a := range argv {
		words = append(words, ShellWord(Visible(a)))
	}
	return strings.Join(words, " ")
}

// table has a row for each profile.
func (p *printer) table() {
	p.line("")
	width := len("profile")
	for _, q := range p.Profiles {
		width = max(width, len(q.Name))
	}
	p.line("%s", p.faint(fmt.Sprintf("%-*s  passed  failed  warned  skipped  broken  verdict", width, "profile")))
	number := func(n, width int, style func(...any) string) string {
		s := fmt.Sprintf("%*d", width, n)
		if n == 0 {
			return p.faint(s)
		}
		return style(s)
	}
	for _, q := range p.Profiles {
		p.line("%-*s  %s  %s  %s  %s  %s  %s", width, q.Name,
			number(q.Passed, 6, fmt.Sprint), number(q.Failed, 6, p.red), number(q.Warned, 6, p.yellow),
			number(q.Skipped, 7, fmt.Sprint), number(q.Broken, 6, p.yellow), p.coloured(q.Verdict, string(q.Verdict)))
	}
}

// coloured shows text in the colour of a verdict.
func (p *printer) coloured(v Verdict, text string) string {
	switch v {
	case Conforms:
		return p.green(text)
	case DoesNotConform:
		return p.red(text)
	}
	return p.yellow(text)
}

// briefly is the quiet report: one line for each failed group.
func (p *printer) briefly(groups []Group) {
	for i, g := range failed(groups) {
		what, _ := advice(g.Hint)
		p.line("%d. %s (%s)", i+1, strings.Join(wrap(what, lineLimit, 1), ""), strings.Join(g.IDs, ", "))
	}
}

// verdict is the last line: the outcome, what it rests on, and the exit status.
func (p *printer) verdict(groups []Group) {
	said, because := p.Verdict, ""
	n := len(failed(groups))
	switch {
	case !p.Complete:
		because = ": the run was cut off"
		if f := p.count(Failed); f > 0 {
			because += fmt.Sprintf(" after %s failed", plural(f, "requirement"))
		}
		said = CouldNotJudge
	case p.Verdict == DoesNotConform:
		because = p.failing(n)
	case p.Verdict == CouldNotJudge && p.count(Broken) == 0:
		because = ": nothing was there to be judged"
	case p.Verdict == CouldNotJudge:
		because = fmt.Sprintf(": %s could not be checked", plural(p.count(Broken), "requirement"))
	case p.count(Warned) > 0:
		because = fmt.Sprintf(", with warnings for %s", plural(p.count(Warned), "requirement"))
	}
	if n := len(p.mends()); n > 0 {
		because += fmt.Sprintf("; %s of the known failures to mend", plural(n, "line"))
	}
	p.line("%s%s %s", p.coloured(said, p.bold(string(said))), because, p.faint(fmt.Sprintf("(exit status %d)", p.ExitStatus())))
}

// failing says how much failed, for how many reasons that are not known.
func (p *printer) failing(reasons int) string {
	judged := plural(p.count(Passed)+p.count(Failed)+p.count(Warned), "requirement")
	known := p.known()
	if known > 0 && known == p.count(Failed) {
		return fmt.Sprintf(", as known: %s, no new one", plural(known, "known failure"))
	}
	atLeast := ""
	if p.More > 0 {
		atLeast = "at least "
	}
	because := fmt.Sprintf(": %d of %s failed, for %s%s", p.count(Failed)-known, judged, atLeast, plural(reasons, "reason"))
	if known > 0 {
		because += fmt.Sprintf(", and %d as known", known)
	}
	if reasons > 1 && !p.Quiet {
		because += "; begin with 1"
	}
	return because
}

// failed are the groups that cost the verdict.
func failed(groups []Group) []Group {
	var out []Group
	for _, g := range groups {
		if g.Status == Failed {
			out = append(out, g)
		}
	}
	return out
}

// plural is "1 thing", "2 things".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
