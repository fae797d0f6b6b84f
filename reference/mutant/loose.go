package mutant

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"

	"flowcheck/reference/oauth"
)

// looseAtAuthorize are nodes that compare a little less than they should when
// a URL is opened, or answer it a little wrongly.
func looseAtAuthorize() []Mutant {
	const at = "https%3A%2F%2Fa%2Fb"
	registered := func(name, summary, shown string, enough func(shown, registered string) bool) Mutant {
		return Mutant{Name: name, ID: "TOK-21", Profile: "security", Summary: summary,
			Stimulus: bodies(registerOne, visit(at, shown)), hear: registeredAs(enough)}
	}
	return []Mutant{
		registered("redirect-by-end", "It is content when a redirect_uri ends with a registered one.", "https%3A%2F%2Fevil%2F%3F"+at, strings.HasSuffix),
		registered("redirect-normalised", "It compares a redirect_uri with the registered ones without regard to case and a slash at the end.", at+"%2F",
			func(shown, right string) bool { return strings.EqualFold(strings.TrimRight(shown, "/"), right) }),
		registered("redirect-trimmed", "It trims blanks off a redirect_uri before it looks it up.", at+"+",
			func(shown, right string) bool { return strings.TrimSpace(shown) == right }),
		registered("redirect-without-scheme", "It compares host, port and path of a redirect_uri with the registered ones, not http or https.", "http%3A%2F%2Fa%2Fb",
			func(shown, right string) bool { return shown == strings.Replace(right, "https:", "http:", 1) }),
		registered("redirect-default-port", "It compares a redirect_uri with the registered ones as URLs, in which :443 says nothing new.", "https%3A%2F%2Fa%3A443%2Fb",
			func(shown, right string) bool { return strings.Replace(shown, ":443/", "/", 1) == right }),
		registered("redirect-fragment-ignored", "It compares a redirect_uri with the registered ones up to the fragment.", at+"%23x",
			func(shown, right string) bool { before, _, _ := strings.Cut(shown, "#"); return before == right }),
		{Name: "redirect-of-any-client", ID: "TOK-21", Profile: "security",
			Summary: "It sends codes to any redirect_uri that some client has registered.",
			Stimulus: bodies(registerOne, body("register_client", "client_id", "three", "client_secret", "S3cret-3", "redirect_uris", `=["https://c/d"]`),
				visit(at, "https%3A%2F%2Fc%2Fd")),
			hear: heard("authorize", func(t *turn) {
				shown, _ := dissect(t.url).value("redirect_uri")
				for _, c := range t.known.clients {
					if slices.Contains(c.redirects, shown) {
						registeredAs(func(string, string) bool { return true })(t)
					}
				}
			})},
		{Name: "parameter-repeated-alike", ID: "TOK-27", Profile: "security", Without: without(oauth.NoRepeatedParameter),
			Summary:  "It takes a parameter that comes twice with the same value for one.",
			Stimulus: bodies(registerOne, visit("&state=xyz789", "&state=xyz789&state=xyz789")),
			say: refusing("code_issued", "invalid_request", func(t *turn) bool {
				seen := map[string]string{}
				return slices.ContainsFunc(dissect(t.url).pairs, func(p pair) bool {
					first, again := seen[p.name]
					seen[p.name] = p.value
					return again && first != p.value
				})
			})},
		{Name: "denial-with-state-encoded", ID: "TOK-24", Profile: "security",
			Summary:  "When the user refuses, it returns the state as it stands in the URL, encoded.",
			Stimulus: bodies(want("state", "a b"), allow("approved", "=false")),
			say: refused("access_denied", func(t *turn) {
				if state := t.said("state"); state != "" {
					t.body["state"] = url.QueryEscape(state)
				}
			})},
		{Name: "code-beyond-ascii", ID: "TOK-20", Profile: "security",
			Summary:  "Its codes hold a letter that is not ASCII.",
			Stimulus: bodies(want(), allow()),
			say: on("code_issued", func(t *turn) {
				code := t.said("code")
				t.body["code"] = "é" + code
				t.alias["é"+code] = code
			})},
	}
}

