package mutant

import (
	"strings"

	"flowcheck/reference/oauth"
)

const issuer = "https://accounts.example.com"

// edgesOfClients are the nodes that mistake one client, or one of its values, for
// another in a case that their authors did not think of.
func edgesOfClients() []Mutant {
	registered := func(which func(uris []string) string) func(*turn) {
		return refusing("code_issued", "invalid_request", func(t *turn) bool {
			c, known := t.known.clients[t.granted().client]
			return known && len(c.redirects) > 0 && t.granted().redirect != which(c.redirects)
		})
	}
	return []Mutant{
		{Name: "first-redirect-only", ID: "TOK-21", Profile: "security",
			Summary:  "Of several redirect_uris it registers the first.",
			Stimulus: bodies(registerOne, visit("a%2Fb", "a%2Fother")),
			say:      registered(func(uris []string) string { return uris[0] })},
		{Name: "last-redirect-only", ID: "TOK-21", Profile: "security",
			Summary:  "Of several redirect_uris it registers the last.",
			Stimulus: bodies(registerOne, visit("", "")),
			say:      registered(func(uris []string) string { return uris[len(uris)-1] })},
		{Name: "state-of-the-latest-request", ID: "TOK-22", Profile: "security",
			Summary:  "It returns the state of the latest request, not that of the URL.",
			Stimulus: bodies(registerOne, want(), visit("xyz789", "other")),
			say: on("code_issued", func(t *turn) {
				if states := t.known.states; len(states) > 0 && t.said("state") != "" {
					t.body["state"] = states[len(states)-1]
				}
			})},
		{Name: "replay-ends-all-tokens", ID: "TOK-16", Profile: "security",
			Summary:  "When a code is replayed, it ends the tokens of all clients.",
			Stimulus: grantedTwice(redeem(), chk("$TOKEN2", "read")),
			say: both(
				refused("invalid_grant", func(t *turn) {
					if g := t.code(); g != nil && g.token != "" {
						t.memo["replayed"] = true
					}
				}),
				checked(func(t *turn, c *check) {
					if t.memo["replayed"] != nil {
						t.body["has_scope"] = false
					}
				}))},
		{Name: "revoke-without-secret", ID: "REV-01", Profile: "security",
			Summary:  "It does not look at the client_secret of a revoke_token.",
			Stimulus: granted(revoke("client_secret", "wrong"), chk("$TOKEN", "read")),
			hear: heard("revoke_token", func(t *turn) {
				if right := t.right(t.asked("client_id")); right != "" {
					t.change("client_secret", right)
				}
			})},
		{Name: "iss-by-beginning", ID: "ISS-01", Profile: "issuer",
			Summary:  "Its callback is content with the beginning of the issuer.",
			Stimulus: coded(arrive("iss", "https://accounts.example")),
			hear:     issAs(func(shown string) bool { return strings.HasPrefix(issuer, shown) && shown != "" })},
		{Name: "empty-iss-accepted", ID: "ISS-01", Profile: "issuer",
			Summary:  "Its callback takes an empty iss for one that need not be compared.",
			Stimulus: coded(arrive("iss", "")),
			hear:     issAs(func(shown string) bool { return shown == "" })},
	}
}

// edgesOfValues are nodes that are right but for a value that looks nearly like the right one.
func edgesOfValues() []Mutant {
	return []Mutant{
		{Name: "error-drops-msg-id-zero", ID: "ERR-04", Profile: "errors",
			Summary:  "Its errors leave in_reply_to out for msg_id 0.",
			Stimulus: bodies(redeem("msg_id", "=0", "code", "-")),
			say: on("error", func(t *turn) {
				if t.id() == "0" {
					delete(t.body, "in_reply_to")
				}
			})},
		{Name: "verifier-with-line-feed", ID: "PKC-18", Profile: "pkce", Without: without(oauth.VerifierCharset),
			Summary:  "It matches a verifier up to $, which stands before a line feed at the end, too.",
			Stimulus: committed(s256(long(43)+"\n"), "S256", long(43)+"\n"),
			say: refusing("token_issued", "invalid_grant", func(t *turn) bool {
				v := strings.TrimSuffix(t.asked("code_verifier"), "\n")
				return strings.Trim(v, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~") != ""
			})},
		{Name: "state-as-number", ID: "STA-04", Profile: "state",
			Summary:  "It compares states that look like numbers as numbers, as PHP's == does.",
			Stimulus: bodies(want("state", "1000"), arrive("state", "1e3")),
			hear:     stateAs(sameNumber)},
		{Name: "state-plus-as-blank", ID: "STA-10", Profile: "state",
			Summary:  "It takes a blank in the state of a callback for a plus sign.",
			Stimulus: bodies(want("state", "a+b"), arrive("state", "a b")),
			hear:     stateAs(func(shown, pending string) bool { return strings.ReplaceAll(shown, " ", "+") == pending })},
		{Name: "state-spent-with-its-code", ID: "STA-06", Profile: "state", Without: without(oauth.StateOnce),
			Summary:  "It remembers which code came with which state, and accepts the state again with another code.",
			Stimulus: bodies(want(), arrive(), arrive("code", "D")),
			say: on("callback_valid", func(t *turn) {
				key := "redirect " + t.asked("state") + " " + t.asked("code")
				if t.memo[key] != nil {
					t.answer(map[string]any{"type": "callback_invalid", "error": "invalid_state"})
				}
				t.memo[key] = true
			})},
		{Name: "refresh-scope-in-order-only", ID: "REF-03", Profile: "refresh",
			Summary:  "It looks for the scope of a refresh in the text of the grant, so that another order is refused.",
			Stimulus: granted(renew("scope", "write read")),
			hear: heard("refresh_token", func(t *turn) {
				g, scope := t.known.tokens[t.asked("refresh_token")], t.asked("scope")
				if g != nil && !strings.Contains(strings.Join(g.scopes, " "), scope) {
					t.change("scope", "not granted")
				}
			})},
		{Name: "narrowing-sticks-by-name", ID: "REF-03", Profile: "refresh",
			Summary:  "After a narrower scope it refuses the scopes of the grant when they are named.",
			Stimulus: granted(renew("scope", "read"), renew("refresh_token", "$REFRESH2", "scope", "read write")),
			hear: heard("refresh_token", func(t *turn) {
				narrowed, _ := t.memo["narrowed "+t.asked("refresh_token")].(string)
				if narrowed != "" && !within(t.asked("scope"), strings.Fields(narrowed)) {
					t.change("scope", "not granted")
				}
			}),
			say: on("token_refreshed", func(t *turn) {
				t.memo["narrowed "+t.said("refresh_token")] = t.asked("scope")
			})},
	}
}

// issAs makes a vice of another way to compare the iss of a callback.
func issAs(enough func(shown string) bool) func(*turn) {
	return heard("callback", func(t *turn) {
		if shown, sent := t.ask["iss"].(string); sent && enough(shown) {
			t.change("iss", issuer)
		}
	})
}
