package check

import (
	"encoding/json"
	"fmt"
	"slices"
)

// pair finds the request that a reply answers and judges the correlation:
// in_reply_to is the msg_id of the request, as a number (SMP-05).
func (c *Conversation) pair(r *Reply) {
	if c.missed {
		r.afterEOF, r.late = c.closed, !c.closed
	}
	c.reply(r)
	value, has := r.Body["in_reply_to"]
	id, isNumber := value.(json.Number)
	switch {
	case isNumber && c.direct(r, id):
	case isNumber:
		c.mismatched(r, id)
	case !has || value == nil:
		c.uncorrelated(r)
	default:
		c.misnumbered(r, value)
	}
	switch {
	case r.Request != nil:
		c.pairs(r.Framing)
		if r.Success() {
			c.shows[r.Type()] = true
		}
		c.judge(r)
	case !c.live && isSuccess(r.Type()):
		c.values(r) // a recording of one side: its values can be seen all the same
	}
}

// direct pairs by an in_reply_to that is the msg_id of a pending request, or
// finds that the request was answered before.
func (c *Conversation) direct(r *Reply, id json.Number) bool {
	all := c.numbered(id)
	if q := nearest(r, all); q != nil && (r.Framing != Envelope || !closer(r, q, all)) {
		c.link(r, q)
		return true
	}
	var done *Request
	for _, q := range all {
		if q.Reply != nil {
			done = q
		}
	}
	if done == nil || c.fits(r, done) {
		return false
	}
	c.duplicate(r, done)
	return true
}

// closer says whether this very message has answered another request before, whose
// way back it goes further: then it is said twice, and does not answer q.
func closer(r *Reply, q *Request, all []*Request) bool {
	far := crossing(r, q)
	if far == full {
		return false
	}
	for _, other := range slices.Backward(all) {
		if other.Reply != nil && r.repeats(other.Reply) {
			return crossing(r, other.addressed()) > far
		}
	}
	return false
}

// addressed is the request with its addresses, which a ledger does not give of an
// answered one.
func (q *Request) addressed() *Request {
	if q.Src == nil && q.Dest == nil {
		if m, ok := ReadMessage(q.Line); ok {
			q.Src, q.Dest = m.Envelope["src"], m.Envelope["dest"]
		}
	}
	return q
}

// duplicate charges a second reply to a request.
func (c *Conversation) duplicate(r *Reply, done *Request) {
	f := Finding{Cause: "reply.duplicate", Message: "a second reply to one request", Sent: quote(done.Line), Got: quote(r.Line),
		Expected: "exactly one reply to a request"}
	if r.repeats(done.Reply) {
		f.Message = "the same reply came twice"
	}
	c.find(f, "ENV-05")
	if c.oneShot {
		c.find(f, "SMP-13")
	}
}

// fits says whether a reply that names an answered request is rather a
// wrongly numbered answer to the one that waits: of the type that is waited
// for, and not said before.
func (c *Conversation) fits(r *Reply, done *Request) bool {
	waiting := c.only()
	if waiting == nil || r.repeats(done.Reply) {
		return false
	}
	return r.Type() == successType[waiting.Type] && (waiting.Type != done.Type || show(r.Body) != show(done.Reply.body()))
}

// only is the one request that waits for its reply, nil where none or several
// do.
func (c *Conversation) only() *Request {
	var one *Request
	for q := range c.waiting() {
		switch {
		case !q.Owed:
		case one != nil:
			return nil
		default:
			one = q
		}
	}
	return one
}

func (c *Conversation) link(r *Reply, q *Request) {
	r.Request, q.Reply = q, r
	if c.replied == 1 {
		c.opening = q
	}
	c.answered(q)
}

// mismatched judges an in_reply_to that is no pending msg_id.
func (c *Conversation) mismatched(r *Reply, id json.Number) {
	if u := c.unnumbered(id); u != nil {
		c.link(r, u)
		c.numberedAnyway(r, u)
		return
	}
	q := c.first(r)
	if q == nil {
		c.answersNothing(r)
		return
	}
	c.link(r, q)
	if q.oddID() {
		return
	}
	f := Finding{Cause: "in_reply_to.wrong", Message: fmt.Sprintf("in_reply_to is %s, the request's msg_id is %s", show(id), q.ID),
		Sent: quote(q.Line), Got: quote(r.Line), Expected: fmt.Sprintf(`"in_reply_to":%s`, q.ID),
		Difference: fmt.Sprintf("%s instead of %s", show(id), q.ID), Pointer: "/body/in_reply_to"}
	if r.Framing == Body {
		f.Pointer = "/in_reply_to"
	}
	switch {
	case sameNumber(q.ID, "0"):
		f.Cause = "in_reply_to.zero"
		c.find(f, "ENV-07")
	case isLarge(q.ID):
		f.Cause = "in_reply_to.large"
		c.find(f, "ENV-08")
	default:
		c.find(f, "SMP-05")
	}
}

// isLarge says whether a msg_id leaves the range of 32 bits, where ENV-08
// begins.
func isLarge(id json.Number) bool { return len(id) >= len("2147483648") }

