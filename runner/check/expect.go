package check

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"

	"flowcheck/runner/authurl"
)

// Expect holds the members of a reply's body against expected ones; members
// that are not expected are free (protocol, section 4). A pointer in patterns
// names a member whose expected value is a regular expression, which has to
// match the whole string; `url` is compared to the letter.
func Expect(r *Reply, want map[string]any, patterns []string) []Finding {
	var findings []Finding
	got := map[string]any{}
	rest := map[string]any{}
	for name, w := range want {
		g, has := r.Body[name]
		text, isURL := g.(string)
		switch {
		case !has:
			findings = append(findings, differs(r, "/"+name, "nothing", w))
		case slices.Contains(patterns, "/"+name):
			findings = append(findings, matches(r, name, fmt.Sprint(w))...)
		case name == "url" && isURL:
			for _, d := range authurl.CompareLetter(text, fmt.Sprint(w)) {
				f := URLFinding(r, d)
				f.Mild = false
				findings = append(findings, f)
			}
		default:
			got[name], rest[name] = g, w
		}
	}
	var d differ
	cmp.Equal(got, rest, cmp.Comparer(sameNumber), cmp.Reporter(&d))
	for _, at := range d.found {
		findings = append(findings, differs(r, at.pointer, show(at.got), at.want))
	}
	return findings
}

// differs words one differing member.
func differs(r *Reply, at, got string, want any) Finding {
	name := strings.TrimPrefix(at, "/")
	f := Finding{Cause: "value." + name, Message: fmt.Sprintf("%s is %s, not %s", name, got, show(want)), Got: quote(r.Line),
		Expected: fmt.Sprintf("%q: %s", name, show(want)), Difference: fmt.Sprintf("%s instead of %s", got, show(want)), Pointer: pointer(r, at)}
	if got == "nothing" {
		f.Cause, f.Message = f.Cause+".missing", name+" is missing"
	} else if v, ok := r.Body[name]; ok && kind(v) != kind(want) {
		f.Cause += ".type"
	}
	if name == "in_reply_to" || name == "type" {
		f.Cause = sameAsInPassing(r, name, f.Cause)
	}
	if r.Request != nil {
		f.Sent = quote(r.Request.Line)
	}
	return f
}

// sameAsInPassing gives a wrong type or in_reply_to the cause that the judging
// in passing gave it, so that one mistake is one group.
func sameAsInPassing(r *Reply, name, cause string) string {
	if name == "type" {
		switch {
		case r.Type() == "":
			return "type.missing"
		case r.Refused():
			return "reply.refused"
		case r.Request != nil && r.Type() == r.Request.Type:
			return "type.of-request"
		}
		return "type.wrong"
	}
	if r.Request != nil && r.Request.ID == "0" {
		return "in_reply_to.zero"
	}
	switch r.Body[name].(type) {
	case nil:
		if r.Envelope["in_reply_to"] != nil {
			return "in_reply_to.at-top"
		}
		return "in_reply_to.missing"
	case string:
		return "in_reply_to.string"
	case json.Number:
		return "in_reply_to.wrong"
	}
	return "in_reply_to.type"
}

// matches holds a member against a pattern that has to match all of it, a
// trailing newline included: \A(?:pattern)\z.
func matches(r *Reply, name, pattern string) []Finding {
	value := r.Body[name]
	text, ok := value.(string)
	re, err := regexp.Compile(`\A(?:` + pattern + `)\z`)
	if ok && err == nil && re.MatchString(text) {
		return nil
	}
	f := differs(r, "/"+name, show(value), pattern)
	f.Expected = fmt.Sprintf("%q: a string, the whole of it matching %s", name, pattern)
	f.Message = fmt.Sprintf("%s does not match %s", name, pattern)
	if name == "access_token" && ok {
		f.Cause, f.Difference = "value.access_token.alphabet", Alphabet(value)
	}
	return []Finding{f}
}

// difference is one place where two JSON values part.
type difference struct {
	pointer   string
	got, want any
}

// differ collects the differences that cmp finds, as JSON pointers.
type differ struct {
	path  cmp.Path
	found []difference
}

func (d *differ) PushStep(s cmp.PathStep) { d.path = append(d.path, s) }
func (d *differ) PopStep()                { d.path = d.path[:len(d.path)-1] }

func (d *differ) Report(result cmp.Result) {
	if result.Equal() {
		return
	}
	var at strings.Builder
	for _, s := range d.path {
		switch s := s.(type) {
		case cmp.MapIndex:
			at.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(s.Key().String()))
		case cmp.SliceIndex:
			fmt.Fprintf(&at, "/%d", s.Key())
		}
	}
	x, y := d.path.Last().Values()
	diff := difference{pointer: at.String()}
	if x.IsValid() {
		diff.got = x.Interface()
	}
	if y.IsValid() {
		diff.want = y.Interface()
	}
	d.found = append(d.found, diff)
}
