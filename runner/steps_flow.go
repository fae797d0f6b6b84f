package runner

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"flowcheck/runner/authurl"
	"flowcheck/runner/check"
)

// client is one that a scenario registered.
type client struct {
	name, id, secret string // no secret: a public client
	redirect, scope  string
}

// grant is an authorization on its way to a token: what was asked, and the code.
type grant struct {
	name, code, state, iss string
	client                 *client
	verifier               string // of PKCE; "": none
	url                    string // that the node built
}

// registeredClient registers a client, whose id is strict from then on
// (protocol, section 5).
func (w *world) registeredClient(public, name, scope string) error {
	if scope == "" {
		scope = "read write"
	}
	c := &client{name: name, scope: scope}
	var err error
	for _, v := range []struct {
		to   *string
		from string
	}{{&c.id, "client_" + name}, {&c.redirect, "redirect_" + name}, {&c.secret, "secret_" + name}} {
		if *v.to, err = w.values.get(strings.TrimSuffix(v.from, "_")); err != nil {
			return w.fault(err)
		}
	}
	rows := [][2]string{{"client_id", quoted(c.id)}, {"client_secret", quoted(c.secret)}, {"redirect_uris", `["` + c.redirect + `"]`}, {"scope", quoted(scope)}}
	if public != "" {
		c.secret = ""
		rows[1][1] = absent
	}
	if err := w.send(request{typ: "register_client", table: table(rows)}); err != nil {
		return err
	}
	if err := w.supported("register_client", "client_registered"); err != nil {
		return err
	}
	w.clients = append(w.clients, c)
	return nil
}

const absent = "(absent)"

func quoted(s string) string {
	if plainText(s) && !strings.ContainsAny(s, "<>&") {
		return `"` + s + `"`
	}
	b, err := json.Marshal(s)
	if err != nil {
		return `""`
	}
	return string(b)
}

// literal is a text of the node as a JSON string: braces in it are no {name}.
func literal(s string) string { return strings.ReplaceAll(quoted(s), "{", `\u007b`) }

// supported waits for the reply to an optional message.
func (w *world) supported(feature, success string) error {
	r, err := w.await()
	if err != nil {
		return err
	}
	if w.unsupported(r) {
		return w.lacks(feature)
	}
	return w.replyIs(success)
}

// restsOn names the features without which a profile has nothing to show. What
// is optional within a profile (revoke_token) is skipped even where the profile
// was asked for by its name.
var restsOn = map[string][]string{
	"init": {"init"}, "state": {"callback"}, "issuer": {"authorize", "iss in code_issued"},
	"pkce": {"register_client", "authorize"}, "security": {"register_client", "authorize"},
	"refresh": {"register_client", "authorize", "refresh_token in token_issued", "refresh_token"},
	"expiry":  {"register_client", "authorize", "advance_clock"},
}

// unsupported says whether a refusal means that the node does not know the type
// of the request. One that has served the type knows it: with code 10 it then
// refuses something within the request, such as a code_challenge_method.
func (w *world) unsupported(r *check.Reply) bool {
	return r.Unsupported() && !slices.ContainsFunc(w.conv.Requests, func(q *check.Request) bool {
		return q.Type == r.Request.Type && q.Reply != nil && q.Reply.Success()
	})
}

// lacks ends a scenario whose optional feature the node does not have: skipped,
// but a failure of a profile that rests on it and was asked for by its name.
func (w *world) lacks(feature string) error {
	profile := w.scenario.Profile
	rests := slices.Contains(restsOn[profile], feature)
	switch {
	case !rests:
		return w.skip("this node does not support " + feature)
	case !w.job.options.claims(profile):
		return w.skip(fmt.Sprintf("this node does not claim profile %s: it does not support %s", profile, feature))
	}
	w.expect(check.Expectation{What: "feature", Member: feature, Text: profile})
	return errStop
}

// clientNamed finds a registered client; "" is the first.
func (w *world) clientNamed(name string) (*client, error) {
	for _, c := range w.clients {
		if c.name == name {
			return c, nil
		}
	}
	return nil, w.fault(fmt.Errorf("no client %q is registered", name))
}

