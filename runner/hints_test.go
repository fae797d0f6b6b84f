//go:build unix

package runner_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"

	"flowcheck/features"
	"flowcheck/reference/mutant"
	"flowcheck/runner"
	"flowcheck/runner/hint"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

// hints says which cause stands first in the report on each mutant of the
// default profiles. Mutants that share a cause make the same mistake.
var hints = map[string]string{
	"accents-ignored":              "scope.unicode",
	"addresses-not-swapped":        "envelope.not-swapped",
	"admin-has-all-scopes":         "scope.text",
	"always-true-scope":            "scope.always",
	"answers-only-first":           "reply.missing.later",
	"answers-only-last":            "pipelining.lost",
	"any-scope-suffices":           "scope.any-of",
	"any-token-accepted":           "scope.any-token",
	"asking-grants":                "scope.mutated",
	"banner":                       "stdout.banner",
	"bearer-lower-case":            "value.token_type",
	"blank-line-after-reply":       "stdout.blank-line",
	"body-as-string":               "envelope.body-string",
	"bom-not-tolerated":            "line.bom",
	"bom-on-output":                "stdout.bom",
	"case-folding-scope":           "scope.case",
	"check-drops-msg-id-zero":      "in_reply_to.zero",
	"client-id-not-encoded":        "url.not-encoded",
	"client-id-semicolon-raw":      "url.not-encoded",
	"client-id-trimmed-in-url":     "url.trimmed",
	"client-name-trimmed":          "envelope.dest",
	"client-zero-is-nobody":        "envelope.dest",
	"code-is-a-token":              "scope.not-a-token",
	"counts-on-stdout":             "stdout.not-json",
	"crash-after-15-replies":       "process.exited",
	"crash-on-blank-line":          "line.blank",
	"crash-on-extra-member":        "json.extra-members",
	"crash-on-object-name":         "scope.object",
	"crash-on-other-dest":          "message.not-mine",
	"crash-on-repeated-scope":      "request.unusual",
	"crash-on-second-client":       "reply.deduplicated",
	"crash-without-msg-id":         "msg_id.absent",
	"crlf-replies":                 "stdout.carriage-return",
	"debug-print":                  "stdout.not-json",
	"decodes-redirect-first":       "url.decoded-first",
	"dest-fixed":                   "envelope.dest",
	"dotted-token":                 "value.access_token.alphabet",
	"each-read-decoded":            "read.pieces",
	"echoes-request":               "stdout.echo",
	"empty-scope-granted":          "scope.empty",
	"empty-scopes-as-list":         "url.stringified",
	"empty-state-replaced":         "url.stringified",
	"empty-token":                  "value.access_token.alphabet",
	"encode-uri":                   "url.encode-uri",
	"encoded-twice":                "url.encoded-twice",
	"escapes-not-decoded":          "url.json-escaped",
	"exchange-msg-id-int32":        "in_reply_to.large",
	"exit-status-one":              "exit.status",
	"exits-after-first":            "process.exited.later",
	"exits-before-answering":       "eof.unanswered",
	"expires-in-string":            "value.expires_in.type",
	"first-line-of-a-read":         "pipelining.lost",
	"four-kib-reads":               "line.long",
	"fragment-instead-of-query":    "url.fragment",
	"fragment-left-raw":            "url.not-encoded",
	"granted-scope-as-glob":        "scope.text",
	"granted-scope-as-pattern":     "scope.text",
	"granted-scope-in-lower-case":  "scope.case",
	"hangs-after-eof":              "exit.never",
	"hard-coded-url":               "url.hard-coded",
	"has-scope-number":             "value.has_scope.type",
	"has-scope-string":             "value.has_scope.type",
	"in-reply-to-constant":         "in_reply_to.constant",
	"in-reply-to-counted":          "in_reply_to.wrong",
	"in-reply-to-missing":          "in_reply_to.missing",
	"in-reply-to-on-top":           "in_reply_to.at-top",
	"in-reply-to-string":           "in_reply_to.string",
	"interleaved-writes":           "pipelining.interleaved",
	"invalid-utf8-output":          "stdout.not-utf8",
	"last-character-not-compared":  "scope.any-token",
	"last-scope-only":              "scope.one-kept",
	"late-read-is-message":         "line.pieces",
	"latin-1-locale":               "url.charset",
	"log-line-on-stdout":           "stdout.not-json",
	"long-line-costs-the-next":     "line.long",
	"longer-scope":                 "scope.prefix",
	"look-alike-scope":             "scope.unicode",
	"lower-case-hex":               "url.lower-case-hex",
	"members-in-order-only":        "json.order",
	"missing-newline":              "stdout.no-line-feed",
	"msg-id-float":                 "in_reply_to.large",
	"msg-id-int32":                 "in_reply_to.large",
	"msg-id-zero-dropped":          "in_reply_to.zero",
	"negative-is-error":            "type.negative",
	"no-flush":                     "reply.after-eof",
	"no-has-scope-in-negatives":    "value.has_scope.missing",
	"nothing-encoded":              "url.not-encoded",
	"numbers-coerced":              "url.number-changed",
	"one-global-scope-list":        "scope.global",
	"own-msg-id-copied":            "msg_id.own",
	"padded-token":                 "value.access_token.alphabet",
	"parent-scope-by-dot":          "scope.prefix",
	"percent-left-raw":             "url.decoded-first",
	"percent-twenty":               "url.percent-20",
	"percent-u-escape":             "url.escape",
	"prefix-scope":                 "scope.prefix",
	"pretty-printed":               "stdout.pretty-printed",
	"prototype-names":              "scope.object",
	"question-marks":               "url.charset",
	"queue-of-ten":                 "pipelining.lost",
	"quotes-left-raw":              "url.not-encoded",
	"read-is-message":              "line.pieces",
	"redirect-gets-a-path":         "url.rewritten",
	"redirect-loses-default-port":  "url.rewritten",
	"redirect-uri-cut":             "url.truncated",
	"redirect-uri-encoded-by-hand": "url.plus-as-blank",
	"redirect-uri-not-encoded":     "url.not-encoded",
	"redirect-without-slash":       "url.rewritten",
	"redirect-written-anew":        "url.rewritten",
	"registry-before-use":          "reply.refused.exchange_code",
	"reply-cached-by-msg-id":       "reply.deduplicated",
	"required-scope-behind-colon":  "scope.prefix",
	"required-scope-decoded":       "scope.text",
	"required-scope-zero-is-empty": "scope.text",
	"required-scopes-by-comma":     "scope.text",
	"response-type-missing":        "url.missing",
	"response-type-token":          "url.response-type",
	"scanner-limit":                "line.long",
	"scope-ampersand-raw":          "url.not-encoded",
	"scope-as-glob":                "scope.pattern",
	"scope-as-pattern":             "scope.pattern",
	"scope-as-sql-pattern":         "scope.pattern",
	"scope-behind-colon":           "scope.substring",
	"scope-compared-to-64":         "scope.text",
	"scope-percent-left-raw":       "url.decoded-first",
	"scope-trimmed":                "scope.trimmed",
	"scope-zero-is-empty":          "url.zero",
	"scopes-accumulate":            "url.stale",
	"scopes-as-list":               "url.scope-list",
	"scopes-as-numbers":            "scope.text",
	"scopes-as-repeated-parameter": "url.scope-repeated",
	"scopes-by-comma":              "url.scope-comma",
	"scopes-by-encoded-plus":       "url.scope-plus-encoded",
	"scopes-in-lower-case":         "url.case-changed",
	"scopes-looked-up-later":       "scope.global",
	"scopes-not-encoded":           "url.not-encoded",
	"scopes-of-all-requests":       "scope.of-another-request",
	"scopes-of-the-first-request":  "scope.of-another-request",
	"scopes-of-the-last-client":    "scope.global",
	"scopes-sorted":                "url.scope-order",
	"scopes-without-separator":     "url.scope-separator",
	"shared-redirect-variable":     "pipelining.mixed",
	"shared-src-variable":          "envelope.dest",
	"shared-state-variable":        "pipelining.mixed",
	"six-second-exchange":          "reply.missing.exchange_code",
	"sixteen-scopes-kept":          "scope.one-kept",
	"slash-left-raw":               "url.not-form-encoded",
	"slows-down":                   "latency.grows",
	"sorted-parameters":            "url.parameter-order",
	"splits-at-unicode-lines":      "line.separators",
	"src-is-client":                "envelope.src",
	"src-missing":                  "envelope.incomplete",
	"state-as-replacement":         "url.changed",
	"state-blanks-collapsed":       "url.changed",
	"state-cached":                 "url.stale",
	"state-cut":                    "url.truncated",
	"state-digits-rounded":         "url.number-changed",
	"state-dropped":                "url.missing",
	"state-invented":               "url.unexpected",
	"state-none":                   "url.stringified",
	"state-normalised":             "url.changed",
	"state-not-encoded":            "url.not-encoded",
	"state-null-left-out":          "url.zero",
	"state-trimmed-in-url":         "url.trimmed",
	"state-twice":                  "url.repeated",
	"state-zero-is-empty":          "url.zero",
	"string-matching":              "json.whitespace",
	"substring-scope":              "scope.substring",
	"tail-dropped":                 "line.last",
	"texts-not-escaped":            "stdout.broken-json",
	"three-tokens-kept":            "scope.second-token",
	"token-behind-its-type":        "scope.any-token",
	"token-ends-in-newline":        "value.access_token.alphabet",
	"token-not-stored":             "scope.forgotten",
	"token-padding-ignored":        "scope.any-token",
	"token-trimmed":                "scope.any-token",
	"token-type-missing":           "value.token_type.missing",
	"trailing-ampersand":           "url.empty-piece",
	"trailing-slash-endpoint":      "url.endpoint",
	"two-replies":                  "reply.duplicate",
	"two-required-scopes-checked":  "scope.any-of",
	"unsolicited-message":          "reply.unsolicited",
	"wrong-reply-type":             "type.wrong",
}

