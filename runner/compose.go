package runner

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/cucumber/godog"

	"flowcheck/runner/check"
)

// The members of the exercise's samples, which a node need not know better.
const (
	sampleClient   = "abc123"
	sampleRedirect = "https://app.com/callback"
	sampleCode     = "AUTH_CODE"
	sampleSecret   = "secret"
)

// defaults are the members of a request that no table names. A request for a
// URL is fresh in all its members; an exchange is the sample's, since core may
// not demand that a node knows another client or code.
func (w *world) defaults(typ string) (string, error) {
	switch typ {
	case "generate_auth_url":
		return `{"client_id":"{client_id}","redirect_uri":"{redirect_uri}","scopes":["{scope_1}","{scope_2}"],"state":"{state}"}`, nil
	case "register_client":
		return `{"client_id":"{client}","client_secret":"{secret}","redirect_uris":["{redirect}"],"scope":"read write"}`, nil
	case "init":
		return `{"node_id":"n3","node_ids":["n3"]}`, nil
	case "advance_clock":
		return `{}`, nil
	case "exchange_code":
		if w.grant != nil && w.grant.code != "" {
			return w.grant.exchange(), nil
		}
		return `{"code":"` + sampleCode + `","redirect_uri":"` + sampleRedirect + `","client_id":"` + sampleClient + `","client_secret":"` + sampleSecret + `"}`, nil
	case "authorize":
		if w.grant == nil {
			return `{}`, nil
		}
		return `{"url":` + literal(w.grant.url) + `}`, nil
	case "callback":
		return w.grant.callback(), nil
	}
	if w.token == nil {
		return `{}`, nil
	}
	switch typ {
	case "check_scope":
		return `{"token":` + literal(w.token.value) + `}`, nil
	case "refresh_token":
		switch {
		case w.token.refresh != "":
		case w.token.secret == "":
			return "", w.skip("this node gives public clients no refresh_token") // which they need not have
		default:
			return "", w.lacks("refresh_token in token_issued")
		}
		return `{"refresh_token":` + literal(w.token.refresh) + w.token.credentials() + `}`, nil
	case "revoke_token":
		return `{"token":` + literal(w.token.value) + w.token.credentials() + `}`, nil
	}
	return "", fmt.Errorf("no message type is named %q", typ)
}

// exchange is the exchange of an authorization code by the client that it was
// issued to.
func (g *grant) exchange() string {
	s := `{"code":` + literal(g.code) + `,"redirect_uri":` + quoted(g.client.redirect) + `,"client_id":` + quoted(g.client.id)
	if g.client.secret != "" {
		s += `,"client_secret":` + quoted(g.client.secret)
	}
	if g.verifier != "" {
		s += `,"code_verifier":` + quoted(g.verifier)
	}
	return s + `}`
}

// callback is the redirect that a code arrives with. Without a code of the
// node's own it carries a fresh one: the check of state does not rest on it.
func (g *grant) callback() string {
	if g == nil {
		return `{"code":"{code}","state":"{state}"}`
	}
	code := `"{code}"`
	if g.code != "" {
		code = literal(g.code)
	}
	s := `{"code":` + code + `,"state":` + literal(g.state)
	if g.iss != "" {
		s += `,"iss":` + literal(g.iss)
	}
	return s + `}`
}

// credentials are those of the client that a token was issued to.
func (t *token) credentials() string {
	s := `,"client_id":` + quoted(t.client)
	if t.secret != "" {
		s += `,"client_secret":` + quoted(t.secret)
	}
	return s
}

// order is how the members of a request stand in the protocol.
func order(typ string) []string {
	if typ == "exchange_code" {
		return []string{"code", "redirect_uri", "client_id", "client_secret", "code_verifier"}
	}
	return []string{"client_id", "client_secret", "redirect_uri", "redirect_uris", "scopes", "scope", "url", "code", "state", "iss",
		"token", "required_scope", "refresh_token", "node_id", "node_ids"}
}

// compose makes the body of a request: type, msg_id, the defaults, and what the
// table says.
func (w *world) compose(typ string, table *godog.Table) (object, error) {
	text, err := w.defaults(typ)
	if err != nil {
		return nil, err
	}
	v, err := w.parse(text)
	if err != nil {
		return nil, err
	}
	given, _ := v.(map[string]any)
	body := object{{"type", typ}, {"msg_id", w.freshID()}}
	for _, name := range order(typ) {
		if value, ok := given[name]; ok {
			body = append(body, member{name, value})
		}
	}
	if table == nil {
		return body, nil
	}
	for _, row := range table.Rows {
		if len(row.Cells) != 2 {
			return nil, fmt.Errorf("a row of a request has a member and its value")
		}
		name, cell := row.Cells[0].Value, row.Cells[1].Value
		if cell == "(absent)" {
			body = body.without(name)
			continue
		}
		value, err := w.parse(cell)
		if err != nil {
			return nil, err
		}
		body = body.set(name, value)
	}
	return body, nil
}

// parse reads JSON with {names} in its strings.
func (w *world) parse(text string) (any, error) {
	text, err := w.expand(text)
	if err != nil {
		return nil, err
	}
	if v, ok := check.Plain([]byte(text)); ok {
		return v, nil
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, fmt.Errorf("read cell %q: %w", text, err)
	}
	return v, nil
}

// freshID is a msg_id that no counter of a node's own follows.
func (w *world) freshID() json.Number {
	if w.id == 0 {
		w.id = 100 + w.values.random("msg_id").Int64N(90_000)
	}
	w.id += 2 + w.values.random("step"+strconv.FormatInt(w.id, 10)).Int64N(97)
	return json.Number(strconv.FormatInt(w.id, 10))
}
