package oauth

// revokeToken ends a token before its time, RFC 7009 section 2.1.
func (n *Node) revokeToken(r *request) (reply, error) {
	text := r.text("token")
	who := r.credentials()
	if r.refused != nil {
		return nil, r.refused
	}
	if _, err := n.authenticate(who); err != nil {
		return nil, err
	}
	key := digestOf(text)
	if t, known := n.memory.tokens.find(key); known {
		if err := n.mayRevoke(t.grant, who); err != nil {
			return nil, err
		}
		t.revoked = n.obeys(RevocationKills)
	}
	if t, known := n.memory.refreshTokens.find(key); known {
		if err := n.mayRevoke(t.grant, who); err != nil {
			return nil, err
		}
		t.spent = n.obeys(RevocationKills)
		// RFC 7009 section 2.1: the server SHOULD also invalidate all access
		// tokens based on the same grant.
		t.grant.over = t.grant.over || t.spent && n.obeys(RevocationEndsGrant)
	}
	// RFC 7009 section 2.2: an invalid token is no error, since what the
	// client wants has come true already.
	return r.answer("token_revoked"), nil
}

// mayRevoke refuses the token of another client. RFC 7009 section 2.1: the
// server verifies whether the token was issued to the client.
func (n *Node) mayRevoke(g *grant, who credentials) error {
	if g.clientID != who.clientID && n.obeys(RevokeOwnOnly) {
		return invalidGrant.because("the token is of another client")
	}
	return nil
}
