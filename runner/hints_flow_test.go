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
