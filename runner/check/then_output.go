package check

import (
	"fmt"
	"slices"
	"time"
)

// extraCause is the cause of the first thing on stdout that is no reply, for a
// finding about what else stands there.
func (c *Conversation) extraCause() (cause, line string) {
	for _, f := range c.findings {
		switch f.Cause {
		case "stdout.banner", "stdout.not-json", "stdout.broken-json", wideText, cutText, "stdout.python-repr", "stdout.pretty-printed", "stdout.two-objects", "stdout.echo",
			"stdout.no-message", "stdout.json-string", "envelope.body-string", "reply.duplicate", unsolicited:
			return f.Cause, f.Got
		}
	}
	if c.junk != nil {
		return "stdout.extra-line", quote(c.junk)
	}
	return "stdout.extra-line", ""
}

// expectOneLine demands that one line stands on stdout, and no more.
func (c *Conversation) expectOneLine() {
	if c.Lines <= 1 {
		return
	}
	cause, line := c.extraCause()
	f := Finding{Cause: cause, Message: fmt.Sprintf("%d lines on stdout for one request", c.Lines), Got: line, Expected: "exactly one line"}
	if q := c.Last(); q != nil {
		f.Sent = quote(q.Line)
	}
	c.charge(f)
}

// expectMessages is judged in passing (TRN-02, TRN-03); here it is charged to
// the scenario, whose requests were written all at once.
func (c *Conversation) expectMessages() {
	if cause, line := c.extraCause(); line != "" && cause != "reply.duplicate" {
		c.charge(Finding{Cause: cause, Message: "a line on stdout is no message", Got: line, Expected: "one message a line"})
	}
}

// expectRequestsOnly demands that what is no request got no answer.
func (c *Conversation) expectRequestsOnly() {
	answers := 0
	for _, q := range c.Requests {
		if q.Owed && q.Reply != nil {
			answers++
		}
	}
	if c.Lines <= answers {
		return
	}
	f := Finding{Cause: "reply.to-reply", Message: "the node answered a message that is itself a reply", Got: quote(c.junk), Expected: "nothing"}
	if n := len(c.Replies); n > 0 {
		f.Got = quote(c.Replies[n-1].Line)
	}
	c.charge(f)
}

// expectShort bounds what an error hands back (ROB-08).
func (c *Conversation) expectShort(most int) {
	for _, r := range c.Replies {
		if len(r.Line) > most {
			c.charge(Finding{Cause: "error.long", Message: fmt.Sprintf("a reply of %d bytes to a bad line", len(r.Line)),
				Got: string(r.Line[:most/16]) + "…", Expected: fmt.Sprintf("at most %d bytes", most)})
			return
		}
	}
}

// latencyFloor is what counts as slow: below it the machine, not the node, is
// measured.
const latencyFloor = time.Millisecond

// expectSteady compares the median latency of the last tenth of the requests
// with that of the first. They were sent one after another.
func (c *Conversation) expectSteady(first *Request) {
	var latency []time.Duration
	for _, q := range c.Requests[first.Number-1:] {
		if q.Reply != nil {
			latency = append(latency, q.Reply.At-q.At)
		}
	}
	tenth := len(latency) / 10
	if tenth < 3 {
		return
	}
	before, after := median(latency[:tenth]), median(latency[len(latency)-tenth:])
	if after < 10*before || after < latencyFloor {
		return
	}
	c.charge(Finding{Cause: "latency.grows", Message: fmt.Sprintf("replies slowed down from %v to %v over %d requests",
		before.Round(time.Microsecond), after.Round(time.Microsecond), len(latency)),
		Expected: "the median of the last tenth below ten times that of the first"})
}

func median(d []time.Duration) time.Duration {
	s := slices.Clone(d)
	slices.Sort(s)
	return s[len(s)/2]
}

// expectExit demands that the node has ended by now, seconds after its stdin
// did.
func (c *Conversation) expectExit(seconds int) {
	if c.exit != "" {
		return
	}
	c.charge(Finding{Cause: "exit.never", Message: fmt.Sprintf("the node did not exit within %d seconds of the end of stdin", seconds),
		Got: "still running", Expected: "the node exits when stdin ends"})
}

// expectExitStatus demands that the node has ended with status 0.
func (c *Conversation) expectExitStatus() {
	if c.exit == "exit status 0" {
		return
	}
	c.charge(Finding{Cause: "exit.status", Message: "the node ended with " + c.exit + " after the end of stdin",
		Got: c.exit, Expected: "exit status 0", Difference: c.exit + " instead of exit status 0"})
}