// authorizationCode goes through generate_auth_url and authorize.
func (w *world) authorizationCode(name, clientName, scopes, pkce string) error {
	c, err := w.clientNamed(clientName)
	if err != nil {
		return err
	}
	if scopes == "" {
		scopes = `["read", "write"]`
	}
	rows := [][2]string{{"client_id", quoted(c.id)}, {"redirect_uri", quoted(c.redirect)}, {"scopes", scopes},
		{"state", fmt.Sprintf(`"{state_%d}"`, len(w.grants)+1)}}
	verifier := ""
	if pkce != "" || c.secret == "" {
		// OAuth 2.1: a public client uses PKCE, so a scenario about something
		// else does.
		if verifier, err = w.values.get(fmt.Sprintf("token_verifier_%d", len(w.grants))); err != nil {
			return w.fault(err)
		}
		rows = append(rows, [2]string{"code_challenge", quoted(s256(verifier))}, [2]string{"code_challenge_method", `"S256"`})
	}
	if err := w.send(request{typ: "generate_auth_url", table: table(rows)}); err != nil {
		return err
	}
	if err := w.replyIs("auth_url_generated"); err != nil {
		return err
	}
	w.grant.name, w.grant.client, w.grant.verifier = name, c, verifier
	if err := w.send(request{typ: "authorize"}); err != nil {
		return err
	}
	return w.supported("authorize", "code_issued")
}

// s256 is the code_challenge of a verifier: RFC 7636 section 4.2.
func s256(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// accessToken goes through all of the flow.
func (w *world) accessToken(name, clientName, scopes string) error {
	if err := w.authorizationCode(name, clientName, scopes, ""); err != nil {
		return err
	}
	if err := w.send(request{typ: "exchange_code"}); err != nil {
		return err
	}
	if err := w.replyIs("token_issued"); err != nil {
		return err
	}
	if w.token == nil {
		return errStop
	}
	w.token.name = name
	w.tokens = append(w.tokens, w.token)
	return nil
}

// call names the newest code or token.
func (w *world) call(kind, name string) error {
	if kind == "code" && w.grant != nil {
		w.grant.name = name
		return nil
	}
	if kind == "code" || w.token == nil {
		return w.fault(fmt.Errorf("no %s was issued", kind))
	}
	w.token.name = name
	w.tokens = append(w.tokens, w.token)
	return nil
}

// useNamed makes an earlier code or token the current one.
func (w *world) useNamed(kind, name string) error {
	if kind == "code" {
		for _, g := range w.grants {
			if g.name == name {
				w.grant = g
				return nil
			}
		}
	}
	for _, t := range w.tokens {
		if t.name == name && kind == "token" {
			w.token = t
			return nil
		}
	}
	return w.fault(fmt.Errorf("no %s is named %q", kind, name))
}

// suiteURL is an authorization request of a registered client, as the suite
// builds it, changed as the step says; with the challenge of a verifier, if any.
func (w *world) suiteURL(c *client, verifier, change, without, parameter, value string) (string, error) {
	state, err := w.values.get("state_of_the_suite")
	if err != nil {
		return "", w.fault(err)
	}
	want := authurl.Want{Endpoint: authurl.Endpoint, ClientID: c.id, RedirectURI: c.redirect, Scopes: []string{"read", "write"}, State: &state}
	if verifier != "" {
		want.Extra = map[string]string{"code_challenge": s256(verifier), "code_challenge_method": "S256"}
	}
	return changedURL(authurl.Encode(want), change, without, parameter, value)
}

// authorizeURL opens a URL of the suite's own for the first registered client; a
// public one uses PKCE.
func (w *world) authorizeURL(change, without, parameter, value string) error {
	text, err := w.text(value)
	if err != nil {
		return w.fault(err)
	}
	c, err := w.clientNamed("")
	if err != nil {
		return err
	}
	verifier := ""
	if c.secret == "" {
		if verifier, err = w.values.get("token_verifier_of_the_suite"); err != nil {
			return w.fault(err)
		}
	}
	u, err := w.suiteURL(c, verifier, change, without, parameter, text)
	if err != nil {
		return err
	}
	w.grant = &grant{client: c, verifier: verifier}
	w.grants = append(w.grants, w.grant)
	return w.send(request{typ: "authorize", table: table([][2]string{{"url", literal(u)}})})
}

// initialise is Maelstrom's handshake.
func (w *world) initialise(name string) error {
	if err := w.send(request{typ: "init", table: table([][2]string{{"node_id", quoted(name)}, {"node_ids", `["n0", ` + quoted(name) + `]`}})}); err != nil {
		return err
	}
	if err := w.supported("init", "init_ok"); err != nil {
		return err
	}
	w.name = name
	return nil
}
