//go:build unix

package runner_test

import (
	"strings"
	"testing"

	"flowcheck/runner/check"
	"flowcheck/runner/hint"
)

// tells are findings of a run, "ID cause scenario", and the cause that stands
// first, where no mutant shows it. What was sent is of the type in sent.
var tells = []struct {
	cause, sent string
	found       []string
}{
	{"refused.register_client", "register_client", []string{"TOK-11 reply.refused A client_secret: none"}},
	{"refused.generate_auth_url", "generate_auth_url", []string{"PKC-12 reply.refused A public client"}},
	{"refused.authorize", "authorize", []string{"TOK-21 reply.refused a query", "TOK-25 reply.refused No response_type"}},
	{"refused.exchange_code", "exchange_code", []string{"PKC-04 reply.refused The downgrade", "PKC-13 reply.refused The right verifier and a wrong secret"}},
	{"refused.check_scope", "check_scope", []string{"REF-10 reply.refused A refresh token for an access token"}},
	{"refused.refresh_token", "refresh_token", []string{"REF-12 reply.refused A refresh token, or none", "REF-01 reply.refused A new access token", "REF-04 reply.refused A scope"}},
	{"refused.revoke_token", "revoke_token", []string{"REV-01 reply.refused A token is revoked"}},
	{"pkce.transform", "exchange_code", []string{"PKC-01 reply.refused x", "PKC-02 reply.refused x", "PKC-06 reply.refused All four", "PKC-13 reply.refused x"}},
	{"pkce.base64", "exchange_code", []string{"PKC-01 reply.refused x", "PKC-02 reply.refused x", "PKC-06 reply.refused x", "PKC-15 refusal.missing standard base64 with padding"}},
	{"pkce.copied", "generate_auth_url", []string{"URL-22 url.changed.code_challenge With a code_challenge"}},
	{"line.repeated", "", []string{"ROB-05 process.exited A line with duplicate members"}},
	{"error.refuse", "exchange_code", []string{"ERR-06 refusal.missing exchange_code, an unknown code"}},
	{"error.uncorrelated", "exchange_code", []string{"ERR-01 error.uncorrelated x", "ERR-07 reply.missing Nothing in a refusal"}},
	{"exchange.unchecked", "exchange_code", []string{"TOK-30 refusal.missing What errors say"}},
	{"in_reply_to.zero", "exchange_code", []string{"ERR-04 error.uncorrelated An error for msg_id 0"}},
	{"scope.granted.SCP-08", "check_scope", []string{"SCP-08 scope.granted.SCP-08 A scope is text: a comma separates no scopes", "SMP-04 scope.granted.SCP-08 x"}},
	{"expiry.early", "check_scope", []string{"EXP-01 value.has_scope Before and after"}},
	{"reply.refused", "exchange_code", []string{"SMP-03 reply.refused x", "TOK-15 reply.refused x"}}, // it shows in the default profiles too
}

func TestSignsOfAMistakeNameIt(t *testing.T) {
	for _, c := range tells {
		t.Run(c.cause, func(t *testing.T) {
			var found []*check.Finding
			for _, line := range c.found {
				id, rest, _ := strings.Cut(line, " ")
				cause, scenario, _ := strings.Cut(rest, " ")
				found = append(found, &check.Finding{ID: id, Cause: cause, Scenario: scenario, Sent: `{"body":{"type":"` + c.sent + `"}}`})
			}
			if got := firstCause(found); got != c.cause || hint.For(got) == "" {
				t.Errorf("first is %q with the hint %q", got, hint.For(got))
			}
		})
	}
}
