package mutant

import (
	"slices"
	"strings"
)

// overlookedAtRefresh are the nodes that refresh rightly but for one case which their
// authors never tried.
func overlookedAtRefresh() []Mutant {
	return []Mutant{
		{Name: "last-scope-of-a-refresh-checked", ID: "REF-04", Profile: "refresh",
			Summary:  "It compares the last scope of a refresh with the grant, since each one replaces the result for those before.",
			Stimulus: granted(renew("scope", "admin read")),
			hear: scopeBeyond(func(_ *turn, g *given, scopes []string) bool {
				return slices.Contains(g.scopes, scopes[len(scopes)-1])
			})},
		{Name: "refresh-scope-in-any-case", ID: "REF-04", Profile: "refresh",
			Summary:  "It compares the scope of a refresh with the grant without regard to case.",
			Stimulus: granted(renew("scope", "READ")),
			hear: scopeBeyond(func(_ *turn, g *given, scopes []string) bool {
				return within(strings.ToLower(strings.Join(scopes, " ")), g.scopes)
			})},
		{Name: "public-refresh-escalates", ID: "REF-04", Profile: "refresh",
			Summary:  "It compares the scope of a refresh with the grant only where the client has a secret.",
			Stimulus: grantedToApp(renewedByApp("scope", "read admin")),
			hear:     scopeBeyond(func(t *turn, g *given, _ []string) bool { return t.known.clients[g.client].public })},
		{Name: "refused-client-becomes-owner", ID: "REF-08", Profile: "refresh",
			Summary: "It writes the client that shows a refresh token into its table before it compares, so a second attempt passes.",
			Stimulus: granted(renew("client_id", "two", "client_secret", "S3cret-2"),
				renew("client_id", "two", "client_secret", "S3cret-2")),
			hear: ofAnother(func(t *turn) bool {
				key := t.asked("client_id") + " has shown " + t.asked("refresh_token")
				_, before := t.memo[key]
				t.memo[key] = true
				return before
			})},
		{Name: "secret-of-another-refreshes", ID: "REF-09", Profile: "refresh",
			Summary:  "It is content at a refresh with the client_secret of any client.",
			Stimulus: granted(renew("client_secret", "S3cret-2")),
			hear: heard("refresh_token", func(t *turn) {
				for _, c := range t.known.clients {
					if c.secret != "" && c.secret == t.asked("client_secret") {
						t.change("client_secret", t.right(t.asked("client_id")))
						return
					}
				}
			})},
		{Name: "secret-by-beginning-refreshes", ID: "REF-09", Profile: "refresh",
			Summary:  "It is content at a refresh with the beginning of the client_secret.",
			Stimulus: granted(renew("client_secret", "S3cret")),
			hear: heard("refresh_token", secretAs(func(shown, right string) bool {
				return shown != "" && strings.HasPrefix(right, shown)
			}))},
		{Name: "unused-code-refreshes", ID: "REF-10", Profile: "refresh",
			Summary:  "It takes a code that was not exchanged yet for a refresh token.",
			Stimulus: granted(want(), allow("url", "$URL2"), renew("refresh_token", "$CODE2")),
			hear: heard("refresh_token", func(t *turn) {
				latest, _ := t.memo["latest of "+t.asked("client_id")].(string)
				if g := t.known.codes[t.asked("refresh_token")]; g != nil && g.token == "" && latest != "" {
					t.change("refresh_token", latest)
				}
			}),
			say: func(t *turn) {
				if rt := t.said("refresh_token"); rt != "" {
					t.memo["latest of "+t.asked("client_id")] = rt
				}
			}},
		{Name: "refresh-token-with-more", ID: "REF-11", Profile: "refresh",
			Summary:  "It compares as many characters of a refresh token as it has issued.",
			Stimulus: granted(renew("refresh_token", "$REFRESH+")),
			hear:     refreshShown(strings.HasPrefix)},
		{Name: "refresh-token-trimmed", ID: "REF-11", Profile: "refresh",
			Summary:  "It trims blanks off a refresh token before it looks it up.",
			Stimulus: granted(renew("refresh_token", "$REFRESH ")),
			hear:     refreshShown(func(shown, issued string) bool { return strings.TrimSpace(shown) == issued })},
	}
}

