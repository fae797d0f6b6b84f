package authurl

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sample is what the exercise's first request asks for.
func sample() Want {
	state := "xyz789"
	return Want{
		Endpoint: Endpoint, ClientID: "abc123", RedirectURI: "https://app.com/callback",
		Scopes: []string{"read", "write"}, State: &state,
	}
}

// sampleURL is the exercise's first expected URL.
const sampleURL = "https://accounts.example.com/authorize?response_type=code&client_id=abc123" +
	"&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&scope=read+write&state=xyz789"

// with gives the sample's want after a change.
func with(change func(*Want)) Want {
	w := sample()
	change(&w)
	return w
}

func withState(s string) Want { return with(func(w *Want) { w.State = &s }) }

func withScopes(s ...string) Want { return with(func(w *Want) { w.Scopes = s }) }

func withRedirect(s string) Want { return with(func(w *Want) { w.RedirectURI = s }) }

func withClient(s string) Want { return with(func(w *Want) { w.ClientID = s }) }

// put gives url with the raw value of one parameter replaced, or added.
func put(url, name, raw string) string {
	mark := "&"
	if strings.Contains(url, "?"+name+"=") {
		mark = "?"
	}
	before, rest, _ := strings.Cut(url, mark+name+"=")
	if _, after, more := strings.Cut(rest, "&"); more {
		raw += "&" + after
	}
	return before + mark + name + "=" + raw
}

// drop gives url without one parameter.
func drop(url, name string) string {
	url = put(url, name, "GONE")
	return strings.NewReplacer("?"+name+"=GONE&", "?", "&"+name+"=GONE", "").Replace(url)
}

// briefly gives rule and parameter of each difference, "~" before a mild one.
func briefly(found []Difference) []string {
	var words []string
	for _, d := range found {
		word := d.Rule
		if d.Parameter != "" {
			word += " " + d.Parameter
		}
		if d.Mild {
			word = "~" + word
		}
		words = append(words, word)
	}
	return words
}

// try is one comparison: the URL shows the rules named, and only these.
type try struct {
	name, url string
	want      Want
	rules     []string
}

func run(t *testing.T, tries []try) {
	t.Helper()
	for _, c := range tries {
		t.Run(c.name, func(t *testing.T) {
			found := Compare(c.url, c.want)
			if diff := cmp.Diff(c.rules, briefly(found)); diff != "" {
				t.Errorf("Compare(%q) differs (-want +got):\n%s\n%s", c.url, diff, messages(found))
			}
			for _, d := range found {
				if d.Message == "" || d.At < -1 || d.At > len(c.url) {
					t.Errorf("a difference without message or with a place outside the URL: %+v", d)
				}
			}
		})
	}
}

func messages(found []Difference) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintln(&b, d.At, d.Message)
	}
	return b.String()
}

func rules(r ...string) []string { return r }

