package oauth

import (
	"slices"
	"time"
)

// stateLifetime is how long a client waits for the redirect.
const stateLifetime = time.Hour

// callback stands for the redirect that arrives at the client. RFC 6749
// section 10.12: without the state of a request that this client made, it may
// come from an attacker who wants the client to use the attacker's code.
func (n *Node) callback(r *request) (reply, error) {
	code := r.text("code")
	state, _ := r.value("state")
	iss, named := r.value("iss")
	clientID, _ := r.optional("client_id")
	if r.refused != nil {
		return nil, r.refused
	}
	if !n.fromIssuer(iss, named) || !n.awaited(state, clientID) {
		// No code: there is none that the client should use.
		return r.answer("callback_invalid").text("error", "invalid_state"), nil
	}
	return r.answer("callback_valid").text("code", code), nil
}

// fromIssuer looks at who answers.
func (n *Node) fromIssuer(iss string, named bool) bool {
	// RFC 9207 section 2.4: a client knows whether its server sends iss, and
	// rejects a response of that server without.
	if !named {
		return !n.announced || !n.obeys(IssuerDemanded)
	}
	// The same section: simple string comparison.
	return iss == issuer || !n.obeys(IssuerCompared)
}

// awaited looks for the state, to the letter, among those that wait for a
// callback, and ends its waiting. A callback that names its client can only
// answer a request of that client.
func (n *Node) awaited(state, clientID string) bool {
	// RFC 6749 section 10.12: a non-guessable value; no value is none.
	if state == "" {
		return !n.obeys(StateNeeded)
	}
	if !n.obeys(StateKnown) {
		return true
	}
	waiting, known := n.memory.states.find(digestOf(state))
	if !known || len(*waiting) == 0 {
		return false
	}
	// One that names none answers whoever waits, and after it nobody does.
	var rest []string
	if clientID != "" && n.obeys(StateOfClient) {
		i := slices.Index(*waiting, clientID)
		if i < 0 {
			return false
		}
		rest = slices.Concat((*waiting)[:i], (*waiting)[i+1:])
	}
	// RFC 9700 section 2.1: one-time use, so that nothing can be replayed.
	if n.obeys(StateOnce) {
		*waiting = rest
	}
	return true
}

// await remembers a state until its callback comes, and that a client waits
// for it, which is alone in its list. The empty state protects nobody.
func (n *Node) await(state string, client []string) error {
	if state == "" {
		return nil
	}
	key := digestOf(state)
	waiting := client
	if others, known := n.memory.states.find(key); known {
		rest := slices.DeleteFunc(slices.Clone(*others), func(other string) bool { return other == client[0] })
		waiting = append(rest, client...)
	}
	d := due{key, n.now() + stateLifetime, cost(waiting)}
	if err := n.memory.take(d.bytes); err != nil {
		return err
	}
	n.memory.states.put(d, waiting)
	return nil
}
