package mutant

import (
	"maps"
	"slices"
)

// lenient are the nodes that keep a rule for some clients only: for those that
// are registered, or for those that have a secret.
func lenient() []Mutant {
	const stranger = "stranger"
	unregistered := func(more ...string) []string {
		return bodies(append([]string{want("client_id", stranger), allow()}, more...)...)
	}
	app := func(more ...string) []string {
		start := []string{registerApp, want("client_id", "app", "code_challenge", challenge, "code_challenge_method", "S256"), allow()}
		return bodies(append(start, more...)...)
	}
	redeemed := func(client string, change ...string) string {
		return redeem(append([]string{"client_id", client, "client_secret", "-"}, change...)...)
	}
	return []Mutant{
		{Name: "redirect-of-the-registered-only", ID: "TOK-14", Profile: "security",
			Summary:  "It compares the redirect_uri of the exchange only where the client is registered.",
			Stimulus: unregistered(redeemed(stranger, "redirect_uri", "https://a/other")),
			hear:     redirectFree(func(t *turn, g *given) bool { return t.unregistered(g.client) })},
		{Name: "redirect-of-the-confidential-only", ID: "TOK-14", Profile: "security",
			Summary:  "It compares the redirect_uri of the exchange only where the client has a secret.",
			Stimulus: app(redeemed("app", "code_verifier", verifier, "redirect_uri", "https://a/other")),
			hear:     redirectFree(func(t *turn, g *given) bool { return t.known.clients[g.client].public })},
		{Name: "code-of-any-unregistered-client", ID: "TOK-13", Profile: "security",
			Summary:  "It compares the client of a code only where that is registered.",
			Stimulus: unregistered(redeemed("nobody")),
			hear: heard("exchange_code", func(t *turn) {
				if g := t.code(); g != nil && t.unregistered(g.client) {
					t.change("client_id", g.client)
				}
			})},
		{Name: "issued-code-again-if-unregistered", ID: "TOK-15", Profile: "security",
			Summary:  "It uses up the codes that it issued only where the client is registered.",
			Stimulus: unregistered(redeemed(stranger), redeemed(stranger)),
			say:      repeatedFor(func(t *turn, g *given) bool { return t.unregistered(g.client) && g.redirect != "" })},
		{Name: "code-again-if-public", ID: "TOK-15", Profile: "security",
			Summary:  "It uses up a code only where the client has a secret.",
			Stimulus: app(redeemed("app", "code_verifier", verifier), redeemed("app", "code_verifier", verifier)),
			say:      repeatedFor(func(t *turn, g *given) bool { return t.known.clients[g.client].public })},
		{Name: "pkce-for-the-registered-only", ID: "PKC-02", Profile: "pkce",
			Summary: "It looks at a code_challenge only where the client is registered.",
			Stimulus: bodies(want("client_id", stranger, "code_challenge", challenge, "code_challenge_method", "S256"), allow(),
				redeemed(stranger, "code_verifier", long(43))),
			hear: both(
				heard("authorize", func(t *turn) {
					q := dissect(t.url)
					if client, _ := q.value("client_id"); t.unregistered(client) {
						q.drop("code_challenge")
						q.drop("code_challenge_method")
						t.change("url", q.String())
					}
				}),
				heard("exchange_code", func(t *turn) {
					if g := t.code(); g != nil && t.unregistered(g.client) && g.challenge != "" {
						t.omit("code_verifier")
					}
				}))},
		{Name: "expiry-for-the-registered-only", ID: "EXP-01", Profile: "expiry",
			Summary:  "Its tokens expire only where the client is registered.",
			Stimulus: append(asking("read"), bodies(pass("3601"), chk("$TOKEN", "read"))...),
			say: judgedIn(func(t *turn, c *check) bool {
				g := t.known.tokens[c.token]
				return g != nil && c.token == g.token && t.unregistered(g.client) && slices.Contains(g.scopes, c.required)
			})},
	}
}

// unregistered reports whether nobody has registered a client.
func (t *turn) unregistered(client string) bool {
	_, registered := t.known.clients[client]
	return !registered
}

// redirectFree makes a vice that does not compare the redirect_uri of some codes.
func redirectFree(when func(*turn, *given) bool) func(*turn) {
	return heard("exchange_code", func(t *turn) {
		if g := t.code(); g != nil && g.redirect != "" && when(t, g) {
			t.change("redirect_uri", g.redirect)
		}
	})
}

// repeatedFor makes a vice that answers the exchange of some used codes as it did
// before.
func repeatedFor(when func(*turn, *given) bool) func(*turn) {
	return func(t *turn) {
		g, key := t.code(), "answer for "+t.asked("code")
		if t.asked("type") != "exchange_code" || g == nil || t.asked("client_id") != g.client || !when(t, g) {
			return
		}
		if t.kind() == "token_issued" {
			t.memo[key] = maps.Clone(t.body)
		} else if before, known := t.memo[key].(map[string]any); known {
			t.answer(maps.Clone(before))
		}
	}
}