func TestARightURLHasNoDifference(t *testing.T) {
	awkward := "a+b&c=d#e%41;f,g~*!'()[]@?/: \x00\n\x7f\"<>\\^`{|}é€😀"
	s := sample()
	run(t, []try{
		{"the sample", sampleURL, s, nil},
		{"blank as %20", strings.Replace(sampleURL, "read+write", "read%20write", 1), s, nil},
		{"another order", Endpoint + "?state=xyz789&scope=read+write&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&client_id=abc123&response_type=code", s, nil},
		{"an unknown parameter with any value", sampleURL + "&nonce=None", s, nil},
		{"an encoded name", strings.Replace(sampleURL, "client_id", "client%5Fid", 1), s, nil},
		{"unreserved characters encoded without need", strings.Replace(sampleURL, "abc123", "%61bc123", 1), s, nil},
		{"marks raw", put(Encode(withState("~*!'()-._")), "state", "~*!'()-._"), withState("~*!'()-._"), nil},
		{"every awkward character", Encode(withState(awkward)), withState(awkward), nil},
		{"awkward client_id", Encode(withClient(awkward)), withClient(awkward), nil},
		{"awkward redirect_uri", Encode(withRedirect(awkward)), withRedirect(awkward), nil},
		{"no scopes, no parameter", drop(Encode(withScopes()), "scope"), withScopes(), nil},
		{"no scopes, empty parameter", put(Encode(withScopes()), "scope", ""), withScopes(), nil},
		{"no state", drop(Encode(s), "state"), with(func(w *Want) { w.State = nil }), nil},
		{"empty state, no parameter", drop(Encode(s), "state"), withState(""), nil},
		{"empty state, empty parameter", put(Encode(s), "state", ""), withState(""), nil},
		{"state None that was asked for", put(Encode(s), "state", "None"), withState("None"), nil},
		{"repeats kept", put(Encode(s), "scope", "a+b+a"), withScopes("a", "b", "a"), nil},
		{"repeats collapsed to the first", put(Encode(s), "scope", "a+b"), withScopes("a", "b", "a"), nil},
		{"repeats collapsed to the last", put(Encode(s), "scope", "b+a"), withScopes("a", "b", "a"), nil},
		{"an extra", sampleURL + "&code_challenge=E9-_~", with(func(w *Want) { w.Extra = map[string]string{"code_challenge": "E9-_~"} }), nil},
		{"collapsed scopes that equal the client_id", put(Encode(withClient("a")), "scope", "a"), with(func(w *Want) { w.ClientID = "a"; w.Scopes = []string{"a", "a"} }), nil},
	})
}

func TestTheURLAsAWhole(t *testing.T) {
	s := sample()
	query := strings.TrimPrefix(sampleURL, Endpoint)
	run(t, []try{
		{"endpoint with a slash", Endpoint + "/" + query, s, rules("endpoint")},
		{"endpoint with http", "http" + strings.TrimPrefix(sampleURL, "https"), s, rules("endpoint")},
		{"no question mark", strings.Replace(sampleURL, "?", "&", 1), s, rules("endpoint")},
		{"the bare endpoint", Endpoint, s, rules("missing")},
		{"the endpoint and an empty query", Endpoint + "?", s, rules("missing")},
		{"nothing at all", "", s, rules("endpoint")},
		{"a fragment", sampleURL + "#", s, rules("fragment")},
		{"a fragment for a query", strings.Replace(sampleURL, "?", "#", 1), s, rules("fragment")},
		{"a fragment amid the query", strings.Replace(sampleURL, "&scope", "#scope", 1), s, rules("fragment")},
		{"a trailing &", sampleURL + "&", s, rules("empty-piece")},
		{"a leading &", strings.Replace(sampleURL, "?", "?&", 1), s, rules("empty-piece")},
		{"double &", strings.ReplaceAll(sampleURL, "&", "&&"), s, rules("empty-piece")},
		{"HTML's &amp;", strings.ReplaceAll(sampleURL, "&", "&amp;"), s, rules("separator")},
		{"JSON's \\u0026", strings.ReplaceAll(sampleURL, "&", `\u0026`), s, rules("separator")},
		{"semicolons for &", strings.ReplaceAll(sampleURL, "&", ";"), s, rules("separator")},
		{"question marks for &", strings.ReplaceAll(sampleURL, "&", "?"), s, rules("separator")},
		{"two question marks", strings.Replace(sampleURL, "?", "??", 1), s, rules("separator")},
		{"state= within a right redirect_uri is no separator", Endpoint + "?response_type=code&client_id=abc123&redirect_uri=https://a/cb?state=xyz789&scope=read+write",
			withRedirect("https://a/cb?state=xyz789"), rules("missing state", "~not-form-encoded redirect_uri")},
		{"another state= within an unknown parameter is no separator", drop(sampleURL, "state") + "&x=a?state=other", s, rules("missing state", "~not-form-encoded x")},
		{"a newline after the URL", sampleURL + "\n", s, rules("illegal-character state")},
		{"a blank before the URL", " " + sampleURL, s, rules("endpoint")},
		{"two independent faults", strings.Replace(sampleURL, "/authorize?", "/authorise?", 1) + "&", s, rules("endpoint", "empty-piece")},
	})
}