// issuersLoosely are the nodes that compare an issuer loosely.
func issuersLoosely() []Mutant {
	const issuer = "https://accounts.example.com"
	loosely := func(name, summary, shown string, enough func(shown string) bool) Mutant {
		return Mutant{Name: name, ID: "ISS-01", Profile: "issuer", Summary: summary,
			Stimulus: bodies(want(), allow(), arrive("iss", shown)),
			hear: heard("callback", func(t *turn) {
				if shown, named := t.ask["iss"].(string); named && enough(shown) {
					t.change("iss", issuer)
				}
			})}
	}
	return []Mutant{
		loosely("iss-contained", "It is content when iss is a part of the issuer.", "https://accounts.example", func(s string) bool { return strings.Contains(issuer, s) }),
		loosely("iss-in-any-case", "It compares iss without regard to case.", "HTTPS://accounts.example.com", func(s string) bool { return strings.EqualFold(issuer, s) }),
		loosely("iss-trimmed", "It trims blanks off iss before it compares.", issuer+" ", func(s string) bool { return strings.TrimSpace(s) == issuer }),
	}
}

// looseAtExchange are nodes that bind a code to less than they should.
func looseAtExchange() []Mutant {
	return []Mutant{
		{Name: "redirect-ignored-with-pkce", ID: "TOK-14", Profile: "security",
			Summary:  "It compares the redirect_uri of the exchange only where there is no code_verifier.",
			Stimulus: bodies(registerOne, wantPKCE(challenge), allow(), redeem("code_verifier", verifier, "redirect_uri", "https://a/other")),
			hear: heard("exchange_code", func(t *turn) {
				if g := t.code(); g != nil && t.asked("code_verifier") != "" {
					t.change("redirect_uri", g.redirect)
				}
			})},
		{Name: "code-of-any-public-client", ID: "TOK-13", Profile: "security",
			Summary: "It compares the client of a code only where that has a secret.",
			Stimulus: bodies(registerApp, body("register_client", "client_id", "web", "redirect_uris", `=["https://a/b"]`),
				want("client_id", "app", "code_challenge", challenge, "code_challenge_method", "S256"), allow(),
				redeem("client_id", "web", "client_secret", "-", "code_verifier", verifier)),
			hear: heard("exchange_code", func(t *turn) { t.passForAnother(t.code()) })},
		{Name: "unregistered-code-again", ID: "TOK-15", Profile: "security",
			Summary:  "It uses up the codes of registered clients only.",
			Stimulus: bodies(exc("abc123", "AUTH_CODE"), exc("abc123", "AUTH_CODE")),
			hear: heard("exchange_code", func(t *turn) {
				_, registered := t.known.clients[t.asked("client_id")]
				if g := t.code(); !registered && g != nil && g.token != "" && g.redirect == "" {
					t.change("code", t.asked("code")+" after "+g.token)
				}
			})},
		{Name: "error-tells-codes", ID: "TOK-30", Profile: "security",
			Summary:  "Its refusals list the codes that it knows, for the log.",
			Stimulus: coded(redeem("code", "unknown")),
			say: refused("invalid_grant", func(t *turn) {
				for code := range t.known.codes {
					t.body["text"] = t.said("text") + " " + code
				}
			})},
		{Name: "token-is-jwt-with-code", ID: "TOK-04", Profile: "security",
			Summary: "Its token holds the code in the middle of a payload in base64, as a JWT does.",
			say: issued(func(t *turn) {
				payload := base64.RawURLEncoding.EncodeToString([]byte(`{"code":"` + t.asked("code") + `"}`))
				t.body["access_token"] = t.said("access_token") + "_" + payload
			})},
		{Name: "challenge-decoded", ID: "PKC-15", Profile: "pkce", Without: without(oauth.ChallengeFormat),
			Summary:  "It decodes a challenge and compares the bytes, so that bits which stand for nothing are not compared.",
			Stimulus: committed(challenge[:42]+"N", "S256", verifier),
			hear: proves(func(v, c string) bool {
				computed, _ := base64.RawURLEncoding.DecodeString(s256(v))
				shown, err := base64.RawURLEncoding.DecodeString(c)
				return err == nil && string(shown) == string(computed)
			})},
		{Name: "state-plus-is-blank", ID: "STA-04", Profile: "state",
			Summary:  "It takes a plus in a state for a blank.",
			Stimulus: bodies(want("state", "a b"), arrive("state", "a+b")),
			hear: stateAs(func(shown, pending string) bool {
				return strings.ReplaceAll(shown, "+", " ") == strings.ReplaceAll(pending, "+", " ")
			})},
	}
}