// slow requirements cost seconds of any node; they are judged where a mutant
// is about them.
var slow = []string{"TRN-06", "TRN-18", "TRN-22"}

// basics are the requirements of core that any other profile is judged with.
var basics = []string{"SMP-01", "SMP-02", "SMP-03", "SMP-04", "SMP-07", "SMP-12", "SMP-13"}

// also names a further profile that tells more of a mutant than its own.
var also = map[string]string{"encode-uri": "url", "latin-1-locale": "url", "question-marks": "url"}

// judgeMutant judges a mutant by the basics of core and its own profile, in the
// run and again by its transcripts.
func judgeMutant(t *testing.T, m mutant.Mutant) report.Report {
	t.Helper()
	spec, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	opts := runner.Options{Profiles: []string{"core", m.Profile, cmp.Or(also[m.Name], "core")}, Seed: 7, Jobs: 4, Timeout: patient}
	for _, q := range spec.Requirements {
		quick := !slices.Contains(slow, q.ID) && (q.Profile == m.Profile || q.Profile != "core" || slices.Contains(basics, q.ID))
		if slices.Contains(opts.Profiles, q.Profile) && q.Level != "excluded" && (q.ID == m.ID || quick) {
			opts.Select = append(opts.Select, q.ID)
		}
	}
	r, offline := bothWays(t, play("mutant", m.Name), opts)
	alike(t, r, offline)
	return r
}