func TestPiecesNobodyAskedFor(t *testing.T) {
	s := sample()
	run(t, []try{
		{"raw blank", sampleURL + "&x=a b", s, rules("illegal-character x")},
		{"raw quote", sampleURL + `&x="`, s, rules("illegal-character x")},
		{"raw brackets", sampleURL + "&x[]=1", s, rules("illegal-character x[]")},
		{"raw letter beyond ASCII", sampleURL + "&x=é", s, rules("illegal-character x")},
		{"control character", sampleURL + "&x=\x01", s, rules("illegal-character x")},
		{"encoded they are right", sampleURL + "&x%5B%5D=a+%22%C3%A9%01", s, nil},
		{"raw semicolon", sampleURL + "&x=a;b", s, rules("semicolon x")},
		{"encoded semicolon", sampleURL + "&x=a%3Bb", s, nil},
		{"no =", sampleURL + "&x", s, rules("no-value x")},
		{"empty value", sampleURL + "&x=", s, nil},
		{"no name", sampleURL + "&=x", s, rules("no-value")},
		{"bad percent", sampleURL + "&x=%zz", s, rules("bad-percent x")},
		{"percent at the end", sampleURL + "&x=%4", s, rules("bad-percent x")},
		{"encoded percent", sampleURL + "&x=%25zz", s, nil},
		{"not UTF-8", sampleURL + "&x=%E9", s, rules("not-utf8 x")},
		{"a surrogate in UTF-8", sampleURL + "&x=%ED%A0%80", s, rules("not-utf8 x")},
		{"an overlong form", sampleURL + "&x=%C0%AF", s, rules("not-utf8 x")},
		{"UTF-8", sampleURL + "&x=%C3%A9", s, nil},
		{"twice", sampleURL + "&x=1&x=1", s, rules("repeated x")},
		{"twice under two spellings", sampleURL + "&x=1&%78=1", s, rules("repeated x")},
		{"two names in two cases", sampleURL + "&x=1&X=1", s, nil},
	})
}

func TestWhichParametersThereAre(t *testing.T) {
	s := sample()
	pkce := with(func(w *Want) { w.Extra = map[string]string{"code_challenge": "E9"} })
	none := with(func(w *Want) { w.State = nil })
	absent := with(func(w *Want) { w.Absent = []string{"code_challenge"} })
	swap := put(put(Encode(s), "client_id", "xyz789"), "state", "abc123")
	run(t, []try{
		{"state twice", sampleURL + "&state=xyz789", s, rules("repeated state")},
		{"client_id missing", drop(Encode(s), "client_id"), s, rules("missing client_id")},
		{"client_id under another name", strings.Replace(sampleURL, "client_id", "clientId", 1), s, rules("missing client_id")},
		{"client_id empty", put(Encode(s), "client_id", ""), s, rules("missing client_id")},
		{"client_id without =", strings.Replace(sampleURL, "client_id=", "client_id:", 1), s, rules("no-value client_id:abc123")},
		{"an extra missing", sampleURL, pkce, rules("missing code_challenge")},
		{"an extra changed", sampleURL + "&code_challenge=E8", pkce, rules("changed code_challenge")},
		{"an absent one there", sampleURL + "&code_challenge=E9", absent, rules("unexpected code_challenge")},
		{"an absent one as None", sampleURL + "&code_challenge=None", absent, rules("stringified code_challenge")},
		{"an absent one absent", sampleURL, absent, nil},
		{"a stale state", sampleURL, none, rules("unexpected state")},
		{"an empty state for none", put(Encode(s), "state", ""), none, rules("unexpected state")},
		{"state None for none", put(Encode(s), "state", "None"), none, rules("stringified state")},
		{"state undefined for an empty one", put(Encode(s), "state", "undefined"), withState(""), rules("stringified state")},
		{"another state for an empty one", sampleURL, withState(""), rules("unexpected state")},
		{"response_type token", put(Encode(s), "response_type", "token"), s, rules("response-type response_type")},
		{"response_type missing", drop(Encode(s), "response_type"), s, rules("missing response_type")},
		{"client_id carries the redirect_uri", put(Encode(s), "client_id", "https%3A%2F%2Fapp.com%2Fcallback"), s, rules("swapped client_id")},
		{"client_id and state swapped", swap, s, rules("swapped client_id")},
		{"one value for two is right", Encode(withState("abc123")), withState("abc123"), nil},
		{"two independent faults", drop(put(Encode(s), "response_type", "token"), "scope"), s, rules("response-type response_type", "missing scope")},
	})
}