// passForAnother makes the node hear the public client that a grant is of, in
// place of the public client that asks.
func (t *turn) passForAnother(g *given) {
	asks := t.known.clients[t.asked("client_id")]
	if g != nil && asks.public && t.known.clients[g.client].public {
		t.change("client_id", g.client)
	}
}

// looseAtRefresh are nodes that refresh, revoke or keep a little too much.
func looseAtRefresh() []Mutant {
	app := func(more ...string) []string {
		start := []string{registerApp, body("register_client", "client_id", "web", "redirect_uris", `=["https://a/b"]`),
			want("client_id", "app", "code_challenge", challenge, "code_challenge_method", "S256"), allow(),
			redeem("client_id", "app", "client_secret", "-", "code_verifier", verifier)}
		return bodies(append(start, more...)...)
	}
	renewed := func(client, token string) string {
		return renew("client_id", client, "client_secret", "-", "refresh_token", token)
	}
	return []Mutant{
		{Name: "refresh-token-of-any-public-client", ID: "REF-08", Profile: "refresh",
			Summary:  "It compares the client of a refresh token only where that has a secret.",
			Stimulus: app(renewed("web", "$REFRESH")),
			hear:     heard("refresh_token", func(t *turn) { t.passForAnother(t.known.tokens[t.asked("refresh_token")]) })},
		{Name: "public-reuse-goes-unnoticed", ID: "REF-06", Profile: "refresh",
			Summary:  "It refuses a replaced refresh token of a public client, but ends nothing.",
			Stimulus: app(renewed("app", "$REFRESH"), renewed("app", "$REFRESH"), renewed("app", "$REFRESH2")),
			hear: heard("refresh_token", func(t *turn) {
				if t.known.clients[t.asked("client_id")].public && t.memo["replaced "+t.asked("refresh_token")] != nil {
					t.change("refresh_token", "unknown")
				}
			}),
			say: on("token_refreshed", func(t *turn) { t.memo["replaced "+t.asked("refresh_token")] = true })},
		{Name: "reuse-ends-the-newest-only", ID: "REF-06", Profile: "refresh",
			Summary:  "When a replaced refresh token comes back, it ends the newest access token only.",
			Stimulus: granted(renew(), renew("refresh_token", "$REFRESH2"), renew(), chk("$TOKEN2", "read")),
			say: judgedIn(func(t *turn, c *check) bool {
				g := t.known.tokens[c.token]
				return g != nil && c.token != g.token && c.token != g.refresh && slices.Contains(g.scopes, c.required)
			})},
		{Name: "refresh-of-what-was-asked", ID: "REF-04", Profile: "refresh",
			Summary:  "It compares the scope of a refresh with what the client asked for, not with what the user granted.",
			Stimulus: bodies(registerOne, want(), allow("scope", "read"), redeem(), renew("scope", "read write")),
			hear: heard("refresh_token", func(t *turn) {
				g := t.known.tokens[t.asked("refresh_token")]
				if scope := t.asked("scope"); g != nil && !within(scope, g.scopes) && within(scope, t.wanted[g.client]) {
					t.omit("scope")
				}
			})},
		{Name: "anybody-revokes-refresh-tokens", ID: "REV-01", Profile: "security",
			Summary:  "A client can revoke the refresh tokens of another.",
			Stimulus: granted(revoke("client_id", "two", "client_secret", "S3cret-2", "token", "$REFRESH"), renew()),
			hear: heard("revoke_token", func(t *turn) {
				if g := t.known.tokens[t.asked("token")]; g != nil && t.asked("token") == g.refresh {
					t.change("client_id", g.client)
					t.change("client_secret", t.right(g.client))
				}
			})},
		{Name: "refresh-renews-older-token", ID: "EXP-03", Profile: "expiry",
			Summary:  "It keeps the time of expiry with the grant, and a refresh moves it for older tokens as well.",
			Stimulus: granted(pass("1800"), renew(), pass("1801"), chk("$TOKEN", "read")),
			hear:     heard("refresh_token", func(t *turn) { t.memo["older"] = t.tokenOf(t.asked("refresh_token")) }),
			say: both(
				on("token_refreshed", func(t *turn) { t.memo["renewed "+t.memo["older"].(string)] = t.known.clock }),
				judgedIn(func(t *turn, c *check) bool {
					since, renewed := t.memo["renewed "+c.token].(float64)
					return renewed && t.known.clock < since+3600 && slices.Contains(t.known.tokens[c.token].scopes, c.required)
				}))},
	}
}
