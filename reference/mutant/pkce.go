package mutant

import (
	"crypto/sha256"
	"encoding/base64"
	hexadecimal "encoding/hex"
	"regexp"
	"strings"

	"flowcheck/reference/oauth"
)

// challenges are the nodes that compare verifier and challenge wrongly.
func challenges() []Mutant {
	return []Mutant{
		{Name: "s256-as-standard-base64", ID: "PKC-01", Profile: "pkce", Without: without(oauth.ChallengeFormat),
			Summary:  "It writes the hash of the verifier in standard base64 without padding, with + and / for - and _.",
			Stimulus: committed(challenge, "S256", verifier),
			hear:     proves(hashedAs(base64.RawStdEncoding.EncodeToString))},
		{Name: "s256-with-padding", ID: "PKC-01", Profile: "pkce", Without: without(oauth.ChallengeFormat),
			Summary:  "It writes the hash of the verifier with the padding of base64.",
			Stimulus: committed(challenge, "S256", verifier),
			hear:     proves(hashedAs(base64.URLEncoding.EncodeToString))},
		{Name: "s256-as-hex", ID: "PKC-01", Profile: "pkce", Without: without(oauth.ChallengeFormat),
			Summary:  "It writes the hash of the verifier in hexadecimal.",
			Stimulus: committed(challenge, "S256", verifier),
			hear:     proves(hashedAs(hexadecimal.EncodeToString))},
		{Name: "s256-of-hex", ID: "PKC-01", Profile: "pkce", Without: without(oauth.ChallengeFormat),
			Summary:  "It encodes the hexadecimal digits of the hash, not its bytes.",
			Stimulus: committed(challenge, "S256", verifier),
			hear: proves(hashedAs(func(sum []byte) string {
				return base64.RawURLEncoding.EncodeToString([]byte(hexadecimal.EncodeToString(sum)))
			}))},
		{Name: "s256-of-decoded-verifier", ID: "PKC-01", Profile: "pkce",
			Summary:  "It decodes the verifier from base64 and hashes the bytes.",
			Stimulus: committed(challenge, "S256", verifier),
			hear: proves(func(verifier, challenge string) bool {
				decoded, err := base64.RawURLEncoding.DecodeString(verifier)
				return err == nil && s256(string(decoded)) == challenge
			})},
		{Name: "challenge-is-verifier", ID: "PKC-10", Profile: "pkce",
			Summary:  "When the hash does not match, it falls back to plain, so the challenge itself is a verifier.",
			Stimulus: committed(challenge, "S256", challenge),
			hear:     proves(func(v, c string) bool { return s256(v) == c || v == c })},
		{Name: "latest-challenge-for-all", ID: "PKC-11", Profile: "pkce",
			Summary:  "It keeps one challenge for all codes, the latest.",
			Stimulus: bodies(registerOne, wantPKCE(challenge), allow(), wantPKCE(s256(long(43))), allow("url", "$URL2"), redeem("code_verifier", long(43))),
			hear:     provesFor(func(t *turn, v string) bool { return s256(v) == t.known.last.challenge })},
		{Name: "challenge-padding-stripped", ID: "PKC-15", Profile: "pkce", Without: without(oauth.ChallengeFormat),
			Summary:  "It strips the padding off a challenge before it compares.",
			Stimulus: committed(challenge+"=", "S256", verifier),
			hear:     proves(func(v, c string) bool { return s256(v) == strings.TrimRight(c, "=") })},
		{Name: "challenge-compared-by-prefix", ID: "PKC-15", Profile: "pkce", Without: without(oauth.ChallengeFormat),
			Summary:  "It compares as many characters as the challenge has.",
			Stimulus: committed(challenge[:42], "S256", verifier),
			hear:     proves(func(v, c string) bool { return strings.HasPrefix(s256(v), c) })},
		{Name: "method-in-any-case", ID: "PKC-09", Profile: "pkce",
			Summary:  "It takes s256 for S256.",
			Stimulus: committed(challenge, "s256", verifier),
			hear: heard("generate_auth_url", func(t *turn) {
				if method := t.asked("code_challenge_method"); method != "" {
					t.change("code_challenge_method", strings.ToUpper(method))
				}
			})},
		{Name: "empty-method-is-s256", ID: "PKC-09", Profile: "pkce",
			Summary:  "It takes an empty code_challenge_method for S256.",
			Stimulus: committed(challenge, "", verifier),
			hear: heard("generate_auth_url", func(t *turn) {
				if method, sent := t.ask["code_challenge_method"]; sent && method == "" {
					t.change("code_challenge_method", "S256")
				}
			})},
		{Name: "pkce-replaces-secret", ID: "PKC-13", Profile: "pkce",
			Summary:  "It does not look at the client_secret when there is a code_verifier.",
			Stimulus: bodies(registerOne, wantPKCE(challenge), allow(), redeem("code_verifier", verifier, "client_secret", "wrong")),
			hear: heard("exchange_code", func(t *turn) {
				if secret := t.right(t.asked("client_id")); secret != "" && t.asked("code_verifier") != "" {
					t.change("client_secret", secret)
				}
			})},
	}
}

