package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"flowcheck/runner/authurl"
)

// expectURL compares the URL of a reply with its request: all of it, or one
// parameter. A reply without a URL is judged by its type.
func (c *Conversation) expectURL(r *Reply, parameter string) {
	u, ok := r.Body["url"].(string)
	if !ok {
		return
	}
	for _, d := range authurl.Compare(u, wanted(r.Request.Body)) {
		whole := d.Parameter == "" && d.Rule != authurl.RuleEndpoint
		if d.Mild || parameter != "" && d.Parameter != parameter && !whole {
			continue
		}
		c.charge(URLFinding(r, d))
	}
}

// expectOwnRequests demands that each reply to a request for a URL has one, with
// the values of its own request.
func (c *Conversation) expectOwnRequests() {
	for _, q := range c.Requests {
		if q.Reply != nil && q.Type == "generate_auth_url" && c.expectType(q.Reply, "auth_url_generated") {
			c.expectURL(q.Reply, "")
		}
	}
}

// expectOnlyChange compares two URLs: exactly one parameter may differ, and has
// to.
func (c *Conversation) expectOnlyChange(before, after *Reply, parameter string) {
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
		c.charge(f)
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

// expectAlike holds two replies to requests that mean the same against each
// other: both refused, or both with the same URL.
func (c *Conversation) expectAlike(a, b *Reply) {
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
	c.charge(f)
}
