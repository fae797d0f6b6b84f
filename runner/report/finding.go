package report

import (
	"fmt"
	"io"

	"flowcheck/runner/check"
)

// WriteFinding writes a finding as one line, for who watches while there is no
// report yet: where it is, the requirement, its status and what is wrong.
// Whatever came from the node is made Visible. Of secrets, codes and tokens it
// says only what they are: they get their names in the report.
func WriteFinding(w io.Writer, f check.Finding, o Options) error {
	p := newPrinter(w, Report{}, o)
	status := p.yellow(f.Status)
	if f.Status == string(Failed) {
		status = p.red(f.Status)
	}
	p.line("%s: %s %s: %s", Visible(f.At), p.bold(f.ID), status, shorten(Visible(discreet(f)), 0, lineLimit))
	if err := p.Flush(); err != nil {
		return fmt.Errorf("write finding: %w", err)
	}
	return nil
}

// discreet is the message of a finding with what is secret in it replaced by
// the word for it.
func discreet(f check.Finding) string {
	names := map[string]string{}
	for _, text := range []string{f.Sent, f.Got} {
		for _, s := range secretsIn(text) {
			names[s.value] = s.kind
		}
	}
	if len(names) == 0 {
		return f.Message
	}
	return newDisguise(names).apply(f.Message)
}
