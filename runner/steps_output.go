package runner

import (
	"fmt"
	"slices"
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
	w.conv.ExpectURL(w.reply, "state")
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
	if w.conv.Lines <= 1 {
		return nil
	}
	cause, line := w.conv.ExtraCause()
	w.conv.Charge(check.Finding{Cause: cause, Message: fmt.Sprintf("%d lines on stdout for one request", w.conv.Lines),
		Sent: string(w.conv.Requests[len(w.conv.Requests)-1].Line), Got: line, Expected: "exactly one line"})
	return nil
}

// everyLineParses is judged in passing (TRN-02, TRN-03); here it is charged to
// the scenario, whose requests were written all at once.
func (w *world) everyLineParses() error {
	if err := w.settle(); err != nil {
		return err
	}
	w.finish()
	if cause, line := w.conv.ExtraCause(); line != "" && cause != "reply.duplicate" {
		w.conv.Charge(check.Finding{Cause: cause, Message: "a line on stdout is no message", Got: line, Expected: "one message a line"})
	}
	return nil
}

// latencyFloor is what counts as slow: below it the machine, not the node, is
// measured.
const latencyFloor = time.Millisecond

// latencyHolds compares the median of the last tenth with that of the first.
func (w *world) latencyHolds() error {
	tenth := len(w.latency) / 10
	if tenth < 3 {
		return nil
	}
	first, last := median(w.latency[:tenth]), median(w.latency[len(w.latency)-tenth:])
	if last < 10*first || last < latencyFloor {
		return nil
	}
	w.conv.Charge(check.Finding{Cause: "latency.grows", Message: fmt.Sprintf("replies slowed down from %v to %v over %d requests",
		first.Round(time.Microsecond), last.Round(time.Microsecond), len(w.latency)),
		Expected: "the median of the last tenth below ten times that of the first"})
	return nil
}

func median(d []time.Duration) time.Duration {
	s := slices.Clone(d)
	slices.Sort(s)
	return s[len(s)/2]
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
		return nil
	}
	w.conv.Charge(check.Finding{Cause: "exit.never", Message: fmt.Sprintf("the node did not exit within %d seconds of the end of stdin", seconds),
		Got: "still running", Expected: "the node exits when stdin ends"})
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
	if w.exit == "exit status 0" {
		return nil
	}
	w.conv.Charge(check.Finding{Cause: "exit.status", Message: "the node ended with " + w.exit + " after the end of stdin",
		Got: w.exit, Expected: "exit status 0", Difference: w.exit + " instead of exit status 0"})
	return nil
}
