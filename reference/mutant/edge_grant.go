package mutant

import (
	"slices"
	"strings"

	"flowcheck/reference/oauth"
)

// edgesOfCodes are nodes that are right but for one case: they give a token to whom
// they should not.
func edgesOfCodes() []Mutant {
	return []Mutant{
		{Name: "secret-of-any-client", ID: "TOK-11", Profile: "security",
			Summary:  "It looks whether any client has this client_secret.",
			Stimulus: coded(redeem("client_secret", "S3cret-2")),
			hear: heard("exchange_code", func(t *turn) {
				for _, c := range t.known.clients {
					if right := t.right(t.asked("client_id")); right != "" && c.secret == t.asked("client_secret") {
						t.change("client_secret", right)
					}
				}
			})},
		{Name: "client-id-in-any-case", ID: "TOK-12", Profile: "security",
			Summary:  "It looks a client_id up without regard to case, as some databases do.",
			Stimulus: coded(redeem("client_id", "ONE")),
			hear:     clientAs(strings.EqualFold)},
		{Name: "client-id-trimmed", ID: "TOK-12", Profile: "security",
			Summary:  "It trims blanks off a client_id before it looks it up.",
			Stimulus: coded(redeem("client_id", "one ")),
			hear:     clientAs(func(shown, registered string) bool { return strings.TrimSpace(shown) == registered })},
		{Name: "redirect-trimmed-at-exchange", ID: "TOK-14", Profile: "security",
			Summary:  "It trims blanks off the redirect_uri of the exchange before it compares.",
			Stimulus: coded(redeem("redirect_uri", "https://a/b ")),
			hear:     redirectAs(func(shown, right string) bool { return strings.TrimSpace(shown) == right })},
		{Name: "default-port-at-exchange", ID: "TOK-14", Profile: "security",
			Summary:  "It compares redirect_uris as URLs, in which :443 says nothing new.",
			Stimulus: coded(redeem("redirect_uri", "https://a:443/b")),
			hear:     redirectAs(func(shown, right string) bool { return strings.Replace(shown, ":443/", "/", 1) == right })},
		{Name: "redirect-of-the-registration", ID: "TOK-14", Profile: "security",
			Summary:  "It compares the redirect_uri of the exchange with all that are registered, not with that of the request.",
			Stimulus: coded(redeem("redirect_uri", "https://a/other")),
			hear: heard("exchange_code", func(t *turn) {
				if g := t.code(); g != nil && slices.Contains(t.known.clients[g.client].redirects, t.asked("redirect_uri")) {
					t.change("redirect_uri", g.redirect)
				}
			})},
		{Name: "error-tells-tokens", ID: "TOK-30", Profile: "security",
			Summary:  "Its refusals list the tokens that it knows, for the log.",
			Stimulus: granted(redeem()),
			say: on("error", func(t *turn) {
				for token := range t.tokens {
					t.body["text"] = t.said("text") + " " + token
				}
			})},
		{Name: "code-with-more", ID: "TOK-18", Profile: "security",
			Summary:  "It compares as many characters of a code as it has issued.",
			Stimulus: coded(redeem("code", "$CODE+")),
			hear:     codeShown(func(shown, issued string) bool { return strings.HasPrefix(shown, issued) })},
		{Name: "code-trimmed", ID: "TOK-18", Profile: "security",
			Summary:  "It trims blanks off a code before it looks it up.",
			Stimulus: coded(redeem("code", "$CODE ")),
			hear:     codeShown(func(shown, issued string) bool { return strings.TrimSpace(shown) == issued })},
		{Name: "verifier-trimmed", ID: "PKC-02", Profile: "pkce",
			Summary:  "It trims blanks off a code_verifier before it hashes it.",
			Stimulus: committed(challenge, "S256", verifier+" "),
			hear: heard("exchange_code", func(t *turn) {
				if v := t.asked("code_verifier"); v != "" {
					t.change("code_verifier", strings.TrimSpace(v))
				}
			})},
		{Name: "secret-optional-with-pkce", ID: "PKC-13", Profile: "pkce",
			Summary:  "It does not miss the client_secret where there is a code_verifier.",
			Stimulus: bodies(registerOne, wantPKCE(challenge), allow(), redeem("code_verifier", verifier, "client_secret", "-")),
			hear: heard("exchange_code", func(t *turn) {
				secret := t.right(t.asked("client_id"))
				if _, shown := t.ask["client_secret"]; secret != "" && !shown && t.asked("code_verifier") != "" {
					t.change("client_secret", secret)
				}
			})},
		{Name: "challenge-in-any-case", ID: "PKC-15", Profile: "pkce",
			Summary:  "It compares challenges without regard to case, as some databases do.",
			Stimulus: committed(strings.ToUpper(challenge), "S256", verifier),
			hear:     proves(func(v, c string) bool { return strings.EqualFold(s256(v), c) })},
	}
}

