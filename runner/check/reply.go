package check

import (
	"encoding/json"
	"fmt"
	"strings"
)

// judge holds a paired reply against its request: envelope, type, values, URL.
func (c *Conversation) judge(r *Reply) {
	c.exactID(r)
	if r.Framing == Envelope {
		c.address(r)
	}
	c.ownID(r)
	c.refusal(r)
	c.givesAway(r)
	c.noteToken(r)
	if !r.Request.Formed {
		return
	}
	if c.replyType(r) {
		c.values(r)
		c.url(r)
		c.grant(r)
	} else if !r.Refused() && r.Request.Type == "generate_auth_url" {
		c.unclear(r.Request)
	}
}

// exactID holds the digits of in_reply_to against those of a large msg_id:
// ENV-08, RFC 8259 section 6.
func (c *Conversation) exactID(r *Reply) {
	id, ok := r.Body["in_reply_to"].(json.Number)
	q := r.Request
	if !ok || !isLarge(q.ID) || id == q.ID || !sameNumber(id, q.ID) {
		return
	}
	c.find(Finding{Cause: "in_reply_to.large", Message: fmt.Sprintf("in_reply_to is written %s, not as the integer %s", show(id), q.ID),
		Sent: quote(q.Line), Got: quote(r.Line), Expected: fmt.Sprintf(`"in_reply_to":%s`, q.ID), Pointer: "/body/in_reply_to"}, "ENV-08")
}

// address holds src and dest of an envelope against the request's.
func (c *Conversation) address(r *Reply) {
	q := r.Request
	src, srcOK := r.Envelope["src"].(string)
	dest, destOK := r.Envelope["dest"].(string)
	if srcOK && destOK && src == q.Dest && dest == q.Src {
		return
	}
	f := Finding{Sent: quote(q.Line), Got: quote(r.Line), Expected: fmt.Sprintf(`"src":%s,"dest":%s`, show(q.Dest), show(q.Src))}
	if !srcOK || !destOK {
		f.Cause, f.Message = "envelope.incomplete", "the envelope lacks a string src or dest"
		c.find(f, "ENV-01")
	}
	wrongDest := destOK && dest != q.Src && q.Src != nil
	// A message to another name may be served under either (ENV-13).
	wrongSrc := srcOK && src != q.Dest && q.Dest != nil && (c.isNode(q.Dest) || src != usualDest) && q.Type != "init"
	switch {
	case wrongDest && wrongSrc && src == q.Src && dest == q.Dest:
		f.Cause, f.Message, f.Pointer = "envelope.not-swapped", "src and dest are the request's, not swapped", "/dest"
		f.Difference = fmt.Sprintf("%s instead of %s", show(dest), show(q.Src))
		c.find(f, "ENV-02", "ENV-03")
		return
	case wrongDest || !destOK:
		g := f
		g.Cause, g.Pointer = "envelope.dest", "/dest"
		g.Message = fmt.Sprintf("dest is %s, the request's src is %s", show(r.Envelope["dest"]), show(q.Src))
		g.Difference = fmt.Sprintf("%s instead of %s", show(r.Envelope["dest"]), show(q.Src))
		c.find(g, "ENV-02")
	}
	if wrongSrc || !srcOK {
		f.Cause, f.Pointer = "envelope.src", "/src"
		f.Message = fmt.Sprintf("src is %s, the request's dest is %s", show(r.Envelope["src"]), show(q.Dest))
		f.Difference = fmt.Sprintf("%s instead of %s", show(r.Envelope["src"]), show(q.Dest))
		c.find(f, "ENV-03")
	}
}

// ownID judges a msg_id of the node's own: an integer, and not used twice.
func (c *Conversation) ownID(r *Reply) {
	value, has := r.Body["msg_id"]
	if !has {
		return
	}
	f := Finding{Cause: "msg_id.own", Got: quote(r.Line), Expected: "an integer that the node has not used before, or no msg_id", Pointer: "/body/msg_id"}
	id, ok := integer(value)
	switch {
	case !ok:
		f.Message = fmt.Sprintf("the node's own msg_id is %s, no integer", show(value))
	case c.usedOwn(id):
		f.Message = fmt.Sprintf("the node used its own msg_id %s twice", show(id))
	default:
		return
	}
	c.find(f, "ENV-06")
}

// usedOwn notes a msg_id of the node's own, and says whether it came before.
func (c *Conversation) usedOwn(id json.Number) bool {
	if c.ledger != nil {
		return c.ledger.Own(id)
	}
	k := CanonicalID(id)
	again := c.own[k]
	c.own[k] = true
	return again
}

