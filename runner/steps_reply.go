package runner

import (
	"encoding/json"
	"errors"
	"fmt"
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
	if last == nil || last.Reply == nil {
		return nil, w.fault(errors.New("the newest request is owed no reply"))
	}
	w.reply = last.Reply
	return w.reply, nil
}

func (w *world) replyIs(typ string) error {
	r, err := w.await()
	if err != nil {
		return err
	}
	if !w.conv.ExpectType(r, typ) {
		return errStop
	}
	w.remember(r)
	return nil
}

func (w *world) replyIsOrRefusal(typ string) error {
	r, err := w.await()
	if err != nil || r.Refused() {
		return err
	}
	return w.replyIs(typ)
}

// remember keeps what a token_issued gave.
func (w *world) remember(r *check.Reply) {
	value, ok := r.Body["access_token"].(string)
	if !ok || r.Type() != "token_issued" {
		return
	}
	asked := r.Request.Body
	t := &token{value: value}
	t.refresh, _ = r.Body["refresh_token"].(string)
	t.client, _ = asked["client_id"].(string)
	t.code, _ = asked["code"].(string)
	t.secret, _ = asked["client_secret"].(string)
	w.token = t
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
	w.conv.ExpectBody(r, want, patterns)
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
		w.conv.ExpectKind(r, name, kind)
	}
	return err
}

func (w *world) memberMatches(name, pattern string) error {
	r, err := w.current()
	if err == nil {
		w.conv.ExpectBody(r, map[string]any{name: pattern}, []string{"/" + name})
	}
	return err
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
	w.conv.ExpectMember(r, name, want)
	return nil
}

func (w *world) memberIsNotTrue(name string) error {
	r, err := w.current()
	if err == nil && name == "has_scope" {
		w.conv.ExpectScope(r, false, "a scope that was not asked for")
	}
	return err
}

// inReplyToIsWritten is judged by the digits: ENV-08.
func (w *world) inReplyToIsWritten(digits string) error {
	r, err := w.current()
	if err != nil {
		return err
	}
	if n, ok := r.Body["in_reply_to"].(json.Number); !ok || n.String() != digits {
		w.conv.ExpectDigits(r, digits)
	}
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
	w.conv.ExpectEnvelope(r)
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
	member := map[string]string{"goes to": "dest", "comes from": "src"}[which]
	w.conv.ExpectAddress(r, member, want)
	return nil
}

func (w *world) repliesAlike() error {
	requests := w.conv.Requests
	n := len(requests)
	if n < 2 || requests[n-2].Reply == nil || requests[n-1].Reply == nil {
		return w.fault(errors.New("there are no two replies"))
	}
	w.conv.ExpectAlike(requests[n-2].Reply, requests[n-1].Reply)
	return nil
}
