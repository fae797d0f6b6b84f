package mutant

import (
	"slices"
	"strings"

	"flowcheck/reference/oauth"
)

// secrets are the nodes that compare a client_secret loosely.
func secrets() []Mutant {
	return []Mutant{
		{Name: "secret-by-prefix", ID: "TOK-11", Profile: "security",
			Summary:  "It compares as many characters of the client_secret as were sent.",
			Stimulus: coded(redeem("client_secret", "S3cre")),
			hear:     secretAs(func(shown, right string) bool { return shown != "" && strings.HasPrefix(right, shown) })},
		{Name: "secret-with-more", ID: "TOK-11", Profile: "security",
			Summary:  "It is content when what was sent begins with the client_secret.",
			Stimulus: coded(redeem("client_secret", "S3cret-1x")),
			hear:     secretAs(func(shown, right string) bool { return strings.HasPrefix(shown, right) })},
		{Name: "secret-in-any-case", ID: "TOK-11", Profile: "security",
			Summary:  "It compares the client_secret without regard to case.",
			Stimulus: coded(redeem("client_secret", "s3CRET-1")),
			hear:     secretAs(strings.EqualFold)},
		{Name: "secret-trimmed", ID: "TOK-11", Profile: "security",
			Summary:  "It trims blanks off the client_secret before it compares.",
			Stimulus: coded(redeem("client_secret", "S3cret-1 ")),
			hear:     secretAs(func(shown, right string) bool { return strings.TrimSpace(shown) == right })},
		{Name: "secret-checked-if-sent", ID: "TOK-11", Profile: "security",
			Summary:  "It checks the client_secret only if there is one.",
			Stimulus: coded(redeem("client_secret", "-")),
			hear:     secretAs(func(shown, _ string) bool { return shown == "" })},
		{Name: "secret-right-the-second-time", ID: "TOK-19", Profile: "security",
			Summary:  "A code that was refused for a wrong client_secret is served the next time with the same wrong one.",
			Stimulus: coded(redeem("client_secret", "wrong"), redeem("client_secret", "wrong")),
			hear:     secondTime},
		{Name: "refresh-without-secret", ID: "REF-09", Profile: "refresh",
			Summary:  "It does not look at the client_secret of a refresh.",
			Stimulus: granted(renew("client_secret", "wrong")),
			hear:     heard("refresh_token", secretAs(func(string, string) bool { return true }))},
		{Name: "error-tells-secret", ID: "TOK-30", Profile: "security",
			Summary:  "Its refusal of a wrong client_secret tells the right one.",
			Stimulus: coded(redeem("client_secret", "wrong")),
			say: refused("invalid_client", func(t *turn) {
				t.body["text"] = "expected " + t.right(t.asked("client_id")) + " but got " + t.asked("client_secret")
			})},
		{Name: "error-repeats-secret", ID: "TOK-30", Profile: "security",
			Summary:  "Its refusals repeat the client_secret that was sent, for the log.",
			Stimulus: coded(redeem("code", "wrong")),
			say: on("error", func(t *turn) {
				if secret := t.asked("client_secret"); secret != "" {
					t.body["error_description"] = "client_secret=" + secret
				}
			})},
	}
}

