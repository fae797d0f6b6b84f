package runner

import (
	"fmt"
)

// secondsPass moves the node's virtual clock.
func (w *world) secondsPass(seconds string) error {
	if err := w.send(request{typ: "advance_clock", table: table([][2]string{{"seconds", seconds}})}); err != nil {
		return err
	}
	return w.supported("advance_clock", "clock_advanced")
}

// startAgain ends the node and starts it afresh, in the same conversation.
func (w *world) startAgain() error {
	if err := w.ready(); err != nil {
		return err
	}
	w.finish()
	old := w.proc
	w.proc = nil
	if err := w.start(); err != nil {
		w.proc = old
		return err
	}
	w.over, w.exit = false, ""
	w.clients, w.grant, w.grants = nil, nil, nil
	return nil
}

// issue obtains n tokens, each with a code of its own.
func (w *world) issue(n int) error {
	for range n {
		if err := w.accessToken(fmt.Sprintf("%d", len(w.tokens)), "", ""); err != nil {
			return err
		}
	}
	return nil
}
