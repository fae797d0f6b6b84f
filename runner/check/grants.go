package check

import (
	"slices"
	"strings"
)

// grants is what a conversation shows of scopes: which client asked for which,
// and which token carries which (protocol, section 5: those of the client's
// latest generate_auth_url, or those that token_issued names). Each node that is
// spoken to has clients and tokens of its own.
type grants struct {
	asked  map[party]standing // by client_id, latest
	coming map[party]*coming  // requests for a URL that wait for their replies
	tokens map[party][]string // by access_token
	ever   map[string]bool    // every scope that anybody asked for
	codes  map[string]bool    // that authorize issued: bound to a URL, not to the latest request
}

// party is a client or a token, and the node that knows it.
type party struct{ node, name string }

// partyOf gives the one that a member of a request names.
func partyOf(q *Request, member string) party {
	node, _ := q.Dest.(string)
	name, _ := q.Body[member].(string)
	return party{node, name}
}

// standing are the scopes that a client has asked for. They are vague where
// requests overtake each other, and nobody sees which was the latest.
type standing struct {
	scopes      []string
	have, vague bool
}

// coming are a client's requests for a URL without a reply: how many, and their
// scopes; mixed: not the same in all.
type coming struct {
	n      int
	scopes []string
	mixed  bool
}

// meet has the latest requests of a client and those that are coming be one: it is
// vague unless they ask for the same.
func (s standing) meet(c *coming) standing {
	switch {
	case c == nil:
		return s
	case c.mixed || s.have && !slices.Equal(s.scopes, c.scopes):
		s.vague = true
	}
	return standing{c.scopes, true, s.vague}
}

// from holds what stands when a token is issued against what stood when it was
// asked for.
func (s standing) from(before standing) standing {
	s.vague = s.vague || before.have && (before.vague || !slices.Equal(s.scopes, before.scopes))
	return s
}

// asks notes a request for a URL or a token, when it is sent.
func (c *Conversation) asks(q *Request) {
	g, client := &c.grants, partyOf(q, "client_id")
	switch {
	case c.ledger != nil || !q.Formed:
	case q.Type == "exchange_code":
		q.stood = g.asked[client].meet(g.coming[client])
	case q.Type == "generate_auth_url":
		scopes, now := wanted(q.Body).Scopes, g.coming[client]
		if now == nil {
			if g.coming == nil {
				g.coming = map[party]*coming{}
			}
			now = &coming{scopes: scopes}
			g.coming[client] = now
		}
		now.n++
		now.mixed = now.mixed || !slices.Equal(scopes, now.scopes)
	}
}

// comes takes the request that is answered off those that are coming.
func (g *grants) comes(q *Request) {
	client := partyOf(q, "client_id")
	now := g.coming[client]
	if q.Type != "generate_auth_url" || !q.Formed || now == nil {
		return
	}
	q.mixed = now.mixed
	if now.n--; now.n > 0 {
		return
	}
	delete(g.coming, client)
	if now.mixed {
		g.fill()
		g.asked[client] = standing{have: true, vague: true}
	}
}

// unclear notes that nobody sees whether a request for a URL was granted.
func (c *Conversation) unclear(q *Request) {
	if c.ledger != nil {
		c.ledger.Unclear(q)
		return
	}
	g := &c.grants
	g.fill()
	g.asked[partyOf(q, "client_id")] = standing{have: true, vague: true}
}

// fill makes the maps.
func (g *grants) fill() {
	if g.asked == nil {
		g.asked, g.tokens, g.ever, g.codes = map[party]standing{}, map[party][]string{}, map[string]bool{}, map[string]bool{}
	}
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
	g.fill()
	client := partyOf(q, "client_id")
	switch q.Type {
	case "generate_auth_url":
		scopes := wanted(q.Body).Scopes
		if !q.mixed {
			g.asked[client] = standing{scopes: scopes, have: true}
		}
		for _, s := range scopes {
			g.ever[s] = true
		}
	case "authorize":
		code, _ := r.Body["code"].(string)
		g.codes[code] = true
	case "exchange_code":
		code, _ := q.Body["code"].(string)
		token, _ := r.Body["access_token"].(string)
		now := g.asked[client].meet(g.coming[client]).from(q.stood)
		scopes, known := now.scopes, now.have && !now.vague && !g.codes[code]
		if named, ok := r.Body["scope"].(string); ok {
			scopes, known = strings.Fields(named), true
		}
		switch issued := (party{client.node, token}); {
		case known && token != "":
			g.tokens[issued] = scopes
		default:
			delete(g.tokens, issued)
		}
	case "check_scope":
		required, _ := q.Body["required_scope"].(string)
		if scopes, known := g.tokens[partyOf(q, "token")]; known {
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
	case strings.ContainsAny(required, "*?|[]+%"):
		return "SCP-07"
	case strings.Contains(required, ".") && !slices.ContainsFunc(scopes, func(s string) bool { return strings.HasPrefix(required, s) }):
		return "SCP-07" // read.all is no pattern that read fits
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
