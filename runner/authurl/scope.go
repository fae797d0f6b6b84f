package authurl

import (
	"fmt"
	"regexp"
	"strings"
)

// scope obeys rule 5 for the scope list.
func (j *judgement) scope(e expected) {
	if j.handled[e.name] || j.onePerScope(e) {
		return
	}
	p, ok := j.one(e)
	if !ok {
		return
	}
	switch {
	case e.right(p.Value):
		if !inOrder(strings.Split(p.Value, " "), e.scopes) && p.Value != e.value {
			j.scopeOrder(p, e)
		}
	case e.value == "" && strings.Trim(p.Value, " ") == "":
		j.blame(differ(RuleScopeEdge, p, e, "it holds blanks alone"))
	case e.value == "":
		j.unexpected(p)
	case p.Value == "" && p.fault == nil:
		j.missing(e, p.At, "scope is empty")
	default:
		j.blame(explainScope(p, e))
	}
}

// scopeOrder warns of another order.
func (j *judgement) scopeOrder(p piece, e expected) {
	d := differ(RuleScopeOrder, p, e, "the scopes are those of the request in another order")
	d.Mild = true
	j.found = append(j.found, d)
}

// indexed is a name that form libraries give to the elements of a list.
var indexed = regexp.MustCompile(`^scopes?(\[\w*\])?$`)

// onePerScope finds a list that was spread over several parameters.
func (j *judgement) onePerScope(e expected) bool {
	if len(e.scopes) == 0 || len(j.byName[e.name]) == 1 {
		return false
	}
	var values []string
	var at []piece
	for _, p := range j.sheet.pieces {
		if indexed.MatchString(p.Name) {
			values, at = append(values, p.Value), append(at, p)
		}
	}
	if !sameScopes(values, e.scopes) || len(values) == 1 && at[0].Name == "scopes" {
		return false
	}
	for _, p := range at {
		j.handled[p.Name], j.blamed[p.Name] = true, true
	}
	p := at[len(at)-1]
	j.blame(Difference{
		Rule: RuleScopeRepeated, Parameter: e.name, At: p.At, Want: e.value, Got: strings.Join(values, ", "),
		// RFC 6749 sections 3.1 and 3.3: one parameter, its strings delimited by blanks.
		Message: fmt.Sprintf("scope stands as %d parameters (%s at byte %d), and has to be one with %s", len(at), title(p.Name), p.At, quote(e.value)),
	})
	return true
}

// sameScopes tells whether got is the list want in any order, where what want
// repeats may be kept or collapsed.
func sameScopes(got, want []string) bool {
	counts, wanted := count(got), count(want)
	for scope, n := range counts {
		if n != wanted[scope] && (n != 1 || wanted[scope] == 0) {
			return false
		}
	}
	return len(counts) == len(wanted)
}

// count gives how often each element stands in list.
func count(list []string) map[string]int {
	n := map[string]int{}
	for _, s := range list {
		n[s]++
	}
	return n
}

// inOrder tells whether got is want with at most some elements left out.
func inOrder(got, want []string) bool {
	for _, s := range want {
		if len(got) > 0 && got[0] == s {
			got = got[1:]
		}
	}
	return len(got) == 0
}

// explainScope words the likely cause of a wrong scope value.
func explainScope(p piece, e expected) Difference {
	if rule, why := scopeShape(p.Value, e.scopes); rule != "" {
		return differ(rule, p, e, why)
	}
	d := explain(p, e)
	// What is left of a list is a list again: which ones are gone says more.
	if d.Rule != RuleChanged && d.Rule != RuleTruncated || p.fault != nil {
		return d
	}
	got, wanted := count(strings.Split(p.Value, " ")), count(e.scopes)
	lacking, extra := without(e.scopes, got), without(strings.Split(p.Value, " "), wanted)
	switch {
	case len(extra) == 0 && len(lacking) > 0:
		return differ(RuleScopeMissing, p, e, "it lacks "+quote(strings.Join(lacking, " ")))
	case len(lacking) == 0:
		return differ(RuleScopeExtra, p, e, "the request does not ask for "+quote(strings.Join(extra, " "))+", or not as often")
	}
	return differ(RuleScopesDiffer, p, e, "it lacks "+quote(strings.Join(lacking, " "))+" and adds "+quote(strings.Join(extra, " ")))
}

// without gives the elements of list that counts does not have.
func without(list []string, counts map[string]int) []string {
	var rest []string
	for _, s := range list {
		if counts[s] == 0 {
			rest = append(rest, s)
		}
	}
	return rest
}

// scopeShape recognises a right list that is joined or written in a wrong way.
func scopeShape(got string, want []string) (rule, why string) {
	parts := strings.FieldsFunc(got, func(r rune) bool { return r == ' ' })
	if sameScopes(parts, want) {
		return RuleScopeEdge, "one blank stands between two scopes, none at the ends"
	}
	for _, sep := range []string{",", ", ", "+", ";", "; ", "|", "\n", "\t", "/", ":", "&"} {
		if !sameScopes(strings.Split(got, sep), want) || len(want) < 2 {
			continue
		}
		switch sep {
		case ",", ", ":
			return RuleScopeComma, "a blank, not a comma, stands between two scopes"
		case "+":
			return RuleScopePlus, "a + that was joined in by hand was encoded to %2B: join with a blank and let the encoder write the +"
		}
		return RuleScopeSeparator, "a blank, not " + quote(sep) + ", stands between two scopes"
	}
	if len(want) > 1 && got == strings.Join(want, "") {
		return RuleScopeSeparator, "a blank, not nothing, stands between two scopes"
	}
	if last := len(got) - 1; last > 0 && strings.Contains("[] {} () <>", got[:1]+got[last:]) {
		parts := strings.FieldsFunc(got[1:last], func(r rune) bool { return strings.ContainsRune(`, '"`, r) })
		if sameScopes(parts, want) {
			return RuleScopeList, "that is the text of a list: join its elements with a blank"
		}
	}
	return "", ""
}
