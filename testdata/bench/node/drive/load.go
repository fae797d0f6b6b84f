package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
)

// A stretch is as many requests as a node gets before its clock is advanced by
// a month. All that the node remembers of one has expired in the next, so it
// never runs out of room, however long the load is.
const (
	stretch = 100_000
	month   = 31 * 24 * 3600 // seconds
	fresh   = 256            // tokens at the start of each stretch, for its checks
	clients = 1000
)

var scopeLists = [][]string{
	{"read", "write"}, {"read"}, {"openid", "profile", "email"}, {"read:user", "repo"},
	{"write"}, {"https://api.example.com/orders.read", "offline_access"}, {"admin"}, {"a", "b", "c", "d", "e"},
}

// load makes requests, the same ones for every node of a run. The tokens in
// them are those that the node issued at the start of the stretch.
type load struct {
	*rand.Rand
	exchanges bool // exchange_code too, and checks of tokens that there are
	id        int
	tokens    []string
	granted   []string // a scope of each token

	out  bytes.Buffer
	want []string // by place in the stretch: what the reply must hold
}

func (l *load) add(want, format string, values ...any) {
	l.id++
	fmt.Fprintf(&l.out, `{"src":"c1","dest":"oauth","body":{"msg_id":%d,`, l.id)
	fmt.Fprintf(&l.out, format+"}}\n", values...)
	l.want = append(l.want, want)
}

// reset begins another batch.
func (l *load) reset() { l.out.Reset(); l.want = l.want[:0] }

// prepare lets a month pass and asks for the tokens of a stretch.
func (l *load) prepare() {
	l.add(`"clock_advanced"`, `"type":"advance_clock","seconds":%d`, month)
	l.granted = l.granted[:0]
	for i := 0; l.exchanges && i < fresh; i++ {
		scopes := l.generate(i)
		l.granted = append(l.granted, scopes[len(scopes)-1])
		l.exchange(i)
	}
}

func (l *load) mix(n int) {
	for range n {
		kinds := 2
		if l.exchanges {
			kinds = 3
		}
		switch l.IntN(kinds) {
		case 0:
			l.generate(l.IntN(clients))
		case 1:
			l.check()
		case 2:
			l.exchange(l.IntN(clients))
		}
	}
}

func (l *load) generate(client int) []string {
	scopes := scopeLists[client%len(scopeLists)]
	if l.IntN(8) == 0 { // mostly a client asks for the same
		scopes = scopeLists[l.IntN(len(scopeLists))]
	}
	id, redirect, state := fmt.Sprintf("client-%d", client), "https://app.com/callback", fmt.Sprintf("%016x", l.Uint64())
	want := "https://accounts.example.com/authorize?response_type=code&client_id=" + id + "&redirect_uri=" + url.QueryEscape(redirect) +
		"&scope=" + url.QueryEscape(strings.Join(scopes, " ")) + "&state=" + state
	l.add(want, `"type":"generate_auth_url","client_id":"%s","redirect_uri":"%s","scopes":["%s"],"state":"%s"`, id, redirect, strings.Join(scopes, `","`), state)
	return scopes
}

func (l *load) exchange(client int) {
	l.add(`"token_type":"Bearer"`, `"type":"exchange_code","code":"SplxlOBeZQQYbYS6WxSbIA%08d","redirect_uri":"https://app.com/callback","client_id":"client-%d","client_secret":"7Fjfp0ZBr1KtDRbnfVdmIw"`, l.id, client)
}

// check asks for a scope that the token has, or, one time in four, for one
// that it lacks.
func (l *load) check() {
	token, scope, want := "2YotnFZFEjr1zCsicMWpAA", "read", `"has_scope":false`
	if l.exchanges {
		i := l.IntN(len(l.tokens))
		token = l.tokens[i]
		if scope = "nothing"; l.IntN(4) > 0 {
			scope, want = l.granted[i], `"has_scope":true`
		}
	}
	l.add(want, `"type":"check_scope","token":"%s","required_scope":"%s"`, token, scope)
}
