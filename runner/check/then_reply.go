package check

import (
	"encoding/json"
	"fmt"
	"strings"
)

// chargeMember charges a member whose value should be another.
func (c *Conversation) chargeMember(r *Reply, name, expected, what string) {
	c.charge(Finding{Cause: "value." + name, Message: fmt.Sprintf("%s %s", name, what), Sent: quote(r.Request.Line), Got: quote(r.Line),
		Expected: fmt.Sprintf("%q: %s", name, expected), Pointer: pointer(r, "/"+name)})
}

// expectAbsent demands that a member is not there, or null.
func (c *Conversation) expectAbsent(r *Reply, name string) {
	if v, has := r.Body[name]; has && v != nil {
		c.chargeMember(r, name, "nothing", "is there, and should not be")
	}
}

// expectOther demands that a member has not the value that it once had.
func (c *Conversation) expectOther(r *Reply, name, old string) {
	if r.Body[name] == old {
		c.chargeMember(r, name, "another value", "is the old one")
	}
}

// expectBetween holds a number against its bounds.
func (c *Conversation) expectBetween(r *Reply, name string, least, most int) {
	n, ok := r.Body[name].(json.Number)
	f, err := n.Float64()
	if !ok || err != nil || f < float64(least) || f > float64(most) {
		c.chargeMember(r, name, fmt.Sprintf("a number from %d to %d", least, most), "is "+show(r.Body[name]))
	}
}

// expectAnswer charges a request that is malformed, and has to be refused, and
// is not answered: no reply is owed to it by the protocol as a whole, but by the
// requirement under test.
func (c *Conversation) expectAnswer(q *Request) {
	if q.Reply != nil {
		return
	}
	f := Finding{Cause: "refusal.silent", Message: "the node did not answer a request that it has to refuse", Sent: quote(q.Line), Got: "nothing",
		Expected: fmt.Sprintf(`{"type":"error","in_reply_to":%s,...}`, q.ID)}
	switch {
	case c.ending != "":
		f.Cause, f.Message = "process.exited", fmt.Sprintf("the node ended (%s) over a request that it has to refuse", c.ending)
	case c.junk != nil:
		f.Cause, f.Message, f.Got = "error.uncorrelated", "the refusal does not say which request it answers", quote(c.junk)
	}
	c.charge(f)
}

// Junk says whether the newest output was no reply to any request.
func (c *Conversation) Junk() bool { return c.junk != nil }

// expectCount counts the replies of a type to the requests from one on, which
// were sent at once.
func (c *Conversation) expectCount(first *Request, typ string, least, most int) {
	batch := c.Requests[first.Number-1:]
	n := 0
	var last *Reply
	for _, q := range batch {
		if q.Reply != nil && q.Reply.Type() == typ {
			n++
			last = q.Reply
		}
	}
	if n >= least && n <= most {
		return
	}
	limit := "exactly"
	if least < most {
		limit = "at most"
	}
	f := Finding{Cause: "replay.pipelined", Message: fmt.Sprintf("%d of %d replies are %s", n, len(batch), typ),
		Expected: fmt.Sprintf("%s one %s", limit, typ), Sent: quote(first.Line)}
	if last != nil {
		f.Got = quote(last.Line)
	}
	c.charge(f)
}

// expectHidden looks for a value in everything that the node has printed, or in
// its refusals alone. A client_registered may tell its client what that has
// registered, as RFC 7591 section 3.2.1 has it.
func (c *Conversation) expectHidden(value string, refusals bool) {
	for _, r := range c.Replies {
		if refusals && !r.Refused() || r.Request != nil && r.Type() == "client_registered" && r.Request.Body["client_secret"] == value {
			continue
		}
		if strings.Contains(string(r.Line), value) {
			c.charge(Finding{Cause: "secret.revealed", Message: "a reply holds a value that belongs to somebody else or is secret",
				Got: quote(r.Line), Expected: "no secret, code or token of another client in any reply", Difference: value})
			return
		}
	}
}

// expectFeature charges an optional feature that the node does not have, and
// that the profile rests on that was asked for by its name.
func (c *Conversation) expectFeature(feature, profile string) {
	c.charge(Finding{Cause: "feature.missing", Message: "the node does not support " + feature,
		Expected: fmt.Sprintf("%s, which profile %s rests on", feature, profile)})
}
