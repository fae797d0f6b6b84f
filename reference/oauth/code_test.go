package oauth_test

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestWhoHasOnlyAPartGetsNothing(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change m
		error  string
	}{
		{"no secret", m{"client_secret": nil}, "invalid_client"},
		{"an empty secret", m{"client_secret": ""}, "invalid_client"},
		{"the beginning of the secret", m{"client_secret": "secret-on"}, "invalid_client"},
		{"the secret in capitals", m{"client_secret": "SECRET-ONE"}, "invalid_client"},
		{"the secret and a blank", m{"client_secret": "secret-one "}, "invalid_client"},
		{"the secret of another", m{"client_secret": "secret-two"}, "invalid_client"},
		{"another client", m{"client_id": "two", "client_secret": "secret-two"}, "invalid_grant"},
		{"a client that nobody knows", m{"client_id": "nobody"}, "invalid_grant"},
		{"a code that nobody issued", m{"code": "AUTH_CODE"}, "invalid_grant"},
		{"an empty code", m{"code": ""}, "invalid_request"},
		{"another redirect_uri of the client", m{"redirect_uri": "https://other"}, "invalid_grant"},
		{"a slash more", m{"redirect_uri": callback + "/"}, "invalid_grant"},
		{"the redirect_uri in capitals", m{"redirect_uri": strings.ToUpper(callback)}, "invalid_grant"},
		{"no redirect_uri", m{"redirect_uri": nil}, "invalid_request"},
		{"a verifier and no challenge", m{"code_verifier": verifier}, "invalid_grant"},
		{"an empty verifier", m{"code_verifier": ""}, "invalid_request"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := begin(t).authorize("one", nil)
			for range 2 {
				f.refused(tt.error, "exchange_code", f.with("one", tt.change))
			}
			f.gets("token_issued", "exchange_code", f.with("one", nil)) // nothing is spoilt
		})
	}
}

func TestOfTwentyExchangesAtOnceOneSucceeds(t *testing.T) {
	f := begin(t).authorize("one", nil)
	body := f.with("one", m{"type": "exchange_code", "msg_id": 1})
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Join(speak(t, f.node, strings.Repeat(envelope(string(raw))+"\n", 20)), "\n")
	if issued, refused := strings.Count(lines, "token_issued"), strings.Count(lines, "invalid_grant"); issued != 1 || refused != 19 {
		t.Errorf("%d tokens and %d refusals", issued, refused)
	}
}

func TestAReplayEndsWhatTheCodeGave(t *testing.T) {
	f := begin(t).obtain("one")
	first, rt := f.token, f.refresh
	f.obtain("one")
	old, code := f.token, f.code
	f.keep(f.gets("token_refreshed", "refresh_token", m{"refresh_token": f.refresh, "client_id": "one", "client_secret": "secret-one"}))
	f.refused("invalid_grant", "exchange_code", f.with("two", m{"code": code})) // a stranger ends nothing
	f.has(f.token, "read", true)
	f.refused("invalid_grant", "exchange_code", f.with("one", nil))
	f.has(old, "read", false)
	f.has(f.token, "read", false)
	f.refused("invalid_grant", "refresh_token", m{"refresh_token": f.refresh, "client_id": "one", "client_secret": "secret-one"})
	f.has(first, "read", true)
	f.gets("token_refreshed", "refresh_token", m{"refresh_token": rt, "client_id": "one", "client_secret": "secret-one"})
}

func TestACodeLivesForTenMinutes(t *testing.T) {
	f := begin(t).authorize("one", nil)
	f.pass(599)
	f.gets("token_issued", "exchange_code", f.with("one", nil))
	f.authorize("one", nil)
	f.pass(600)
	f.refused("invalid_grant", "exchange_code", f.with("one", nil))
	f.authorize("new", nil)
	f.pass(7201)
	f.refused("invalid_grant", "exchange_code", f.with("new", nil)) // a code that was issued is never adopted
}

func TestEachTokenLivesForItsOwnHour(t *testing.T) {
	f := begin(t).obtain("one")
	old := f.token
	f.pass(1800)
	f.obtain("one")
	f.pass(1799)
	f.has(old, "read", true)
	f.pass(1)
	f.has(old, "read", false)
	f.has(f.token, "read", true)
	for _, bad := range []any{nil, -1, 1.5, "60", true, 1e18} {
		f.refused("invalid_request", "advance_clock", m{"seconds": bad})
	}
}

func TestNoReplyHoldsASecret(t *testing.T) {
	f := begin(t).authorize("one", nil)
	for _, change := range []m{{"client_secret": "secret-two"}, {"client_id": "two", "client_secret": "secret-one"}, {"redirect_uri": "v"}, {"code_verifier": verifier}} {
		text, _ := json.Marshal(f.gets("error", "exchange_code", f.with("one", change)))
		for _, secret := range []string{"secret-", f.code, verifier} {
			if strings.Contains(string(text), secret) {
				t.Errorf("%s holds %s", text, secret)
			}
		}
	}
}