// clientAs makes a vice of another way to look a client up at the exchange.
func clientAs(same func(shown, registered string) bool) func(*turn) {
	return heard("exchange_code", func(t *turn) {
		for id := range t.known.clients {
			if same(t.asked("client_id"), id) {
				t.change("client_id", id)
			}
		}
	})
}

// codeShown makes a vice of another way to look a code up.
func codeShown(same func(shown, issued string) bool) func(*turn) {
	return heard("exchange_code", func(t *turn) {
		for code := range t.known.codes {
			if same(t.asked("code"), code) {
				t.change("code", code)
			}
		}
	})
}

// edgesOfAuthorize are nodes that are right but for one case: they issue a code for
// too much.
func edgesOfAuthorize() []Mutant {
	response := func(enough func(string) bool) func(*turn) {
		return refusing("code_issued", "unsupported_response_type", func(t *turn) bool {
			kind, _ := dissect(t.url).value("response_type")
			return !enough(kind)
		})
	}
	return []Mutant{
		{Name: "response-type-contains-code", ID: "TOK-25", Profile: "security", Without: without(oauth.ResponseTypeChecked),
			Summary:  "It is content when code is a part of the response_type.",
			Stimulus: bodies(registerOne, visit("=code&", "=code+token&")),
			say:      response(func(kind string) bool { return strings.Contains(kind, "code") })},
		{Name: "response-type-in-any-case", ID: "TOK-25", Profile: "security", Without: without(oauth.ResponseTypeChecked),
			Summary:  "It takes the response_type Code for code.",
			Stimulus: bodies(registerOne, visit("=code&", "=Code&")),
			say:      response(func(kind string) bool { return strings.EqualFold(kind, "code") })},
		{Name: "registered-scope-by-substring", ID: "TOK-29", Profile: "security", Without: without(oauth.ScopeOfRegistration),
			Summary:  "It searches a scope inside the text of the registration's scope.",
			Stimulus: bodies(registerOne, visit("write", "writ")),
			say:      refusing("code_issued", "invalid_scope", beyondRegistration(strings.Contains))},
		{Name: "registered-scope-in-any-case", ID: "TOK-29", Profile: "security", Without: without(oauth.ScopeOfRegistration),
			Summary:  "It compares a scope with those of the registration without regard to case.",
			Stimulus: bodies(registerOne, visit("write", "WRITE")),
			say: refusing("code_issued", "invalid_scope", beyondRegistration(func(registered, scope string) bool {
				return slices.ContainsFunc(strings.Fields(registered), func(r string) bool { return strings.EqualFold(r, scope) })
			}))},
		{Name: "user-grants-anything", ID: "TOK-29", Profile: "security", Without: without(oauth.ScopeOfRegistration),
			Summary:  "It grants what the user names, though the client is not registered for it.",
			Stimulus: bodies(registerOne, want(), allow("scope", "read admin"), redeem()),
			hear: heard("authorize", func(t *turn) {
				q := dissect(t.url)
				client, _ := q.value("client_id")
				if c, known := t.known.clients[client]; known && !within(t.asked("scope"), strings.Fields(c.scope)) {
					q.change("scope", func(string) string { return t.asked("scope") })
					t.change("url", q.String())
					t.memo["named by the user"] = t.url
					t.omit("scope")
				}
			}),
			say: refusing("code_issued", "invalid_scope", func(t *turn) bool {
				return t.memo["named by the user"] != t.url && beyondRegistration(func(registered, scope string) bool {
					return slices.Contains(strings.Fields(registered), scope)
				})(t)
			})},
	}
}

// beyondRegistration reports whether the URL asks for a scope that the
// registration does not have, by another way to compare.
func beyondRegistration(has func(registered, scope string) bool) func(*turn) bool {
	return func(t *turn) bool {
		q := dissect(t.url)
		client, _ := q.value("client_id")
		scope, _ := q.value("scope")
		c, known := t.known.clients[client]
		return known && slices.ContainsFunc(strings.Fields(scope), func(s string) bool { return !has(c.scope, s) })
	}
}

