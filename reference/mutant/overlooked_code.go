package mutant

import (
	"strings"
)

// overlookedOfCodes are the nodes that bind a code, but for one way to come back.
func overlookedOfCodes() []Mutant {
	early := body("register_client", "client_id", "early", "client_secret", "S3cret-3", "redirect_uris", `=["https://a/b"]`)
	return []Mutant{
		{Name: "secret-with-line-feed", ID: "TOK-11", Profile: "security",
			Summary:  "It takes a line feed off the end of a client_secret before it compares.",
			Stimulus: coded(redeem("client_secret", "S3cret-1\n")),
			hear:     secretAs(func(shown, right string) bool { return strings.TrimSuffix(shown, "\n") == right })},
		{Name: "used-code-is-free", ID: "TOK-12", Profile: "security",
			Summary:  "It deletes a code that was used, and takes it for a free one when a client that nobody knows brings it.",
			Stimulus: granted(redeem("client_id", "nobody", "client_secret", "-")),
			hear: heard("exchange_code", func(t *turn) {
				if g := t.code(); g != nil && g.token != "" && g.redirect != "" && t.unregistered(t.asked("client_id")) && !t.unregistered(g.client) {
					t.change("code", "free "+t.asked("code"))
				}
			})},
		{Name: "attempt-rebinds-code", ID: "TOK-13", Profile: "security",
			Summary:  "It notes the client of each attempt with the code, so the second attempt of another client succeeds.",
			Stimulus: coded(redeem("client_id", "two", "client_secret", "S3cret-2"), redeem("client_id", "two", "client_secret", "S3cret-2")),
			hear: heard("exchange_code", func(t *turn) {
				g, key := t.code(), "attempt "+t.asked("code")+" "+t.asked("client_id")
				if g == nil || g.client == t.asked("client_id") || t.asked("client_secret") == "" || t.asked("client_secret") != t.right(t.asked("client_id")) {
					return
				}
				if t.memo[key] != nil {
					t.change("client_id", g.client)
					t.change("client_secret", t.right(g.client))
				}
				t.memo[key] = true
			})},
		{Name: "code-of-the-same-redirect", ID: "TOK-13", Profile: "security",
			Summary:  "It finds the client of a code by the redirect_uri, which two clients may have registered.",
			Stimulus: coded(redeem("client_id", "two", "client_secret", "S3cret-2")),
			hear: heard("exchange_code", func(t *turn) {
				g, c := t.code(), t.known.clients[t.asked("client_id")]
				if g != nil && g.client != t.asked("client_id") && c.secret != "" && c.secret == t.asked("client_secret") && within(g.redirect, c.redirects) {
					t.change("client_id", g.client)
					t.change("client_secret", t.right(g.client))
				}
			})},
		{Name: "redirect-of-the-latest-code", ID: "TOK-14", Profile: "security",
			Summary: "It keeps one redirect_uri for a client, that of its latest code.",
			Stimulus: coded(want("redirect_uri", "https://a/other"), allow("url", "$URL2"),
				redeem("redirect_uri", "https://a/other")),
			hear: heard("exchange_code", func(t *turn) {
				g := t.code()
				if g == nil {
					return
				}
				if latest, _ := t.memo["redirect of "+g.client].(string); latest == t.asked("redirect_uri") {
					t.change("redirect_uri", g.redirect)
				}
			}),
			say: on("code_issued", func(t *turn) { t.memo["redirect of "+t.known.last.client] = t.known.last.redirect })},
		{Name: "redirect-right-the-second-time", ID: "TOK-14", Profile: "security",
			Summary:  "It serves a redirect_uri that it refused the first time.",
			Stimulus: coded(redeem("redirect_uri", "https://a/other"), redeem("redirect_uri", "https://a/other")),
			hear: heard("exchange_code", func(t *turn) {
				g, key := t.code(), "redirect "+t.asked("code")+" "+t.asked("redirect_uri")
				if g != nil && t.memo[key] != nil {
					t.change("redirect_uri", g.redirect)
				}
				t.memo[key] = true
			})},
		{Name: "invented-code-of-a-public-client", ID: "TOK-18", Profile: "security",
			Summary:  "It takes any text for a code of a public client, which has no secret to check.",
			Stimulus: coded(redeem("client_id", "app", "client_secret", "-", "code", "unknown")),
			hear: heard("exchange_code", func(t *turn) {
				if t.known.clients[t.asked("client_id")].public && t.code() == nil {
					t.free()
				}
			})},
		{Name: "lenient-to-an-early-client", ID: "TOK-18", Profile: "security",
			Summary:  "It stays lenient to a client that asked for a URL before it was registered.",
			Stimulus: bodies(want("client_id", "early"), early, redeem("client_id", "early", "client_secret", "S3cret-3", "code", "unknown")),
			hear: both(
				heard("register_client", func(t *turn) {
					if client := t.asked("client_id"); t.wanted[client] != nil && t.unregistered(client) {
						t.memo["early "+client] = true
					}
				}),
				heard("exchange_code", func(t *turn) {
					if t.memo["early "+t.asked("client_id")] != nil && t.code() == nil {
						t.free()
					}
				}))},
		{Name: "same-code-until-used", ID: "TOK-20", Profile: "security",
			Summary:  "It gives the same code again for a URL whose code was not used yet.",
			Stimulus: coded(allow()),
			say: both(
				issued(func(t *turn) { t.memo["used "+t.asked("code")] = true }),
				on("code_issued", func(t *turn) {
					key := "code of " + t.url + t.asked("scope")
					if before, _ := t.memo[key].(string); before != "" && t.memo["used "+before] == nil {
						t.body["code"] = before
					}
					t.memo[key] = t.said("code")
				}))},
		{Name: "scopes-of-a-stranger-since", ID: "TOK-10", Profile: "security",
			Summary:  "It gives a token of a client that is not registered the scopes that this asked for last, not those of the code.",
			Stimulus: bodies(want("client_id", "s", "scopes", `=["read"]`), allow(), want("client_id", "s"), redeem("client_id", "s", "client_secret", "-"), chk("$TOKEN", "write")),
			say: func(t *turn) {
				if client := t.asked("client_id"); client == "" || t.unregistered(client) {
					scopesSince(t)
				}
			}},
	}
}

// free makes the node hear a client that nobody knows, whose codes are all good.
func (t *turn) free() {
	t.change("client_id", "unregistered "+t.asked("client_id"))
	t.omit("client_secret")
	t.omit("code_verifier")
}
