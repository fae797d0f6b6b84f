package trace

import (
	neturl "net/url"
	"strings"
)

// vocabulary is what the scopes are taken from.
var vocabulary = []string{"read", "write", "admin", "profile", "email", "orders:read", "orders:write", "billing", "audit.log", "käse"}

// kinds are the requests, those that are made most often several times.
var kinds = []func(*traffic, *client, *exchange) (string, []member){
	(*traffic).generate, (*traffic).generate, (*traffic).exchange, (*traffic).exchange, (*traffic).check, (*traffic).check, (*traffic).check,
	(*traffic).authorize, (*traffic).callback, (*traffic).refresh, (*traffic).register, (*traffic).revoke, (*traffic).advance, (*traffic).introduce,
	(*traffic).refused,
}

// request chooses what a client asks, and what it is answered.
func (t *traffic) request(c *client, e *exchange) (string, []member) {
	return one(t, kinds...)(t, c, e)
}

func (t *traffic) generate(c *client, e *exchange) (string, []member) {
	scopes := make([]string, 1+t.IntN(3))
	for i := range scopes {
		scopes[i] = vocabulary[(t.IntN(3)*3+i)%len(vocabulary)]
	}
	state := one(t, t.word(16), t.word(8)+"/"+t.word(4)+"+é&=", t.word(32))
	body := []member{{"client_id", text(c.id)}, {"redirect_uri", text(c.redirect)}, {"scopes", list(scopes)}, {"state", text(state)}}
	q := []string{"response_type=code", "client_id=" + c.id, "redirect_uri=" + c.style.escape(c.redirect),
		"scope=" + c.style.escape(strings.Join(scopes, " ")), "state=" + c.style.escape(state)}
	if t.IntN(4) == 0 {
		challenge := t.word(43)
		body = append(body, member{"code_challenge", text(challenge)}, member{"code_challenge_method", text("S256")})
		q = append(q, "code_challenge="+challenge, "code_challenge_method=S256")
	}
	e.reply, e.body = "auth_url_generated", []member{{"url", text("https://accounts.example.com/authorize?" + strings.Join(q, "&"))}}
	e.then = func() { c.scopes = scopes }
	return "generate_auth_url", body
}

func (t *traffic) exchange(c *client, e *exchange) (string, []member) {
	token := t.word(43)
	e.reply = "token_issued"
	e.body = []member{{"access_token", text(token)}, {"token_type", text("Bearer")}, {"expires_in", "3600"}}
	scopes := strings.Join(c.scopes, " ")
	if t.IntN(2) == 0 {
		scopes = one(t, "read", "read write", "profile email")
		e.body = append(e.body, member{"scope", text(scopes)}, member{"refresh_token", text(t.word(32))})
	}
	e.then = func() {
		if len(c.tokens) > 20 {
			clear(c.tokens)
		}
		c.tokens[token], c.newest = scopes, token
	}
	return "exchange_code", []member{{"code", text(t.word(32))}, {"redirect_uri", text(c.redirect)}, {"client_id", text(c.id)}, {"client_secret", text(c.secret)}}
}

func (t *traffic) check(c *client, e *exchange) (string, []member) {
	granted := strings.Fields(c.tokens[c.newest])
	required, has := one(t, vocabulary...), "false"
	if len(granted) > 0 && t.IntN(3) > 0 {
		required, has = one(t, granted...), "true"
	}
	e.reply, e.body = "scope_valid", []member{{"has_scope", has}}
	token := c.newest
	if token == "" {
		token = "ACCESS_TOKEN"
	}
	return "check_scope", []member{{"token", text(token)}, {"required_scope", text(required)}}
}

func (t *traffic) authorize(c *client, e *exchange) (string, []member) {
	q := neturl.Values{"response_type": {"code"}, "client_id": {c.id}, "redirect_uri": {c.redirect}, "scope": {"read write"}, "state": {t.word(16)}}
	e.reply, e.body = "code_issued", []member{{"code", text(t.word(32))}, {"state", text(q.Get("state"))}, {"iss", text("https://accounts.example.com")}}
	return "authorize", []member{{"url", text("https://accounts.example.com/authorize?" + q.Encode())}, {"approved", "true"}}
}

func (t *traffic) callback(_ *client, e *exchange) (string, []member) {
	code := t.word(32)
	if e.reply, e.body = "callback_valid", []member{{"code", text(code)}}; t.IntN(4) == 0 {
		e.reply, e.body = "callback_invalid", []member{{"error", text("invalid_state")}}
	}
	return "callback", []member{{"code", text(code)}, {"state", text(t.word(16))}, {"iss", text("https://accounts.example.com")}}
}

func (t *traffic) refresh(c *client, e *exchange) (string, []member) {
	e.reply = "token_refreshed"
	e.body = []member{{"access_token", text(t.word(43))}, {"token_type", text("Bearer")}, {"expires_in", "3600"}, {"refresh_token", text(t.word(32))}}
	return "refresh_token", []member{{"refresh_token", text(t.word(32))}, {"client_id", text(c.id)}, {"client_secret", text(c.secret)}}
}

func (t *traffic) register(c *client, e *exchange) (string, []member) {
	e.reply, e.body = "client_registered", []member{{"client_id", text(c.id)}}
	return "register_client", []member{{"client_id", text(c.id)}, {"client_secret", text(c.secret)},
		{"redirect_uris", list([]string{c.redirect, "https://localhost:8443/cb"})}, {"scope", text("read write admin")}}
}

func (t *traffic) revoke(c *client, e *exchange) (string, []member) {
	e.reply = "token_revoked"
	return "revoke_token", []member{{"token", text(t.word(43))}, {"client_id", text(c.id)}, {"client_secret", text(c.secret)}}
}

func (t *traffic) advance(_ *client, e *exchange) (string, []member) {
	e.reply = "clock_advanced"
	return "advance_clock", []member{{"seconds", number(t.IntN(7200))}}
}

func (t *traffic) introduce(_ *client, e *exchange) (string, []member) {
	e.reply = "init_ok"
	return "init", []member{{"node_id", text("oauth")}, {"node_ids", list([]string{"oauth"})}}
}

func (t *traffic) refused(c *client, e *exchange) (string, []member) {
	e.reply = "error"
	e.body = []member{{"code", "22"}, {"text", text("the code was already used, or never issued")}, {"error", text("invalid_grant")}}
	return "exchange_code", []member{{"code", text(t.word(32))}, {"redirect_uri", text(c.redirect)}, {"client_id", text(c.id)}}
}