// edgesOfRefresh are nodes that are right but for one case: they refresh or revoke
// too much or too little.
func edgesOfRefresh() []Mutant {
	return []Mutant{
		{Name: "refresh-gives-what-was-asked", ID: "REF-02", Profile: "refresh",
			Summary:  "A refreshed token has the scopes that the client asked for, not those that the user granted.",
			Stimulus: bodies(registerOne, want(), allow("scope", "read"), redeem(), renew(), chk("$TOKEN2", "write")),
			say: both(
				on("token_refreshed", func(t *turn) {
					if t.asked("scope") == "" {
						t.memo["asked "+t.said("access_token")] = t.wanted[t.asked("client_id")]
					}
				}),
				judgedIn(func(t *turn, c *check) bool {
					asked, _ := t.memo["asked "+c.token].([]string)
					g := t.known.tokens[c.token]
					return g != nil && slices.Contains(asked, c.required) && !slices.Contains(g.scopes, c.required)
				}))},
		{Name: "refresh-scope-by-substring", ID: "REF-04", Profile: "refresh",
			Summary:  "It searches the scope of a refresh inside the text of the granted ones.",
			Stimulus: granted(renew("scope", "rea")),
			hear: heard("refresh_token", func(t *turn) {
				g := t.known.tokens[t.asked("refresh_token")]
				if scope := t.asked("scope"); g != nil && scope != "" && !within(scope, g.scopes) && strings.Contains(strings.Join(g.scopes, " "), scope) {
					t.omit("scope")
				}
			})},
		{Name: "reuse-of-the-last-only", ID: "REF-06", Profile: "refresh",
			Summary:  "It remembers one refresh token that was replaced, and takes older ones for unknown.",
			Stimulus: granted(renew(), renew("refresh_token", "$REFRESH2"), renew(), renew("refresh_token", "$REFRESH3")),
			hear: heard("refresh_token", func(t *turn) {
				if t.memo["before "+t.asked("refresh_token")] != nil {
					t.change("refresh_token", "unknown")
				}
			}),
			say: on("token_refreshed", func(t *turn) {
				shown := t.asked("refresh_token")
				if older, known := t.memo["replaced by "+shown].(string); known {
					t.memo["before "+older] = true
				}
				t.memo["replaced by "+t.said("refresh_token")] = shown
			})},
		{Name: "stranger-refreshes", ID: "REF-08", Profile: "refresh",
			Summary:  "It lets a client that it does not know use the refresh token of one that it knows.",
			Stimulus: granted(renew("client_id", "nobody", "client_secret", "-")),
			hear: heard("refresh_token", func(t *turn) {
				_, registered := t.known.clients[t.asked("client_id")]
				if g := t.known.tokens[t.asked("refresh_token")]; g != nil && !registered {
					t.change("client_id", g.client)
					t.change("client_secret", t.right(g.client))
				}
			})},
		{Name: "refresh-token-in-any-case", ID: "REF-11", Profile: "refresh",
			Summary:  "It looks a refresh token up without regard to case, as some databases do.",
			Stimulus: granted(renew("refresh_token", "$REFRESH^")),
			hear:     refreshShown(strings.EqualFold)},
		{Name: "refresh-token-by-beginning", ID: "REF-11", Profile: "refresh",
			Summary:  "It is content with the beginning of a refresh token.",
			Stimulus: granted(renew("refresh_token", "$REFRESH-")),
			hear:     refreshShown(func(shown, issued string) bool { return shown != "" && strings.HasPrefix(issued, shown) })},
		{Name: "revocation-ends-all-tokens", ID: "REV-01", Profile: "security",
			Summary:  "When a token is revoked, the tokens of all other clients die too.",
			Stimulus: grantedTwice(revoke(), chk("$TOKEN2", "read")),
			say: both(
				on("token_revoked", func(t *turn) {
					if t.known.tokens[t.asked("token")] == nil {
						return
					}
					for token := range t.tokens {
						t.memo["dead "+token] = true
					}
				}),
				checked(func(t *turn, c *check) {
					if t.memo["dead "+c.token] != nil {
						t.body["has_scope"] = false
					}
				}))},
		{Name: "revoked-refresh-token-lives", ID: "REV-01", Profile: "security",
			Summary:  "When a refresh token is revoked, it ends the access token and leaves the refresh token.",
			Stimulus: granted(revoke("token", "$REFRESH"), renew()),
			hear: heard("revoke_token", func(t *turn) {
				if g := t.known.tokens[t.asked("token")]; g != nil && t.asked("token") == g.refresh {
					t.change("token", g.token)
				}
			})},
	}
}

// refreshShown makes a vice of another way to look a refresh token up.
func refreshShown(same func(shown, issued string) bool) func(*turn) {
	return heard("refresh_token", func(t *turn) {
		shown := t.asked("refresh_token")
		if t.known.tokens[shown] != nil {
			return
		}
		for token, g := range t.known.tokens {
			if token == g.refresh && same(shown, token) {
				t.change("refresh_token", token)
			}
		}
	})
}
