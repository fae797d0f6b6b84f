package runner

import (
	"fmt"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v21"
)

// newToken goes through steps 1 and 2. The first token of a scenario is the
// sample client's; a further one belongs to another client and another code.
func (w *world) newToken(name, scopes string) error {
	client, redirect, code, secret := sampleClient, sampleRedirect, sampleCode, sampleSecret
	if n := len(w.tokens) + 1; n > 1 {
		client, redirect = fmt.Sprintf("{client_%d}", n), fmt.Sprintf("{redirect_%d}", n)
		code, secret = fmt.Sprintf("CODE_%d", n), fmt.Sprintf("{secret_%d}", n)
	}
	if err := w.send(request{typ: "generate_auth_url", table: table([][2]string{
		{"client_id", quoted(client)}, {"redirect_uri", quoted(redirect)}, {"scopes", scopes}})}); err != nil {
		return err
	}
	if err := w.replyIs("auth_url_generated"); err != nil {
		return err
	}
	if err := w.send(request{typ: "exchange_code", table: table([][2]string{
		{"code", quoted(code)}, {"redirect_uri", quoted(redirect)}, {"client_id", quoted(client)}, {"client_secret", quoted(secret)}})}); err != nil {
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

// table is a table of a step, made by a step.
func table(rows [][2]string) *godog.Table {
	t := &godog.Table{}
	for _, r := range rows {
		t.Rows = append(t.Rows, &messages.PickleTableRow{Cells: []*messages.PickleTableCell{{Value: r[0]}, {Value: r[1]}}})
	}
	return t
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
	err := w.send(request{typ: "check_scope", table: table([][2]string{{"token", literal(value)}, {"required_scope", `"` + scope + `"`}})})
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
