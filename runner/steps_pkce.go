package runner

import (
	"fmt"
	"net/url"
	"strings"

	"flowcheck/runner/authurl"
	"flowcheck/runner/check"
)

// codeForChallenge asks for a code with a code_challenge of the scenario's own.
// It may be refused at once or when the URL is opened: later steps look at that.
func (w *world) codeForChallenge(challenge, method string) error {
	c, err := w.clientNamed("")
	if err != nil {
		return err
	}
	n := len(w.grants) + 1
	rows := [][2]string{{"client_id", quoted(c.id)}, {"redirect_uri", quoted(c.redirect)}, {"scopes", `["read"]`}, {"state", fmt.Sprintf(`"{state_%d}"`, n)}}
	if challenge != "" {
		rows = append(rows, [2]string{"code_challenge", `"` + challenge + `"`})
	}
	if method != "" {
		rows = append(rows, [2]string{"code_challenge_method", `"` + method + `"`})
	}
	w.refusedAt, w.challenged = nil, [2]string{challenge, method}
	for _, step := range []struct {
		r       request
		success string
	}{{request{typ: "generate_auth_url", table: table(rows)}, "auth_url_generated"}, {request{typ: "authorize"}, "code_issued"}} {
		if err := w.send(step.r); err != nil {
			return err
		}
		r, err := w.await()
		if err != nil {
			return err
		}
		if w.unsupported(r) {
			return w.lacks(step.r.typ)
		}
		if r.Refused() {
			w.refusedAt = r
			return nil
		}
		if err := w.replyIs(step.success); err != nil {
			return err
		}
	}
	return nil
}

// codeForVerifier asks for a code with the challenge of any text.
func (w *world) codeForVerifier(verifier string) error {
	text, err := w.text(verifier)
	if err != nil {
		return w.fault(err)
	}
	return w.codeForChallenge(s256(text), "S256")
}

// exchangeWith exchanges the newest code; "" sends no code_verifier.
func (w *world) exchangeWith(verifier string) (*check.Reply, error) {
	cell := `"` + verifier + `"`
	if verifier == "" {
		cell = absent
	}
	if err := w.send(request{typ: "exchange_code", table: table([][2]string{{"code_verifier", cell}})}); err != nil {
		return nil, err
	}
	return w.await()
}

func (w *world) verifierIs(verifier, result string) error {
	if w.refusedAt != nil && strings.HasSuffix(result, "was refused") {
		return nil
	}
	if w.refusedAt != nil {
		w.expectType(w.refusedAt, map[string]string{"generate_auth_url": "auth_url_generated", "authorize": "code_issued"}[w.refusedAt.Request.Type])
		return errStop
	}
	r, err := w.exchangeWith(verifier)
	if err != nil {
		return err
	}
	if result == "is refused" {
		w.expectRefusal(r)
		return nil
	}
	if err := w.replyIs("token_issued"); err == nil || !r.Refused() {
		return err
	}
	return nil // which challenges the node takes instead tells what it computes
}

// noTokenToBeHad takes a refusal at any of the three steps.
func (w *world) noTokenToBeHad(verifier string) error {
	if err := w.insist(); err != nil || w.refusedAt != nil {
		return err
	}
	r, err := w.exchangeWith(verifier)
	if err == nil {
		w.expectRefusal(r)
	}
	return err
}

func (w *world) challengeWasRefused() error {
	if err := w.insist(); err != nil {
		return err
	}
	if w.refusedAt == nil {
		w.expect(check.Expectation{What: "refusal", Request: w.conv.Last().Number})
	}
	return nil
}

// insist opens a URL of the suite's own with the challenge that the node would not
// write into one: the one who opens a URL is not held to those of generate_auth_url.
func (w *world) insist() error {
	if w.refusedAt == nil || w.refusedAt.Request.Type != "generate_auth_url" {
		return nil
	}
	u, err := w.challengedURL()
	if err != nil {
		return err
	}
	if err := w.send(request{typ: "authorize", table: table([][2]string{{"url", literal(u)}})}); err != nil {
		return err
	}
	r, err := w.await()
	if err != nil {
		return err
	}
	if w.unsupported(r) {
		return w.lacks("authorize")
	}
	if w.refusedAt = r; r.Refused() {
		return nil
	}
	w.refusedAt = nil
	return w.replyIs("code_issued")
}

// challengedURL is an authorization request with the latest code_challenge, as the
// suite builds it.
func (w *world) challengedURL() (string, error) {
	c, err := w.clientNamed("")
	if err != nil {
		return "", err
	}
	state, err := w.values.get("state_of_the_suite")
	if err != nil {
		return "", w.fault(err)
	}
	w.grant = &grant{client: c, state: state}
	w.grants = append(w.grants, w.grant)
	u := authurl.Encode(authurl.Want{Endpoint: authurl.Endpoint, ClientID: c.id, RedirectURI: c.redirect, Scopes: []string{"read"}, State: &state})
	for i, name := range []string{"code_challenge", "code_challenge_method"} {
		value, err := w.text(w.challenged[i])
		if err != nil {
			return "", w.fault(err)
		}
		if value != "" {
			u += "&" + name + "=" + url.QueryEscape(value)
		}
	}
	return u, nil
}
