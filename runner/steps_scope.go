package runner

import "fmt"

// newToken goes through steps 1 and 2. The first token of a scenario is the
// sample client's; a further one belongs to another client and another code.
func (w *world) newToken(name, scopes string) error {
	client, redirect, code, secret := sampleClient, sampleRedirect, sampleCode, sampleSecret
	if n := len(w.tokens) + 1; n > 1 {
		client, redirect = fmt.Sprintf("{client_%d}", n), fmt.Sprintf("{redirect_%d}", n)
		code, secret = fmt.Sprintf("CODE_%d", n), fmt.Sprintf("{secret_%d}", n)
	}
	if err := w.send(request{typ: "generate_auth_url", table: rows{
		{"client_id", quoted(client)}, {"redirect_uri", quoted(redirect)}, {"scopes", scopes}}}); err != nil {
		return err
	}
	if err := w.replyIs("auth_url_generated"); err != nil {
		return err
	}
	if err := w.send(request{typ: "exchange_code", table: rows{
		{"code", quoted(code)}, {"redirect_uri", quoted(redirect)}, {"client_id", quoted(client)}, {"client_secret", quoted(secret)}}}); err != nil {
		return err
	}
	w.token = nil
	if err := w.replyIs("token_issued"); err != nil {
		return err
	}
	if w.token == nil {
		w.expectKind(w.reply, "access_token", "string")
		return errStop
	}
	w.token.name = name
	w.tokens = append(w.tokens, w.token)
	return nil
}

func (w *world) tokenHas(name, verb, scope string) error {
	if name == "" && w.token != nil {
		return w.checkScope(w.token.value, scope, verb == "has")
	}
	for _, t := range w.tokens {
		if t.name == name {
			return w.checkScope(t.value, scope, verb == "has")
		}
	}
	return w.fault(fmt.Errorf("no token %q was issued", name))
}

func (w *world) noToken(value, scope string) error {
	text, err := w.text(value)
	if err != nil {
		return w.fault(err)
	}
	return w.checkScope(text, scope, false)
}

// checkScope sends a check_scope and holds its answer.
func (w *world) checkScope(value, scope string, granted bool) error {
	err := w.send(request{typ: "check_scope", table: rows{{"token", quoted(value)}, {"required_scope", `"` + scope + `"`}}})
	if err != nil {
		return err
	}
	r, err := w.await()
	if err != nil {
		return err
	}
	w.expectScope(r, granted, "")
	return nil
}
