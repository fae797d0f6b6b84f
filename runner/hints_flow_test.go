//go:build unix

package runner_test

import (
	"slices"
	"strings"
	"testing"

	"flowcheck/reference/mutant"
	"flowcheck/runner"
	"flowcheck/runner/check"
	"flowcheck/runner/hint"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

// flowHints says which cause stands first in the report on each mutant of the
// opt-in profiles. Mutants that share a cause make the same mistake, or one that
// looks the same from outside.
var flowHints = map[string]string{
	"access-token-refreshes":                  "refresh.kinds",
	"access-token-survives-revocation":        "revoke.family",
	"answers-replies":                         "reply.to-reply",
	"any-redirect-uri":                        "redirect.any",
	"any-redirect-uri-if-public":              "redirect.public",
	"any-refresh-token":                       "refresh.unknown",
	"any-verifier-after-a-wrong-one":          "pkce.attempts",
	"anybody-revokes":                         "revoke.stranger",
	"anybody-revokes-refresh-tokens":          "revoke.stranger",
	"attempt-rebinds-code":                    "code.client",
	"batch-ends-at-bad-line":                  "line.batch",
	"bearer-at-the-next-refresh":              "refresh.same",
	"callback-loses-code":                     "callback.code",
	"callback-of-a-client-rejected":           "refused.callback",
	"callback-valid-by-default":               "state.default",
	"challenge-compared-by-prefix":            "pkce.challenge",
	"challenge-decoded":                       "pkce.challenge",
	"challenge-dropped":                       "pkce.url",
	"challenge-in-any-case":                   "pkce.challenge",
	"challenge-is-verifier":                   "pkce.fallback",
	"challenge-of-earlier-request":            "pkce.stale",
	"challenge-of-the-latest-request":         "pkce.binding",
	"challenge-padding-stripped":              "pkce.challenge",
	"client-id-in-any-case":                   "client.compare",
	"client-id-list-served":                   "error.wrong-type",
	"client-id-trimmed":                       "client.compare",
	"clock-stands-still":                      "expiry.clock",
	"code-again-if-public":                    "code.every-client",
	"code-beyond-ascii":                       "code.characters",
	"code-from-a-seed":                        "code.guessable",
	"code-in-invalid-callback":                "refusal.gives-away",
	"code-lives-an-hour":                      "expiry.code-late",
	"code-lives-three-seconds":                "expiry.code-early",
	"code-never-expires":                      "expiry.code-never",
	"code-never-spent":                        "code.reused",
	"code-of-a-stranger-never-expires":        "expiry.code-each",
	"code-of-any-client":                      "code.client",
	"code-of-any-public-client":               "code.client",
	"code-of-any-unregistered-client":         "code.every-client",
	"code-of-anybody-anywhere":                "code.client",
	"code-of-the-same-redirect":               "code.client",
	"code-of-the-url":                         "code.guessable",
	"code-of-two-symbols":                     "code.guessable",
	"code-race":                               "code.race",
	"code-refreshes":                          "refresh.kinds",
	"code-reopened-by-failure":                "pkce.twice",
	"code-trimmed":                            "code.unknown",
	"code-with-long-prefix":                   "code.guessable",
	"code-with-more":                          "code.unknown",
	"constant-code":                           "code.guessable",
	"constant-token":                          "token.guessable",
	"counted-codes":                           "code.guessable",
	"counted-tokens":                          "token.guessable",
	"crash-before-init":                       "init.before",
	"crash-on-body-of-another-type":           "line.no-body",
	"crash-on-body-of-text":                   "line.no-body",
	"crash-on-control-character":              "value.control",
	"crash-on-deep-nesting":                   "line.nested",
	"crash-on-garbage":                        "line.not-json",
	"crash-on-invalid-utf-8":                  "line.utf8",
	"crash-on-lone-surrogate":                 "value.surrogate",
	"crash-on-long-number":                    "line.number",
	"crash-on-missing-body":                   "line.no-body",
	"crash-on-missing-src":                    "line.no-src",
	"crash-on-missing-type":                   "line.no-type",
	"crash-on-non-object":                     "line.not-object",
	"crash-on-nul":                            "line.nul",
	"crash-on-repeated-member":                "line.repeated",
	"crash-on-unknown-refresh-token":          "refresh.crash",
	"crash-on-unknown-type":                   "error.type-crash",
	"default-port-at-exchange":                "redirect.compare",
	"denial-with-code":                        "refusal.gives-away",
	"denial-with-stale-state":                 "state.stale",
	"denial-with-state-encoded":               "user.refused",
	"denial-without-state":                    "user.refused",
	"downgrade-if-unregistered":               "pkce.downgrade",
	"downscope-of-public-silent":              "scope.silent",
	"echoes-bad-line":                         "error.long",
	"empty-iss-accepted":                      "issuer.compare",
	"empty-method-is-s256":                    "pkce.empty-method",
	"empty-state-after-empty":                 "state.missing",
	"error-code-as-string":                    "error.shape",
	"error-drops-msg-id-zero":                 "in_reply_to.zero",
	"error-is-traceback":                      "error.characters",
	"error-name-of-its-own":                   "error.words",
	"error-repeats-secret":                    "secret.revealed",
	"error-tells-codes":                       "secret.revealed",
	"error-tells-secret":                      "secret.revealed",
	"error-tells-tokens":                      "secret.revealed",
	"error-without-code":                      "error.shape",
	"error-without-in-reply-to":               "error.uncorrelated",
	"expired-token-takes-refresh-token-along": "expiry.refresh",
	"expires-in-absolute":                     "token.lifetime",
	"expiry-for-the-confidential-only":        "expiry.every-client",
	"expiry-for-the-registered-only":          "expiry.every-client",
	"expiry-of-the-first-scope":               "expiry.every-client",
	"failure-spends-code":                     "code.spoiled",
	"first-of-the-node-ids":                   "init.name",
	"first-redirect-only":                     "refused.authorize",
	"first-refresh-rotates-only":              "refresh.old",
	"first-scope-checked":                     "error.wrong-type",
	"five-states-at-most":                     "state.few",
	"forgets-after-bad-line":                  "state.lost",
	"gives-up-after-100-bad-lines":            "line.limit",
	"http-status-for-code":                    "error.code",
	"init-answered-twice":                     "init.twice",
	"init-answered-with-init":                 "init.handshake",
	"invalid-callback-with-token":             "refusal.gives-away",
	"invalid-scope-spends-refresh-token":      "refresh.spent",
	"invented-code-accepted":                  "code.unknown",
	"invented-code-of-a-public-client":        "code.every-client",
	"iss-by-beginning":                        "issuer.compare",
	"iss-contained":                           "issuer.compare",
	"iss-in-any-case":                         "issuer.compare",
	"iss-missing":                             "feature.missing",
	"iss-not-compared":                        "issuer.compare",
	"iss-not-demanded":                        "issuer.demand",
	"iss-of-known-codes-compared":             "issuer.compare",
	"iss-of-known-codes-demanded":             "issuer.demand",
	"iss-trimmed":                             "issuer.compare",
	"iss-with-slash":                          "issuer.name",
	"iss-with-state-only":                     "issuer.name",
	"iss-without-scheme":                      "issuer.compare",
	"issued-code-again-if-unregistered":       "code.every-client",
	"last-parameter-wins":                     "url.doubled",
	"last-redirect-only":                      "refused.authorize",
	"last-scope-of-a-refresh-checked":         "refresh.escalation",
	"latest-challenge-for-all":                "pkce.binding",
	"latest-state-only":                       "state.latest",
	"lenient-to-an-early-client":              "client.early",
	"lower-case-hex-refused":                  "url.reading",
	"method-checked-when-asked-only":          "pkce.unknown-method",
	"method-defaults-to-s256":                 "pkce.default",
	"method-dropped":                          "pkce.url",
	"method-in-any-case":                      "pkce.method-case",
	"method-of-the-exchange":                  "pkce.fallback",
	"missing-member-served":                   "error.missing-member",
	"missing-redirect-uri-served":             "error.missing-member",
	"missing-scope-served":                    "error.missing-member",
	"missing-secret-tells-it":                 "secret.revealed",
	"missing-state-accepted":                  "state.missing",
	"narrowed-token-never-expires":            "expiry.every-client",
	"narrowing-ignored":                       "refresh.not-narrowed",
	"narrowing-sticks":                        "refresh.sticks",
	"narrowing-sticks-by-name":                "refresh.sticks",
	"newest-code-handed-on":                   "callback.code",
	"next-refresh-expires-in-900":             "refresh.lifetime",
	"next-refresh-gives-the-same-token":       "refresh.same",
	"next-refresh-token-is-a-token":           "refresh.kinds",
	"next-refresh-token-of-any-client":        "refresh.client",
	"no-method-when-opened-is-s256":           "pkce.default",
	"no-scopes-for-null":                      "error.wrong-type",
	"no-state-after-none":                     "state.missing",
	"no-state-with-known-code":                "state.missing",
	"no-verifier-after-a-wrong-one":           "pkce.attempts",
	"oldest-state-first":                      "state.order",
	"one-error-for-all":                       "error.name",
	"one-scope-list-for-a-client":             "scope.of-code",
	"one-timer-for-all":                       "expiry.each",
	"own-url-only":                            "authorize.own-url",
	"parameter-repeated-alike":                "url.doubled",
	"pkce-for-the-registered-only":            "code.every-client",
	"pkce-replaces-secret":                    "pkce.secret",
	"plain-accepted":                          "pkce.plain",
	"plain-for-public-clients":                "pkce.fallback",
	"plain-for-unregistered-clients":          "code.every-client",
	"plain-refused-in-lower-case":             "pkce.method-case",
	"plus-becomes-blank":                      "state.roundtrip",
	"public-client-revokes-all":               "revoke.stranger",
	"public-client-without-pkce":              "pkce.public",
	"public-refresh-escalates":                "refresh.escalation",
	"public-reuse-goes-unnoticed":             "refresh.reuse",
	"public-token-not-rotated":                "refresh.public",
	"public-token-outlives-revocation":        "revoke.public",
	"public-token-rotates-once":               "refresh.public",
	"public-token-stays-when-narrowed":        "refresh.public",
	"redirect-by-end":                         "redirect.unregistered",
	"redirect-by-prefix":                      "redirect.below",
	"redirect-by-prefix-at-exchange":          "redirect.prefix",
	"redirect-checked-if-sent":                "redirect.compare",
	"redirect-decoded":                        "redirect.unregistered",
	"redirect-default-port":                   "redirect.unregistered",
	"redirect-fragment-ignored":               "redirect.unregistered",
	"redirect-ignored-at-exchange":            "redirect.ignored",
	"redirect-ignored-with-pkce":              "redirect.compare",
	"redirect-normalised":                     "redirect.unregistered",
	"redirect-normalised-at-exchange":         "redirect.compare",
	"redirect-of-any-client":                  "redirect.other-client",
	"redirect-of-the-confidential-only":       "code.every-client",
	"redirect-of-the-latest-code":             "redirect.of-code",
	"redirect-of-the-registered-only":         "code.every-client",
	"redirect-of-the-registration":            "redirect.registered",
	"redirect-query-ignored":                  "redirect.unregistered",
	"redirect-right-the-second-time":          "redirect.of-code",
	"redirect-trimmed":                        "redirect.unregistered",
	"redirect-trimmed-at-exchange":            "redirect.compare",
	"redirect-up-to-semicolon":                "redirect.unregistered",
	"redirect-without-scheme":                 "redirect.unregistered",
	"refresh-escalates":                       "refresh.escalation",
	"refresh-expires-in-900":                  "refresh.lifetime",
	"refresh-gives-what-was-asked":            "refresh.asked",
	"refresh-loses-scopes":                    "refresh.lost",
	"refresh-of-what-was-asked":               "refresh.escalation",
	"refresh-race":                            "refresh.race",
	"refresh-renews-older-token":              "expiry.renewed",
	"refresh-scope-by-substring":              "refresh.escalation",
	"refresh-scope-in-any-case":               "refresh.escalation",
	"refresh-scope-in-order-only":             "refresh.order",
	"refresh-token-by-beginning":              "refresh.unknown",
	"refresh-token-expires-with-token":        "expiry.refresh",
	"refresh-token-in-any-case":               "refresh.unknown",
	"refresh-token-is-a-token":                "refresh.kinds",
	"refresh-token-not-rotated":               "refresh.rotation",
	"refresh-token-of-any-client":             "refresh.client",
	"refresh-token-of-any-public-client":      "refresh.client",
	"refresh-token-survives-replay":           "refresh.replay",
	"refresh-token-trimmed":                   "refresh.unknown",
	"refresh-token-with-more":                 "refresh.unknown",
	"refresh-widens-scope":                    "refresh.widened",
	"refresh-without-secret":                  "refresh.authentication",
	"refreshed-access-token-refreshes":        "refresh.kinds",
	"refreshed-token-keeps-expiry":            "expiry.kept",
	"refusal-with-empty-token":                "refusal.gives-away",
	"refusal-with-token":                      "refusal.gives-away",
	"refused-client-becomes-owner":            "refresh.client",
	"refused-code-renewed":                    "expiry.code-again",
	"refused-state-remembered":                "state.learned",
	"registered-scope-by-substring":           "scope.loose",
	"registered-scope-in-any-case":            "scope.loose",
	"replay-ends-all-tokens":                  "code.replay-ends-all",
	"replay-revokes-nothing":                  "code.replay",
	"response-type-contains-code":             "response.type",
	"response-type-ignored":                   "response.type",
	"response-type-in-any-case":               "response.type",
	"response-type-of-public-ignored":         "response.type",
	"reuse-ends-the-newest-only":              "refresh.reuse",
	"reuse-goes-unnoticed":                    "refresh.reuse",
	"reuse-of-the-last-only":                  "refresh.reuse",
	"revocation-ends-all-tokens":              "revoke.too-much",
	"revocation-ignored":                      "revoke.nothing",
	"revoke-without-secret":                   "revoke.unauthenticated",
	"revoked-refresh-token-lives":             "revoke.refresh",
	"rotated-token-still-good":                "refresh.old",
	"s256-as-hex":                             "pkce.hex",
	"s256-as-standard-base64":                 "pkce.base64",
	"s256-of-decoded-verifier":                "pkce.decoded",
	"s256-of-hex":                             "pkce.hex-text",
	"s256-with-padding":                       "pkce.padding",
	"same-access-token-again":                 "refresh.same",
	"same-code-until-used":                    "code.guessable",
	"scope-escalation":                        "scope.escalation",
	"scope-escalation-if-public":              "scope.escalation",
	"scope-order-matters":                     "scope.order",
	"scopes-asked-for-since":                  "scope.of-code",
	"scopes-by-character":                     "error.scopes-text",
	"scopes-of-a-stranger-since":              "code.every-client",
	"second-init-wipes-tokens":                "init.wipes",
	"second-refresh-keeps-expiry":             "expiry.kept",
	"seconds-as-milliseconds":                 "expiry.unit",
	"secret-by-beginning-refreshes":           "refresh.authentication",
	"secret-by-prefix":                        "secret.compare",
	"secret-checked-if-sent":                  "secret.optional",
	"secret-cut-at-72":                        "secret.long",
	"secret-ignored":                          "secret.ignored",
	"secret-in-any-case":                      "secret.compare",
	"secret-of-another-refreshes":             "refresh.authentication",
	"secret-of-any-client":                    "secret.other",
	"secret-of-any-type":                      "secret.type",
	"secret-of-any-type-served":               "error.wrong-type",
	"secret-optional-with-pkce":               "pkce.secret",
	"secret-right-the-second-time":            "code.second-time",
	"secret-trimmed":                          "secret.compare",
	"secret-with-line-feed":                   "secret.compare",
	"secret-with-more":                        "secret.compare",
	"sha256-is-s256":                          "pkce.unknown-method",
	"short-code":                              "code.guessable",
	"short-token":                             "token.guessable",
	"silent-before-init":                      "init.before",
	"silent-downscope":                        "scope.silent",
	"src-fixed-after-init":                    "init.name",
	"stale-state":                             "state.stale",
	"state-as-latin-1":                        "state.charset",
	"state-as-number":                         "state.loose",
	"state-as-text":                           "state.type",
	"state-by-prefix":                         "state.loose",
	"state-contained":                         "state.loose",
	"state-cut-in-the-store":                  "state.cut",
	"state-decoded":                           "state.loose",
	"state-decoded-twice":                     "state.echo",
	"state-encoded-again":                     "state.echo",
	"state-in-any-case":                       "state.loose",
	"state-in-object":                         "state.names",
	"state-never-valid":                       "refused.callback",
	"state-not-checked":                       "state.ignored",
	"state-not-consumed":                      "state.replay",
	"state-of-255-characters":                 "state.whole",
	"state-of-a-named-client-again":           "state.replay",
	"state-of-any-authorize":                  "state.unasked",
	"state-of-any-client":                     "state.client",
	"state-of-the-latest-request":             "state.echo",
	"state-plus-as-blank":                     "state.roundtrip",
	"state-plus-is-blank":                     "state.roundtrip",
	"state-spent-with-its-code":               "state.replay",
	"state-trimmed":                           "state.loose",
	"state-with-more":                         "state.loose",
	"state-with-slashes":                      "state.echo",
	"state-without-blanks":                    "state.whole",
	"stranger-redeems-code":                   "code.stranger",
	"stranger-refreshes":                      "refresh.client",
	"token-from-a-seed":                       "token.seeded",
	"token-holds-code":                        "token.reveals",
	"token-holds-code-in-capitals":            "token.reveals",
	"token-holds-hash-of-code":                "token.reveals",
	"token-holds-secret":                      "token.reveals",
	"token-is-jwt-with-code":                  "token.reveals",
	"token-list-is-no-token":                  "error.wrong-type",
	"token-never-expires":                     "expiry.never",
	"token-of-client-id":                      "token.guessable",
	"token-of-the-clock":                      "token.guessable",
	"token-of-the-request":                    "token.seeded",
	"token-of-two-symbols":                    "token.guessable",
	"token-with-long-prefix":                  "token.guessable",
	"type-by-prefix":                          "error.type-loose",
	"type-in-any-case":                        "error.type-loose",
	"undefined-in-url":                        "error.missing-member",
	"unknown-method-is-plain":                 "pkce.unknown-method",
	"unknown-parameter-refused":               "url.unknown-parameter",
	"unknown-token-is-invalid-request":        "error.unknown-token",
	"unknown-token-not-revoked":               "revoke.unknown",
	"unknown-type-echoed":                     "error.unknown-type",
	"unknown-type-unanswered":                 "error.type-silent",
	"unregistered-code-again":                 "code.reused",
	"unused-code-refreshes":                   "refresh.kinds",
	"used-code-is-free":                       "code.stranger",
	"user-grants-anything":                    "scope.user",
	"user-not-asked":                          "user.ignored",
	"user-not-asked-if-public":                "user.ignored",
	"verifier-42-to-129":                      "pkce.long",
	"verifier-43-to-127":                      "pkce.short",
	"verifier-44-to-128":                      "pkce.short",
	"verifier-checked-if-sent":                "pkce.optional",
	"verifier-in-base64-only":                 "pkce.specials",
	"verifier-not-compared":                   "pkce.compare",
	"verifier-of-any-characters":              "pkce.characters",
	"verifier-of-any-length":                  "pkce.long",
	"verifier-of-any-type":                    "pkce.type",
	"verifier-trimmed":                        "pkce.trimmed",
	"verifier-with-line-feed":                 "pkce.characters",
	"verifier-without-challenge":              "pkce.downgrade",
	"verifier-without-line-feed":              "pkce.trimmed",
	"wrong-secret-is-invalid-grant":           "error.client",
	"wrong-secret-tells-codes":                "secret.revealed",
	"wrong-type-served":                       "error.wrong-type",
	"youngest-token-renews-all":               "expiry.renewed",
}

// ownCause are the usual mistakes of these profiles, each with the mutants that
// make it: no other mutant may have its cause.
var ownCause = map[string]string{
	"a code is not consumed":               "code-never-spent unregistered-code-again",
	"the secret is ignored":                "secret-ignored",
	"the redirect is compared by prefix":   "redirect-by-prefix-at-exchange",
	"the redirect is registered by prefix": "redirect-by-prefix",
	"S256 as standard base64":              "s256-as-standard-base64",
	"S256 as hexadecimal":                  "s256-as-hex",
	"S256 with padding":                    "s256-with-padding",
	"plain accepted silently":              "plain-accepted",
	"a verifier of 43 or 128 refused":      "verifier-43-to-127 verifier-44-to-128",
	"a verifier of 42 or 129 accepted":     "verifier-42-to-129 verifier-of-any-length",
	"PKCE checked only if sent":            "verifier-checked-if-sent",
	"the state is never compared":          "state-not-checked",
	"the state is compared loosely":        "state-as-number state-by-prefix state-contained state-decoded state-in-any-case state-trimmed state-with-more",
	"only the last state is kept":          "latest-state-only",
	"the refresh token is not rotated":     "refresh-token-not-rotated",
	"a refresh token of any client":        "next-refresh-token-of-any-client refresh-token-of-any-client refresh-token-of-any-public-client refused-client-becomes-owner stranger-refreshes",
	"the scope is escalated":               "last-scope-of-a-refresh-checked public-refresh-escalates refresh-escalates refresh-of-what-was-asked refresh-scope-by-substring refresh-scope-in-any-case",
	"the same access token again":          "bearer-at-the-next-refresh next-refresh-gives-the-same-token same-access-token-again",
	"a token does not expire":              "token-never-expires",
	"a code does not expire":               "code-never-expires",
	"milliseconds for seconds":             "seconds-as-milliseconds",
	"a crash on an unknown type":           "crash-on-unknown-type",
	"an error without in_reply_to":         "error-without-in-reply-to",
}

func TestEachUsualMistakeHasACauseOfItsOwn(t *testing.T) {
	for mistake, names := range ownCause {
		cause := flowHints[strings.Fields(names)[0]]
		var sharing []string
		for name, c := range flowHints {
			if c == cause {
				sharing = append(sharing, name)
			}
		}
		slices.Sort(sharing)
		if got := strings.Join(sharing, " "); got != names {
			t.Errorf("%s: %s is the cause of %s", mistake, cause, got)
		}
	}
}

func TestEachMutantOfAnOptInProfileIsFoundAndExplainedFirstByTheRequirementThatItNames(t *testing.T) {
	long(t)
	for _, m := range mutant.Table() {
		if !slices.Contains(optIn, m.Profile) {
			continue
		}
		t.Run(m.Name, func(t *testing.T) {
			t.Parallel()
			opts := runner.Options{Profiles: []string{m.Profile}, Seed: 7, Strict: true, Timeout: patient}
			r, offline := bothWays(t, play("mutant", m.Name), opts)
			alike(t, r, offline)
			cause, listed := flowHints[m.Name]
			if !listed {
				t.Fatal("the mutant is not in the table of hints")
			}
			groups := report.Groups(r)
			if got := status(t, r, m.ID); got != report.Failed || len(groups) == 0 {
				t.Fatalf("%s is %s: %s", m.ID, got, m.Summary)
			}
			explainedFirst(t, groups, m.ID, cause)
		})
	}
}

// What a scenario of these profiles sees is explained, whatever it is: a right
// request refused, or a wrong one served where the scenario has one.
func TestEachScenarioOfAnOptInProfileHasHints(t *testing.T) {
	for _, sc := range specification(t).Scenarios {
		if !slices.Contains(optIn, sc.Profile) {
			continue
		}
		causes := []string{"reply.refused"}
		if strings.Contains(strings.Join(sc.Steps, "\n"), "the request is refused") {
			causes = append(causes, "refusal.missing")
		}
		for _, cause := range causes {
			f := &check.Finding{ID: sc.IDs[0], Cause: cause, Scenario: sc.Name, Sent: `{"type":"exchange_code"}`}
			if hint.Diagnose([]*check.Finding{f}); f.Hint == "" || f.Cause == cause {
				t.Errorf("%s: %s: %s has the cause %s and the hint %q", sc.Feature, sc.Name, cause, f.Cause, f.Hint)
			}
		}
	}
}

func TestTheRightNodesOfAllProfilesGetNoHint(t *testing.T) {
	long(t)
	nodes := map[string]func(t *testing.T) node.Command{
		"the reference":                   func(*testing.T) node.Command { return play("reference") },
		"the node of testdata/nodes/full": pythonNode("full/node.py").made,
	}
	for name, made := range nodes {
		t.Run(name, func(t *testing.T) {
			r, offline := bothWays(t, made(t), runner.Options{Profiles: []string{"all"}, Strict: true})
			if alike(t, r, offline); offline.Verdict != r.Verdict {
				t.Errorf("verdict %q by the transcripts", offline.Verdict)
			}
			if r.Verdict != report.Conforms || !r.Complete {
				t.Errorf("verdict %q, complete %v, seed %d", r.Verdict, r.Complete, r.Seed)
			}
			for _, g := range report.Groups(r) {
				t.Errorf("%s %v: %s", g.Cause, g.IDs, g.Hint)
			}
		})
	}
}