// replyType judges body.type: the success name of the request, or a refusal
// (ENV-04). It says whether the reply is a success.
func (c *Conversation) replyType(r *Reply) bool {
	q, got, want := r.Request, r.Type(), successType[r.Request.Type]
	if got == want {
		return true
	}
	f := Finding{Sent: quote(q.Line), Got: quote(r.Line), Expected: fmt.Sprintf(`"type":%q, or a refusal`, want),
		Difference: fmt.Sprintf("%s instead of %q", show(r.Body["type"]), want), Pointer: "/body/type"}
	_, isString := r.Body["type"].(string)
	switch {
	case !isString:
		f.Cause, f.Message = "type.missing", "the reply's body has no string type"
	case got == q.Type:
		f.Cause, f.Message = "type.of-request", fmt.Sprintf("the reply has the type of the request, %q", got)
	case isSuccess(got) || successType[got] != "" || yields(q.Type, r.Body):
		f.Cause, f.Message = "type.wrong", fmt.Sprintf("the reply's type is %q, not %q", got, want)
	default:
		return false
	}
	c.find(f, "ENV-04")
	return false
}

// charged names the requirements that a fault of the schema at a member breaks.
func charged(typ string, f Fault) []string {
	switch strings.TrimPrefix(f.Pointer, "/") {
	case "url":
		return []string{"SMP-11"}
	case "access_token":
		if f.Keyword == "type" || f.Keyword == "required" {
			return []string{"SMP-11", "TOK-01"}
		}
		return []string{"TOK-01"}
	case "code":
		if typ == "code_issued" && f.Keyword == "pattern" {
			return []string{"TOK-20"}
		}
	case "token_type":
		return []string{"TOK-08"}
	case "expires_in":
		if f.Keyword == "type" || f.Keyword == "required" {
			return []string{"TOK-05", "SMP-11"}
		}
		return []string{"SMP-11"}
	case "has_scope":
		return []string{"SCP-13"}
	}
	return nil
}

// values holds the members of a success against their schema.
func (c *Conversation) values(r *Reply) {
	for _, fault := range c.faults(r.Type(), r.Body, r.Line) {
		member := strings.TrimPrefix(fault.Pointer, "/")
		value, has := r.Body[member]
		f := Finding{Cause: "value." + member, Message: fmt.Sprintf("%s is %s: %s", member, show(value), fault.Message),
			Got: quote(r.Line), Expected: expectedValue[member], Pointer: pointer(r, fault.Pointer)}
		if r.Request != nil {
			f.Sent = quote(r.Request.Line)
		}
		ids := charged(r.Type(), fault)
		switch {
		case !has:
			f.Cause, f.Message = f.Cause+".missing", member+" is missing"
		case fault.Keyword == "type" || fault.Keyword == "const" && member == "expires_in" && !isNumber(value):
			f.Cause, f.Difference = f.Cause+".type", fmt.Sprintf("%s is %s", show(value), kind(value))
		case member == "access_token":
			f.Cause, f.Message = f.Cause+".alphabet", Alphabet(value)
			f.Difference = f.Message
		}
		if member == "has_scope" && meansYes(value) {
			ids = append(ids, "SMP-11")
		}
		c.find(f, ids...)
	}
}

var expectedValue = map[string]string{
	"url":          "a string",
	"code":         "one or more characters of printable ASCII (RFC 6749 appendix A.11)",
	"access_token": `a string, the whole of it matching [A-Za-z0-9_-]+`,
	"token_type":   `"Bearer"`,
	"expires_in":   "3600, a number",
	"has_scope":    "true or false, a boolean",
}

// pointer is a pointer into the body, made one into the line.
func pointer(r *Reply, p string) string {
	if r.Framing == Envelope {
		return "/body" + p
	}
	return p
}

func isNumber(v any) bool { _, ok := v.(json.Number); return ok }

// meansYes says whether a has_scope that is no boolean stands for true.
func meansYes(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.EqualFold(v, "true") || strings.EqualFold(v, "yes") || v == "1"
	case json.Number:
		return v != "0"
	}
	return false
}

// kind is the JSON type of a value, with its article.
func kind(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "a boolean"
	case json.Number:
		return "a number"
	case string:
		return "a string"
	case []any:
		return "an array"
	}
	return "an object"
}

// Alphabet words what is wrong with a token that is not wholly
// [A-Za-z0-9_-]+: it names the offending character (SMP-02, TOK-01).
func Alphabet(v any) string {
	s, ok := v.(string)
	if !ok {
		return fmt.Sprintf("the token is %s", kind(v))
	}
	if s == "" {
		return "the token is empty"
	}
	for i, ch := range s {
		if !strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", ch) {
			return fmt.Sprintf("character %q at offset %d is not in [A-Za-z0-9_-]", ch, i)
		}
	}
	return ""
}