// unnumbered is a waiting request that has no msg_id (ENV-09), or one that is no
// integer, for a reply with this in_reply_to: nil where it has none.
func (c *Conversation) unnumbered(value any) *Request {
	for q := range c.waiting() {
		if q.ID == "" && q.Type != "" && (value == nil || !q.oddID() || alike(value, q.msgID())) {
			return q
		}
	}
	return nil
}

// oddID says whether the msg_id is there and no integer: what its reply has for
// in_reply_to is left open (protocol, section 5).
func (r *Request) oddID() bool {
	id, has := r.Body["msg_id"]
	_, whole := integer(id)
	return has && id != nil && !whole
}

// uncorrelated judges a message without in_reply_to.
func (c *Conversation) uncorrelated(r *Reply) {
	for _, done := range c.Requests {
		if done.Number > c.settled && done.ID == "" && done.Reply != nil && r.repeats(done.Reply) {
			c.duplicate(r, done)
			return
		}
	}
	if u := c.unnumbered(nil); u != nil {
		c.link(r, u)
		return
	}
	q := c.first(r)
	switch {
	case r.Type() == "error" && c.sent > 0:
		// An error without in_reply_to answers a line that the node could
		// not read (protocol, section 6).
		c.discard(r.Line, "error.uncorrelated")
		return
	case q == nil || !answersLike(q, r):
		c.answersNothing(r)
		return
	}
	c.link(r, q)
	top, atTop := r.Envelope["in_reply_to"]
	f := Finding{Cause: "in_reply_to.missing", Message: "the reply has no in_reply_to", Sent: quote(q.Line), Got: quote(r.Line),
		Expected: fmt.Sprintf(`"in_reply_to":%s in the body`, q.ID), Pointer: "/body/in_reply_to"}
	switch {
	case atTop:
		f.Cause, f.Message = "in_reply_to.at-top", fmt.Sprintf("in_reply_to (%s) stands in the envelope, not in the body", show(top))
		f.Pointer = "/in_reply_to"
		c.find(f, "ENV-04", "SMP-05")
	case sameNumber(q.ID, "0"):
		f.Cause = "in_reply_to.zero"
		c.find(f, "ENV-07")
	default:
		c.find(f, "SMP-05")
	}
}

// answersLike says whether a message that names no request looks like an
// answer to this one.
func answersLike(q *Request, r *Reply) bool {
	if t := r.Type(); t == successType[q.Type] || t == q.Type || yields(q.Type, r.Body) {
		return true
	}
	_, hasScope := r.Body["has_scope"]
	_, top := r.Envelope["in_reply_to"]
	return hasScope || top
}

// misnumbered judges an in_reply_to that is no number.
func (c *Conversation) misnumbered(r *Reply, value any) {
	text, isString := value.(string)
	var q *Request
	for _, p := range c.Pending() {
		if isString && text == p.ID.String() {
			q = p
		}
	}
	if u := c.unnumbered(value); q == nil && u != nil {
		c.link(r, u)
		c.numberedAnyway(r, u)
		return
	}
	if q == nil {
		q = c.first(r)
	}
	if q == nil {
		c.answersNothing(r)
		return
	}
	c.link(r, q)
	if q.oddID() {
		return
	}
	f := Finding{Cause: "in_reply_to.type", Message: fmt.Sprintf("in_reply_to is %s, not the number %s", show(value), q.ID),
		Sent: quote(q.Line), Got: quote(r.Line), Expected: fmt.Sprintf(`"in_reply_to":%s`, q.ID),
		Difference: fmt.Sprintf("%s instead of %s", show(value), q.ID), Pointer: "/body/in_reply_to"}
	if isString {
		f.Cause = "in_reply_to.string"
	}
	c.find(f, "SMP-05")
}

// numberedAnyway charges an in_reply_to in the reply to a request without
// msg_id.
func (c *Conversation) numberedAnyway(r *Reply, q *Request) {
	if q.oddID() {
		return
	}
	c.find(Finding{Cause: "in_reply_to.invented", Message: fmt.Sprintf("the request has no msg_id, the reply has in_reply_to %s", show(r.Body["in_reply_to"])),
		Sent: quote(q.Line), Got: quote(r.Line), Expected: "no in_reply_to, or null", Pointer: "/body/in_reply_to"}, "ENV-09")
}

// unsolicited is the cause of a message that answers nothing.
const unsolicited = "reply.unsolicited"

// answersNothing charges a message that answers nothing.
func (c *Conversation) answersNothing(r *Reply) {
	if _, numbered := r.Body["in_reply_to"].(json.Number); numbered && !c.live && c.sent == 0 {
		return // it was asked for before the recording begins
	}
	is := "reply.unrecognised"
	if r.Body["in_reply_to"] != nil {
		is = "reply.early" // a waiting request would have got it
	}
	c.discard(r.Line, is)
	c.find(Finding{Cause: unsolicited, Message: "a message that answers no request", Got: quote(r.Line),
		Expected: "one reply to each request, and nothing else"}, "TRN-19")
}