func judge(t *testing.T, cmd node.Command, opts runner.Options) report.Report {
	t.Helper()
	r, err := runner.Run(context.Background(), cmd, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// summary shows groups by their causes and requirements.
func summary(groups []report.Group) []string {
	var out []string
	for _, g := range groups {
		out = append(out, fmt.Sprintf("%s %v", g.Cause, g.IDs))
	}
	return out
}

func TestEachMistakeGetsItsHintFirst(t *testing.T) {
	long(t)
	defaults := []string{"core", "envelope", "transport", "url", "scope"}
	for _, m := range mutant.Table() {
		if !slices.Contains(defaults, m.Profile) {
			continue
		}
		t.Run(m.Name, func(t *testing.T) {
			if m.Name != "slows-down" { // whose pace is measured
				t.Parallel()
			}
			cause, listed := hints[m.Name]
			if !listed {
				t.Fatal("the mutant is not in the table of hints")
			}
			groups := report.Groups(judgeMutant(t, m))
			if len(groups) == 0 {
				t.Fatal("nothing was found")
			}
			explainedFirst(t, groups, m.ID, cause)
		})
	}
}

// explainedFirst demands a hint of the cause, for the requirement, before all others.
func explainedFirst(t *testing.T, groups []report.Group, id, cause string) {
	t.Helper()
	first := groups[0]
	if first.Cause != cause || !slices.Contains(first.IDs, id) {
		t.Errorf("groups %q, want %s of %s first", summary(groups), cause, id)
	}
	if first.Hint != hint.For(cause) || first.Hint == "" {
		t.Errorf("the hint is %q", first.Hint)
	}
}

// Hints that no test reaches may be wrong, or may never be given.
func TestNoHintIsUnreachable(t *testing.T) {
	reached := map[string]bool{"stdin.not-read": true, "unicode.crash": true, "process.exited.recorded": true} // by tests of their own
	for _, cause := range hints {
		reached[cause] = true
	}
	for _, liar := range liars {
		reached[liar.cause] = true
	}
	for _, c := range conversations {
		reached[c.cause] = true
	}
	for _, d := range diagnoses {
		reached[d.cause] = true
	}
	for _, cause := range flowHints {
		reached[cause] = true
	}
	for _, tell := range tells {
		reached[tell.cause] = true
	}
	all := hint.Catalogue()
	for cause := range reached {
		if i := hint.Rank(cause); i < len(all) {
			all[i].Text = ""
		} else if cause != "" {
			t.Errorf("%s has no hint", cause)
		}
	}
	for _, h := range all {
		if h.Text != "" {
			t.Errorf("nothing is found that has the cause %s", h.Cause)
		}
	}
}
