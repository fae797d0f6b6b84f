package mutant

import "strings"

// knowledge is what a right node knows after the requests so far. It is there
// for vices that bend it.
type knowledge struct {
	clients map[string]registration // by client_id
	states  []string                // of all requests, oldest first
	codes   map[string]*given       // by code
	tokens  map[string]*given       // by access token or refresh token
	last    *given                  // of the latest code_issued
	clock   float64                 // seconds added so far
}

// registration is what register_client said.
type registration struct {
	secret    string
	public    bool
	redirects []string
	scope     string
}

// given is what came out of one authorization.
type given struct {
	client, redirect, state string
	challenge               string
	scopes                  []string
	token, refresh          string  // the latest
	born                    float64 // when the first token was issued
}

func newKnowledge() knowledge {
	return knowledge{clients: map[string]registration{}, codes: map[string]*given{}, tokens: map[string]*given{}}
}

// learn reads a request and the right reply to it.
func (k *knowledge) learn(t *turn) {
	switch t.kind() {
	case "client_registered":
		_, confidential := t.ask["client_secret"]
		k.clients[t.asked("client_id")] = registration{t.asked("client_secret"), !confidential, t.askedList("redirect_uris"), t.asked("scope")}
	case "auth_url_generated":
		if state := t.asked("state"); state != "" {
			k.states = append(k.states, state)
		}
	case "code_issued":
		k.last = t.granted()
		k.codes[t.said("code")] = k.last
	case "token_issued":
		g := k.codes[t.asked("code")]
		if g == nil {
			g = &given{client: t.asked("client_id"), scopes: t.wanted[t.asked("client_id")]}
			k.codes[t.asked("code")] = g
		}
		g.born = k.clock
		k.note(t, g)
	case "token_refreshed":
		if g := k.tokens[t.asked("refresh_token")]; g != nil {
			k.note(t, g)
		}
	case "clock_advanced":
		k.clock += t.askedNumber("seconds")
	}
}

// note keeps the tokens of a reply.
func (k *knowledge) note(t *turn, g *given) {
	g.token = t.said("access_token")
	k.tokens[g.token] = g
	if rt := t.said("refresh_token"); rt != "" {
		g.refresh = rt
		k.tokens[rt] = g
	}
}

// granted reads what an authorize gave.
func (t *turn) granted() *given {
	q := dissect(t.url)
	g := &given{}
	g.client, _ = q.value("client_id")
	g.redirect, _ = q.value("redirect_uri")
	g.state, _ = q.value("state")
	g.challenge, _ = q.value("code_challenge")
	scope, _ := q.value("scope")
	if part := t.asked("scope"); part != "" {
		scope = part
	}
	g.scopes = strings.Fields(scope)
	return g
}

// right is the client_secret that is right for a client.
func (t *turn) right(client string) string { return t.known.clients[client].secret }

// code is what is known of the code in the request.
func (t *turn) code() *given { return t.known.codes[t.asked("code")] }
