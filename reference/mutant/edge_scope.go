package mutant

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// edgesOfScopes are the nodes that take a scope for more than the text that it
// is, or a token's scopes for others than its client asked for last.
func edgesOfScopes() []Mutant {
	asked := func(scopes, required string) []string {
		return bodies(gen("abc123", "https://a/b", scopes, `"s"`), exc("abc123", "C"), chk("$TOKEN", required))
	}
	twice := bodies(gen("abc123", "https://a/b", `["read"]`, `"s"`), gen("abc123", "https://a/b", `["write"]`, `"s"`), exc("abc123", "C"), chk("$TOKEN", "read"))
	return []Mutant{
		{Name: "scopes-of-the-first-request", ID: "SCP-08", Profile: "scope",
			Summary:  "It keeps the scopes that a client asked for first, and gives them to each of its tokens.",
			Stimulus: twice,
			say: history(func(t *turn, c *check, asked [][]string) {
				t.body["has_scope"] = slices.Contains(asked[0], c.required)
			})},
		{Name: "scopes-of-all-requests", ID: "SCP-08", Profile: "scope",
			Summary:  "It gives a token all scopes that its client ever asked for.",
			Stimulus: twice,
			say: history(func(t *turn, c *check, asked [][]string) {
				t.body["has_scope"] = c.right || slices.Contains(slices.Concat(asked...), c.required)
			})},
		{Name: "admin-has-all-scopes", ID: "SCP-08", Profile: "scope",
			Summary:  "It takes the scope admin for all scopes.",
			Stimulus: asked(`["admin"]`, "read"),
			say:      judged(func(c *check) bool { return c.any(func(granted string) bool { return granted == "admin" }) })},
		{Name: "granted-scope-as-glob", ID: "SCP-08", Profile: "scope",
			Summary:  "It takes a granted scope for a file name pattern, so read:* passes for read:user.",
			Stimulus: asked(`["read:*"]`, "read:user"),
			say: judged(func(c *check) bool {
				return c.any(func(granted string) bool { ok, err := path.Match(granted, c.required); return ok && err == nil })
			})},
		{Name: "granted-scope-as-pattern", ID: "SCP-08", Profile: "scope",
			Summary:  "It takes a granted scope for a regular expression, so a.c passes for abc.",
			Stimulus: asked(`["a.c"]`, "abc"),
			say: judged(func(c *check) bool {
				return c.any(func(granted string) bool {
					pattern, err := regexp.Compile(`\A(?:` + granted + `)\z`)
					return err == nil && pattern.MatchString(c.required)
				})
			})},
		{Name: "required-scopes-by-comma", ID: "SCP-08", Profile: "scope",
			Summary:  "It takes a comma between required scopes for a blank.",
			Stimulus: asking("read,write"),
			say:      judged(func(c *check) bool { return c.all(strings.Split(c.required, ",")) })},
		{Name: "required-scope-decoded", ID: "SCP-08", Profile: "scope",
			Summary:  "It decodes a required scope as if it came from a URL.",
			Stimulus: asking("read+write"),
			say: judged(func(c *check) bool {
				decoded, err := url.QueryUnescape(c.required)
				return err == nil && decoded != c.required && c.all(strings.Split(decoded, " "))
			})},
		{Name: "scopes-as-numbers", ID: "SCP-08", Profile: "scope",
			Summary:  "It compares scopes that look like numbers as numbers, as PHP's == does.",
			Stimulus: asked(`["1000"]`, "1e3"),
			say: judged(func(c *check) bool {
				return c.any(func(granted string) bool { return sameNumber(granted, c.required) })
			})},
		{Name: "required-scope-zero-is-empty", ID: "SCP-08", Profile: "scope",
			Summary:  "It takes the required scope 0 for none, as PHP's empty does.",
			Stimulus: asked(`["0"]`, "0"),
			say: checked(func(t *turn, c *check) {
				if c.required == "0" {
					t.body["has_scope"] = false
				}
			})},
		{Name: "granted-scope-in-lower-case", ID: "SCP-03", Profile: "scope",
			Summary:  "It keeps granted scopes in lower case.",
			Stimulus: asked(`["User.Read"]`, "user.read"),
			say: checked(func(t *turn, c *check) {
				t.body["has_scope"] = c.any(func(granted string) bool { return strings.ToLower(granted) == c.required })
			})},
		{Name: "token-trimmed", ID: "SCP-11", Profile: "scope",
			Summary:  "It trims blanks off a token before it looks it up.",
			Stimulus: append(asking("read"), bodies(chk("$TOKEN ", "read"))...),
			hear:     heard("check_scope", tokenAfter("", strings.TrimSpace))},
		{Name: "token-behind-its-type", ID: "SCP-11", Profile: "scope",
			Summary:  "It takes the word Bearer off a token, as if it stood in a header.",
			Stimulus: append(asking("read"), bodies(chk("$TOKEN@", "read"))...),
			hear:     heard("check_scope", tokenAfter("Bearer ", strings.TrimSpace))},
	}
}

