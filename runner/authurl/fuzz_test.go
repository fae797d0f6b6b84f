package authurl

import (
	"math/rand/v2"
	neturl "net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// lawful is a query without fragment as RFC 3986 spells it, without ";".
var lawful = regexp.MustCompile(`\A(?:[A-Za-z0-9._~!$&'()*+,=:@/?-]|%[0-9A-Fa-f]{2})*\z`)

// decodeStrictly is a second reading of rules 1 to 4, for the test alone.
func decodeStrictly(url string) (map[string]string, bool) {
	query, ok := strings.CutPrefix(url, Endpoint+"?")
	if !ok || !lawful.MatchString(query) {
		return nil, false
	}
	values := map[string]string{}
	for _, pair := range strings.Split(query, "&") {
		rawName, rawValue, ok := strings.Cut(pair, "=")
		name, err1 := neturl.QueryUnescape(rawName)
		value, err2 := neturl.QueryUnescape(rawValue)
		_, twice := values[name]
		if !ok || rawName == "" || twice || err1 != nil || err2 != nil || !utf8.ValidString(name+value) {
			return nil, false
		}
		values[name] = value
	}
	return values, true
}

// lowest gives a scope list sorted, each once.
func lowest(list string) string {
	parts := strings.Split(list, " ")
	slices.Sort(parts)
	return strings.Join(slices.Compact(parts), " ")
}

func FuzzCompare(f *testing.F) {
	m := readMatrix(f)
	for _, enc := range m.Encoders {
		for i, char := range m.Characters {
			if enc.Encoded[i] != nil {
				value, raw := "a"+char+"b", "a"+*enc.Encoded[i]+"b"
				f.Add(put(sampleURL, "state", raw), "abc123", "https://app.com/callback", "read write", value, true)
				f.Add(put(sampleURL, "scope", "read+"+raw), "abc123", "https://app.com/callback", "read "+value, "xyz789", true)
			}
		}
	}
	for _, url := range []string{sampleURL, strings.ReplaceAll(sampleURL, "&", "&amp;"), sampleURL + "#", Endpoint, sampleURL + "&scope=a"} {
		f.Add(url, "abc123", "https://app.com/callback", "read write", "", false)
	}
	f.Fuzz(func(t *testing.T, url, client, redirect, scopes, state string, hasState bool) {
		w := Want{Endpoint: Endpoint, ClientID: client, RedirectURI: redirect}
		w.Scopes = strings.FieldsFunc(scopes, func(r rune) bool { return r == ' ' })
		if hasState {
			w.State = &state
		}
		if right := Encode(w); utf8.ValidString(client + redirect + scopes + state) {
			if found := Compare(right, w); found != nil {
				t.Fatalf("the right URL %q is refused: %s", right, messages(found))
			}
			if found := CompareLetter(right, right); found != nil {
				t.Fatalf("%q is not itself: %s", right, messages(found))
			}
		}
		found := Compare(url, w)
		if len(found) > maxDifferences {
			t.Fatalf("%d differences", len(found))
		}
		for i, d := range found {
			if d.Message == "" || d.Rule == "" || d.At < -1 || d.At > len(url) || !d.Mild && i > 0 && found[i-1].Mild {
				t.Fatalf("a malformed difference: %+v", d)
			}
		}
		if CompareLetter(url, sampleURL) == nil && url != sampleURL {
			t.Fatalf("%q passes for the sample", url)
		}
		agreeOn(t, url, w)
	})
}

// agreeOn holds Compare's verdict against the second reading.
func agreeOn(t *testing.T, url string, w Want) {
	t.Helper()
	found := Compare(url, w)
	if values, ok := decodeStrictly(url); broken(found) == (ok && carried(values, w)) {
		t.Fatalf("Compare and the strict decode %q (%v) disagree on %q: %s", values, ok, url, messages(found))
	}
}

func TestTheVerdictIsThatOfASecondReading(t *testing.T) {
	random := rand.New(rand.NewPCG(24, 12))
	text := func(atoms []string, most int) string {
		var b strings.Builder
		for range random.IntN(most + 1) {
			b.WriteString(atoms[random.IntN(len(atoms))])
		}
		return b.String()
	}
	atoms := []string{"a", "b", "&", "=", "#", "+", " ", "%", ";", "?", "é", "%41", "state", "state=", "&scope=a", "&client_id=a&b"}
	raw := append([]string{"%26", "%3D", "%23", "%2B", "%20", "%25", "%c3%a9", "&amp;"}, atoms...)
	right := 0
	for range 20000 {
		w := withState(text(atoms, 4))
		w.ClientID = text(atoms, 2)
		w.Scopes = strings.FieldsFunc(text(atoms, 4), func(r rune) bool { return r == ' ' })
		url := Encode(w)
		for range random.IntN(3) {
			name := []string{"state", "scope", "client_id"}[random.IntN(3)]
			value := map[string]string{"state": *w.State, "scope": strings.Join(w.Scopes, " "), "client_id": w.ClientID}[name]
			spellings := []string{value, encodeURI(value), neturl.PathEscape(value), neturl.QueryEscape(value), text(raw, 3)}
			url = put(url, name, spellings[random.IntN(len(spellings))])
		}
		if !broken(Compare(url, w)) {
			right++
		}
		agreeOn(t, url, w)
	}
	if right < 2000 || right > 18000 {
		t.Errorf("%d of 20000 URLs are right: the test says little", right)
	}
}

// carried tells whether values are what w asks for.
func carried(values map[string]string, w Want) bool {
	state, hasState := values["state"]
	if w.State == nil && hasState || w.State != nil && state != *w.State {
		return false
	}
	got, want := strings.Split(values["scope"], " "), w.Scopes
	same := values["scope"] == strings.Join(want, " ") || lowest(values["scope"]) == lowest(strings.Join(want, " "))
	for _, s := range got {
		n, wanted := occurrences(got, s), occurrences(want, s)
		same = same && (n == wanted || n == 1)
	}
	return same && values["response_type"] == "code" && values["client_id"] == w.ClientID && values["redirect_uri"] == w.RedirectURI
}

// occurrences counts s in list.
func occurrences(list []string, s string) int {
	n := 0
	for _, other := range list {
		if other == s {
			n++
		}
	}
	return n
}
