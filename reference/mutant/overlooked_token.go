package mutant

import (
	"slices"
	"strings"

	"flowcheck/reference/oauth"
)

// overlookedOfPublicClients are the nodes that keep a rule for confidential clients
// only, and those that read a URL nearly right.
func overlookedOfPublicClients() []Mutant {
	public := func(t *turn) bool { return t.known.clients[t.granted().client].public }
	pkce := []string{"client_id", "app", "code_challenge", challenge, "code_challenge_method", "S256"}
	app := func(more ...string) []string {
		return bodies(append([]string{registerApp, registerTwo, want(pkce...)}, more...)...)
	}
	spent := func(change ...string) string {
		return redeem(append([]string{"client_id", "app", "client_secret", "-", "code_verifier", verifier}, change...)...)
	}
	const suite = "https://accounts.example.com/authorize?client_id=app&redirect_uri=https%3A%2F%2Fa%2Fb&code_challenge_method=S256&code_challenge=" + challenge
	return []Mutant{
		{Name: "downscope-of-public-silent", ID: "TOK-10", Profile: "security",
			Summary:  "It does not tell a public client that the user granted less than was asked for.",
			Stimulus: app(allow("scope", "read"), spent()),
			say: issued(func(t *turn) {
				if t.known.clients[t.asked("client_id")].public {
					delete(t.body, "scope")
				}
			})},
		{Name: "any-redirect-uri-if-public", ID: "TOK-21", Profile: "security", Without: without(oauth.RegisteredRedirect),
			Summary:  "It compares a redirect_uri with the registered ones only where the client has a secret.",
			Stimulus: app(allow("url", strings.Replace(suite, "a%2Fb", "evil", 1)+"&response_type=code")),
			say: refusing("code_issued", "invalid_request", func(t *turn) bool {
				c, known := t.known.clients[t.granted().client]
				return known && !c.public && !slices.Contains(c.redirects, t.granted().redirect)
			})},
		{Name: "state-without-blanks", ID: "TOK-22", Profile: "security",
			Summary:  "It trims blanks off the state of the URL.",
			Stimulus: bodies(want("state", " a "), allow()),
			say:      stateOut(strings.TrimSpace)},
		{Name: "state-of-255-characters", ID: "TOK-22", Profile: "security",
			Summary:  "It keeps 255 characters of a state, which is what its column has room for.",
			Stimulus: bodies(want("state", long(300)), allow()),
			say:      stateOut(func(state string) string { return state[:min(len(state), 255)] })},
		{Name: "user-not-asked-if-public", ID: "TOK-24", Profile: "security", Without: without(oauth.UserMayRefuse),
			Summary:  "It issues a code to a public client though the user refused.",
			Stimulus: app(allow("approved", "=false")),
			say: refusing("code_issued", "access_denied", func(t *turn) bool {
				return t.ask["approved"] == false && !public(t)
			})},
		{Name: "response-type-of-public-ignored", ID: "TOK-25", Profile: "security", Without: without(oauth.ResponseTypeChecked),
			Summary:  "It issues a code to a public client that asks for a token.",
			Stimulus: app(allow("url", suite+"&response_type=token")),
			say: refusing("code_issued", "unsupported_response_type", func(t *turn) bool {
				kind, _ := dissect(t.url).value("response_type")
				return kind != "code" && !public(t)
			})},
		{Name: "scope-escalation-if-public", ID: "TOK-29", Profile: "security", Without: without(oauth.ScopeOfRegistration),
			Summary:  "It compares the scope with that of the registration only where the client has a secret.",
			Stimulus: app(allow("url", suite+"&response_type=code&scope=admin"), spent(), chk("$TOKEN", "admin")),
			say: refusing("code_issued", "invalid_scope", func(t *turn) bool {
				c, known := t.known.clients[t.granted().client]
				return known && !c.public && slices.ContainsFunc(t.granted().scopes, func(s string) bool { return !within(s, strings.Fields(c.scope)) })
			})},
		{Name: "public-token-outlives-revocation", ID: "REV-01", Profile: "security",
			Summary:  "It answers token_revoked to a public client, and revokes nothing.",
			Stimulus: app(allow(), spent(), revoke("client_id", "app", "client_secret", "-"), chk("$TOKEN", "read")),
			hear: heard("revoke_token", func(t *turn) {
				if g := t.known.tokens[t.asked("token")]; g != nil && g.client == t.asked("client_id") && t.known.clients[g.client].public {
					t.change("token", "unknown")
				}
			})},
		{Name: "public-client-revokes-all", ID: "REV-01", Profile: "security",
			Summary:  "A public client can revoke the tokens of another.",
			Stimulus: granted(revoke("client_id", "app", "client_secret", "-"), chk("$TOKEN", "read")),
			hear: heard("revoke_token", func(t *turn) {
				if g := t.known.tokens[t.asked("token")]; g != nil && t.known.clients[t.asked("client_id")].public {
					t.change("client_id", g.client)
					t.change("client_secret", t.right(g.client))
				}
			})},
		{Name: "missing-secret-tells-it", ID: "TOK-30", Profile: "security",
			Summary:  "Its refusal of an exchange without a client_secret tells which it wanted.",
			Stimulus: coded(redeem("client_secret", "-")),
			say: refused("invalid_client", func(t *turn) {
				if _, shown := t.ask["client_secret"]; !shown && t.asked("type") == "exchange_code" {
					t.body["text"] = "wanted " + t.right(t.asked("client_id"))
				}
			})},
	}
}
