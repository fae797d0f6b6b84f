package authurl

import (
	"fmt"
	"slices"
	"strings"
)

// CompareLetter compares got byte for byte with want, a URL that is itself
// right: nil when they are equal. It names every difference in meaning, and of
// those in writing the order, blanks as %20, lower-case hex and what is raw; if
// it can name none, the first offset that differs. None is Mild.
func CompareLetter(got, want string) []Difference {
	if got == want {
		return nil
	}
	var found []Difference
	model, bad := Parse(want)
	if len(bad) == 0 {
		found = Compare(got, model.want())
		found = append(found, letters(got, model, found)...)
	}
	if len(found) == 0 {
		at := agree(got, want)
		found = append(found, Difference{
			Rule: RuleLetter, At: at, Want: want[at:], Got: got[at:],
			Message: fmt.Sprintf("from byte %d on the URL reads %s, not %s", at, quote(got[at:]), quote(want[at:])),
		})
	}
	for i := range found {
		found[i].Mild = false
	}
	return arrange(found)
}

// want gives what u carries.
func (u URL) want() Want {
	w := Want{Endpoint: u.Endpoint, Extra: map[string]string{}}
	for _, p := range u.Parameters {
		switch p.Name {
		case "response_type":
		case "client_id":
			w.ClientID = p.Value
		case "redirect_uri":
			w.RedirectURI = p.Value
		case "scope":
			w.Scopes = strings.Split(p.Value, " ")
		case "state":
			w.State = &p.Value
		default:
			w.Extra[p.Name] = p.Value
		}
	}
	return w
}

// letters finds what differs from model in writing alone; parameters that
// known blames already are left out.
func letters(got string, model URL, known []Difference) []Difference {
	blamed := map[string]bool{}
	torn := false // a raw value left pieces of itself behind, which are not parameters
	for _, d := range known {
		blamed[d.Parameter] = blamed[d.Parameter] || !d.Mild
		torn = torn || slices.Contains([]string{RuleNotEncoded, RuleEncodeURI, RulePathEscaped, RuleSeparator}, d.Rule)
	}
	wanted := map[string]string{}
	var order, gotOrder []string
	for _, p := range model.Parameters {
		wanted[p.Name], order = p.RawValue, append(order, p.Name)
	}
	var found []Difference
	blank := false
	u, _ := Parse(got)
	for _, p := range u.Parameters {
		raw, ok := wanted[p.Name]
		switch {
		case !ok && !blamed[p.Name] && !torn:
			found = append(found, Difference{
				Rule: RuleUnexpected, Parameter: p.Name, At: p.At, Got: p.Value,
				Message: fmt.Sprintf("%s at byte %d is not in the expected URL", title(p.Name), p.At),
			})
		case !ok:
			continue
		case !blank && !blamed[p.Name] && strings.Contains(p.RawValue, "%20") && strings.Contains(raw, "+"):
			blank = true
			found = append(found, percent20(p, raw))
		}
		if ok {
			gotOrder = append(gotOrder, p.Name)
		}
	}
	if !slices.Equal(order, gotOrder) && slices.Equal(sorted(order), sorted(gotOrder)) {
		found = append(found, Difference{
			Rule: RuleOrder, At: len(u.Endpoint) + 1, Want: strings.Join(order, " "), Got: strings.Join(gotOrder, " "),
			Message: fmt.Sprintf("the parameters stand in the order %s, not %s", strings.Join(gotOrder, ", "), strings.Join(order, ", ")),
		})
	}
	return found
}

// percent20 words a blank that is written in the other way.
func percent20(p Parameter, want string) Difference {
	at := p.At + len(p.RawName) + 1 + strings.Index(p.RawValue, "%20")
	return Difference{
		Rule: RulePercent20, Parameter: p.Name, At: at, Want: want, Got: p.RawValue,
		Message: fmt.Sprintf("%s has a blank written %%20 at byte %d, where the expected URL has +", p.Name, at),
	}
}

// sorted gives a sorted copy of names.
func sorted(names []string) []string {
	return slices.Sorted(slices.Values(names))
}
