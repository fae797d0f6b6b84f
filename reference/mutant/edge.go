package mutant

import (
	"io"
	"regexp"
	"slices"
	"strings"
)

// edges are the nodes that are right but for one case which their authors did
// not think of.
func edges() []Mutant {
	return []Mutant{
		{Name: "redirect-uri-encoded-by-hand", ID: "SMP-08", Profile: "core",
			Summary:  "It encodes a redirect_uri with a list of characters of its own, which lacks the plus sign.",
			Stimulus: redirect("https://a/b?q=a+b"),
			say:      written("redirect_uri", leaving("+"))},
		{Name: "state-trimmed-in-url", ID: "URL-03", Profile: "url",
			Summary:  "It trims blanks off everything that comes in, as some frameworks do.",
			Stimulus: state(" a "),
			say:      changed("state", strings.TrimSpace)},
		{Name: "percent-left-raw", ID: "URL-05", Profile: "url",
			Summary:  "It leaves the percent sign of a client_id as it is, as if that were encoded already.",
			Stimulus: bodies(gen("a%41", "https://a/b", `["read"]`, `"s"`)),
			say:      written("client_id", leaving("%"))},
		{Name: "scope-percent-left-raw", ID: "URL-06", Profile: "url",
			Summary:  "It leaves the percent sign of a scope as it is.",
			Stimulus: bodies(gen("abc123", "https://a/b", `["a%41"]`, `"s"`)),
			say:      written("scope", leaving("%"))},
		{Name: "first-scope-checked", ID: "ERR-03", Profile: "errors",
			Summary:  "It looks at the type of the first scope only, and drops others that are no text.",
			Stimulus: bodies(want("scopes", `=["read",1]`)),
			hear: heard("generate_auth_url", func(t *turn) {
				list, _ := t.ask["scopes"].([]any)
				if len(list) == 0 {
					return
				}
				if _, ok := list[0].(string); ok {
					t.change("scopes", t.askedScopes())
				}
			})},
		{Name: "scopes-looked-up-later", ID: "SCP-09", Profile: "scope",
			Summary:  "It looks a token's scopes up at the time of the check, among those that its client asked for last.",
			Stimulus: append(asking("read"), bodies(gen("abc123", "https://a/b", `["admin"]`, `"s"`), chk("$TOKEN", "admin"))...),
			say: both(
				issued(func(t *turn) { t.memo["client of "+t.said("access_token")] = t.asked("client_id") }),
				judgedIn(func(t *turn, c *check) bool {
					client, known := t.memo["client of "+c.token].(string)
					return known && slices.Contains(t.wanted[client], c.required)
				}))},
		{Name: "last-character-not-compared", ID: "SCP-11", Profile: "scope",
			Summary:  "It does not compare the last character of a token, as one that decodes base64 and ignores what is over.",
			Stimulus: append(asking("read"), bodies(chk("$TOKEN~", "read"))...),
			hear:     heard("check_scope", lastCharacterFree)},
		{Name: "crash-on-object-name", ID: "SCP-11", Profile: "scope",
			Summary:  "It keeps tokens in a JavaScript object, and crashes on a token that is called as one of its members.",
			Stimulus: append(asking("read"), bodies(chk("constructor", "read"))...),
			hear: heard("check_scope", func(t *turn) {
				if t.asked("token") == "constructor" {
					t.crash("TypeError: tokens[token].scopes is undefined")
				}
			})},
		{Name: "scope-as-sql-pattern", ID: "SCP-07", Profile: "scope",
			Summary:  "It looks for a scope with SQL's LIKE, so w% passes for write.",
			Stimulus: asking("w%"),
			say: judged(func(c *check) bool {
				pattern := regexp.MustCompile(`\A` + strings.ReplaceAll(regexp.QuoteMeta(c.required), "%", ".*") + `\z`)
				return strings.Contains(c.required, "%") && c.any(pattern.MatchString)
			})},
		{Name: "callback-loses-code", ID: "STA-01", Profile: "state",
			Summary:  "Its callback_valid has no code.",
			Stimulus: bodies(want(), arrive()),
			say:      on("callback_valid", func(t *turn) { delete(t.body, "code") })},
		{Name: "state-in-object", ID: "STA-02", Profile: "state",
			Summary:  "It keeps states in a JavaScript object, which has members of its own such as constructor.",
			Stimulus: bodies(want(), arrive("state", "constructor")),
			say: on("callback_invalid", func(t *turn) {
				if t.asked("state") == "constructor" {
					t.answer(map[string]any{"type": "callback_valid", "code": t.asked("code")})
				}
			})},
		{Name: "each-read-decoded", ID: "TRN-10", Profile: "transport",
			Summary:  "It decodes what each read returns by itself, so a character that comes in two pieces is lost.",
			Stimulus: cut(state("é")),
			run:      eachReadDecoded},
		{Name: "shared-src-variable", ID: "ENV-02", Profile: "envelope",
			Summary:  "It keeps the name of the client in one variable for all requests, and the last one that came wins.",
			Stimulus: []string{strings.Join(append(from("c1", "oauth"), from("c2", "oauth")...), "")},
			run: func(s *session) error {
				return s.batches(func(lines [][]byte) error {
					s.batch = lines
					return s.answerAll(lines)
				})
			},
			say: func(t *turn) {
				if len(t.batch) > 1 {
					t.envelope["dest"] = t.newTurn(t.batch[len(t.batch)-1]).src
				}
			}},
		{Name: "token-of-the-clock", ID: "TOK-31", Profile: "security",
			Summary: "Its tokens are the time and the name of the machine, as a UUID of version 1.",
			say: tokenAs(func(token string) string {
				return hashOf(token)[:8] + "-9dad-11d1-80b4-00c04fd430c8"
			})},
		{Name: "token-of-the-request", ID: "TOK-02", Profile: "security",
			Summary: "Its token is a hash of code, client_id and a constant, so whoever sees the code can compute it.",
			say:     issued(func(t *turn) { t.body["access_token"] = hashOf("key " + t.asked("code") + " " + t.asked("client_id")) })},
		{Name: "code-from-a-seed", ID: "TOK-20", Profile: "security",
			Summary:  "Its codes come from a generator with a fixed seed, so each process issues the same codes.",
			Stimulus: coded(),
			say: codeAs(func(t *turn) string {
				n, _ := t.memo["codes"].(int)
				t.memo["codes"] = n + 1
				return hashOf("seed 42, code " + strings.Repeat("i", n))
			})},
		{Name: "code-of-the-url", ID: "TOK-20", Profile: "security",
			Summary:  "Its code is a hash of the URL, and so the same when the URL is opened again.",
			Stimulus: coded(),
			say:      codeAs(func(t *turn) string { return hashOf(t.url) })},
	}
}

