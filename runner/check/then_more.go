package check

import "fmt"

// ChargeMember charges a member whose value should be another.
func (c *Conversation) ChargeMember(r *Reply, name, expected, what string) {
	c.Charge(Finding{Cause: "value." + name, Message: fmt.Sprintf("%s %s", name, what), Sent: quote(r.Request.Line), Got: quote(r.Line),
		Expected: fmt.Sprintf("%q: %s", name, expected), Pointer: pointer(r, "/"+name)})
}

// ChargeSilence charges a request that is malformed, and has to be refused, and
// is not answered.
func (c *Conversation) ChargeSilence(q *Request) {
	f := Finding{Cause: "refusal.silent", Message: "the node did not answer a request that it has to refuse", Sent: quote(q.Line), Got: "nothing",
		Expected: fmt.Sprintf(`{"type":"error","in_reply_to":%s,...}`, q.ID)}
	switch {
	case c.ending != "":
		f.Cause, f.Message = "process.exited", fmt.Sprintf("the node ended (%s) over a request that it has to refuse", c.ending)
	case c.junk != nil:
		f.Cause, f.Message, f.Got = "error.uncorrelated", "the refusal does not say which request it answers", quote(c.junk)
	}
	c.Charge(f)
}

// Junk says whether the newest output was no reply to any request.
func (c *Conversation) Junk() bool { return c.junk != nil }

// ForgetJunk begins a new wait.
func (c *Conversation) ForgetJunk() { c.junk = nil }
