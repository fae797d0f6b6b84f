package mutant

import (
	"regexp"
	"slices"
	"strings"
)

// sampleURL is the one in the exercise.
const sampleURL = "https://accounts.example.com/authorize?response_type=code&client_id=abc123" +
	"&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&scope=read+write&state=xyz789"

// urls are the nodes whose URL has the wrong parts.
func urls() []Mutant {
	return []Mutant{
		{Name: "sorted-parameters", ID: "SMP-01", Profile: "core",
			Summary: "It sorts the parameters of the URL by name.",
			say: spoil(func(_ *turn, q *query) {
				slices.SortFunc(q.pairs, func(a, b pair) int { return strings.Compare(a.name, b.name) })
			})},
		{Name: "trailing-ampersand", ID: "SMP-01", Profile: "core",
			Summary: "It ends the URL with an ampersand.",
			say:     finished(func(u string) string { return u + "&" })},
		{Name: "hard-coded-url", ID: "SMP-06", Profile: "core",
			Summary:  "It answers with the URL of the sample, whatever was asked.",
			Stimulus: state("another"),
			say:      finished(func(string) string { return sampleURL })},
		{Name: "response-type-token", ID: "SMP-07", Profile: "core",
			Summary: "Its URL asks for a token in place of a code.",
			say:     changed("response_type", func(string) string { return "token" })},
		{Name: "trailing-slash-endpoint", ID: "URL-01", Profile: "url",
			Summary: "It writes a slash after authorize.",
			say:     spoil(func(_ *turn, q *query) { q.endpoint += "/" })},
		{Name: "fragment-instead-of-query", ID: "URL-01", Profile: "url",
			Summary: "It separates the parameters with # in place of ?, so no server sees them.",
			say:     spoil(func(_ *turn, q *query) { q.mark = "#" })},
		{Name: "numbers-coerced", ID: "URL-15", Profile: "url",
			Summary:  "It takes a client_id that looks like a number for one, and loses its zeros.",
			Stimulus: bodies(gen("00123", "https://a/b", `["read"]`, `"s"`)),
			say:      changed("client_id", withoutZeros)},
		{Name: "state-twice", ID: "URL-02", Profile: "url",
			Summary: "It writes the state twice.",
			say: spoil(func(_ *turn, q *query) {
				if s, given := q.value("state"); given {
					q.add("state", s)
				}
			})},
	}
}

// scopeParameters are the nodes whose URL has the wrong scopes.
func scopeParameters() []Mutant {
	return []Mutant{
		{Name: "scopes-by-comma", ID: "SMP-09", Profile: "core",
			Summary: "It separates scopes with commas.",
			say:     changed("scope", replaced(" ", ","))},
		{Name: "scopes-by-encoded-plus", ID: "SMP-09", Profile: "core",
			Summary: "It separates scopes with a plus sign and encodes it to %2B, so they become one scope.",
			say:     changed("scope", replaced(" ", "+"))},
		{Name: "scopes-as-repeated-parameter", ID: "SMP-09", Profile: "core",
			Summary: "It writes one scope parameter for each scope.",
			say:     spoil(func(_ *turn, q *query) { repeatScope(q) })},
		{Name: "scopes-as-list", ID: "SMP-09", Profile: "core",
			Summary: "It writes the list as its language prints one: ['read', 'write'].",
			say:     changed("scope", func(s string) string { return "['" + strings.ReplaceAll(s, " ", "', '") + "']" })},
		{Name: "scopes-sorted", ID: "URL-09", Profile: "url",
			Summary:  "It sorts the scopes.",
			Stimulus: bodies(gen("abc123", "https://a/b", `["c","a","b"]`, `"s"`)),
			say:      changed("scope", sorted)},
		{Name: "crash-on-repeated-scope", ID: "URL-10", Profile: "url",
			Summary:  "It crashes when a scope is asked for twice.",
			Stimulus: bodies(gen("abc123", "https://a/b", `["read","read"]`, `"s"`)),
			hear: func(t *turn) {
				if list := t.askedScopes(); len(slices.Compact(slices.Sorted(slices.Values(list)))) < len(list) {
					t.crash("IntegrityError: duplicate key")
				}
			}},
		{Name: "empty-scopes-as-list", ID: "URL-11", Profile: "url",
			Summary:  "It writes scope=[] when no scope is asked for.",
			Stimulus: bodies(gen("abc123", "https://a/b", `[]`, `"s"`)),
			say: spoil(func(_ *turn, q *query) {
				if _, given := q.value("scope"); !given {
					q.add("scope", "[]")
				}
			})},
		{Name: "scopes-accumulate", ID: "URL-16", Profile: "url",
			Summary:  "It appends the scopes of each request to those that the client asked for before.",
			Stimulus: slices.Concat(state("s"), state("s")),
			say: spoil(func(t *turn, q *query) {
				key := "scopes of " + t.asked("client_id")
				all, _ := t.memo[key].([]string)
				all = append(all, t.askedScopes()...)
				t.memo[key] = all
				q.change("scope", func(string) string { return strings.Join(all, " ") })
			})},
	}
}

func repeatScope(q *query) {
	i := slices.IndexFunc(q.pairs, func(p pair) bool { return p.name == "scope" })
	if i < 0 {
		return
	}
	var each []pair
	for scope := range strings.SplitSeq(q.pairs[i].value, " ") {
		each = append(each, pair{"scope", scope})
	}
	q.pairs = slices.Concat(q.pairs[:i], each, q.pairs[i+1:])
}

func sorted(scope string) string {
	list := strings.Split(scope, " ")
	slices.Sort(list)
	return strings.Join(list, " ")
}

var number = regexp.MustCompile(`\A[0-9]+\z`)

func withoutZeros(s string) string {
	if trimmed := strings.TrimLeft(s, "0"); number.MatchString(s) && trimmed != "" {
		return trimmed
	}
	return s
}
