package authurl

import (
	"fmt"
	"strings"
)

// judgement is one URL on its way through the rules. A name is handled when no
// further rule looks at it, and blamed when it has a difference that is not mild.
type judgement struct {
	sheet           sheet
	byName          map[string][]int
	handled, blamed map[string]bool
	found           []Difference
}

// judge compares s with want; what causes explain already is left alone.
func judge(s sheet, want Want, causes []Difference) []Difference {
	j := judgement{sheet: s, byName: s.byName(), handled: map[string]bool{}, blamed: map[string]bool{}}
	for _, d := range causes {
		if d.Parameter != "" {
			j.handled[d.Parameter], j.blamed[d.Parameter] = true, true
		}
	}
	j.endpoint(want.Endpoint)
	j.whole()
	if s.query == "" {
		j.noQuery()
		return arrange(j.found)
	}
	wanted := want.list()
	j.swapped(wanted)
	for _, e := range wanted {
		if e.name == "scope" {
			j.scope(e)
			continue
		}
		j.value(e)
	}
	for _, name := range want.unwanted() {
		if places := j.byName[name]; len(places) > 0 && !j.handled[name] {
			j.unexpected(j.sheet.pieces[places[0]])
		}
	}
	j.rest()
	j.style()
	return arrange(j.found)
}

// blame records a difference that is not mild; its parameter is done with.
func (j *judgement) blame(d Difference) {
	j.handled[d.Parameter], j.blamed[d.Parameter] = true, true
	j.found = append(j.found, d)
}

// endpoint obeys rule 1: the part before the first "?", byte for byte.
func (j *judgement) endpoint(want string) {
	got := j.sheet.endpoint
	if got == want {
		return
	}
	at := agree(got, want)
	d := Difference{Rule: RuleEndpoint, At: at, Want: want, Got: got}
	if j.sheet.query == "" && strings.HasPrefix(got, want) {
		d.Message = fmt.Sprintf("the endpoint %s has to be followed by \"?\" and the parameters, not by %s", quote(want), quote(got[at:]))
	} else {
		d.Message = fmt.Sprintf("the part before \"?\" is %s, not %s: they differ from byte %d on", quote(got), quote(want), at)
	}
	j.found = append(j.found, d)
}

// noQuery words the one cause of all the parameters that are not there.
func (j *judgement) noQuery() {
	if len(j.found) > 0 {
		return
	}
	j.found = append(j.found, Difference{
		Rule: RuleMissing, At: -1, Got: j.sheet.endpoint,
		Message: "the URL has no query: response_type, client_id and the rest have to follow a \"?\"",
	})
}

// whole reports what is wrong between the pieces.
func (j *judgement) whole() {
	s := j.sheet
	if s.fragment >= 0 {
		// RFC 6749 section 3.1: the endpoint URI must not include a fragment.
		j.found = append(j.found, Difference{
			Rule: RuleFragment, At: s.fragment, Got: s.tail,
			Message: fmt.Sprintf("the URL has a raw \"#\" at byte %d, so %s is a fragment that no server sees: within a value write %%23", s.fragment, quote(s.tail)),
		})
	}
	if s.empties > 0 {
		j.found = append(j.found, Difference{
			Rule: RuleEmpty, At: s.empty,
			Message: fmt.Sprintf("the query has an empty piece at byte %d: one \"&\" stands between two parameters, none at the ends", s.empty),
		})
	}
	if s.more >= 0 {
		j.found = append(j.found, Difference{
			Rule: RuleTooMany, At: s.more,
			Message: fmt.Sprintf("the URL has more than %d parameters: what follows byte %d was not read", maxPieces, s.more),
		})
	}
}

// one gives the only piece called name; where there is none, or more, it says
// what is wrong with that and gives false.
func (j *judgement) one(e expected) (piece, bool) {
	places := j.byName[e.name]
	if len(places) == 1 {
		return j.sheet.pieces[places[0]], true
	}
	if len(places) > 1 {
		j.repeated(e.name)
	} else if e.value != "" && !j.lost(e.name) {
		j.missing(e, -1, "the URL has no parameter "+e.name+j.resembling(e.name))
	}
	return piece{}, false
}

