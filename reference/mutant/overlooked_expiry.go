package mutant

import "slices"

// overlookedLifetimes are the nodes whose codes and tokens expire, but for some.
func overlookedLifetimes() []Mutant {
	const stranger = "stranger"
	app := []string{registerApp, want("client_id", "app", "code_challenge", challenge, "code_challenge_method", "S256"), allow(),
		redeem("client_id", "app", "client_secret", "-", "code_verifier", verifier)}
	// lives makes a vice for tokens that have the scope for ever.
	lives := func(when func(*turn, *check, *given) bool) func(*turn) {
		return judgedIn(func(t *turn, c *check) bool {
			g := t.known.tokens[c.token]
			return g != nil && c.token != g.refresh && slices.Contains(g.scopes, c.required) && when(t, c, g)
		})
	}
	// late remembers when a code was issued, and gives the tokens of some that are too old.
	late := func(when func(*turn, *given) bool) func(*turn) {
		return both(
			on("code_issued", func(t *turn) { t.memo["born "+t.said("code")] = t.known.clock }),
			on("error", func(t *turn) {
				born, issued := t.memo["born "+t.asked("code")].(float64)
				if t.asked("type") == "exchange_code" && issued && t.known.clock >= born+600 && t.code().token == "" && when(t, t.code()) {
					t.answer(map[string]any{"type": "token_issued", "access_token": "late-" + long(40), "token_type": "Bearer", "expires_in": 3600})
				}
			}))
	}
	return []Mutant{
		{Name: "expiry-for-the-confidential-only", ID: "EXP-01", Profile: "expiry",
			Summary:  "The tokens of public clients never expire.",
			Stimulus: bodies(append(app, pass("3601"), chk("$TOKEN", "read"))...),
			say: lives(func(t *turn, c *check, g *given) bool {
				return t.known.clients[g.client].public && c.required == "read"
			})},
		{Name: "expiry-of-the-first-scope", ID: "EXP-01", Profile: "expiry",
			Summary:  "It looks at the time only where it is asked for the first scope of a token.",
			Stimulus: bodies(append(app, pass("3601"), chk("$TOKEN", "write"))...),
			say:      lives(func(_ *turn, c *check, g *given) bool { return c.required != g.scopes[0] })},
		{Name: "code-of-a-stranger-never-expires", ID: "EXP-02", Profile: "expiry",
			Summary: "Its codes expire only where the client is registered.",
			Stimulus: bodies(want("client_id", stranger), allow(), pass("7201"),
				redeem("client_id", stranger, "client_secret", "-")),
			say: late(func(t *turn, g *given) bool { return t.unregistered(g.client) })},
		{Name: "refused-code-renewed", ID: "EXP-02", Profile: "expiry",
			Summary:  "An attempt to use an expired code renews it.",
			Stimulus: coded(pass("7201"), redeem(), redeem()),
			say: late(func(t *turn, g *given) bool {
				key := "tried " + t.asked("code")
				tried := t.memo[key] != nil
				t.memo[key] = true
				return tried && t.asked("client_id") == g.client
			})},
		{Name: "expired-token-takes-refresh-token-along", ID: "EXP-04", Profile: "expiry",
			Summary:  "When check_scope finds a token expired, it deletes its refresh token, too.",
			Stimulus: granted(pass("3601"), chk("$TOKEN", "read"), renew()),
			say: both(
				checked(func(t *turn, c *check) {
					if g := t.known.tokens[c.token]; g != nil && !c.right && slices.Contains(g.scopes, c.required) {
						t.memo["deleted "+g.refresh] = true
					}
				}),
				refusing("token_refreshed", "invalid_grant", func(t *turn) bool { return t.memo["deleted "+t.asked("refresh_token")] != nil }))},
		{Name: "second-refresh-keeps-expiry", ID: "EXP-04", Profile: "expiry",
			Summary:  "The token of a second refresh expires when that of the first would have.",
			Stimulus: granted(renew(), pass("3601"), renew("refresh_token", "$REFRESH2"), chk("$TOKEN3", "read")),
			say: both(
				on("token_refreshed", func(t *turn) {
					first, again := t.memo["first of "+t.asked("refresh_token")].(float64)
					if !again {
						first = t.known.clock
					}
					t.memo["first of "+t.said("refresh_token")] = first
					t.memo["counted from "+t.said("access_token")] = first
				}),
				checked(func(t *turn, c *check) {
					if from, refreshed := t.memo["counted from "+c.token].(float64); refreshed && t.known.clock >= from+3600 {
						t.body["has_scope"] = false
					}
				}))},
		{Name: "narrowed-token-never-expires", ID: "EXP-04", Profile: "expiry",
			Summary:  "A token that a refresh made with fewer scopes never expires.",
			Stimulus: granted(renew("scope", "read"), pass("3601"), chk("$TOKEN2", "read")),
			say: both(
				on("token_refreshed", func(t *turn) {
					if scope := t.asked("scope"); scope != "" {
						t.memo["narrowed to "+t.said("access_token")] = scope
					}
				}),
				judgedIn(func(t *turn, c *check) bool { return t.memo["narrowed to "+c.token] == c.required }))},
	}
}
