package check

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// End closes the books: requests that were owed a reply and have none, or have
// it too late, and what is left of a line. It returns all findings.
func (c *Conversation) End() []Finding {
	c.leftOver()
	for _, r := range c.Replies {
		if r.Request != nil && r.Request.Owed && (r.afterEOF || r.late) && r.Request.late {
			c.tooLate(r)
		}
	}
	if c.oneSided() {
		c.findings = slices.DeleteFunc(c.findings, func(f Finding) bool { return f.Cause == unsolicited })
		c.More -= c.lone
	}
	return c.findings
}

// over closes the books of a recording behind which another one stands: of another
// process, which answers nothing that this one was asked, begins to count anew, and
// may speak in another framing.
func (c *Conversation) over() {
	row := c.row
	c.leftOver()
	c.row = row
	if c.ledger != nil {
		c.ledger.Over()
	}
	c.settled, c.pending, c.byID, c.own = c.sent, nil, map[string][]*Request{}, map[string]bool{}
	c.Framing, c.junk, c.foreign, c.missed, c.flood, c.unread = "", nil, false, false, false, false
}

// leftOver judges what is left of a line, and the requests without a reply.
func (c *Conversation) leftOver() {
	if c.partial != nil && !c.flood { // else it was the suite that read no further
		f := Finding{Cause: cutText, Message: "a line on stdout is cut off JSON", Got: quote(c.partial), Expected: "one whole JSON object a line"}
		if c.junk == nil {
			c.discard(c.partial, cutText)
		}
		c.partial, c.row = nil, c.partialRow
		c.find(f, "TRN-02")
	}
	var first *Request
	count := 0
	for r := range c.unansweredRequests() {
		if r.Owed && r.Reply == nil {
			if first == nil {
				first = r
			}
			count++
		}
	}
	if first != nil && !c.cut {
		f := c.unanswered(first, count)
		c.row = first.Row
		c.find(f, c.charged()...)
		if c.oneShot && strings.HasPrefix(f.Cause, "reply.") {
			// The samples are where the exercise states its limit.
			c.find(f, "SMP-10")
		}
	}
}

// CutOff says that lines behind the last one are missing: a reply may be among them.
func (c *Conversation) CutOff() { c.cut = true }

// oneSided says that only the node has spoken: what its lines answer is not to
// be seen.
func (c *Conversation) oneSided() bool { return !c.live && c.sent == 0 }

// Fresh gives the findings that were kept since it was last called, in order,
// for who does not wait for the End; that may add some. What End would drop if
// it came now is held back until that is settled.
func (c *Conversation) Fresh() []Finding {
	fresh, held := c.fresh, []Finding(nil)
	if c.oneSided() {
		fresh = nil
		for _, f := range c.fresh {
			if f.Cause == unsolicited {
				held = append(held, f)
			} else {
				fresh = append(fresh, f)
			}
		}
	}
	c.fresh = held
	return fresh
}

// unansweredRequests are all that may have no reply. Requests and waiting ones
// are in one order, but only a ledger has forgotten the rest.
func (c *Conversation) unansweredRequests() iter.Seq[*Request] {
	if c.ledger != nil {
		return c.ledger.Waiting(false)
	}
	return slices.Values(c.Requests[c.settled:])
}

// charged are the requirements that a missing reply breaks: the scenario's; in
// traffic that no scenario made, ENV-05.
func (c *Conversation) charged() []string {
	if len(c.IDs) == 0 {
		return []string{"ENV-05"}
	}
	return c.IDs
}

func (c *Conversation) tooLate(r *Reply) {
	c.row = r.Row
	f := Finding{Cause: "reply.late", Message: "the reply came after the deadline", Sent: quote(r.Request.Line), Got: quote(r.Line),
		Expected: "a reply within the deadline"}
	switch {
	case !bytes.HasSuffix(r.Line, []byte("\n")):
		// A reader of lines sees it only at the end of the file.
		f.Cause, f.Message = "stdout.no-line-feed", "the reply does not end in a line feed, so no reader of lines sees it"
		f.Expected = "a reply that ends in \\n"
	case r.afterEOF:
		f.Cause, f.Message = "reply.after-eof", "the reply came only when stdin was closed"
		f.Expected = "a reply while stdin stays open"
	}
	if c.oneShot && r.afterEOF {
		f.Mild = true
		c.find(f, "SMP-10")
		return
	}
	c.find(f, c.charged()...)
}

