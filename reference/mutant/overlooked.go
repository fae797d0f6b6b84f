package mutant

import (
	hexadecimal "encoding/hex"
	"slices"
	"strings"

	"flowcheck/reference/oauth"
)

// overlookedAtExchange are the nodes that are right in all exchanges but one
// which their authors never tried.
func overlookedAtExchange() []Mutant {
	registerLong := body("register_client", "client_id", "one", "client_secret", long(80), "redirect_uris", `=["https://a/b"]`, "scope", "read write")
	return []Mutant{
		{Name: "secret-cut-at-72", ID: "TOK-11", Profile: "security",
			Summary:  "It compares the first 72 bytes of a client_secret, which is all that bcrypt looks at.",
			Stimulus: bodies(registerLong, want(), allow(), redeem("client_secret", long(79)+"x")),
			hear: secretAs(func(shown, right string) bool {
				return min(len(shown), len(right)) >= 72 && shown[:72] == right[:72]
			})},
		{Name: "secret-of-any-type", ID: "TOK-11", Profile: "security",
			Summary:  "It compares a client_secret only where that is text, so null and true pass.",
			Stimulus: coded(redeem("client_secret", "=null")),
			hear: heard("exchange_code", func(t *turn) {
				shown, sent := t.ask["client_secret"]
				_, isText := shown.(string)
				if right := t.right(t.asked("client_id")); sent && !isText && right != "" {
					t.change("client_secret", right)
				}
			})},
		{Name: "scopes-asked-for-since", ID: "TOK-10", Profile: "security",
			Summary:  "It gives a token the scopes that its client asked for last, not those of the code.",
			Stimulus: coded(want("scopes", `=["read"]`), redeem(), chk("$TOKEN", "write")),
			say:      scopesSince},
		{Name: "one-scope-list-for-a-client", ID: "TOK-10", Profile: "security",
			Summary: "It keeps one list of scopes for a client, and each new token replaces it for the older ones.",
			Stimulus: granted(want("scopes", `=["read"]`), allow("url", "$URL2"), redeem("code", "$CODE2"),
				chk("$TOKEN", "write")),
			say: scopesOfClient},
		{Name: "token-holds-code-in-capitals", ID: "TOK-04", Profile: "security",
			Summary: "Its token holds the code in hexadecimal, in capitals.",
			say: issued(func(t *turn) {
				digits := strings.ToUpper(hexadecimal.EncodeToString([]byte(t.asked("code"))))
				t.body["access_token"] = t.said("access_token")[:16] + digits
			})},
		{Name: "wrong-secret-tells-codes", ID: "TOK-30", Profile: "security",
			Summary:  "Its refusal of a wrong client_secret lists the codes that it knows, for the log.",
			Stimulus: coded(redeem("client_secret", "wrong")),
			say: refused("invalid_client", func(t *turn) {
				for code := range t.known.codes {
					t.body["text"] = t.said("text") + " " + code
				}
			})},
	}
}

// overlookedAtAuthorize are the nodes that are right but for one way to open a URL.
func overlookedAtAuthorize() []Mutant {
	const at = "https%3A%2F%2Fa%2Fb"
	return []Mutant{
		{Name: "redirect-up-to-semicolon", ID: "TOK-21", Profile: "security",
			Summary:  "It compares a redirect_uri with the registered ones up to a semicolon, where urlparse sees parameters.",
			Stimulus: bodies(registerOne, visit(at, at+"%3Bx")),
			hear:     registeredAs(func(shown, right string) bool { before, _, _ := strings.Cut(shown, ";"); return before == right })},
		{Name: "redirect-decoded", ID: "TOK-21", Profile: "security",
			Summary:  "It decodes a redirect_uri once more before it compares it with the registered ones.",
			Stimulus: bodies(registerOne, visit(at, "https%3A%2F%2Fa%2F%2562")),
			hear:     registeredAs(func(shown, right string) bool { return decodedFirst(shown) == right })},
		{Name: "state-as-latin-1", ID: "TOK-22", Profile: "security",
			Summary:  "It decodes the state of the URL as Latin-1, so é becomes Ã©.",
			Stimulus: bodies(want("state", "é"), allow()),
			say: stateOut(func(state string) string {
				var b strings.Builder
				for i := range len(state) {
					b.WriteString(mojibake(state[i]))
				}
				return b.String()
			})},
		{Name: "denial-with-stale-state", ID: "TOK-24", Profile: "security",
			Summary:  "When the user refuses and the URL has no state, it returns that of an earlier request.",
			Stimulus: coded(allow("approved", "=false", "url", "https://accounts.example.com/authorize?response_type=code&client_id=one&scope=read&redirect_uri="+at)),
			say: both(
				on("code_issued", func(t *turn) { t.memo["state"] = t.known.last.state }),
				refused("access_denied", func(t *turn) {
					if old, _ := t.memo["state"].(string); old != "" && t.body["state"] == nil {
						t.body["state"] = old
					}
				}))},
	}
}

