package mutant

import (
	"strings"

	"flowcheck/reference/oauth"
)

// overlookedWithPKCE are the nodes that keep the rules of PKCE but for one way to
// ask, to open a URL or to redeem its code.
func overlookedWithPKCE() []Mutant {
	const stranger, mine = "stranger", "&state=xyz789"
	opened := func(more, verifier string) []string {
		return bodies(registerOne, visit(mine, mine+"&code_challenge="+challenge+more), redeem("code_verifier", verifier))
	}
	unregistered := func(more ...string) []string {
		change := append([]string{"client_id", stranger, "client_secret", "-"}, more...)
		return bodies(want("client_id", stranger, "code_challenge", challenge, "code_challenge_method", "S256"), allow(), redeem(change...))
	}
	attempts := func(more ...string) []string {
		return bodies(append([]string{registerOne, wantPKCE(challenge), allow(), redeem("code_verifier", long(43))}, more...)...)
	}
	return []Mutant{
		{Name: "method-checked-when-asked-only", ID: "PKC-09", Profile: "pkce",
			Summary:  "It refuses an unknown code_challenge_method in generate_auth_url, and takes any for S256 in a URL that it did not build.",
			Stimulus: opened("&code_challenge_method=S512", verifier),
			hear: opening(func(q *query) {
				q.change("code_challenge_method", func(string) string { return "S256" })
			})},
		{Name: "no-method-when-opened-is-s256", ID: "PKC-07", Profile: "pkce",
			Summary:  "It demands a code_challenge_method in generate_auth_url, and takes none for S256 in a URL that it did not build.",
			Stimulus: opened("", verifier),
			hear: opening(func(q *query) {
				if _, named := q.value("code_challenge_method"); !named {
					q.add("code_challenge_method", "S256")
				}
			})},
		{Name: "sha256-is-s256", ID: "PKC-09", Profile: "pkce",
			Summary:  "It takes the code_challenge_method SHA256 for S256.",
			Stimulus: committed(challenge, "SHA256", verifier),
			hear:     methodAs(func(method string) string { return strings.Replace(method, "SHA256", "S256", 1) })},
		{Name: "plain-refused-in-lower-case", ID: "PKC-09", Profile: "pkce", Without: without(oauth.PlainRefused),
			Summary:  "It refuses the code_challenge_method plain, and takes Plain for plain.",
			Stimulus: committed(challenge, "Plain", challenge),
			hear: methodAs(func(method string) string {
				switch {
				case method == "plain" || method == "":
					return "refused"
				case strings.EqualFold(method, "plain"):
					return "plain"
				}
				return method
			})},
		{Name: "verifier-without-line-feed", ID: "PKC-02", Profile: "pkce",
			Summary:  "It takes a line feed off the end of a code_verifier before it hashes it.",
			Stimulus: committed(challenge, "S256", verifier+"\n"),
			hear: heard("exchange_code", func(t *turn) {
				if v := t.asked("code_verifier"); v != "" {
					t.change("code_verifier", strings.TrimSuffix(v, "\n"))
				}
			})},
		{Name: "any-verifier-after-a-wrong-one", ID: "PKC-02", Profile: "pkce",
			Summary:  "It takes the challenge from a code before it compares, so after a wrong code_verifier any will do.",
			Stimulus: attempts(redeem("code_verifier", long(44))),
			hear:     afterAWrongOne(func(t *turn) { t.change("code_verifier", verifier) }, func(*turn) {})},
		{Name: "no-verifier-after-a-wrong-one", ID: "PKC-02", Profile: "pkce",
			Summary:  "It demands a code_verifier at the first attempt only: after a wrong one, none will do.",
			Stimulus: attempts(redeem()),
			hear:     afterAWrongOne(func(*turn) {}, func(t *turn) { t.change("code_verifier", verifier) })},
		{Name: "verifier-of-any-type", ID: "PKC-03", Profile: "pkce",
			Summary:  "It compares a code_verifier only where that is text, so null and numbers pass.",
			Stimulus: committed(challenge, "S256", "=null"),
			hear: proving(func(t *turn) {
				shown, sent := t.ask["code_verifier"]
				if _, isText := shown.(string); sent && !isText {
					t.change("code_verifier", verifier)
				}
			})},
		{Name: "method-of-the-exchange", ID: "PKC-10", Profile: "pkce",
			Summary:  "It compares by the code_challenge_method that the exchange names, if it names one.",
			Stimulus: bodies(registerOne, wantPKCE(challenge), allow(), redeem("code_verifier", challenge, "code_challenge_method", "plain")),
			hear:     fallsBack(func(t *turn) bool { return t.asked("code_challenge_method") == "plain" })},
		{Name: "plain-for-public-clients", ID: "PKC-10", Profile: "pkce",
			Summary: "It takes the challenge itself for a verifier where the client is public.",
			Stimulus: bodies(registerApp, want("client_id", "app", "code_challenge", challenge, "code_challenge_method", "S256"), allow(),
				redeem("client_id", "app", "client_secret", "-", "code_verifier", challenge)),
			hear: fallsBack(func(t *turn) bool { return t.known.clients[t.code().client].public })},
		{Name: "plain-for-unregistered-clients", ID: "PKC-02", Profile: "pkce",
			Summary:  "It takes the challenge itself for a verifier where the client is not registered.",
			Stimulus: unregistered("code_verifier", challenge),
			hear:     fallsBack(func(t *turn) bool { return t.unregistered(t.code().client) })},
		{Name: "downgrade-if-unregistered", ID: "PKC-04", Profile: "pkce",
			Summary: "It ignores a code_verifier for a code without a challenge where the client is not registered.",
			Stimulus: bodies(want("client_id", stranger), allow(),
				redeem("client_id", stranger, "client_secret", "-", "code_verifier", verifier)),
			hear: heard("exchange_code", func(t *turn) {
				if g := t.code(); g != nil && g.redirect != "" && g.challenge == "" && t.unregistered(g.client) {
					t.omit("code_verifier")
				}
			})},
	}
}

