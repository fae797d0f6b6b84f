package mutant

import (
	"slices"
	"strings"

	"flowcheck/reference/oauth"
)

// refreshes are the nodes that refresh wrongly.
func refreshes() []Mutant {
	return []Mutant{
		{Name: "same-access-token-again", ID: "REF-01", Profile: "refresh",
			Summary:  "A refresh returns the access token that the client has already.",
			Stimulus: granted(renew()),
			hear:     heard("refresh_token", func(t *turn) { t.memo["old"] = t.tokenOf(t.asked("refresh_token")) }),
			say: on("token_refreshed", func(t *turn) {
				if old, _ := t.memo["old"].(string); old != "" {
					t.body["access_token"] = old
				}
			})},
		{Name: "refresh-widens-scope", ID: "REF-02", Profile: "refresh",
			Summary:  "A refreshed token has all scopes of the client's registration.",
			Stimulus: bodies(registerTwo, want("client_id", "two"), allow(), redeem("client_id", "two", "client_secret", "S3cret-2"), renew("client_id", "two", "client_secret", "S3cret-2"), chk("$TOKEN2", "admin")),
			say: both(
				on("token_refreshed", func(t *turn) { t.memo[t.said("access_token")] = t.known.clients[t.asked("client_id")].scope }),
				checked(func(t *turn, c *check) {
					if all, refreshed := t.memo[c.token].(string); refreshed {
						t.body["has_scope"] = c.right || slices.Contains(strings.Fields(all), c.required)
					}
				}))},
		{Name: "narrowing-ignored", ID: "REF-03", Profile: "refresh",
			Summary:  "A refresh gives all scopes, though the client asks for less.",
			Stimulus: granted(renew("scope", "read"), chk("$TOKEN2", "write")),
			hear: heard("refresh_token", func(t *turn) {
				if g := t.known.tokens[t.asked("refresh_token")]; g != nil && within(t.asked("scope"), g.scopes) {
					t.omit("scope")
				}
			})},
		{Name: "invalid-scope-spends-refresh-token", ID: "REF-04", Profile: "refresh",
			Summary:  "A refresh token is spent when it is shown with a scope beyond the grant.",
			Stimulus: granted(renew("scope", "read admin"), renew()),
			say:      scopeSpends},
		{Name: "access-token-refreshes", ID: "REF-10", Profile: "refresh",
			Summary:  "It keeps access tokens and refresh tokens in one table, so an access token can be refreshed.",
			Stimulus: granted(renew("refresh_token", "$TOKEN")),
			hear: heard("refresh_token", func(t *turn) {
				if g := t.known.tokens[t.asked("refresh_token")]; g != nil && t.asked("refresh_token") == g.token {
					t.change("refresh_token", g.refresh)
				}
			})},
		{Name: "code-refreshes", ID: "REF-10", Profile: "refresh",
			Summary:  "It takes the code for a refresh token.",
			Stimulus: granted(renew("refresh_token", "$CODE")),
			hear: heard("refresh_token", func(t *turn) {
				if g := t.known.codes[t.asked("refresh_token")]; g != nil {
					t.change("refresh_token", g.refresh)
				}
			})},
		{Name: "refresh-token-is-a-token", ID: "REF-10", Profile: "refresh",
			Summary:  "It takes a refresh token for an access token.",
			Stimulus: granted(chk("$REFRESH", "read")),
			say: checked(func(t *turn, c *check) {
				if g := t.known.tokens[c.token]; g != nil && c.token == g.refresh {
					t.body["has_scope"] = slices.Contains(g.scopes, c.required)
				}
			})},
		{Name: "any-refresh-token", ID: "REF-11", Profile: "refresh",
			Summary:  "It takes a text that it does not know for the latest refresh token of the client.",
			Stimulus: granted(renew("refresh_token", "unknown")),
			hear: heard("refresh_token", func(t *turn) {
				shown := t.asked("refresh_token")
				if g := t.known.last; g != nil && t.known.tokens[shown] == nil && t.known.codes[shown] == nil && g.client == t.asked("client_id") {
					t.change("refresh_token", g.refresh)
				}
			})},
		{Name: "crash-on-unknown-refresh-token", ID: "REF-11", Profile: "refresh",
			Summary:  "It crashes on a refresh token that it does not know.",
			Stimulus: granted(renew("refresh_token", "unknown")),
			hear: heard("refresh_token", func(t *turn) {
				if t.known.tokens[t.asked("refresh_token")] == nil {
					t.crash("KeyError: 'unknown'")
				}
			})},
		{Name: "refresh-expires-in-900", ID: "REF-15", Profile: "refresh",
			Summary:  "It says that a refreshed token lives for 900 seconds.",
			Stimulus: granted(renew()),
			say:      on("token_refreshed", func(t *turn) { t.body["expires_in"] = 900 })},
		{Name: "unknown-token-not-revoked", ID: "REV-01", Profile: "security",
			Summary:  "It refuses to revoke a token that it does not know.",
			Stimulus: granted(revoke("token", "unknown")),
			say:      refusing("token_revoked", "invalid_grant", func(t *turn) bool { return t.known.tokens[t.asked("token")] == nil })},
	}
}

// races are the nodes that look first and act later, so that requests that
// come at once all see the same.
func races() []Mutant {
	return []Mutant{
		{Name: "code-race", ID: "TOK-17", Profile: "security", Without: without(oauth.CodeOnce),
			Summary:  "It looks whether a code is used before it waits for its database, and marks it afterwards.",
			Stimulus: append(coded(), once(bodies(redeem(), redeem()))...),
			run:      bySnapshot,
			say:      usedBefore("token_issued", "code")},
		{Name: "refresh-race", ID: "REF-07", Profile: "refresh", Without: without(oauth.RefreshOnce),
			Summary:  "It looks whether a refresh token is used before it waits for its database, and marks it afterwards.",
			Stimulus: append(granted(), once(bodies(renew(), renew()))...),
			run:      bySnapshot,
			say:      usedBefore("token_refreshed", "refresh_token")},
	}
}

// bySnapshot answers the requests that came at once as of the moment before.
func bySnapshot(s *session) error {
	return s.batches(func(lines [][]byte) error {
		n, _ := s.memo["batch"].(int)
		s.memo["batch"] = n + 1
		return s.answerAll(lines)
	})
}

// usedBefore refuses what was used in an earlier batch.
func usedBefore(success, member string) func(*turn) {
	return on(success, func(t *turn) {
		key := "used " + t.asked("client_id") + " " + t.asked(member)
		if first, used := t.memo[key]; used && first != t.memo["batch"] {
			t.refuse(22, "invalid_grant")
			return
		}
		t.memo[key] = t.memo["batch"]
	})
}

// tokenOf is the access token that came with a refresh token.
func (t *turn) tokenOf(refresh string) string {
	if g := t.known.tokens[refresh]; g != nil {
		return g.token
	}
	return ""
}

func within(scope string, granted []string) bool {
	return !slices.ContainsFunc(strings.Fields(scope), func(s string) bool { return !slices.Contains(granted, s) })
}

func scopeSpends(t *turn) {
	key := "spoilt " + t.asked("refresh_token")
	switch {
	case t.asked("type") != "refresh_token":
	case t.said("error") == "invalid_scope":
		t.memo[key] = true
	case t.kind() == "token_refreshed" && t.memo[key] != nil:
		t.refuse(22, "invalid_grant")
	}
}
