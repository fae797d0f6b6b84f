package oauth

import "strings"

// issueCode makes a code and remembers what it is bound to.
func (n *Node) issueCode(c code) ([]byte, error) {
	s, err := n.newSecret(UnguessableCodes)
	if err != nil {
		return nil, err
	}
	c.expires = n.now() + n.codeLifetime()
	_, err = n.keep(c, s.key, &n.memory.codes)
	return s.text[:], err
}

// keep remembers a code for as long as tokens may live that come from it:
// beyond its own lifetime, so that a replay is noticed even then.
func (n *Node) keep(c code, key digest, on *shelf[code]) (*code, error) {
	bytes := cost(c.grant.scopes, c.grant.clientID, c.redirectURI, c.challenge.text) + cost(c.grant.asked)
	if err := n.memory.take(bytes); err != nil {
		return nil, err
	}
	return on.put(due{key, n.now() + refreshLifetime, bytes}, c), nil
}

// findCode looks for a code on behalf of a client, nil where that is not
// registered.
func (n *Node) findCode(text, clientID string, c *client) (*code, error) {
	found, issued := n.issuedCode(text)
	switch {
	// RFC 6749 section 4.1.3: the server MUST ensure that the code was issued
	// to the authenticated client. So it stays good for that one.
	case issued && found.grant.clientID != clientID && n.obeys(CodeOfClient):
		return nil, invalidGrant.because("the code is of another client")
	case issued:
		return found, nil
	}
	// One that nobody issued may have been adopted before.
	key := digestOf(text, clientID)
	if known, ok := n.memory.adopted.find(key); ok {
		return known, nil
	}
	// RFC 6749 section 4.1.3: the server MUST verify that the code is valid.
	if c != nil && n.obeys(KnownCode) {
		return nil, invalidGrant.because("the code is unknown")
	}
	return n.adopt(key, clientID)
}

// issuedCode finds a code that authorize issued. While there is none, nothing
// needs to be hashed.
func (n *Node) issuedCode(text string) (*code, bool) {
	if n.memory.codes.isEmpty() {
		return nil, false
	}
	return n.memory.codes.find(digestOf(text))
}

// adopt takes a code that nobody issued, which only a client may show that is
// not registered (protocol section 5). It carries the scopes of that client's
// latest request, and from now on it is known.
func (n *Node) adopt(key digest, clientID string) (*code, error) {
	scopes := n.scopesFor(clientID)
	if asked, known := n.memory.asked[clientID]; known {
		clientID = asked.self[0]
	} else {
		clientID = strings.Clone(clientID)
	}
	c := code{grant: &grant{clientID: clientID, asked: scopes, scopes: scopes}, adopted: true}
	return n.keep(c, key, &n.memory.adopted)
}

// redeem checks what the client shows with a code. A failure leaves the code
// as it is: whoever has stolen half of what is needed cannot spoil it for the
// client.
func (n *Node) redeem(c *code, redirectURI, verifier string) error {
	// RFC 6749 section 4.1.2: the client MUST NOT use the code more than once;
	// if it does, the server MUST deny the request and SHOULD revoke all
	// tokens that came from the code.
	if c.spent && n.obeys(CodeOnce) {
		if n.obeys(ReplayRevokes) {
			c.grant.over = true
		}
		return invalidGrant.because("the code was already used")
	}
	if c.adopted {
		return nil
	}
	// RFC 6749 section 4.1.2: the code MUST expire shortly after it is issued.
	if n.now() >= c.expires {
		return invalidGrant.because("the code has expired")
	}
	// RFC 6749 section 4.1.3: redirect_uri is that of the authorization
	// request, and their values MUST be identical.
	if redirectURI != c.redirectURI && n.obeys(SameRedirect) {
		return invalidGrant.because("the redirect_uri is not that of the authorization request")
	}
	return n.verify(c.challenge, verifier)
}

// scopesFor are the scopes of an adopted code. RFC 6749 section 3.3: they are
// what was asked for, unless the server says otherwise.
func (n *Node) scopesFor(clientID string) []string {
	switch {
	case !n.obeys(TokenHasScopes):
		return nil
	case !n.obeys(ScopesPerClient):
		return n.memory.latest
	}
	// Protocol section 5: those of the same client's latest request.
	if asked, known := n.memory.asked[clientID]; known {
		return asked.scopes
	}
	return nil
}
