package oauth

import "time"

// What an entry and a string in it cost besides the text, in bytes, roughly.
const (
	entryCost  = 256
	stringCost = 16
)

// grant is what a client gets a token for.
type grant struct{ clientID, code string }

// token is an access token that was issued.
type token struct {
	text    string
	grant   grant
	scopes  []string
	expires time.Time
}

// memory is what the node remembers from one request to the next. It never
// holds more than limit bytes: expired tokens are forgotten, and what does
// not fit then is refused. Lists in it are replaced, never altered.
type memory struct {
	limit, used int

	asked  map[string][]string // client_id -> scopes of its latest generate_auth_url
	latest []string            // scopes of the latest generate_auth_url of all
	spent  map[grant]bool
	tokens map[string]token
	byAge  []string // the tokens, oldest first; all live equally long
}

func newMemory(limit int) *memory {
	return &memory{
		limit:  limit,
		asked:  map[string][]string{},
		spent:  map[grant]bool{},
		tokens: map[string]token{},
	}
}

// ask remembers what a client asked for, in place of what it asked before.
func (m *memory) ask(clientID string, scopes []string, now time.Time) error {
	before := 0
	if old, known := m.asked[clientID]; known {
		before = cost(old, clientID)
	}
	if err := m.take(cost(scopes, clientID)-before, now); err != nil {
		return err
	}
	m.asked[clientID] = scopes
	m.latest = scopes
	return nil
}

// issue remembers a token and that its grant is spent.
func (m *memory) issue(t token, now time.Time) error {
	if err := m.take(t.cost(), now); err != nil {
		return err
	}
	m.spent[t.grant] = true
	m.tokens[t.text] = t
	m.byAge = append(m.byAge, t.text)
	return nil
}

// isSpent reports whether a code has become a token. It is remembered as long
// as the token lives; RFC 6749 section 4.1.2 wants codes dead in ten minutes.
func (m *memory) isSpent(g grant) bool { return m.spent[g] }

// token finds a token that has not expired.
func (m *memory) token(text string, now time.Time) (token, bool) {
	t, known := m.tokens[text]
	if !known || !now.Before(t.expires) {
		return token{}, false
	}
	return t, true
}

// forgetExpired drops the tokens that are no longer good for anything.
func (m *memory) forgetExpired(now time.Time) {
	for len(m.byAge) > 0 {
		oldest := m.tokens[m.byAge[0]]
		if now.Before(oldest.expires) {
			return
		}
		m.used -= oldest.cost()
		delete(m.spent, oldest.grant)
		delete(m.tokens, oldest.text)
		m.byAge = m.byAge[1:]
	}
}

// take makes room for some bytes, or refuses.
func (m *memory) take(bytes int, now time.Time) error {
	m.forgetExpired(now)
	if bytes > 0 && m.used+bytes > m.limit {
		return temporarilyUnavailable.because("no room to remember more, try again later")
	}
	m.used += bytes
	return nil
}

func (t token) cost() int { return cost(t.scopes, t.text, t.grant.clientID, t.grant.code) }

// cost is the number of bytes that an entry is counted for.
func cost(scopes []string, texts ...string) int {
	sum := entryCost
	for _, s := range append(texts, scopes...) {
		sum += stringCost + len(s)
	}
	return sum
}
