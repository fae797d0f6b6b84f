package oauth_test

import (
	"encoding/json"
	"testing"

	"flowcheck/reference/oauth"
)

func quote(s string) string {
	raw, _ := json.Marshal(s)
	return string(raw)
}

func TestScopes(t *testing.T) {
	n := oauth.New()
	token := obtain(t, n, "c", "read", "write", "read:user", "a.b")
	tests := []struct {
		required string
		want     bool
	}{
		{"read", true}, {"write", true}, {"read:user", true}, {"a.b", true},
		{"read write", true}, {"write read", true}, {"read read", true},
		{"read admin", false}, {"admin read", false}, {"admin", false},
		{"", false}, {" ", false}, {" write", false}, {"write ", false}, {"write\n", false}, {"read  write", false}, {"read\twrite", false},
		{"writ", false}, {"rite", false}, {"e", false}, {"d w", false}, {"readwrite", false}, {"read:", false}, {"user", false},
		{"Write", false}, {"WRITE", false}, {"wrıte", false}, {"café", false},
		{".*", false}, {"*", false}, {"a?b", false}, {"axb", false}, {"read|write", false},
		{"constructor", false}, {"__proto__", false}, {"toString", false},
	}
	for range 2 { // to ask changes nothing
		for _, tt := range tests {
			if got := hasScope(t, n, token, tt.required); got != tt.want {
				t.Errorf("required %q: got %v", tt.required, got)
			}
		}
	}
}

func TestOnlyATokenIsAToken(t *testing.T) {
	n := oauth.New()
	token := obtain(t, n, "client-1", "read")
	for _, text := range []string{"", "AUTH_CODE", "C", "client-1", token[1:], token[:42], token + "x", " " + token} {
		if hasScope(t, n, text, "read") {
			t.Errorf("%q passes for a token", text)
		}
	}
}

func TestTokensKeepTheirOwnScopes(t *testing.T) {
	n := oauth.New()
	request(t, n, "a", "read")
	request(t, n, "b", "write")
	a, b := exchange(t, n, "a"), exchange(t, n, "b")
	request(t, n, "a", "admin")
	bare := exchange(t, n, "nobody")
	for _, tt := range []struct {
		name, token, required string
		want                  bool
	}{
		{"a reads", a, "read", true}, {"a does not write", a, "write", false}, {"a is no admin yet", a, "admin", false},
		{"b writes", b, "write", true}, {"b does not read", b, "read", false},
		{"who never asked has nothing", bare, "read", false}, {"nor admin", bare, "admin", false},
	} {
		if got := hasScope(t, n, tt.token, tt.required); got != tt.want {
			t.Errorf("%s: got %v", tt.name, got)
		}
	}
}