// verifiers are the nodes that refuse right verifiers for their form.
func verifiers() []Mutant {
	verified := func(when func(verifier string) bool) func(*turn) {
		return refusing("token_issued", "invalid_grant", func(t *turn) bool { return when(t.asked("code_verifier")) })
	}
	return []Mutant{
		{Name: "verifier-44-to-128", ID: "PKC-05", Profile: "pkce",
			Summary:  "It wants verifiers of more than 43 characters.",
			Stimulus: committed(s256(long(43)), "S256", long(43)),
			say:      verified(func(v string) bool { return len(v) == 43 })},
		{Name: "verifier-43-to-127", ID: "PKC-05", Profile: "pkce",
			Summary:  "It wants verifiers of less than 128 characters.",
			Stimulus: committed(s256(long(128)), "S256", long(128)),
			say:      verified(func(v string) bool { return len(v) == 128 })},
		{Name: "verifier-in-base64-only", ID: "PKC-06", Profile: "pkce",
			Summary:  "It refuses a verifier with a dot or a tilde, which base64 does not have.",
			Stimulus: committed(s256(long(42)+"~"), "S256", long(42)+"~"),
			say:      verified(func(v string) bool { return strings.ContainsAny(v, ".~") })},
		{Name: "verifier-42-to-129", ID: "PKC-17", Profile: "pkce", Without: without(oauth.VerifierLength),
			Summary:  "Its limits for a verifier are off by one, so 42 and 129 characters pass.",
			Stimulus: committed(s256(long(42)), "S256", long(42)),
			say:      verified(func(v string) bool { return v != "" && (len(v) < 42 || len(v) > 129) })},
		{Name: "challenge-of-earlier-request", ID: "URL-22", Profile: "pkce",
			Summary:  "It goes on to write the challenge of an earlier request into the URL.",
			Stimulus: bodies(wantPKCE(challenge), want()),
			say: spoil(func(t *turn, q *query) {
				if c := t.asked("code_challenge"); c != "" {
					t.memo["challenge"] = c
				} else if old, ok := t.memo["challenge"].(string); ok {
					q.add("code_challenge", old)
					q.add("code_challenge_method", "S256")
				}
			})},
		{Name: "method-dropped", ID: "URL-22", Profile: "pkce",
			Summary:  "It leaves the code_challenge_method out of the URL.",
			Stimulus: bodies(wantPKCE(challenge)),
			say:      spoil(func(_ *turn, q *query) { q.drop("code_challenge_method") })},
	}
}

// wantPKCE is a generate_auth_url with a challenge.
func wantPKCE(challenge string) string {
	return want("code_challenge", challenge, "code_challenge_method", "S256")
}

func s256(verifier string) string {
	return hashedText(verifier, base64.RawURLEncoding.EncodeToString)
}

func hashedText(verifier string, write func([]byte) string) string {
	sum := sha256.Sum256([]byte(verifier))
	return write(sum[:])
}

// hashedAs compares with the hash in another spelling.
func hashedAs(write func([]byte) string) func(verifier, challenge string) bool {
	return func(verifier, challenge string) bool { return hashedText(verifier, write) == challenge }
}

var wellFormed = regexp.MustCompile(`\A[A-Za-z0-9._~-]{43,128}\z`)

// proves makes a vice of another way to compare a well-formed verifier with a
// challenge.
func proves(enough func(verifier, challenge string) bool) func(*turn) {
	return provesFor(func(t *turn, verifier string) bool { return enough(verifier, t.code().challenge) })
}

// provesFor makes a vice of another way to judge a well-formed verifier. For
// every challenge the node hears the one of the RFC, and with each verifier
// the one that answers it or one that does not, as the mutant sees it.
func provesFor(enough func(t *turn, verifier string) bool) func(*turn) {
	return both(
		heard("authorize", func(t *turn) {
			q := dissect(t.url)
			if method, _ := q.value("code_challenge_method"); method == "S256" {
				q.change("code_challenge", func(string) string { return challenge })
				t.change("url", q.String())
			}
		}),
		heard("exchange_code", func(t *turn) {
			shown := t.asked("code_verifier")
			if g := t.code(); g == nil || g.challenge == "" || !wellFormed.MatchString(shown) {
				return
			}
			t.change("code_verifier", map[bool]string{true: verifier, false: challenge}[enough(t, shown)])
		}))
}
