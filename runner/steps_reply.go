package runner

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cucumber/godog"

	"flowcheck/runner/check"
)

// await waits for the reply to the newest request.
func (w *world) await() (*check.Reply, error) {
	if w.proc == nil {
		return nil, w.fault(errors.New("no request was sent"))
	}
	if err := w.settle(); err != nil {
		return nil, err
	}
	last := w.conv.Last()
	if last == nil {
		return nil, w.fault(errors.New("no request was sent"))
	}
	if last.Reply == nil {
		if err := w.awaitRefusal(last); err != nil {
			return nil, err
		}
	}
	w.reply = last.Reply
	return w.reply, nil
}

func (w *world) replyIs(typ string) error {
	r, err := w.await()
	if err != nil {
		return err
	}
	if w.unsupported(r) && optional[r.Request.Type] {
		return w.lacks(r.Request.Type)
	}
	if !w.expectType(r, typ) {
		return errStop
	}
	w.remember(r)
	return nil
}

// optional are the extension messages (protocol, section 5): a node need not
// know them.
var optional = map[string]bool{"register_client": true, "authorize": true, "callback": true, "refresh_token": true, "revoke_token": true,
	"advance_clock": true, "init": true}

func (w *world) replyIsOrRefusal(typ string) error {
	r, err := w.await()
	if err != nil || r.Refused() {
		return err
	}
	return w.replyIs(typ)
}

// remember keeps what a reply gave: a URL, a code or a token.
func (w *world) remember(r *check.Reply) {
	asked := r.Request.Body
	text := func(body map[string]any, name string) string { s, _ := body[name].(string); return s }
	switch r.Type() {
	case "auth_url_generated":
		c := &client{id: text(asked, "client_id"), redirect: text(asked, "redirect_uri"), secret: sampleSecret}
		for _, known := range w.clients {
			if known.id == c.id {
				c = known
			}
		}
		w.grant = &grant{client: c, url: text(r.Body, "url"), state: text(asked, "state")}
		w.grants = append(w.grants, w.grant)
	case "code_issued":
		w.grant.code, w.grant.iss = text(r.Body, "code"), text(r.Body, "iss")
	case "token_issued", "token_refreshed":
		t := &token{request: r.Request.Number, value: text(r.Body, "access_token"), refresh: text(r.Body, "refresh_token"),
			client: text(asked, "client_id"), code: text(asked, "code"), secret: text(asked, "client_secret")}
		if t.refresh == "" && r.Type() == "token_refreshed" {
			t.refresh = text(asked, "refresh_token") // RFC 6749 section 6: without a new one, the old one stays
		}
		if _, ok := r.Body["access_token"].(string); ok {
			w.token = t
		}
	}
}

// bodyIs holds the reply against a body that stands in the feature. A member is
// a pattern only where the step says so.
func (w *world) bodyIs(pattern string, doc *godog.DocString) error {
	r, err := w.await()
	if err != nil {
		return err
	}
	dec := json.NewDecoder(strings.NewReader(doc.Content))
	dec.UseNumber()
	var want map[string]any
	if err := dec.Decode(&want); err != nil {
		return w.fault(fmt.Errorf("read expected body: %w", err))
	}
	var patterns []string
	if pattern != "" {
		patterns = []string{"/" + pattern}
	}
	e := of(r, "body")
	e.Body, e.Patterns = want, patterns
	w.expect(e)
	return nil
}

// current is the reply that the step before has waited for.
func (w *world) current() (*check.Reply, error) {
	if w.reply == nil {
		return w.await()
	}
	return w.reply, nil
}

func (w *world) memberIsA(name, kind string) error {
	r, err := w.current()
	if err == nil {
		w.expectKind(r, name, kind)
	}
	return err
}

func (w *world) memberMatches(name, pattern string) error {
	r, err := w.current()
	if err != nil {
		return err
	}
	e := of(r, "body")
	e.Body, e.Patterns = map[string]any{name: pattern}, []string{"/" + name}
	w.expect(e)
	return nil
}

func (w *world) memberIs(name, text string) error {
	r, err := w.current()
	if err != nil {
		return err
	}
	want, err := w.parse(text)
	if err != nil {
		return w.fault(err)
	}
	if _, has := r.Body["iss"]; name == "iss" && !has && !w.knowsIssuer() {
		return w.lacks("iss in code_issued")
	}
	e := of(r, "member")
	e.Member, e.Value = name, want
	w.expect(e)
	return nil
}

// knowsIssuer says whether a reply of this conversation has named its issuer: then
// one that does not is wrong, and the node does not lack the feature.
func (w *world) knowsIssuer() bool {
	return slices.ContainsFunc(w.conv.Requests, func(q *check.Request) bool {
		return q.Reply != nil && q.Reply.Body["iss"] != nil
	})
}

func (w *world) memberIsNotTrue(name string) error {
	r, err := w.current()
	if err == nil && name == "has_scope" {
		w.expectScope(r, false, "a scope that was not asked for")
	}
	return err
}

// inReplyToIsWritten is judged by the digits: ENV-08.
func (w *world) inReplyToIsWritten(digits string) error {
	r, err := w.current()
	if err != nil {
		return err
	}
	e := of(r, "digits")
	e.Text = digits
	w.expect(e)
	return nil
}

func (w *world) replyIsEnvelope() error {
	r, err := w.await()
	if err != nil {
		return err
	}
	if r.Framing == check.Body {
		return w.skip(bareBodies)
	}
	w.expect(of(r, "envelope"))
	return nil
}

// bareBodies is why checks of src and dest are skipped (protocol, section 2).
const bareBodies = "this node answers with bare bodies, which have no src and dest"

func (w *world) replyAddress(which, name string) error {
	r, err := w.await()
	if err != nil {
		return err
	}
	if r.Framing == check.Body {
		return w.skip(bareBodies)
	}
	want, err := w.text(name)
	if err != nil {
		return w.fault(err)
	}
	e := of(r, "address")
	e.Member, e.Text = map[string]string{"goes to": "dest", "comes from": "src"}[which], want
	w.expect(e)
	return nil
}

func (w *world) repliesAlike() error {
	requests := w.conv.Requests
	n := len(requests)
	if n < 2 || requests[n-2].Reply == nil || requests[n-1].Reply == nil {
		return w.fault(errors.New("there are no two replies"))
	}
	w.expect(check.Expectation{What: "alike", Before: n - 1, Request: n})
	return nil
}

func (w *world) memberIsAbsent(name string) error {
	r, err := w.current()
	if err == nil {
		w.expectAbsent(r, name)
	}
	return err
}

func (w *world) memberIsNot(name, text string) error {
	r, err := w.current()
	if err != nil {
		return err
	}
	old, err := w.text(text)
	if err != nil {
		return w.fault(err)
	}
	e := of(r, "other")
	e.Member, e.Text = name, old
	w.expect(e)
	return nil
}

func (w *world) memberBetween(name string, low, high int) error {
	r, err := w.current()
	if err != nil {
		return err
	}
	e := of(r, "between")
	e.Member, e.Least, e.Most = name, low, high
	w.expect(e)
	return nil
}
