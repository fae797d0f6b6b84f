package oauth_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/reference/oauth"
)

func TestRefusals(t *testing.T) {
	const gen, exc, chk = `{"type":"generate_auth_url","msg_id":7,`, `{"type":"exchange_code","msg_id":7,`, `{"type":"check_scope","msg_id":7,`
	tests := []struct {
		name, body, error string
		code              float64
	}{
		{"an unknown type", `{"type":"frobnicate","msg_id":7}`, "unsupported_message_type", 10},
		{"a type in upper case", `{"type":"Check_Scope","msg_id":7}`, "unsupported_message_type", 10},
		{"no type", `{"msg_id":7}`, "invalid_request", 12},
		{"a type that is a number", `{"type":5,"msg_id":7}`, "invalid_request", 12},
		{"no client_id", gen + `"redirect_uri":"u","scopes":[]}`, "invalid_request", 12},
		{"an empty client_id", gen + `"client_id":"","redirect_uri":"u","scopes":[]}`, "invalid_request", 12},
		{"no redirect_uri", gen + `"client_id":"c","scopes":[]}`, "invalid_request", 12},
		{"no scopes", gen + `"client_id":"c","redirect_uri":"u"}`, "invalid_request", 12},
		{"scopes as a string", gen + `"client_id":"c","redirect_uri":"u","scopes":"read write"}`, "invalid_request", 12},
		{"scopes null", gen + `"client_id":"c","redirect_uri":"u","scopes":null}`, "invalid_request", 12},
		{"a scope that is null", gen + `"client_id":"c","redirect_uri":"u","scopes":["r",null]}`, "invalid_request", 12},
		{"an empty scope", gen + `"client_id":"c","redirect_uri":"u","scopes":[""]}`, "invalid_scope", 22},
		{"a scope with a blank", gen + `"client_id":"c","redirect_uri":"u","scopes":["a b"]}`, "invalid_scope", 22},
		{"a state that is a number", gen + `"client_id":"c","redirect_uri":"u","scopes":[],"state":5}`, "invalid_request", 12},
		{"half a surrogate pair", gen + `"client_id":"c","redirect_uri":"u","scopes":[],"state":"\ud800"}`, "invalid_request", 12},
		{"no code", exc + `"redirect_uri":"u","client_id":"c"}`, "invalid_request", 12},
		{"a code that is an object", exc + `"code":{},"redirect_uri":"u","client_id":"c"}`, "invalid_request", 12},
		{"an exchange without redirect_uri", exc + `"code":"x","client_id":"c"}`, "invalid_request", 12},
		{"an exchange without client_id", exc + `"code":"x","redirect_uri":"u"}`, "invalid_request", 12},
		{"a secret that is a number", exc + `"code":"x","redirect_uri":"u","client_id":"c","client_secret":1}`, "invalid_request", 12},
		{"no token", chk + `"required_scope":"r"}`, "invalid_request", 12},
		{"no required_scope", chk + `"token":"t"}`, "invalid_request", 12},
		{"a required_scope that is a list", chk + `"token":"t","required_scope":["r"]}`, "invalid_request", 12},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ask(t, oauth.New(), tt.body)
			if got["text"] == "" {
				t.Error("the refusal says nothing to people")
			}
			delete(got, "text")
			want := map[string]any{"type": "error", "in_reply_to": 7.0, "code": tt.code, "error": tt.error}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestAMsgIDThatIsNoIntegerIsNotEchoed(t *testing.T) {
	for _, id := range []string{`"1"`, `1.5`, `1e3`, `null`, `[1]`, strings.Repeat("9", 1<<20)} {
		got := ask(t, oauth.New(), `{"type":"check_scope","token":"t","required_scope":"r","msg_id":`+id+`}`)
		if got["error"] != "invalid_request" || got["in_reply_to"] != nil {
			t.Errorf("msg_id %.20s got %v", id, got)
		}
	}
}
