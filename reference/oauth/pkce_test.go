package oauth_test

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"

	"flowcheck/reference/oauth"
)

func s256(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func TestVerifiersThatAnswer(t *testing.T) {
	unit := "a1-._~Z"
	for name, tt := range map[string]struct{ verifier, challenge string }{
		"RFC 7636 appendix B":  {verifier, hash},
		"43 characters":        {strings.Repeat(unit, 6) + "a", "Sd8xGv3LwE7QUt-bI35k_aiTDF68TFEXqT8whHs54To"},
		"128 characters":       {strings.Repeat(unit, 18) + "a1", "R5PiWF_VmbCd6o1YYwh8_ysmkhQZpfv70YfyrtHagdU"},
		"both - and _ in hash": {"verifier-with~dots.and_underscores-000004-abcdefgh", "W3dhbQPHJMn_E3Vb5h4lrPQ5m-oQrsMOmQ4Y2PVjifE"},
	} {
		t.Run(name, func(t *testing.T) {
			f := begin(t).authorize("one", m{"code_challenge": tt.challenge, "code_challenge_method": "S256"})
			f.gets("token_issued", "exchange_code", f.with("one", m{"code_verifier": tt.verifier}))
		})
	}
}

func TestVerifiersThatDoNot(t *testing.T) {
	unit := "a1-._~Z"
	for _, tt := range []struct{ name, challenge, verifier, error string }{
		{"none", hash, "", "invalid_request"},
		{"one character changed", hash, verifier[:42] + "j", "invalid_grant"},
		{"other case", hash, strings.ToLower(verifier), "invalid_grant"},
		{"the challenge itself", hash, hash, "invalid_grant"},
		{"42 characters", "IvkOM32gx0XAywvaI1J_BszsfLQMYwiIyiZ3r8SJ6A8", strings.Repeat(unit, 6), "invalid_request"},
		{"129 characters", "JOHwweNFt55KsF7fQRFaWtiAPR7EEf8AfyO_Tu7TJYg", strings.Repeat(unit, 18) + "a1-", "invalid_request"},
		{"a plus", s256(verifier + "+"), verifier + "+", "invalid_request"},
		{"a slash", s256(verifier + "/"), verifier + "/", "invalid_request"},
		{"padding", s256(verifier + "="), verifier + "=", "invalid_request"},
		{"a blank", s256(verifier + " "), verifier + " ", "invalid_request"},
		{"a line feed", s256(verifier + "\n"), verifier + "\n", "invalid_request"},
		{"beyond ASCII", s256(verifier + "é"), verifier + "é", "invalid_request"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := begin(t).authorize("one", m{"code_challenge": tt.challenge, "code_challenge_method": "S256"})
			more := m{"code_verifier": tt.verifier}
			if tt.verifier == "" {
				more["code_verifier"] = nil
			}
			f.refused(tt.error, "exchange_code", f.with("one", more))
		})
	}
}

func TestChallengesThatAreRefused(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change m
	}{
		{"no method", m{"code_challenge": hash}},
		{"plain", m{"code_challenge": hash, "code_challenge_method": "plain"}},
		{"s256", m{"code_challenge": hash, "code_challenge_method": "s256"}},
		{"S512", m{"code_challenge": hash, "code_challenge_method": "S512"}},
		{"an empty method", m{"code_challenge": hash, "code_challenge_method": ""}},
		{"an empty challenge", m{"code_challenge": "", "code_challenge_method": "S256"}},
		{"a method alone", m{"code_challenge_method": "S256"}},
		{"padding", m{"code_challenge": hash + "=", "code_challenge_method": "S256"}},
		{"standard base64", m{"code_challenge": strings.Replace(hash, "-", "+", 1), "code_challenge_method": "S256"}},
		{"42 characters", m{"code_challenge": hash[:42], "code_challenge_method": "S256"}},
		{"44 characters", m{"code_challenge": hash + "A", "code_challenge_method": "S256"}},
		{"a number", m{"code_challenge": 5, "code_challenge_method": "S256"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			members := m{"client_id": "one", "redirect_uri": callback, "scopes": []string{"read"}}
			for k, v := range tt.change {
				members[k] = v
			}
			begin(t).refused("invalid_request", "generate_auth_url", members)
		})
	}
}

func TestTheChallengeStandsInTheURLOnlyIfItWasGiven(t *testing.T) {
	f := begin(t).generate("one", m{"code_challenge": hash, "code_challenge_method": "S256"})
	if !strings.HasSuffix(f.url, "&code_challenge="+hash+"&code_challenge_method=S256") {
		t.Errorf("got %s", f.url)
	}
	if f.generate("one", nil); strings.Contains(f.url, "challenge") {
		t.Errorf("got %s", f.url)
	}
}

func TestEachCodeHasItsOwnChallenge(t *testing.T) {
	f := begin(t).authorize("app", nil)
	first := f.code
	other := strings.Repeat("v", 43)
	f.generate("app", m{"code_challenge": s256(other), "code_challenge_method": "S256"})
	second := f.gets("code_issued", "authorize", m{"url": f.url})["code"]
	f.refused("invalid_grant", "exchange_code", f.with("app", m{"code": first, "code_verifier": other}))
	f.refused("invalid_grant", "exchange_code", f.with("app", m{"code": second}))
	f.gets("token_issued", "exchange_code", f.with("app", m{"code": first}))
	f.gets("token_issued", "exchange_code", f.with("app", m{"code": second, "code_verifier": other}))
}

func TestPKCEDoesNotReplaceTheSecret(t *testing.T) {
	f := begin(t).authorize("one", m{"code_challenge": hash, "code_challenge_method": "S256"})
	f.refused("invalid_client", "exchange_code", f.with("one", m{"code_verifier": verifier, "client_secret": nil}))
}

func TestANodeThatAllowsPlainComparesTheChallengeItself(t *testing.T) {
	for _, method := range []any{"plain", nil} {
		f := begin(t, oauth.PlainRefused).authorize("one", m{"code_challenge": verifier, "code_challenge_method": method})
		f.refused("invalid_grant", "exchange_code", f.with("one", m{"code_verifier": hash}))
		f.gets("token_issued", "exchange_code", f.with("one", m{"code_verifier": verifier}))
	}
}