// edgesOfURLs are the nodes that put nearly every value into the URL as it is.
func edgesOfURLs() []Mutant {
	blanks := regexp.MustCompile(` +`)
	return []Mutant{
		{Name: "redirect-written-anew", ID: "SMP-08", Profile: "core",
			Summary:  "It reads a redirect_uri as a URL and writes it anew, without the default port.",
			Stimulus: redirect("https://a:443/b"),
			say:      changed("redirect_uri", replaced(":443/", "/"))},
		{Name: "redirect-without-slash", ID: "SMP-08", Profile: "core",
			Summary:  "It takes a slash off the end of a redirect_uri.",
			Stimulus: redirect("https://a/b/"),
			say:      changed("redirect_uri", func(s string) string { return strings.TrimSuffix(s, "/") })},
		{Name: "state-blanks-collapsed", ID: "URL-03", Profile: "url",
			Summary:  "It makes one blank of several.",
			Stimulus: state("a  b"),
			say:      changed("state", func(s string) string { return blanks.ReplaceAllString(s, " ") })},
		{Name: "state-normalised", ID: "URL-04", Profile: "url",
			Summary:  "It writes a letter and its accent as one character, as Unicode's form C does.",
			Stimulus: state("e\u0301"),
			say:      changed("state", plain)},
		{Name: "client-id-trimmed-in-url", ID: "URL-05", Profile: "url",
			Summary:  "It trims blanks off a client_id.",
			Stimulus: bodies(gen(" a ", "https://a/b", `["read"]`, `"s"`)),
			say:      changed("client_id", strings.TrimSpace)},
		{Name: "scopes-in-lower-case", ID: "URL-06", Profile: "url",
			Summary:  "It writes scopes in lower case.",
			Stimulus: bodies(gen("abc123", "https://a/b", `["User.Read"]`, `"s"`)),
			say:      changed("scope", strings.ToLower)},
		{Name: "state-zero-is-empty", ID: "URL-15", Profile: "url",
			Summary:  "It takes the state 0 for none, as PHP's empty does.",
			Stimulus: state("0"),
			say: spoil(func(_ *turn, q *query) {
				if state, _ := q.value("state"); state == "0" {
					q.drop("state")
				}
			})},
		{Name: "scope-zero-is-empty", ID: "URL-15", Profile: "url",
			Summary:  "It drops the scope 0, as PHP's array_filter does.",
			Stimulus: bodies(gen("abc123", "https://a/b", `["0","read"]`, `"s"`)),
			say: changed("scope", func(scope string) string {
				return strings.Join(slices.DeleteFunc(strings.Fields(scope), func(s string) bool { return s == "0" }), " ")
			})},
	}
}

// history makes a vice for the replies to check_scope of all lists of scopes that
// the token's client had asked for before it got the token.
func history(vice func(t *turn, c *check, asked [][]string)) func(*turn) {
	lists := func(t *turn, key string) [][]string {
		known, _ := t.memo[key].([][]string)
		return known
	}
	return both(
		on("auth_url_generated", func(t *turn) {
			key := "asked by " + t.asked("client_id")
			t.memo[key] = append(lists(t, key), t.askedScopes())
		}),
		both(
			issued(func(t *turn) {
				t.memo["asked for "+t.said("access_token")] = slices.Clone(lists(t, "asked by "+t.asked("client_id")))
			}),
			checked(func(t *turn, c *check) {
				if asked := lists(t, "asked for "+c.token); len(asked) > 0 {
					vice(t, c, asked)
				}
			})))
}

// all reports whether each of the scopes is one of the token's.
func (c *check) all(scopes []string) bool {
	return !slices.ContainsFunc(scopes, func(s string) bool { return !slices.Contains(c.granted, s) })
}

// tokenAfter lets the node hear a token without what stands before it.
func tokenAfter(prefix string, clean func(string) string) func(*turn) {
	return func(t *turn) {
		if shown := t.asked("token"); strings.HasPrefix(shown, prefix) {
			t.change("token", clean(strings.TrimPrefix(shown, prefix)))
		}
	}
}

// sameNumber reports whether two texts are the same number, written in two ways.
func sameNumber(a, b string) bool {
	x, err := strconv.ParseFloat(a, 64)
	y, failed := strconv.ParseFloat(b, 64)
	return err == nil && failed == nil && x == y
}
