package runner

import (
	"time"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

func (w *world) everyRequestAnswered() error { return w.settle() }

// stillAnswers sends a request of its own and demands a right reply: the node
// has survived what came before.
func (w *world) stillAnswers() error {
	if err := w.send(request{typ: "generate_auth_url", table: table([][2]string{{"state", `"{state_still}"`}})}); err != nil {
		return err
	}
	if err := w.replyIs("auth_url_generated"); err != nil {
		return err
	}
	w.expectURL(w.reply, "state")
	return nil
}

func (w *world) readToTheEnd() error {
	if err := w.settle(); err != nil {
		return err
	}
	w.finish()
	return nil
}

func (w *world) oneLine() error {
	if err := w.settle(); err != nil {
		return err
	}
	w.finish()
	w.expect(check.Expectation{What: "one line"})
	return nil
}

// everyLineParses is judged in passing (TRN-02, TRN-03); here it is charged to
// the scenario, whose requests were written all at once.
func (w *world) everyLineParses() error {
	if err := w.settle(); err != nil {
		return err
	}
	w.finish()
	w.expect(check.Expectation{What: "messages"})
	return nil
}

// latencyHolds is about the series of requests.
func (w *world) latencyHolds() error {
	w.expect(check.Expectation{What: "steady", Request: w.seriesAt})
	return nil
}

func (w *world) exitsWithin(seconds int) error {
	if w.over && w.exit == "" {
		return errStop
	}
	if w.over {
		return nil
	}
	if _, ended := w.proc.WaitExit(time.Now().Add(time.Duration(seconds) * time.Second)); ended {
		w.end(w.proc.Stop)
		w.expect(check.Expectation{What: "exit", Most: seconds})
		return nil
	}
	w.expect(check.Expectation{What: "exit", Most: seconds})
	w.event(wire.Suite, wire.Deadline)
	w.end(w.proc.Kill)
	return nil
}

func (w *world) exitsWithZero() error {
	if !w.over {
		if err := w.settle(); err != nil {
			return err
		}
		exit, ended := w.proc.WaitExit(time.Now().Add(2 * time.Second))
		if !ended {
			return w.exitsWithin(0)
		}
		w.end(w.proc.Stop)
		w.exit = exit.String()
	}
	w.expect(check.Expectation{What: "exit status"})
	return nil
}

// shortReplies bounds what an error hands back (ROB-08).
func (w *world) shortReplies(most int) error {
	w.finish()
	w.expect(check.Expectation{What: "short", Most: most})
	return nil
}

// onlyRequestsAnswered demands that what is no request got no answer.
func (w *world) onlyRequestsAnswered() error {
	if err := w.settle(); err != nil {
		return err
	}
	w.finish()
	w.expect(check.Expectation{What: "requests only"})
	return nil
}
