package mutant

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// answers are the nodes that say yes and no in a wrong way.
func answers() []Mutant {
	return []Mutant{
		{Name: "always-true-scope", ID: "SMP-04", Profile: "core",
			Summary:  "It says yes to every check.",
			Stimulus: asking("zz-not-granted"),
			say:      judged(func(*check) bool { return true })},
		{Name: "has-scope-string", ID: "SMP-11", Profile: "core",
			Summary: "It writes has_scope as a string: \"true\" for true.",
			say: checked(func(t *turn, c *check) {
				t.body["has_scope"] = map[bool]string{true: "true", false: "false"}[c.right]
			})},
		{Name: "has-scope-number", ID: "SMP-11", Profile: "core",
			Summary: "It writes has_scope as 1 or 0.",
			say: checked(func(t *turn, c *check) {
				t.body["has_scope"] = map[bool]int{true: 1, false: 0}[c.right]
			})},
		{Name: "no-has-scope-in-negatives", ID: "SCP-13", Profile: "scope",
			Summary:  "It leaves has_scope out when the answer is no.",
			Stimulus: asking("admin"),
			say: checked(func(t *turn, c *check) {
				if !c.right {
					delete(t.body, "has_scope")
				}
			})},
		{Name: "negative-is-error", ID: "SCP-16", Profile: "scope",
			Summary:  "It answers no with an error in place of scope_valid.",
			Stimulus: asking("admin"),
			say: checked(func(t *turn, c *check) {
				if !c.right {
					t.refuse(22, "insufficient_scope")
				}
			})},
	}
}

// scopes are the nodes that say yes to the wrong scope or token.
func scopes() []Mutant {
	return []Mutant{
		{Name: "prefix-scope", ID: "SCP-02", Profile: "scope",
			Summary:  "It takes read:user for a kind of read.",
			Stimulus: bodies(gen("abc123", "https://a/b", `["read:user"]`, `"s"`), exc("abc123", "C"), chk("$TOKEN", "read")),
			say: judged(func(c *check) bool {
				return c.any(func(granted string) bool { return strings.HasPrefix(granted, c.required+":") })
			})},
		{Name: "longer-scope", ID: "SCP-02", Profile: "scope",
			Summary:  "It takes read:user for granted where read is, as if the short scope stood for all that begin with it.",
			Stimulus: asking("writeall"),
			say: judged(func(c *check) bool {
				return c.any(func(granted string) bool { return strings.HasPrefix(c.required, granted) })
			})},
		{Name: "scope-as-glob", ID: "SCP-07", Profile: "scope",
			Summary:  "It takes the required scope for a file name pattern, so * passes for any.",
			Stimulus: asking("*"),
			say: judged(func(c *check) bool {
				return c.any(func(granted string) bool { ok, err := path.Match(c.required, granted); return ok && err == nil })
			})},
		{Name: "scope-as-pattern", ID: "SCP-07", Profile: "scope",
			Summary:  "It takes the required scope for a regular expression, so w.* passes for write.",
			Stimulus: asking("w.*"),
			say: judged(func(c *check) bool {
				pattern, err := regexp.Compile(`\A(?:` + c.required + `)\z`)
				return err == nil && c.any(pattern.MatchString)
			})},
		{Name: "last-scope-only", ID: "SCP-08", Profile: "scope",
			Summary:  "It keeps only the last of the scopes that were asked for.",
			Stimulus: asking("read"),
			say: checked(func(t *turn, c *check) {
				t.body["has_scope"] = c.known && len(c.granted) > 0 && c.required == c.granted[len(c.granted)-1]
			})},
		{Name: "asking-grants", ID: "SCP-10", Profile: "scope",
			Summary:  "It adds the scope that a check asks for to the token, so the second check says yes.",
			Stimulus: asking("admin"),
			say: checked(func(t *turn, c *check) {
				if c.known {
					t.tokens[c.token] = append(slices.Clone(c.granted), c.required)
					t.body["has_scope"] = c.right || slices.Contains(c.granted, c.required)
				}
			})},
		{Name: "any-token-accepted", ID: "SCP-11", Profile: "scope",
			Summary:  "It does not look at the token: any text has the scopes of the latest token.",
			Stimulus: append(asking("read"), bodies(chk("no-such-token", "read"))...),
			say:      judged(func(c *check) bool { return !c.known && slices.Contains(c.latest, c.required) })},
		{Name: "code-is-a-token", ID: "SCP-12", Profile: "scope",
			Summary:  "It keeps codes and tokens in one table, so a code passes for a token.",
			Stimulus: append(asking("read"), bodies(chk("AUTH_CODE", "read"))...),
			say:      judged(func(c *check) bool { return !c.known && slices.Contains(c.ofCode, c.required) })},
		{Name: "look-alike-scope", ID: "SCP-14", Profile: "scope",
			Summary:  "It takes letters that look alike for the same, such as ı for i.",
			Stimulus: asking("wrıte"),
			say: judged(func(c *check) bool {
				return c.any(func(granted string) bool { return plain(granted) == plain(c.required) })
			})},
		{Name: "prototype-names", ID: "SCP-15", Profile: "scope",
			Summary:  "It keeps scopes in a JavaScript object, which has members of its own such as constructor.",
			Stimulus: asking("constructor"),
			say: judged(func(c *check) bool {
				return c.known && slices.Contains([]string{"constructor", "__proto__", "toString", "valueOf", "hasOwnProperty"}, c.required)
			})},
	}
}

// check is a check_scope, and what a node knows about its token.
type check struct {
	token, required string
	right           bool     // the right answer
	known           bool     // the token was issued
	granted         []string // its scopes
	latest          []string // those of the latest token
	ofCode          []string // those of the token that was got for this code
}

// any reports whether one of the token's scopes will do.
func (c *check) any(will func(granted string) bool) bool { return slices.ContainsFunc(c.granted, will) }

// checked makes a vice for the replies to check_scope.
func checked(vice func(*turn, *check)) func(*turn) {
	return on("scope_valid", func(t *turn) {
		c := &check{token: t.asked("token"), required: t.asked("required_scope"), latest: t.latest}
		c.right, _ = t.body["has_scope"].(bool)
		c.granted, c.known = t.tokens[c.token]
		c.ofCode = t.codes[c.token]
		vice(t, c)
	})
}

// judged makes a vice that says yes more often than is right.
func judged(yes func(*check) bool) func(*turn) {
	return checked(func(t *turn, c *check) { t.body["has_scope"] = c.right || yes(c) })
}

// plain replaces letters by the plain ones that they look like, and accents
// written apart by letters with an accent.
var plain = replaced(
	"\u0131", "i", // i without its dot
	"\u0456", "i", "\u0435", "e", "\u0430", "a", "\u043e", "o", // Cyrillic
	"\uff57", "w", "\uff52", "r", "\uff49", "i", "\uff54", "t", "\uff45", "e", // full width
	"\u200b", "", // zero width
	"e\u0301", "é", "a\u0308", "ä", "o\u0308", "ö", "u\u0308", "ü", "n\u0303", "ñ",
)
