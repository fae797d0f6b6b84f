package main_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// party is a client in a conversation.
type party struct {
	id, secret string // no secret: a public one
	redirects  []string
	scopes     []string
	registered bool // it was, or will be
}

// wish is what a client asked the user for.
type wish struct {
	of              *party
	url             twin
	redirect, state string
	scopes          []string
	verifier        string
}

// held is a code, a token or a refresh token that both nodes gave.
type held struct {
	twin
	wish *wish
}

// talk is what both sides of a conversation can know of it.
type talk struct {
	*rand.Rand
	number, msgID, clock         int
	lone                         bool // the nodes are new
	named                        bool // by init
	parties                      []*party
	wishes                       []*wish
	codes, tokens, refreshTokens []held
	plan                         *wish // of the request that is under way
	told                         *exchange
	public                       map[string]bool // client_ids registered without a secret
	awaited                      map[string]int  // state -> when first, in seconds of the conversation
	issued                       map[twin]int    // code -> when, in seconds of the conversation
	latest                       string          // what came last: a type of reply, or revoke_token
}

func newTalk(r *rand.Rand, number int) *talk {
	t := &talk{Rand: r, number: number, lone: number%loneEvery == 0, public: map[string]bool{}, awaited: map[string]int{}, issued: map[twin]int{}}
	for i := range 4 {
		p := &party{
			id:         fmt.Sprintf("c%d-%d", number, i) + pick(t, "", "", "", " &=", "é", "%41"),
			redirects:  []string{"https://app.com/callback"},
			scopes:     t.scopes(),
			registered: i < 2 || t.chance(25),
		}
		if i != 1 {
			p.secret = fmt.Sprintf("secret-%d", i)
		}
		if t.chance(40) {
			p.redirects = append(p.redirects, pick(t, "https://app.com/cb?x=1&y=2", "https://app.com:8443/käse", "app:/cb", "https://app.com/callback/"))
		}
		t.parties = append(t.parties, p)
	}
	return t
}

// chance is true in so many cases of a hundred.
func (t *talk) chance(percent int) bool { return t.IntN(100) < percent }

func pick[V any](t *talk, from ...V) V { return from[t.IntN(len(from))] }

// recent picks one of a list, mostly of its end; none is nil.
func recent[V any](t *talk, from []V) *V {
	if len(from) == 0 {
		return nil
	}
	if t.chance(60) {
		return &from[len(from)-1]
	}
	return &from[t.IntN(len(from))]
}

// scopes is a list of some well-formed scopes.
func (t *talk) scopes() []string {
	all := []string{"read", "write", "admin", "Read", "read:user", "https://x/y.z", "a+b", "read"}
	t.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	return all[:1+t.IntN(4)]
}

// some picks a part of a list, all of it, or more than there is.
func (t *talk) some(from []string) []string {
	part := append([]string{}, from...)
	t.Shuffle(len(part), func(i, k int) { part[i], part[k] = part[k], part[i] })
	if len(part) > 1 && t.chance(50) {
		part = part[:1+t.IntN(len(part)-1)]
	}
	if t.chance(8) {
		part = append(part, "beyond")
	}
	return part
}

// remember keeps what both nodes said.
func (t *talk) remember(x *exchange) {
	for _, reply := range x.reply {
		if reply == nil {
			return
		}
	}
	kind, _ := x.means[0]["type"].(string)
	if t.latest = kind; x.kind() == "revoke_token" { // by another client perhaps, and then the token lives
		t.latest = x.kind()
	}
	switch kind {
	case "client_registered":
		id, _ := x.body["client_id"].(string)
		secret, _ := x.body["client_secret"].(string)
		t.public[id] = secret == ""
		for _, p := range t.parties {
			if p.id == id {
				p.secret = secret
			}
		}
	case "init_ok":
		t.named = true
	case "clock_advanced":
		t.clock += x.body["seconds"].(int)
	case "auth_url_generated":
		state, _ := x.body["state"].(string)
		if _, before := t.awaited[state]; !before {
			t.awaited[state] = t.clock
		}
	}
	t.keep(x)
}

// keep keeps what both nodes gave, each its own.
func (t *talk) keep(x *exchange) {
	if h, ok := t.given(x, "url"); ok {
		t.plan.url = h.twin
		t.wishes = append(t.wishes, t.plan)
	}
	if h, ok := t.given(x, "code"); ok && x.kind() == "authorize" {
		t.codes = append(t.codes, h)
		t.issued[h.twin] = t.clock
	}
	if h, ok := t.given(x, "access_token"); ok {
		t.tokens = append(t.tokens, h)
		t.told = x
	}
	if h, ok := t.given(x, "refresh_token"); ok {
		t.refreshTokens = append(t.refreshTokens, h)
	}
}

// given is a text in both replies.
func (t *talk) given(x *exchange, name string) (h held, ok bool) {
	for side, reply := range x.reply {
		h.twin[side], _ = reply["body"].(object)[name].(string)
	}
	h.wish = t.plan
	return h, h.wish != nil && h.twin[0] != "" && h.twin[1] != ""
}

// proof asks what the latest token is good for: what one of the nodes said has
// to be true of both, and where none said anything it is what was asked for.
func (t *talk) proof() object {
	token := t.tokens[len(t.tokens)-1]
	scope := strings.Join(token.wish.scopes, " ")
	for _, reply := range t.told.reply {
		if told, ok := reply["body"].(object)["scope"].(string); ok {
			scope = told
		}
	}
	return object{"type": "check_scope", "msg_id": t.msgID, "token": token.twin, "required_scope": scope}
}

// verifier is a new one. RFC 7636 section 4.1: 43 to 128 unreserved characters.
func (t *talk) verifier() string {
	const unreserved = "ABCXYZabcxyz0189-._~"
	var b strings.Builder
	for range pick(t, 43, 43, 50, 128) {
		b.WriteByte(unreserved[t.IntN(len(unreserved))])
	}
	return b.String()
}