// overlookedAtTheNextRefresh are the nodes that get the first refresh right, and
// something about the next ones or about what came of it wrong.
func overlookedAtTheNextRefresh() []Mutant {
	again := granted(renew(), renew("refresh_token", "$REFRESH2"))
	return []Mutant{
		{Name: "next-refresh-gives-the-same-token", ID: "REF-01", Profile: "refresh", Stimulus: again,
			Summary: "It makes a new access token at the first refresh, and returns that at the later ones.",
			say: refreshedAgain(func(t *turn) {
				if first, _ := t.memo["with "+t.asked("refresh_token")].(string); first != "" && t.asked("scope") == "" {
					t.body["access_token"] = first
				}
			})},
		{Name: "bearer-at-the-next-refresh", ID: "REF-01", Profile: "refresh", Stimulus: again,
			Summary: "It writes the token_type in small letters from the second refresh on.",
			say:     refreshedAgain(func(t *turn) { t.body["token_type"] = "bearer" })},
		{Name: "next-refresh-expires-in-900", ID: "REF-15", Profile: "refresh", Stimulus: again,
			Summary: "From the second refresh on, it says that a token lives for 900 seconds.",
			say:     refreshedAgain(func(t *turn) { t.body["expires_in"] = 900 })},
		{Name: "next-refresh-token-of-any-client", ID: "REF-08", Profile: "refresh",
			Summary:  "It keeps the client with the refresh token of the exchange, and not with those that come of a refresh.",
			Stimulus: granted(renew(), renew("refresh_token", "$REFRESH2", "client_id", "two", "client_secret", "S3cret-2")),
			hear:     ofAnother(func(t *turn) bool { return t.memo["refreshed "+t.asked("refresh_token")] != nil }),
			say:      refreshedAgain(func(*turn) {})},
		{Name: "refreshed-access-token-refreshes", ID: "REF-10", Profile: "refresh",
			Summary:  "It writes the access token of a refresh into the table of refresh tokens as well.",
			Stimulus: granted(renew(), renew("refresh_token", "$TOKEN2")),
			hear: heard("refresh_token", func(t *turn) {
				if rt, _ := t.memo["renewed by "+t.asked("refresh_token")].(string); rt != "" {
					t.change("refresh_token", rt)
				}
			}),
			say: on("token_refreshed", func(t *turn) { t.memo["renewed by "+t.said("access_token")] = t.said("refresh_token") })},
		{Name: "next-refresh-token-is-a-token", ID: "REF-10", Profile: "refresh",
			Summary:  "It writes the refresh token of a refresh into the table of access tokens as well.",
			Stimulus: granted(renew(), chk("$REFRESH2", "read")),
			say: both(
				refreshedAgain(func(*turn) {}),
				judgedIn(func(t *turn, c *check) bool {
					g := t.known.tokens[c.token]
					return g != nil && c.token == g.refresh && t.memo["refreshed "+c.token] != nil && slices.Contains(g.scopes, c.required)
				}))},
		{Name: "public-token-rotates-once", ID: "REF-16", Profile: "refresh",
			Summary:  "It ends the refresh token of a public client when that came of the exchange, and no later one.",
			Stimulus: grantedToApp(renewedByApp(), renewedByApp("refresh_token", "$REFRESH2"), renewedByApp("refresh_token", "$REFRESH2")),
			hear: heard("refresh_token", func(t *turn) {
				shown := t.asked("refresh_token")
				if g := t.known.tokens[shown]; g != nil && t.memo["refreshed "+shown] != nil && t.known.clients[g.client].public {
					t.change("refresh_token", g.refresh)
				}
			}),
			say: refreshedAgain(func(*turn) {})},
		{Name: "public-token-stays-when-narrowed", ID: "REF-16", Profile: "refresh",
			Summary:  "It sends a public client that asks for less the refresh token which it has already.",
			Stimulus: grantedToApp(renewedByApp("scope", "read")),
			hear: heard("refresh_token", func(t *turn) {
				if real, _ := t.memo["behind "+t.asked("refresh_token")].(string); real != "" {
					t.change("refresh_token", real)
				}
			}),
			say: on("token_refreshed", func(t *turn) {
				if shown := t.asked("refresh_token"); t.asked("scope") != "" && t.known.clients[t.asked("client_id")].public {
					t.memo["behind "+shown] = t.said("refresh_token")
					t.body["refresh_token"] = shown
				}
			})},
	}
}

// scopeBeyond makes a vice that gives the grant where a refresh asks for more.
func scopeBeyond(enough func(t *turn, g *given, scopes []string) bool) func(*turn) {
	return heard("refresh_token", func(t *turn) {
		g, scope := t.known.tokens[t.asked("refresh_token")], t.asked("scope")
		if scopes := strings.Fields(scope); g != nil && len(scopes) > 0 && !within(scope, g.scopes) && enough(t, g, scopes) {
			t.omit("scope")
		}
	})
}

// ofAnother makes a vice that lets another client with its own right secret use a
// refresh token.
func ofAnother(when func(*turn) bool) func(*turn) {
	return heard("refresh_token", func(t *turn) {
		g, who := t.known.tokens[t.asked("refresh_token")], t.asked("client_id")
		if g == nil || who == g.client || t.unregistered(who) || t.asked("client_secret") != t.right(who) || !when(t) {
			return
		}
		t.change("client_id", g.client)
		t.change("client_secret", t.right(g.client))
	})
}

// refreshedAgain makes a vice for what a refresh token gives that came of a refresh.
func refreshedAgain(vice func(*turn)) func(*turn) {
	return on("token_refreshed", func(t *turn) {
		token, rt := t.said("access_token"), t.said("refresh_token")
		if t.memo["refreshed "+t.asked("refresh_token")] != nil {
			vice(t)
		}
		t.memo["refreshed "+rt] = true
		if t.asked("scope") == "" {
			t.memo["with "+rt] = token
		}
	})
}

// grantedToApp goes on to the tokens of the public client.
func grantedToApp(more ...string) []string {
	start := []string{registerApp, want("client_id", "app", "code_challenge", challenge, "code_challenge_method", "S256"), allow(),
		redeem("client_id", "app", "client_secret", "-", "code_verifier", verifier)}
	return bodies(append(start, more...)...)
}

// renewedByApp is renew by the public client.
func renewedByApp(change ...string) string {
	return renew(append([]string{"client_id", "app", "client_secret", "-"}, change...)...)
}
