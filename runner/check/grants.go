package check

import (
	"slices"
	"strings"
)

// grants is what a conversation shows of scopes: which client asked for which,
// and which token carries which (protocol, section 5: those of the client's
// latest generate_auth_url, or those that token_issued names).
type grants struct {
	asked  map[string][]string // by client_id, latest
	tokens map[string][]string // by access_token
	ever   map[string]bool     // every scope that anybody asked for
	codes  map[string]bool     // that authorize issued: bound to a URL, not to the latest request
}

// grant follows a success, and judges a check_scope that is answered with yes.
// Nothing is said of a no: a token may have expired or been revoked.
func (c *Conversation) grant(r *Reply) {
	q := r.Request
	if c.ledger != nil {
		if scopes, known, ever := c.ledger.Grant(r); known {
			c.granted(r, scopes, ever)
		}
		return
	}
	g := &c.grants
	if g.asked == nil {
		*g = grants{map[string][]string{}, map[string][]string{}, map[string]bool{}, map[string]bool{}}
	}
	client, _ := q.Body["client_id"].(string)
	switch q.Type {
	case "generate_auth_url":
		g.asked[client] = wanted(q.Body).Scopes
		for _, s := range g.asked[client] {
			g.ever[s] = true
		}
	case "authorize":
		code, _ := r.Body["code"].(string)
		g.codes[code] = true
	case "exchange_code":
		code, _ := q.Body["code"].(string)
		token, _ := r.Body["access_token"].(string)
		scopes, known := g.asked[client]
		known = known && !g.codes[code]
		if named, ok := r.Body["scope"].(string); ok {
			scopes, known = strings.Fields(named), true
		}
		if known && token != "" {
			g.tokens[token] = scopes
		}
	case "check_scope":
		token, _ := q.Body["token"].(string)
		required, _ := q.Body["required_scope"].(string)
		if scopes, known := g.tokens[token]; known {
			c.granted(r, scopes, g.ever[required])
		}
	}
}

// granted charges a yes to a scope that the token was not granted; ever says
// whether anybody asked for it.
func (c *Conversation) granted(r *Reply, scopes []string, ever bool) {
	required, isText := r.Request.Body["required_scope"].(string)
	if !isText || r.Body["has_scope"] != true || covers(scopes, required) {
		return
	}
	id := misjudged(scopes, required)
	switch {
	case id != "":
	case ever:
		id = "SCP-09" // some other token's
	default:
		id = "SCP-08"
	}
	f := Finding{Cause: "scope.granted." + id, Message: "has_scope is true for the scope " + show(required) + ", which was not granted",
		Sent: quote(r.Request.Line), Got: quote(r.Line), Expected: `"has_scope": false`, Difference: "true instead of false", Pointer: pointer(r, "/has_scope")}
	c.find(f, id)
}

// covers says whether every required scope is granted: whole, in its case.
func covers(scopes []string, required string) bool {
	if required == "" {
		return false
	}
	for s := range strings.SplitSeq(required, " ") {
		if !slices.Contains(scopes, s) {
			return false
		}
	}
	return true
}

// misjudged names the requirement that a wrong yes breaks, by what the required
// scope has in common with a granted one.
func misjudged(scopes []string, required string) string {
	switch fields := strings.Fields(required); {
	case len(fields) == 0:
		return "SCP-04"
	case len(fields) == 1 && fields[0] != required && slices.Contains(scopes, fields[0]):
		return "SCP-06"
	case len(fields) > 1 && slices.ContainsFunc(fields, func(f string) bool { return slices.Contains(scopes, f) }):
		return "SCP-05"
	case slices.ContainsFunc(scopes, func(s string) bool { return strings.EqualFold(s, required) }):
		return "SCP-03" // whatever characters it has
	case strings.ContainsAny(required, "*.?|[]+%"):
		return "SCP-07"
	}
	for _, s := range scopes {
		switch {
		case strings.HasPrefix(s, required+":") || strings.HasPrefix(required, s):
			return "SCP-02"
		case strings.Contains(s, required):
			return "SCP-01"
		}
	}
	if strings.Contains(strings.Join(scopes, " "), required) {
		return "SCP-01"
	}
	return ""
}
