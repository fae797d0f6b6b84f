package runner

import (
	"errors"
	"strings"

	"flowcheck/runner/check"
)

// refused waits for a refusal (protocol, section 6): whatever its words, it
// gives nothing away.
func (w *world) refused() error {
	r, err := w.await()
	if err != nil {
		return err
	}
	w.expectRefusal(r)
	return nil
}

// givesNoToken is for a request that is malformed on purpose, where errors are not
// what the profile is about: no reply is owed to it (protocol, section 3), but one
// that comes refuses.
func (w *world) givesNoToken() error {
	q := w.conv.Last()
	if q == nil {
		return w.fault(errors.New("no request was sent"))
	}
	if err := w.stillAnswers(); err != nil {
		return err
	}
	if q.Reply != nil {
		w.expectRefusal(q.Reply)
	}
	return nil
}

// refusedOrNo takes scope_valid with has_scope false, or invalid_token (ERR-08).
func (w *world) refusedOrNo() error {
	r, err := w.await()
	if err != nil {
		return err
	}
	if r.Type() == "scope_valid" {
		w.expectScope(r, false, "what is no token or no scope")
		return nil
	}
	w.expectError(r, "invalid_token")
	return nil
}

func (w *world) replyIsOrError(typ, name string) error {
	r, err := w.await()
	if err != nil {
		return err
	}
	if r.Refused() {
		w.expectError(r, name)
		return nil
	}
	return w.replyIs(typ)
}

// errorIs holds the name of an error; only profile errors asks for it.
func (w *world) errorIs(names string) error {
	r, err := w.await()
	if err != nil {
		return err
	}
	w.expectError(r, strings.Split(names, " or ")...)
	return nil
}

// servedOrRefused is for a request whose defect may be refused here or at a
// later step: a refusal ends the scenario well.
func (w *world) servedOrRefused(typ string) error {
	r, err := w.await()
	if err != nil {
		return err
	}
	if r.Refused() {
		w.settled = true
		return errStop
	}
	return w.replyIs(typ)
}

// countReplies counts those to the newest batch that have a type; the last of
// them becomes the current reply.
func (w *world) countReplies(limit, typ string) error {
	if err := w.settle(); err != nil {
		return err
	}
	e := check.Expectation{What: "count", Request: w.batchAt, Text: typ, Least: 1, Most: 1}
	if limit == "at most" {
		e.Least = 0
	}
	if !w.expect(e) {
		return errStop
	}
	for _, q := range w.conv.Requests[w.batchAt-1:] {
		if q.Reply != nil && q.Reply.Type() == typ {
			w.reply = q.Reply
			w.remember(w.reply)
		}
	}
	return nil
}

// callbackIs holds the verdict of the client's own check of state.
func (w *world) callbackIs(verdict string) error {
	r, err := w.await()
	if err != nil {
		return err
	}
	if w.unsupported(r) {
		return w.lacks("callback")
	}
	switch {
	case verdict == "valid":
		return w.replyIs("callback_valid")
	case verdict == "invalid or refused" && r.Refused():
	default:
		if r.Refused() {
			w.expectType(r, "callback_invalid")
		} else {
			w.expectRefusal(r)
		}
		if _, has := r.Body["code"].(string); has {
			w.expectAbsent(r, "code")
		}
	}
	return nil
}