func TestNoMoreThanTwentyDifferences(t *testing.T) {
	url := sampleURL
	for i := range 100 {
		url += fmt.Sprintf("&x%d", i)
	}
	if n := len(Compare(url, sample())); n != maxDifferences {
		t.Errorf("got %d differences, want %d", n, maxDifferences)
	}
	if got := briefly(Compare(sampleURL+strings.Repeat("&", maxPieces), sample())); !cmp.Equal(got, rules("empty-piece")) {
		t.Errorf("many empty pieces: got %v", got)
	}
	var many strings.Builder
	many.WriteString(sampleURL)
	for i := range maxPieces {
		fmt.Fprintf(&many, "&%d=", i)
	}
	found := Compare(many.String(), sample())
	first := fmt.Sprintf("%d=&", maxPieces-5) // the sample has five of its own
	if len(found) != 1 || found[0].Rule != RuleTooMany || !strings.HasPrefix(many.String()[found[0].At:], first) {
		t.Errorf("too many parameters: got %+v", found)
	}
}

func TestADifferenceSaysWhere(t *testing.T) {
	cases := []struct {
		name, url string
		want      Want
		at        string // what stands at At
	}{
		{"changed value", put(Encode(withState("a/bcd")), "state", "a%2FbXd"), withState("a/bcd"), "Xd"},
		{"bad percent", sampleURL + "&x=ab%zz", sample(), "%zz"},
		{"not UTF-8", sampleURL + "&x=%41%E9", sample(), "%E9"},
		{"raw value", put(Encode(withState("a&b")), "state", "a&b"), withState("a&b"), "state=a&b"},
		{"lower-case hex", put(Encode(withState("a/b:c")), "state", "a%2Fb%3ac"), withState("a/b:c"), "%3ac"},
		{"left raw", put(Encode(withState("a/b:c")), "state", "a%2Fb:c"), withState("a/b:c"), ":c"},
		{"endpoint", strings.Replace(sampleURL, "/authorize?", "/auth?", 1), sample(), "?response_type"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found := Compare(c.url, c.want)
			if len(found) != 1 || !strings.HasPrefix(c.url[max(0, found[0].At):], c.at) {
				t.Errorf("got %+v, want one at %q", found, c.at)
			}
		})
	}
}

func TestParseTakesAURLApart(t *testing.T) {
	u, found := Parse(Endpoint + "?a=1%2B+2&b=&a=3")
	if got := briefly(found); !cmp.Equal(got, rules("repeated a")) {
		t.Errorf("got %v", got)
	}
	want := URL{Endpoint, []Parameter{
		{"a", "1+ 2", "a", "1%2B+2", 39}, {"b", "", "b", "", 48}, {"a", "3", "a", "3", 51},
	}}
	if diff := cmp.Diff(want, u); diff != "" {
		t.Error(diff)
	}
	if _, found := Parse("https://é.example/?a=b"); !cmp.Equal(briefly(found), rules("illegal-character")) {
		t.Errorf("an illegal character before the query: got %v", briefly(found))
	}
}
