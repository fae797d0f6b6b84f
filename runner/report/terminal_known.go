package report

import (
	"fmt"
	"strings"
)

// knownFailures shows what failed as the list of known failures says, and which of its
// lines were not judged.
func (p *printer) knownFailures() {
	if p.Known == nil {
		return
	}
	var failed, unjudged []string
	for _, k := range p.Known.Lines {
		switch k.Outcome {
		case AsKnown:
			failed = append(failed, k.said()+" ("+strings.Join(k.details(p.Known.File), "; ")+")")
		case NotJudged:
			unjudged = append(unjudged, fmt.Sprint(k.Line))
		}
	}
	if len(failed) > 0 {
		p.line("\n%s", p.bold(fmt.Sprintf("Known failures (%d), which do not fail the run:", len(failed))))
		p.items(failed)
	}
	if len(unjudged) > 0 {
		p.line("\n%s:%s: not judged in this run", Visible(p.Known.File), strings.Join(unjudged, ","))
	}
}

// items shows a list, each broken at the width.
func (p *printer) items(all []string) {
	for _, text := range all {
		for i, line := range wrap(text, p.Width-2, 4) {
			p.line("%s%s", map[bool]string{true: "- ", false: "  "}[i == 0], line)
		}
	}
}

// said is what a line of the list says.
func (k KnownFailure) said() string {
	words := []string{k.ID, k.Kind}
	if k.Scenario != "" {
		words = append(words, fmt.Sprintf("in %q", k.Scenario))
	}
	if k.Flaky {
		words = append(words, "(flaky)")
	}
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ") + ": " + k.Reason
}

// details are where a line stands, its issue and its date.
func (k KnownFailure) details(file string) []string {
	all := []string{fmt.Sprintf("%s:%d", file, k.Line)}
	if k.Issue != "" {
		all = append(all, k.Issue)
	}
	if k.Until != "" {
		all = append(all, "until "+k.Until)
	}
	return all
}

// mend shows which lines of the list have to be mended.
func (p *printer) mend() {
	lines := p.mends()
	if len(lines) == 0 {
		return
	}
	if !p.Quiet {
		p.line("\n%s", p.bold(p.red("To mend in the list of known failures:")))
	}
	for _, k := range lines {
		p.line("%s:%d: %s", Visible(p.Known.File), k.Line, Visible(k.Mend))
	}
}
