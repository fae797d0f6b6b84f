package check

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// expectRefusal demands a refusal: not the success type, nothing that a success
// carries (protocol, section 6).
func (c *Conversation) expectRefusal(r *Reply) {
	if r.Refused() {
		return
	}
	f := Finding{Cause: "refusal.missing", Message: fmt.Sprintf("the node answers with %q what it has to refuse", r.Type()),
		Sent: quote(r.Request.Line), Got: quote(r.Line), Expected: `a refusal, such as {"type":"error",...}`, Pointer: pointer(r, "/type")}
	if !isSuccess(r.Type()) {
		f.Cause, f.Message = "refusal.gives-away", "the refusal gives away what a success would"
	}
	c.charge(f)
}

// expectError demands a refusal with one of the names.
func (c *Conversation) expectError(r *Reply, names []string) {
	c.expectRefusal(r)
	if !r.Refused() {
		return
	}
	name, _ := r.Body["error"].(string)
	if slices.Contains(names, name) {
		return
	}
	c.charge(Finding{Cause: "error.name", Message: fmt.Sprintf("error is %s, not %s", show(r.Body["error"]), strings.Join(names, " or ")),
		Sent: quote(r.Request.Line), Got: quote(r.Line), Expected: fmt.Sprintf(`"error": %q`, strings.Join(names, `" or "`)),
		Difference: fmt.Sprintf("%s instead of %q", show(r.Body["error"]), names[0]), Pointer: pointer(r, "/error")})
}

// definite are the numbers of section 6 for each name of an error.
var definite = map[string][]string{
	"unsupported_message_type": {"10"}, "invalid_request": {"12"}, "invalid_client": {"22", "14"}, "invalid_grant": {"22", "20"},
	"invalid_scope": {"22"}, "unsupported_response_type": {"10"}, "access_denied": {"14"}, "invalid_token": {"22"}, "server_error": {"13"},
	"temporarily_unavailable": {"11"},
}

// registered are the names that RFC 6749 sections 4.1.2.1 and 5.2, RFC 6750
// section 3.1, RFC 7009 section 2.2.1, RFC 7591 section 3.2.2 and this protocol
// know.
func registered(name string) bool {
	switch name {
	case "unauthorized_client", "unsupported_grant_type", "insufficient_scope", "invalid_state",
		unsupportedTokenType, "invalid_redirect_uri", "invalid_client_metadata":
		return true
	}
	return definite[name] != nil
}

// refusal judges an error body, whoever provoked it: ERR-04, ERR-05, ERR-07 and
// ERR-10.
func (c *Conversation) refusal(r *Reply) {
	if r.Type() != "error" {
		return
	}
	q := r.Request
	if _, huge := absurd(q.Body); huge {
		return // an echo of a number that no program can hold
	}
	f := Finding{Sent: quote(q.Line), Got: quote(r.Line)}
	for _, fault := range c.faults("error", r.Body, r.Line) {
		g := f
		member := strings.TrimPrefix(fault.Pointer, "/")
		if member == "in_reply_to" && q.oddID() {
			continue
		}
		g.Cause, g.Pointer = "error."+member, pointer(r, fault.Pointer)
		g.Message = fmt.Sprintf("%s of the error is %s: %s", member, show(r.Body[member]), fault.Message)
		g.Expected = "an error as section 6 of the protocol says: an integer code, ASCII error"
		if member == "error" || member == "error_description" {
			c.find(g, "ERR-05")
			continue
		}
		c.find(g, "ERR-04")
	}
	name, ok := r.Body["error"].(string)
	// What an unknown type is called is the node's own word (protocol, section 6).
	if ok && !registered(name) && successType[q.Type] != "" {
		f.Cause, f.Message, f.Pointer = "error.unregistered", fmt.Sprintf("error is %q, which no RFC and not this protocol names", clip(name)), pointer(r, "/error")
		f.Expected = "a name of RFC 6749 section 5.2 or of the protocol"
		c.find(f, "ERR-05")
	}
	code, ok := r.Body["code"].(json.Number)
	if want := definite[name]; ok && want != nil && !slices.ContainsFunc(want, func(w string) bool { return sameNumber(code, json.Number(w)) }) {
		f.Cause, f.Message, f.Pointer = "error.code", fmt.Sprintf("code is %s for %s, not %s", show(code), name, strings.Join(want, " or ")), pointer(r, "/code")
		f.Expected = fmt.Sprintf(`"code": %s`, want[0])
		c.find(f, "ERR-10")
	}
}

// givesAway judges a refusal that carries what only a success carries: ERR-07.
func (c *Conversation) givesAway(r *Reply) {
	if r.Success() || r.Type() == "callback_invalid" && r.Body["code"] == nil {
		return
	}
	_, text := r.Body["code"].(string)
	_, access := r.Body["access_token"]
	_, refresh := r.Body["refresh_token"]
	if r.Type() == "error" && (text && codeIsString[r.Request.Type] || access || refresh) || r.Type() == "callback_invalid" && text {
		c.find(Finding{Cause: "refusal.gives-away", Message: "a refusal carries a token or a code", Sent: quote(r.Request.Line), Got: quote(r.Line),
			Expected: "no token and no string code in a refusal"}, "ERR-07")
	}
}

// codeIsString are the requests whose success carries a string code.
var codeIsString = map[string]bool{"authorize": true, "callback": true}

// unsupportedTokenType is how a node says that it revokes no tokens of this
// kind: RFC 7009 section 2.2.1.
const unsupportedTokenType = "unsupported_token_type"

// Unsupported says whether a refusal means that the node does not know the
// type of the request (code 10), or nothing of the kind that it asks for.
func (r *Reply) Unsupported() bool {
	code, _ := r.Body["code"].(json.Number)
	name := r.Body["error"]
	return r.Refused() && (code == "10" || name == "unsupported_message_type" || name == unsupportedTokenType)
}