// owners are the nodes that confuse clients, or what a code is bound to.
func owners() []Mutant {
	return []Mutant{
		{Name: "stranger-redeems-code", ID: "TOK-12", Profile: "security",
			Summary:  "It lets a client that it does not know redeem the code of one that it knows.",
			Stimulus: coded(redeem("client_id", "nobody")),
			hear: heard("exchange_code", func(t *turn) {
				_, registered := t.known.clients[t.asked("client_id")]
				if g := t.code(); g != nil && !registered {
					t.change("client_id", g.client)
					t.change("client_secret", t.right(g.client))
				}
			})},
		{Name: "redirect-by-prefix-at-exchange", ID: "TOK-14", Profile: "security",
			Summary:  "It is content when the redirect_uri of the exchange begins with that of the request.",
			Stimulus: coded(redeem("redirect_uri", "https://a/b?x=1")),
			hear:     redirectAs(strings.HasPrefix)},
		{Name: "redirect-checked-if-sent", ID: "TOK-14", Profile: "security",
			Summary:  "It compares the redirect_uri of the exchange only if there is one.",
			Stimulus: coded(redeem("redirect_uri", "-")),
			hear:     redirectAs(func(shown, _ string) bool { return shown == "" })},
		{Name: "redirect-normalised-at-exchange", ID: "TOK-14", Profile: "security",
			Summary:  "It compares redirect_uris without regard to case and a slash at the end.",
			Stimulus: coded(redeem("redirect_uri", "https://A/b/")),
			hear: redirectAs(func(shown, right string) bool {
				return strings.EqualFold(strings.TrimSuffix(shown, "/"), strings.TrimSuffix(right, "/"))
			})},
		{Name: "redirect-by-prefix", ID: "TOK-21", Profile: "security",
			Summary:  "It sends a code to any redirect_uri that begins with a registered one.",
			Stimulus: bodies(registerOne, visit("a%2Fb", "a%2Fb%2Fevil")),
			hear:     registeredAs(strings.HasPrefix)},
		{Name: "redirect-query-ignored", ID: "TOK-21", Profile: "security",
			Summary:  "It compares a redirect_uri with the registered ones up to the query.",
			Stimulus: bodies(registerOne, visit("a%2Fb", "a%2Fb%3Fx")),
			hear: registeredAs(func(shown, registered string) bool {
				path, _, _ := strings.Cut(shown, "?")
				return path == registered
			})},
		{Name: "failure-spends-code", ID: "TOK-19", Profile: "security",
			Summary:  "It spends a code before it checks the client, so that a stranger's attempt spoils it.",
			Stimulus: coded(redeem("client_secret", "wrong"), redeem()),
			say:      failureSpends},
		{Name: "code-reopened-by-failure", ID: "PKC-14", Profile: "pkce", Without: without(oauth.CodeOnce),
			Summary: "A failed attempt resets a code, which is then good for any number of tokens.",
			Stimulus: bodies(registerOne, wantPKCE(challenge), allow(), redeem("code_verifier", challenge),
				redeem("code_verifier", verifier), redeem("code_verifier", verifier)),
			say: reopened},
	}
}

// refused makes a vice for the refusals of a name.
func refused(name string, vice func(*turn)) func(*turn) {
	return on("error", func(t *turn) {
		if t.said("error") == name {
			vice(t)
		}
	})
}

// secretAs makes a vice of another way to compare secrets.
func secretAs(enough func(shown, right string) bool) func(*turn) {
	return func(t *turn) {
		c, known := t.known.clients[t.asked("client_id")]
		if known && !c.public && t.asked("type") != "register_client" && enough(t.asked("client_secret"), c.secret) {
			t.change("client_secret", c.secret)
		}
	}
}

// redirectAs makes a vice of another way to compare redirect_uris at the
// exchange.
func redirectAs(enough func(shown, right string) bool) func(*turn) {
	return heard("exchange_code", func(t *turn) {
		if g := t.code(); g != nil && enough(t.asked("redirect_uri"), g.redirect) {
			t.change("redirect_uri", g.redirect)
		}
	})
}

// registeredAs makes a vice of another way to compare redirect_uris at
// authorize.
func registeredAs(enough func(shown, registered string) bool) func(*turn) {
	return heard("authorize", func(t *turn) {
		q := dissect(t.url)
		client, _ := q.value("client_id")
		shown, _ := q.value("redirect_uri")
		i := slices.IndexFunc(t.known.clients[client].redirects, func(r string) bool { return enough(shown, r) })
		if i >= 0 {
			q.change("redirect_uri", func(string) string { return t.known.clients[client].redirects[i] })
			t.change("url", q.String())
		}
	})
}

func secondTime(t *turn) {
	key := "tried " + t.asked("code") + " " + t.asked("client_secret")
	if right := t.right(t.asked("client_id")); right != "" && t.memo[key] != nil {
		t.change("client_secret", right)
	}
	if t.asked("type") == "exchange_code" {
		t.memo[key] = true
	}
}

func failureSpends(t *turn) {
	key := "spoilt " + t.asked("code")
	switch {
	case t.asked("type") != "exchange_code" || t.code() == nil:
	case t.kind() == "error":
		t.memo[key] = true
	case t.memo[key] != nil:
		t.refuse(22, "invalid_grant")
	}
}

func reopened(t *turn) {
	spent, open := "spent "+t.asked("client_id")+" "+t.asked("code"), "open "+t.asked("code")
	switch {
	case t.asked("type") != "exchange_code":
	case t.kind() == "error":
		t.memo[open] = true
	case t.memo[spent] != nil && t.memo[open] == nil:
		t.refuse(22, "invalid_grant")
	default:
		t.memo[spent] = true
	}
}
