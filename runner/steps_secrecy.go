package runner

import (
	"fmt"

	"flowcheck/runner/check"
)

// unguessable holds what was issued against one property.
func (w *world) unguessable(what, property string) error {
	w.expect(check.Expectation{What: "unguessable", Member: what, Text: property})
	return nil
}

// revealsNothing is about the newest token (TOK-04).
func (w *world) revealsNothing() error {
	if w.token == nil {
		return w.fault(fmt.Errorf("no token was issued"))
	}
	w.expect(check.Expectation{What: "random", Request: w.token.request})
	return nil
}

// noReplyHolds looks for a value in everything that the node has printed, or in
// what refuses alone: a token stands in the reply that gives it.
func (w *world) noReplyHolds(which, text string) error {
	value, err := w.text(text)
	if err != nil {
		return w.fault(err)
	}
	if err := w.settle(); err != nil {
		return err
	}
	e := check.Expectation{What: "hidden", Text: value}
	if which == "refusal" {
		e.Member = which
	}
	w.expect(e)
	return nil
}
