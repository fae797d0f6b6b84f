package check

import (
	"encoding/json"
	"fmt"
	"strings"
)

// expectType holds a reply against the type that the scenario needs. It says
// whether the reply has it.
func (c *Conversation) expectType(r *Reply, want string) bool {
	if r.Type() == want {
		return true
	}
	f := differs(r, "/type", show(r.Body["type"]), want)
	if f.Cause == "reply.refused" {
		f.Message = fmt.Sprintf("the node refused a right request%s", c.words(r))
	}
	c.charge(f)
	return false
}

// words are what a refusal says of itself.
func (c *Conversation) words(r *Reply) string {
	for _, name := range []string{"error", "text", "error_description", "message"} {
		if s, ok := r.Body[name].(string); ok && s != "" {
			return ": " + clip(s)
		}
	}
	return fmt.Sprintf(" (type %s)", show(r.Body["type"]))
}

// expectMember holds one member of a reply against a value.
func (c *Conversation) expectMember(r *Reply, name string, want any) {
	for _, f := range Expect(r, map[string]any{name: want}, nil) {
		c.charge(f)
	}
}

// expectBody holds a reply against the members of an expected body.
func (c *Conversation) expectBody(r *Reply, want map[string]any, patterns []string) {
	if typ, ok := want["type"].(string); ok && !c.expectType(r, typ) {
		return // what a reply of another type holds is no further fault
	}
	for _, f := range Expect(r, want, patterns) {
		c.charge(f)
	}
}

// expectKind holds the JSON type of a member: "string" or "number".
func (c *Conversation) expectKind(r *Reply, name, want string) {
	v, has := r.Body[name]
	if has && kind(v) == "a "+want {
		return
	}
	f := Finding{Cause: "value." + name + ".type", Message: fmt.Sprintf("%s is %s, not a %s", name, kind(v), want),
		Got: quote(r.Line), Sent: quote(r.Request.Line), Expected: fmt.Sprintf("%q: a JSON %s", name, want),
		Difference: fmt.Sprintf("%s is %s", show(v), kind(v)), Pointer: pointer(r, "/"+name)}
	if !has {
		f.Cause, f.Message, f.Difference = "value."+name+".missing", name+" is missing", ""
	}
	c.charge(f)
}

// expectScope holds the answer of a check_scope: has_scope is true, or it is
// anything else (protocol, section 1). about words what was asked for; "": the
// request does.
func (c *Conversation) expectScope(r *Reply, granted bool, about string) {
	yes := r.Body["has_scope"] == true
	switch {
	case granted && yes && r.Success(), !granted && !yes:
	case granted && !r.Success():
		c.expectType(r, "scope_valid")
	case c.repeated:
		f := differs(r, "/has_scope", show(r.Body["has_scope"]), granted)
		f.Cause = "token.repeated"
		c.charge(f)
	case granted:
		c.expectMember(r, "has_scope", true)
	default:
		if about == "" {
			about = c.asked(r.Request)
		}
		c.charge(Finding{Cause: "scope.granted." + strings.Join(c.IDs, "+"), Message: "has_scope is true for " + about,
			Sent: quote(r.Request.Line), Got: quote(r.Line), Expected: `"has_scope": false`,
			Difference: "true instead of false", Pointer: pointer(r, "/has_scope")})
	}
}

// asked words what a check_scope asks for, which has to be answered with no.
func (c *Conversation) asked(q *Request) string {
	token, _ := q.Body["token"].(string)
	if _, ok := c.issued[token]; !ok {
		return fmt.Sprintf("%q, which is no token", token)
	}
	return fmt.Sprintf("the scope %q, which was not granted", q.Body["required_scope"])
}

// noteToken remembers an access token that the node gave.
func (c *Conversation) noteToken(r *Reply) {
	token, ok := r.Body["access_token"].(string)
	if !ok || !r.Success() || c.ledger != nil {
		return
	}
	client, _ := r.Request.Body["client_id"].(string)
	first, again := c.issued[token]
	c.repeated = c.repeated || again && first != client
	c.issued[token] = client
}

// expectAddress holds src or dest of an envelope against a name.
func (c *Conversation) expectAddress(r *Reply, member, want string) {
	if r.Envelope[member] == want {
		return
	}
	f := Finding{Cause: "envelope." + member, Message: fmt.Sprintf("%s is %s, not %q", member, show(r.Envelope[member]), want),
		Sent: quote(r.Request.Line), Got: quote(r.Line), Expected: fmt.Sprintf("%q: %q", member, want), Pointer: "/" + member}
	if r.Envelope["src"] == r.Request.Src && r.Envelope["dest"] == r.Request.Dest {
		f.Cause = "envelope.not-swapped"
	}
	c.charge(f)
}

// expectDigits holds the digits of in_reply_to against those of the msg_id:
// ENV-08.
func (c *Conversation) expectDigits(r *Reply, digits string) {
	if n, ok := r.Body["in_reply_to"].(json.Number); ok && n.String() == digits {
		return
	}
	f := differs(r, "/in_reply_to", show(r.Body["in_reply_to"]), json.Number(digits))
	f.Cause = "in_reply_to.large"
	c.charge(f)
}

// expectEnvelope holds the shape of an envelope.
func (c *Conversation) expectEnvelope(r *Reply) {
	_, src := r.Envelope["src"].(string)
	_, dest := r.Envelope["dest"].(string)
	if src && dest {
		return
	}
	c.charge(Finding{Cause: "envelope.incomplete", Message: "the envelope lacks a string src or dest", Sent: quote(r.Request.Line),
		Got: quote(r.Line), Expected: `{"src":"...","dest":"...","body":{...}}`})
}