// opening makes a vice of a change to those URLs with a code_challenge that are opened.
func opening(vice func(*query)) func(*turn) {
	return heard("authorize", func(t *turn) {
		q := dissect(t.url)
		if c, _ := q.value("code_challenge"); c != "" {
			vice(q)
			t.change("url", q.String())
		}
	})
}

// methodAs makes a vice of another way to read the code_challenge_method, when a URL
// is asked for.
func methodAs(read func(method string) string) func(*turn) {
	return heard("generate_auth_url", func(t *turn) {
		if t.asked("code_challenge") != "" {
			t.change("code_challenge_method", read(t.asked("code_challenge_method")))
		}
	})
}

// fallsBack makes a vice that takes the challenge itself for a verifier too.
func fallsBack(when func(*turn) bool) func(*turn) {
	return provesFor(func(t *turn, shown string) bool {
		return s256(shown) == t.code().challenge || shown == t.code().challenge && when(t)
	})
}

// proving makes a vice of what comes with a code that has a challenge, where verifier
// is the right one.
func proving(vice func(*turn)) func(*turn) {
	return both(
		proves(func(v, c string) bool { return s256(v) == c }),
		heard("exchange_code", func(t *turn) {
			if g := t.code(); g != nil && g.challenge != "" {
				vice(t)
			}
		}))
}

// afterAWrongOne makes a vice of what comes after a wrong verifier: another one, or
// none.
func afterAWrongOne(another, none func(*turn)) func(*turn) {
	return proving(func(t *turn) {
		key, shown := "wrong for "+t.asked("code"), t.asked("code_verifier")
		_, wrong := t.memo[key]
		switch {
		case wrong && shown != "":
			another(t)
		case wrong:
			none(t)
		case shown != "" && shown != verifier:
			t.memo[key] = true
		}
	})
}
