package authurl

import (
	"fmt"
	"strings"
)

// style gives the warnings of rule 3, one for each cause: an encoder that is
// lenient is so in every parameter.
func (j *judgement) style() {
	var lower, loose []piece
	for _, p := range j.sheet.pieces {
		if p.fault != nil || j.blamed[p.Name] {
			continue
		}
		if p.lower >= 0 {
			lower = append(lower, p)
		}
		if p.loose >= 0 {
			loose = append(loose, p)
		}
	}
	if len(lower) > 0 {
		p := lower[0]
		got := j.text(p, p.lower, 3)
		// RFC 3986 section 2.1: uppercase hexadecimal digits should be used.
		j.warn(RuleLowerHex, p, p.lower, Difference{
			Want: strings.ToUpper(got), Got: got,
			Message: fmt.Sprintf("%s is written with %s at byte %d, where upper-case digits are usual: %s", title(p.Name), got, p.lower, strings.ToUpper(got)) + also(lower),
		})
	}
	if len(loose) > 0 {
		p := loose[0]
		got := j.text(p, p.loose, 1)
		// RFC 6749 Appendix B: application/x-www-form-urlencoded.
		j.warn(RuleNotForm, p, p.loose, Difference{
			Want: escapeAll(got), Got: got,
			Message: fmt.Sprintf("%s leaves %s raw at byte %d: every decoder reads it, but form encoding writes %s", title(p.Name), quote(got), p.loose, escapeAll(got)) + also(loose),
		})
	}
}

// text gives the n bytes of p at offset at of the URL.
func (j *judgement) text(p piece, at, n int) string {
	whole := p.RawName + "=" + p.RawValue
	return whole[at-p.At:][:n]
}

// warn records a mild difference.
func (j *judgement) warn(rule string, p piece, at int, d Difference) {
	d.Rule, d.Parameter, d.At, d.Mild = rule, p.Name, at, true
	j.found = append(j.found, d)
}

// also names the other parameters of the same warning.
func also(pieces []piece) string {
	const most = 5
	var names []string
	for _, p := range pieces[1:] {
		if len(names) == most {
			names = append(names, "others")
			break
		}
		names = append(names, title(p.Name))
	}
	if len(names) == 0 {
		return ""
	}
	return " (also in " + listed(names) + ")"
}