// lost tells whether a parameter is not there for a reason that is reported by
// itself: it stands after a raw "#", or without its "=".
func (j *judgement) lost(name string) bool {
	if strings.Contains(j.sheet.tail, name+"=") {
		return true
	}
	for _, p := range j.sheet.pieces {
		if p.fault != nil && p.fault.Rule == RuleNoValue && strings.HasPrefix(p.RawName, name) {
			return true
		}
	}
	return false
}

// repeated reports a name that stands twice (RFC 6749 section 3.1).
func (j *judgement) repeated(name string) {
	places := j.byName[name]
	first, second := j.sheet.pieces[places[0]], j.sheet.pieces[places[1]]
	j.blame(Difference{
		Rule: RuleRepeated, Parameter: name, At: second.At, Want: first.Value, Got: second.Value,
		Message: fmt.Sprintf("%s stands %d times in the URL, again at byte %d, and may stand once", title(name), len(places), second.At),
	})
}

// missing reports a parameter that is absent or empty.
func (j *judgement) missing(e expected, at int, what string) {
	j.blame(Difference{
		Rule: RuleMissing, Parameter: e.name, At: at, Want: e.value,
		Message: what + ": it has to carry " + quote(e.value),
	})
}

// resembling hints at a parameter whose name was meant to be this one.
func (j *judgement) resembling(name string) string {
	fold := func(s string) string {
		return strings.TrimSuffix(strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(s)), "s")
	}
	for _, p := range j.sheet.pieces {
		if len(p.Name) < 2*len(name) && fold(p.Name) == fold(name) {
			return " (there is " + title(p.Name) + ")"
		}
	}
	return ""
}

// value obeys rule 5 for one parameter that is a single string.
func (j *judgement) value(e expected) {
	if j.handled[e.name] {
		return
	}
	p, ok := j.one(e)
	if !ok {
		return
	}
	switch {
	case e.right(p.Value):
		// A fault that is left, such as a raw ";", is reported with the rest.
	case e.value == "":
		j.unexpected(p)
	case e.name == "response_type":
		// RFC 6749 section 4.1.1: value MUST be set to "code".
		j.blame(differ(RuleResponseType, p, e, "it asks for the authorization code"))
	case p.Value == "" && p.fault == nil:
		j.missing(e, p.At, e.name+" is empty")
	default:
		j.blame(explain(p, e))
	}
}

// unexpected reports a parameter that was not asked for.
func (j *judgement) unexpected(p piece) {
	d := Difference{Rule: RuleUnexpected, Parameter: p.Name, At: p.At, Got: p.Value}
	d.Message = fmt.Sprintf("%s is %s, though the request asks for none: leave the parameter out", title(p.Name), quote(p.Value))
	if nothing(p.Value) {
		d.Rule = RuleStringified
		d.Message = fmt.Sprintf("%s is %s, the text of a value that is not there: leave the parameter out", title(p.Name), quote(p.Value))
	}
	j.blame(d)
}

// swapped finds parameters that carry the value of another one; two that
// carry each other's are one difference.
func (j *judgement) swapped(wanted []expected) {
	owner := map[string]string{}
	for _, e := range wanted {
		if _, taken := owner[e.value]; !taken && e.value != "" {
			owner[e.value] = e.name
		}
	}
	carried := map[string]string{} // by parameter: the value of another one
	for _, e := range wanted {
		places := j.byName[e.name]
		if e.value == "" || e.name == "response_type" || len(places) != 1 || j.handled[e.name] {
			continue
		}
		p := j.sheet.pieces[places[0]]
		other := owner[p.Value]
		if e.right(p.Value) || other == "" || other == e.name || p.fault != nil {
			continue
		}
		if carried[other] == e.value {
			j.handled[e.name], j.blamed[e.name] = true, true
			continue
		}
		carried[e.name] = p.Value
		j.blame(differ(RuleSwapped, p, e, "that is the value of "+other))
	}
}

// rest holds every other parameter to rules 2 to 4.
func (j *judgement) rest() {
	for i, p := range j.sheet.pieces {
		switch {
		case j.handled[p.Name] || len(j.found) > maxDifferences:
		case p.fault != nil:
			j.blame(*p.fault)
		case len(j.byName[p.Name]) > 1 && j.byName[p.Name][0] == i:
			j.repeated(p.Name)
		}
	}
}
