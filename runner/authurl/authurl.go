// Package authurl compares an authorization URL with what a request asked for,
// and says which rule broke and where.
//
// It reads URLs strictly, by rules 1 to 5 of the protocol's section "Comparing
// URLs" (RFC 6749 section 4.1.1 and Appendix B, RFC 3986 section 3.4), and
// first of all tries to name the one cause behind a broken URL: a state whose
// raw "&" tore the query apart is one difference, not four.
//
// It refuses to guess: it repairs nothing, uses no lenient parser, and never
// reports on a URL that carries what was asked. It knows nothing of
// requirements; who is charged for a difference is decided by its caller.
//
//	state := "a&b"
//	want := authurl.Want{
//		Endpoint: authurl.Endpoint, ClientID: "abc123",
//		RedirectURI: "https://app.com/callback", State: &state,
//	}
//	for _, d := range authurl.Compare(url, want) {
//		fmt.Println(d.Rule, d.Message)
//	}
package authurl

import (
	"sort"
	"strings"
)

// Endpoint is the authorization endpoint of the exercise.
const Endpoint = "https://accounts.example.com/authorize"

// maxDifferences bounds what one comparison reports.
const maxDifferences = 20

// Want is what a URL has to carry. Wanted parameters win over Absent, and the
// five named ones over Extra.
type Want struct {
	Endpoint    string            // everything before the first "?"
	ClientID    string            // client_id
	RedirectURI string            // redirect_uri
	Scopes      []string          // nil or empty: parameter absent or empty
	State       *string           // nil: no state parameter; pointer to "": absent or "state="
	Extra       map[string]string // further parameters that must be there
	Absent      []string          // names that must not appear
}

// Difference is one broken rule at one place.
type Difference struct {
	Rule      string // one of the Rule constants' values
	Parameter string // "state"; "" for the whole URL
	At        int    // byte offset in the URL where it shows, -1 if nowhere
	Mild      bool   // legal and harmless, but not what was asked
	Message   string // one sentence: what was found, and what is right
	Want, Got string // decoded or raw values, as is most telling
}

// expected is one parameter that must be there; an empty value may be absent,
// since RFC 6749 section 3.1 treats a parameter without a value as omitted.
type expected struct {
	name, value string
	scopes      []string // of scope alone: the list that value joins
}

// right tells whether value, decoded once, means what is expected.
func (e expected) right(value string) bool {
	if value == e.value {
		return true
	}
	return e.name == "scope" && e.value != "" && sameScopes(strings.Split(value, " "), e.scopes)
}

// Compare compares url by meaning with want: nil when it is right. Differences
// that are not Mild come first, in the order of the URL; at most 20 are given.
func Compare(url string, want Want) []Difference {
	first := read(url, nil)
	found := judge(first, want, nil)
	if !broken(found) {
		return found
	}
	// Only a URL that is wrong by the plain rules is explained, so an
	// explanation can never refuse a right one.
	causes, gaps := misreadings(url, want, first)
	if len(causes) == 0 {
		return found
	}
	return arrange(append(causes, judge(read(url, gaps), want, causes)...))
}

// broken tells whether any difference is more than a warning.
func broken(found []Difference) bool {
	for _, d := range found {
		if !d.Mild {
			return true
		}
	}
	return false
}

// arrange puts hard differences first, each group in the order of the URL, and
// cuts the list.
func arrange(found []Difference) []Difference {
	place := func(d Difference) uint { return uint(d.At) } // -1 comes last
	sort.SliceStable(found, func(i, j int) bool {
		if found[i].Mild != found[j].Mild {
			return !found[i].Mild
		}
		return place(found[i]) < place(found[j])
	})
	if len(found) > maxDifferences {
		found = found[:maxDifferences]
	}
	return found
}

// list gives the expected parameters in the order of the exercise's sample,
// scopes joined and extras sorted.
func (w Want) list() []expected {
	all := []expected{
		{name: "response_type", value: "code"},
		{name: "client_id", value: w.ClientID},
		{name: "redirect_uri", value: w.RedirectURI},
		// RFC 6749 section 3.3: a list of space-delimited strings.
		{name: "scope", value: strings.Join(w.Scopes, " "), scopes: w.Scopes},
	}
	if w.State != nil {
		all = append(all, expected{name: "state", value: *w.State})
	}
	var names []string
	for name := range w.Extra {
		switch name {
		case "", "response_type", "client_id", "redirect_uri", "scope", "state":
		default:
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		all = append(all, expected{name: name, value: w.Extra[name]})
	}
	return all
}

// unwanted gives the names that must not appear.
func (w Want) unwanted() []string {
	wanted := map[string]bool{}
	for _, e := range w.list() {
		wanted[e.name] = true
	}
	var names []string
	for _, name := range append([]string{"state"}, w.Absent...) {
		if !wanted[name] {
			names = append(names, name)
			wanted[name] = true
		}
	}
	return names
}
