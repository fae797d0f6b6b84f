package oauth

import (
	"slices"
	"strings"
	"time"
)

// What an entry and a string in it cost besides the text, in bytes, roughly.
const (
	entryCost  = 256
	stringCost = 16
)

// grant is what a user allowed a client. A code stands for one, and every
// token that comes from the code belongs to it and ends with it.
type grant struct {
	clientID string
	asked    []string // scopes that the client asked for
	scopes   []string // scopes that the user granted
	over     bool
}

// code is an authorization code, RFC 6749 section 1.3.1.
type code struct {
	grant       *grant
	redirectURI string
	challenge   challenge
	expires     time.Duration // on the virtual clock
	spent       bool
	adopted     bool // nobody issued it: a client that is not registered showed it
}

// accessToken is RFC 6749 section 1.4, refreshToken section 1.5.
type accessToken struct {
	grant   *grant
	scopes  []string
	revoked bool
}

type refreshToken struct {
	grant *grant
	spent bool
}

// asking is what a client asked for.
type asking struct {
	self   []string // its client_id, alone in a list
	scopes []string
}

// memory is what the node remembers from one request to the next. It never
// holds more than limit bytes: what has expired is forgotten, and what does
// not fit then is refused. Lists in it are replaced, never altered.
type memory struct {
	limit, used int
	now         time.Duration // when forget was called

	clients map[string]*client
	asked   map[string]*asking // client_id -> its latest generate_auth_url
	latest  []string           // scopes of the latest generate_auth_url of all

	states        shelf[[]string] // state -> the clients that wait for it, oldest first
	codes         shelf[code]     // those that authorize issued
	adopted       shelf[code]     // those that a client showed which is not registered
	tokens        shelf[accessToken]
	refreshTokens shelf[refreshToken]
}

func newMemory(limit int) *memory {
	return &memory{
		limit:         limit,
		clients:       map[string]*client{},
		asked:         map[string]*asking{},
		states:        newShelf[[]string](),
		codes:         newShelf[code](),
		adopted:       newShelf[code](),
		tokens:        newShelf[accessToken](),
		refreshTokens: newShelf[refreshToken](),
	}
}

// register remembers a client for as long as the node lives.
func (m *memory) register(c *client) error {
	if err := m.take(cost(c.scopes, c.id) + cost(c.redirectURIs)); err != nil {
		return err
	}
	m.clients[c.id] = c
	return nil
}

// ask remembers what a client asked for, in place of what it asked before.
func (m *memory) ask(clientID string, scopes []string) (*asking, error) {
	before := 0
	old, known := m.asked[clientID]
	if known {
		before = cost(old.scopes, clientID)
	}
	if err := m.take(cost(scopes, clientID) - before); err != nil {
		return nil, err
	}
	if !known {
		old = &asking{self: []string{strings.Clone(clientID)}}
		m.asked[old.self[0]] = old
	}
	if !slices.Equal(old.scopes, scopes) {
		old.scopes = keep(scopes)
	}
	m.latest = old.scopes
	return old, nil
}

// forget drops what is no longer good. Time must not go back.
func (m *memory) forget(now time.Duration) {
	if now == m.now {
		return
	}
	m.now = now
	m.used -= m.states.clear(now) + m.codes.clear(now) + m.adopted.clear(now) + m.tokens.clear(now) + m.refreshTokens.clear(now)
}

// take makes room for some bytes, or refuses.
func (m *memory) take(bytes int) error {
	if bytes > 0 && m.used+bytes > m.limit {
		return temporarilyUnavailable.because("no room to remember more, try again later")
	}
	m.used += bytes
	return nil
}

// keep copies a list that is remembered, so that it does not hold on to the
// line that it came in.
func keep(list []string) []string {
	var room [256]byte
	joined := room[:0]
	for _, text := range list {
		joined = append(joined, text...)
	}
	kept, all := make([]string, len(list)), string(joined)
	for i, text := range list {
		kept[i], all = all[:len(text)], all[len(text):]
	}
	return kept
}

// cost is the number of bytes that an entry is counted for.
func cost(list []string, texts ...string) int {
	sum := entryCost
	for _, s := range list {
		sum += stringCost + len(s)
	}
	for _, s := range texts {
		sum += stringCost + len(s)
	}
	return sum
}