// overlookedTheSecondTime are the nodes that are wrong once something comes a second
// time.
func overlookedTheSecondTime() []Mutant {
	return []Mutant{
		{Name: "challenge-of-the-latest-request", ID: "PKC-11", Profile: "pkce",
			Summary: "It binds a code to the challenge that its client asked for last, not to that of the URL which is opened.",
			Stimulus: bodies(registerOne, wantPKCE(challenge), wantPKCE(s256(long(43))), allow(),
				redeem("code_verifier", long(43))),
			hear: both(
				heard("generate_auth_url", func(t *turn) {
					t.memo["challenge of "+t.asked("client_id")] = t.asked("code_challenge")
				}),
				heard("authorize", func(t *turn) {
					q := dissect(t.url)
					client, _ := q.value("client_id")
					if latest, _ := t.memo["challenge of "+client].(string); latest != "" {
						q.change("code_challenge", func(string) string { return latest })
						t.change("url", q.String())
					}
				}))},
		{Name: "state-of-a-named-client-again", ID: "STA-06", Profile: "state", Without: without(oauth.StateOnce),
			Summary:  "It uses up a state only where the callback does not name its client.",
			Stimulus: bodies(want(), arrive("client_id", "one"), arrive("client_id", "one")),
			hear: heard("generate_auth_url", func(t *turn) {
				delete(t.memo, "used "+t.asked("state"))
			}),
			say: on("callback_valid", func(t *turn) {
				key := "used " + t.asked("state")
				if t.memo[key] != nil && t.asked("client_id") == "" {
					t.answer(map[string]any{"type": "callback_invalid", "error": "invalid_state"})
				}
				t.memo[key] = true
			})},
		{Name: "first-refresh-rotates-only", ID: "REF-05", Profile: "refresh",
			Summary:  "It ends the refresh token of the exchange when that is used, and no later one.",
			Stimulus: granted(renew(), renew("refresh_token", "$REFRESH2"), renew("refresh_token", "$REFRESH2")),
			hear: heard("refresh_token", func(t *turn) {
				shown := t.asked("refresh_token")
				if g := t.known.tokens[shown]; g != nil && t.memo["refreshed "+shown] != nil {
					t.change("refresh_token", g.refresh)
				}
			}),
			say: on("token_refreshed", func(t *turn) { t.memo["refreshed "+t.said("refresh_token")] = true })},
	}
}

// scopesSince says of a token what its client asked for between the code and the
// exchange, if it did.
func scopesSince(t *turn) {
	asked := func(code string) string { return "asked before " + code }
	on("code_issued", func(t *turn) { t.memo[asked(t.said("code"))] = t.wanted[t.known.last.client] })(t)
	issued(func(t *turn) {
		before, known := t.memo[asked(t.asked("code"))].([]string)
		if since := t.wanted[t.asked("client_id")]; known && !slices.Equal(before, since) {
			t.memo["scopes of "+t.said("access_token")] = since
		}
	})(t)
	checked(func(t *turn, c *check) {
		if scopes, other := t.memo["scopes of "+c.token].([]string); other {
			t.body["has_scope"] = slices.Contains(scopes, c.required)
		}
	})(t)
}

// scopesOfClient says of a living token what the latest token of its client has.
func scopesOfClient(t *turn) {
	issued(func(t *turn) {
		t.memo["client of "+t.said("access_token")] = t.asked("client_id")
		t.memo["scopes of "+t.asked("client_id")] = t.latest
	})(t)
	checked(func(t *turn, c *check) {
		client, known := t.memo["client of "+c.token].(string)
		if dead := slices.Contains(c.granted, c.required) && !c.right; known && !dead {
			scopes, _ := t.memo["scopes of "+client].([]string)
			t.body["has_scope"] = slices.Contains(scopes, c.required)
		}
	})(t)
}
