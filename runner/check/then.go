package check

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"flowcheck/runner/authurl"
)

// ExpectType holds a reply against the type that the scenario needs. It says
// whether the reply has it.
func (c *Conversation) ExpectType(r *Reply, want string) bool {
	if r.Type() == want {
		return true
	}
	f := differs(r, "/type", show(r.Body["type"]), want)
	if r.Refused() {
		f.Cause, f.Message = "reply.refused", fmt.Sprintf("the node refused a right request%s", c.words(r))
	}
	c.Charge(f)
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

// ExpectMember holds one member of a reply against a value.
func (c *Conversation) ExpectMember(r *Reply, name string, want any) {
	for _, f := range Expect(r, map[string]any{name: want}, nil) {
		c.Charge(f)
	}
}

// ExpectBody holds a reply against the members of an expected body.
func (c *Conversation) ExpectBody(r *Reply, want map[string]any, patterns []string) {
	if typ, ok := want["type"].(string); ok && !c.ExpectType(r, typ) {
		return // what a reply of another type holds is no further fault
	}
	for _, f := range Expect(r, want, patterns) {
		c.Charge(f)
	}
}

// ExpectKind holds the JSON type of a member: "string" or "number".
func (c *Conversation) ExpectKind(r *Reply, name, want string) {
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
	c.Charge(f)
}

// ExpectURL compares the URL of a reply with its request: all of it, or one
// parameter. A reply without a URL is judged by its type.
func (c *Conversation) ExpectURL(r *Reply, parameter string) {
	u, ok := r.Body["url"].(string)
	if !ok {
		return
	}
	for _, d := range authurl.Compare(u, wanted(r.Request.Body)) {
		whole := d.Parameter == "" && d.Rule != "endpoint"
		if d.Mild || parameter != "" && d.Parameter != parameter && !whole {
			continue
		}
		c.Charge(URLFinding(r, d))
	}
}

// ExpectOnlyChange compares two URLs: exactly one parameter may differ, and has
// to.
func (c *Conversation) ExpectOnlyChange(before, after *Reply, parameter string) {
	a, b := parameters(before), parameters(after)
	for name := range union(a, b) {
		f := Finding{Sent: quote(after.Request.Line), Got: quote(after.Line), Pointer: pointer(after, "/url"),
			Difference: fmt.Sprintf("%s was %q and is %q", name, a[name], b[name])}
		switch {
		case name == parameter && a[name] == b[name]:
			f.Cause, f.Message = "url.unmoved."+name, fmt.Sprintf("the request has another %s, the URL has the old one", name)
			f.Expected = "the value of this request"
		case name != parameter && a[name] != b[name]:
			f.Cause, f.Message = "url.moved."+name, fmt.Sprintf("only %s of the request changed, and %s of the URL did too", parameter, name)
			f.Expected = "the value as before"
		default:
			continue
		}
		c.Charge(f)
	}
}

// parameters are the decoded parameters of a reply's URL that follow from its
// request; what further ones hold is free (protocol, section 7). Repeated ones
// are joined.
func parameters(r *Reply) map[string]string {
	text, _ := r.Body["url"].(string)
	u, _ := authurl.Parse(text)
	all := map[string]string{}
	for _, p := range u.Parameters {
		switch p.Name {
		case "response_type", "client_id", "redirect_uri", "state":
			all[p.Name] += p.Value
		case "scope": // its order is a SHOULD, which URL-09 judges
			scopes := strings.Split(p.Value, " ")
			slices.Sort(scopes)
			all[p.Name] += strings.Join(scopes, " ")
		}
	}
	return all
}

func union(a, b map[string]string) map[string]bool {
	names := map[string]bool{}
	for n := range a {
		names[n] = true
	}
	for n := range b {
		names[n] = true
	}
	return names
}

// ExpectAlike holds two replies to requests that mean the same against each
// other: both refused, or both with the same URL.
func (c *Conversation) ExpectAlike(a, b *Reply) {
	f := Finding{Cause: "unicode.not-alike", Sent: quote(b.Request.Line), Got: quote(b.Line), Expected: quote(a.Line),
		Message: "the raw and the escaped form of one request are answered differently", Pointer: pointer(b, "/url")}
	switch {
	case a.Success() != b.Success():
		f.Difference = fmt.Sprintf("%q for the raw form, %q for the escaped one", a.Type(), b.Type())
	case a.Success() && !maps.Equal(parameters(a), parameters(b)):
		f.Difference = fmt.Sprintf("%s instead of %s", show(b.Body["url"]), show(a.Body["url"]))
	default:
		return
	}
	c.Charge(f)
}

// ExpectScope holds the answer of a check_scope: has_scope is true, or it is
// anything else (protocol, section 1).
func (c *Conversation) ExpectScope(r *Reply, granted bool, what string) {
	yes := r.Body["has_scope"] == true
	f := Finding{Sent: quote(r.Request.Line), Got: quote(r.Line), Pointer: pointer(r, "/has_scope")}
	switch {
	case granted && yes && r.Success(), !granted && !yes:
		return
	case granted && !r.Success():
		c.ExpectType(r, "scope_valid")
		return
	case granted:
		c.ExpectMember(r, "has_scope", true)
		return
	case !granted:
		f.Cause = "scope.granted." + strings.Join(c.IDs, "+")
		f.Message = "has_scope is true for " + what
		f.Expected = `"has_scope": false`
		f.Difference = "true instead of false"
	}
	c.Charge(f)
}

// ExpectAddress holds src or dest of an envelope against a name.
func (c *Conversation) ExpectAddress(r *Reply, member, want string) {
	if r.Envelope[member] == want {
		return
	}
	f := Finding{Cause: "envelope." + member, Message: fmt.Sprintf("%s is %s, not %q", member, show(r.Envelope[member]), want),
		Sent: quote(r.Request.Line), Got: quote(r.Line), Expected: fmt.Sprintf("%q: %q", member, want), Pointer: "/" + member}
	if r.Envelope["src"] == r.Request.Src && r.Envelope["dest"] == r.Request.Dest {
		f.Cause = "envelope.not-swapped"
	}
	c.Charge(f)
}

// ExtraCause is the cause of the first thing on stdout that is no reply, for a
// finding about what else stands there.
func (c *Conversation) ExtraCause() (cause, line string) {
	for _, f := range c.findings {
		switch f.Cause {
		case "stdout.banner", "stdout.not-json", "stdout.python-repr", "stdout.pretty-printed", "stdout.two-objects", "stdout.echo", "stdout.no-message",
			"envelope.body-string", "reply.duplicate", "reply.unsolicited":
			return f.Cause, f.Got
		}
	}
	if c.junk != nil {
		return "stdout.extra-line", quote(c.junk)
	}
	return "stdout.extra-line", ""
}

// ExpectDigits holds the digits of in_reply_to against those of the msg_id.
func (c *Conversation) ExpectDigits(r *Reply, digits string) {
	f := differs(r, "/in_reply_to", show(r.Body["in_reply_to"]), json.Number(digits))
	f.Cause = "in_reply_to.large"
	c.Charge(f)
}

// ExpectEnvelope holds the shape of an envelope.
func (c *Conversation) ExpectEnvelope(r *Reply) {
	_, src := r.Envelope["src"].(string)
	_, dest := r.Envelope["dest"].(string)
	if src && dest {
		return
	}
	c.Charge(Finding{Cause: "envelope.incomplete", Message: "the envelope lacks a string src or dest", Sent: quote(r.Request.Line),
		Got: quote(r.Line), Expected: `{"src":"...","dest":"...","body":{...}}`})
}
