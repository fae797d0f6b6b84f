package runner

import (
	"errors"
	"fmt"
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
	w.conv.ExpectRefusal(r)
	return nil
}

// refusedOrNo takes scope_valid with has_scope false, or invalid_token (ERR-08).
func (w *world) refusedOrNo() error {
	r, err := w.await()
	if err != nil {
		return err
	}
	if r.Type() == "scope_valid" {
		w.conv.ExpectScope(r, false, "what is no token or no scope")
		return nil
	}
	w.conv.ExpectError(r, []string{"invalid_token"})
	return nil
}

func (w *world) replyIsOrError(typ, name string) error {
	r, err := w.await()
	if err != nil {
		return err
	}
	if r.Refused() {
		w.conv.ExpectError(r, []string{name})
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
	w.conv.ExpectError(r, strings.Split(names, " or "))
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

// replies counts those to the newest batch that have a type.
func (w *world) countReplies(limit, typ string) error {
	if err := w.settle(); err != nil {
		return err
	}
	n := 0
	var last *check.Reply
	for _, q := range w.conv.Requests[w.batchAt:] {
		if q.Reply != nil && q.Reply.Type() == typ {
			n++
			last = q.Reply
		}
	}
	if n == 1 || limit == "at most" && n == 0 {
		if last != nil {
			w.reply = last
			w.remember(last)
		}
		return nil
	}
	f := check.Finding{Cause: "replay.pipelined", Message: fmt.Sprintf("%d of %d replies are %s", n, len(w.conv.Requests)-w.batchAt, typ),
		Expected: fmt.Sprintf("%s one %s", limit, typ), Sent: string(w.conv.Requests[w.batchAt].Line)}
	if last != nil {
		f.Got = string(last.Line)
	}
	w.conv.Charge(f)
	return errStop
}

// noReplyHolds looks for a value in everything that the node has printed.
func (w *world) noReplyHolds(text string) error {
	value, err := w.text(text)
	if err != nil {
		return w.fault(err)
	}
	if err := w.settle(); err != nil {
		return err
	}
	if value == "" {
		return w.fault(errors.New("an empty value is in every text"))
	}
	for _, r := range w.conv.Replies {
		if strings.Contains(string(r.Line), value) {
			w.conv.Charge(check.Finding{Cause: "secret.revealed", Message: "a reply holds a value that belongs to somebody else or is secret",
				Got: string(r.Line), Expected: "no secret, code or token of another client in any reply", Difference: value})
			return nil
		}
	}
	return nil
}