// unanswered words a missing reply by what happened instead.
func (c *Conversation) unanswered(r *Request, count int) Finding {
	f := Finding{Sent: quote(r.Line), Expected: fmt.Sprintf("%q with in_reply_to %s", successType[r.Type], r.ID), Mild: c.broken()}
	switch {
	case c.flood:
		f.Cause, f.Message = "stdout.flood", "the node printed more than the suite reads"
	case strings.HasPrefix(c.ending, "killed"):
		f.Cause, f.Message = "process.signal", fmt.Sprintf("the node was %s before it answered", c.ending)
	case c.broken() && c.stopped:
		f.Cause, f.Message = "reply.missing", "no reply before it was ended from outside"
	case c.ending != "":
		f.Cause, f.Message = "process.exited", fmt.Sprintf("the node ended (%s) before it answered", c.ending)
	case c.closed && !c.missed:
		f.Cause, f.Message = "eof.unanswered", "the node read this before the end of stdin and never answered it"
	case c.eof:
		f.Cause, f.Message = "stdout.closed", "the node closed its stdout before it answered"
	case c.unread:
		f.Cause, f.Message = "stdin.not-read", "the node does not read its stdin"
	case c.junk != nil && c.junkAt == c.replied:
		f.Cause, f.Message = "reply.unusable", "what the node printed is no reply to the request"
		f.Got = quote(c.junk)
		if c.junkIs != "stdout.banner" && c.junkIs != "stdout.not-json" {
			f.Cause, f.Difference = c.junkIs, brokenAt(bytes.TrimSpace(c.junk)) // it says why
		}
	case c.overheard():
		f.Cause, f.Message = "reply.missing", "no reply before the recording ends"
	default:
		f.Cause, f.Message = "reply.missing", "no reply before the deadline"
	}
	c.qualify(&f, r)
	if count > 1 {
		f.Message += fmt.Sprintf(" (%d requests are unanswered)", count)
	}
	if f.Got == "" {
		f.Got = "nothing"
		if c.junk != nil {
			f.Got = quote(c.junk)
		}
	}
	return f
}

// qualify gives a missing reply the cause that it has after right replies, or in a
// recording.
func (c *Conversation) qualify(f *Finding, r *Request) {
	if c.paired && (strings.HasPrefix(f.Cause, "process.exited") || f.Cause == "reply.missing") {
		f.Cause += ".later"
		if f.Cause == "reply.missing.later" && !c.openedOnly(r) {
			f.Cause = "reply.missing.some"
		}
		f.Message += fmt.Sprintf(", after %d right replies", c.replied)
		if c.replied == 1 {
			f.Message = strings.TrimSuffix(f.Message, "right replies") + "reply"
		}
	}
	switch {
	case !c.overheard():
	case f.Cause == "process.exited", f.Cause == "process.exited.later" && c.ending != "exit status 0":
		f.Cause = "process.exited.recorded"
	case f.Cause == "reply.missing":
		f.Cause = "reply.missing.recorded"
	}
}

// openedOnly says whether the node answered what came before this request, and
// nothing more: as one does that reads a single line.
func (c *Conversation) openedOnly(r *Request) bool {
	return c.replied == 1 && c.opening != nil && cmp.Or(cmp.Compare(c.opening.Row, r.Row), cmp.Compare(c.opening.Number, r.Number)) < 0
}

// broken says whether a recording was broken off: the node was still there, and
// might have answered.
func (c *Conversation) broken() bool {
	return c.foreign && !c.closed && (c.stopped || !c.eof && c.ending == "")
}

// overheard says whether the suite was not there: nobody kept deadlines, or what the
// node wrote to stderr.
func (c *Conversation) overheard() bool { return c.foreign || !c.live }

// Answered says whether the node gave any reply in time, and whether it gave
// one after end of file only.
func (c *Conversation) Answered() (inTime, afterEOF bool) {
	for _, r := range c.Replies {
		if r.Request == nil {
			continue
		}
		if r.afterEOF {
			afterEOF = true
		} else if !r.late {
			inTime = true
		}
	}
	return inTime, afterEOF
}

// OneShotAnswered says whether the conversation was one line only and its reply
// came, though late: protocol section 4 lets a sample pass then.
func (c *Conversation) OneShotAnswered() bool {
	_, after := c.Answered()
	return c.oneShot && after
}