// judgedIn makes a vice that says yes more often than is right, by what else the turn knows.
func judgedIn(yes func(*turn, *check) bool) func(*turn) {
	return checked(func(t *turn, c *check) { t.body["has_scope"] = c.right || yes(t, c) })
}

// lastCharacterFree lets the node hear a token that was issued in place of one
// that has another last character.
func lastCharacterFree(t *turn) {
	shown := t.asked("token")
	for token := range t.tokens {
		if len(token) == len(shown) && len(token) > 1 && token[:len(token)-1] == shown[:len(shown)-1] {
			t.change("token", token)
		}
	}
}

// cut sends a line in two pieces, the second of which begins within the first
// character beyond ASCII.
func cut(lines []string) []string {
	line := lines[0]
	at := strings.IndexFunc(line, func(c rune) bool { return c > 0x7f }) + 1
	return []string{line[:at], line[at:]}
}

// eachReadDecoded reads through decoding.
func eachReadDecoded(s *session) error {
	s.in = &decoding{in: s.in}
	return s.lines()
}

// decoding takes a replacement character for what is no UTF-8 in one read.
type decoding struct {
	in   io.Reader
	text string // that was not handed out yet
}

func (d *decoding) Read(p []byte) (int, error) {
	if d.text == "" {
		chunk := make([]byte, 1<<16)
		n, err := d.in.Read(chunk)
		if err != nil {
			return 0, err
		}
		d.text = strings.ToValidUTF8(string(chunk[:n]), "\uFFFD")
	}
	n := copy(p, d.text)
	d.text = d.text[n:]
	return n, nil
}
