package oauth_test

import (
	"encoding/json"
	"maps"
	"testing"
	"time"

	"flowcheck/reference/oauth"
)

// m are the members of a body.
type m map[string]any

const (
	callback = "https://app.com/callback"
	verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" // RFC 7636 appendix B
	hash     = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
)

// flow is a node with clients that are registered, and what the latest
// exchanges gave.
type flow struct {
	*testing.T
	node                      *oauth.Node
	now                       time.Time
	url, code, token, refresh string
}

// begin registers the confidential clients "one" and "two" and the public
// client "app", each for read and write.
func begin(t *testing.T, without ...oauth.Rule) *flow {
	t.Helper()
	f := &flow{T: t, now: time.Unix(0, 0)}
	f.node = oauth.New(oauth.Without(without...), oauth.Clock(func() time.Time { return f.now }))
	for _, id := range []string{"one", "two"} {
		f.gets("client_registered", "register_client", m{"client_id": id, "client_secret": "secret-" + id, "redirect_uris": []string{callback, "https://other"}, "scope": "read write"})
	}
	f.gets("client_registered", "register_client", m{"client_id": "app", "redirect_uris": []string{callback}, "scope": "read write"})
	return f
}

// send sends a request and returns the body of the reply.
func (f *flow) send(kind string, members m) map[string]any {
	f.Helper()
	body := m{"type": kind, "msg_id": 7}
	maps.Copy(body, members)
	maps.DeleteFunc(body, func(_ string, v any) bool { return v == nil })
	raw, err := json.Marshal(body)
	if err != nil {
		f.Fatal(err)
	}
	reply := ask(f.T, f.node, string(raw))
	if reply["in_reply_to"] != 7.0 {
		f.Errorf("%s was answered with in_reply_to %v", kind, reply["in_reply_to"])
	}
	return reply
}

// gets sends a request that must be answered with this type.
func (f *flow) gets(want, kind string, members m) map[string]any {
	f.Helper()
	reply := f.send(kind, members)
	if reply["type"] != want {
		f.Fatalf("%s %v got %v, want %s", kind, members, reply, want)
	}
	return reply
}

// refused sends a request that must be refused with this name, and gives
// nothing away.
func (f *flow) refused(want, kind string, members m) map[string]any {
	f.Helper()
	reply := f.gets("error", kind, members)
	if reply["error"] != want {
		f.Errorf("%s %v got %v, want %s", kind, members, reply, want)
	}
	if reply["access_token"] != nil || reply["refresh_token"] != nil {
		f.Errorf("a refusal gives a token: %v", reply)
	}
	if _, given := reply["code"].(string); given {
		f.Errorf("a refusal gives a code: %v", reply)
	}
	return reply
}

// generate obtains a URL for a client.
func (f *flow) generate(client string, more m) *flow {
	f.Helper()
	members := m{"client_id": client, "redirect_uri": callback, "scopes": []string{"read", "write"}, "state": "s"}
	maps.Copy(members, more)
	f.url = f.gets("auth_url_generated", "generate_auth_url", members)["url"].(string)
	return f
}

// authorize obtains a code for a client. A public one uses PKCE.
func (f *flow) authorize(client string, more m) *flow {
	f.Helper()
	if client == "app" {
		more = m{"code_challenge": hash, "code_challenge_method": "S256"}
	}
	f.generate(client, more)
	f.code = f.gets("code_issued", "authorize", m{"url": f.url})["code"].(string)
	return f
}

// with are the members of an exchange by a client, some of them changed.
func (f *flow) with(client string, more m) m {
	members := m{"code": f.code, "redirect_uri": callback, "client_id": client, "client_secret": "secret-" + client}
	if client == "app" {
		members["client_secret"], members["code_verifier"] = nil, verifier
	}
	maps.Copy(members, more)
	return members
}

// obtain goes all the way to tokens.
func (f *flow) obtain(client string) *flow {
	f.Helper()
	f.authorize(client, nil)
	f.keep(f.gets("token_issued", "exchange_code", f.with(client, nil)))
	return f
}

func (f *flow) keep(reply map[string]any) {
	f.token, _ = reply["access_token"].(string)
	f.refresh, _ = reply["refresh_token"].(string)
}

// has demands an answer of check_scope.
func (f *flow) has(token, scope string, want bool) {
	f.Helper()
	if got := hasScope(f.T, f.node, token, scope); got != want {
		f.Errorf("has %s: %v", scope, got)
	}
}

func (f *flow) pass(seconds int) {
	f.Helper()
	f.gets("clock_advanced", "advance_clock", m{"seconds": seconds})
}
