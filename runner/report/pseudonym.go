package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"flowcheck/runner/check"
)

// Pseudonymise returns the report with every secret, code and token that its
// transcripts show replaced by a stable pseudonym ("secret-1", "code-2",
// "token-3"), in findings, reasons, notes and transcripts alike, however it is
// written there: plain, escaped as JSON, percent-encoded, or one in the other.
// Equal values keep equal pseudonyms, so a reader still sees who sent what
// where. What the suite itself wrote (rules, sources, names) stays.
//
// A value that is shorter than shortSecret, or a plain word, is replaced only
// where it stands alone between quotes or as the value of a parameter: the
// sample's "secret" must not rename client_secret.
func Pseudonymise(r Report) Report {
	names := pseudonyms(r)
	if len(names) == 0 {
		return r
	}
	change := newDisguise(names).apply
	scenarios := make([]Scenario, len(r.Scenarios))
	for i, s := range r.Scenarios {
		s.Reason = change(s.Reason)
		s.Findings = append([]check.Finding(nil), s.Findings...)
		for j := range s.Findings {
			eachText(&s.Findings[j], change)
		}
		s.Transcript = eachLine(s.Transcript, change)
		scenarios[i] = s
	}
	r.Scenarios = scenarios
	r.Requirements = slices.Clone(r.Requirements)
	for i := range r.Requirements {
		r.Requirements[i].Reason = change(r.Requirements[i].Reason)
	}
	r.Notes = slices.Clone(r.Notes)
	for i := range r.Notes {
		r.Notes[i] = change(r.Notes[i])
	}
	return r
}

// pseudonyms gives each secret value its name, in order of first appearance.
func pseudonyms(r Report) map[string]string {
	var found []secret
	known := map[string]bool{}
	see := func(secrets []secret) {
		for _, s := range secrets {
			if !known[s.value] {
				known[s.value] = true
				found = append(found, s)
			}
		}
	}
	for _, s := range r.Scenarios {
		for _, e := range s.Transcript {
			see(secretsIn(string(e.Line)))
			see(secretsExpected(e.Event))
		}
		for _, f := range s.Findings {
			see(secretsIn(f.Sent))
			see(secretsIn(f.Got))
		}
	}
	names := make(map[string]string, len(found))
	n := 0
	for _, s := range found {
		n++
		name := fmt.Sprintf("%s-%d", s.kind, n)
		for known[name] { // a node that calls its code code-2
			n++
			name = fmt.Sprintf("%s-%d", s.kind, n)
		}
		names[s.value] = name
	}
	return names
}

// shortSecret is the length, in bytes, below which a value may stand in a text
// by chance.
const shortSecret = 6

// headLength is how many bytes tell values apart, as far as their lengths
// allow.
const headLength = 16

// disguise replaces values by their names.
type disguise struct {
	names  map[string]string
	byHead map[string][]string // values by their first headLength bytes, the longest first
	heads  []int               // lengths of heads in use, the longest first
	begins [256]bool           // first bytes of values: most places of a text are none
}

// newDisguise indexes the values, so that a text is read once however many
// there are.
func newDisguise(names map[string]string) *disguise {
	d := &disguise{names: names, byHead: map[string][]string{}}
	for value := range names {
		n := min(len(value), headLength)
		d.begins[value[0]] = true
		d.byHead[value[:n]] = append(d.byHead[value[:n]], value)
		if !slices.Contains(d.heads, n) {
			d.heads = append(d.heads, n)
		}
	}
	slices.SortFunc(d.heads, func(a, b int) int { return b - a })
	for _, values := range d.byHead {
		slices.SortFunc(values, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	}
	return d
}

// apply replaces the values in one text, in each way in which they may be
// written.
func (d *disguise) apply(text string) string {
	text = d.replace(text, plain(text))
	for _, decode := range writings {
		if t := decode(plain(text)); t.from != nil { // else it is as plain as before
			text = d.replace(text, t)
		}
	}
	return text
}

// replace looks for values in the decoded text and replaces the bytes of the
// original that they came from.
func (d *disguise) replace(original string, t decoded) string {
	var b strings.Builder
	done := 0
	for i := 0; i < len(t.text); {
		value := d.at(t.text, i)
		if value == "" {
			i++
			continue
		}
		from, to := t.offset(i), t.offset(i+len(value))
		if from >= done {
			b.WriteString(original[done:from])
			b.WriteString(d.names[value])
			done = to
		}
		i += len(value)
	}
	if done == 0 {
		return original
	}
	b.WriteString(original[done:])
	return b.String()
}

// at is the longest value that stands at byte i, or "".
func (d *disguise) at(text string, i int) string {
	if !d.begins[text[i]] {
		return ""
	}
	for _, n := range d.heads {
		if i+n > len(text) {
			continue
		}
		for _, value := range d.byHead[text[i:i+n]] {
			if strings.HasPrefix(text[i:], value) && (distinct(value) || alone(text, i, i+len(value))) {
				return value
			}
		}
	}
	return ""
}

// distinct tells values that are replaced wherever they stand from those that
// a text may hold by chance.
func distinct(value string) bool {
	if len(value) < shortSecret {
		return false
	}
	return strings.ContainsFunc(value, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r == '_') })
}

// alone tells whether text[from:to] is a whole quoted value, not the name of a
// member, or the whole value of a parameter.
func alone(text string, from, to int) bool {
	before, after := text[:from], text[to:]
	if before == "" && after == "" {
		return true
	}
	if strings.HasSuffix(before, "=") {
		return after == "" || strings.ContainsRune("&#\"'\\ \r\n;,)", rune(after[0]))
	}
	for _, quote := range []string{`\"`, `"`, `'`, "`"} {
		if strings.HasSuffix(before, quote) && strings.HasPrefix(after, quote) {
			return !strings.HasPrefix(strings.TrimLeft(after[len(quote):], " \t"), ":")
		}
	}
	return false
}
