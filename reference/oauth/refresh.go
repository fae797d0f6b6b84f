package oauth

// refreshToken gives new tokens for a refresh token, RFC 6749 section 6.
func (n *Node) refreshToken(r *request) (reply, error) {
	text := r.text("refresh_token")
	who := r.credentials()
	wanted, narrowed := r.scope("scope")
	if r.refused != nil {
		return nil, r.refused
	}
	client, err := n.authenticate(who)
	if err != nil {
		return nil, err
	}
	old, err := n.refreshable(text, who.clientID)
	if err != nil {
		return nil, err
	}
	g := old.grant
	scopes := n.scopesAgain(g, wanted, narrowed)
	// RFC 6749 section 6: scope MUST NOT include any that was not granted. The
	// refresh token stays good.
	if beyond(scopes, g.scopes) && n.obeys(WithinGrant) {
		return nil, invalidScope.because("the scope goes beyond the grant")
	}
	answer, err := n.mint(r.answer("token_refreshed"), g, scopes)
	if err != nil {
		return nil, err
	}
	if n.rotates(client) {
		if answer, err = n.mintRefreshToken(answer, g); err != nil {
			return nil, err
		}
		old.spent = true
	}
	if narrowed && !n.obeys(NarrowedOnce) {
		g.scopes = scopes
	}
	return answer, nil
}

// refreshable finds a refresh token that is good in the hands of a client.
func (n *Node) refreshable(text, clientID string) (*refreshToken, error) {
	t, known := n.memory.refreshTokens.find(digestOf(text))
	if !known {
		return nil, invalidGrant.because("the refresh_token is unknown or has expired")
	}
	// RFC 6749 sections 6 and 10.4: it is bound to the client to which it was
	// issued. What another client does with it changes nothing.
	if t.grant.clientID != clientID && n.obeys(RefreshOfClient) {
		return nil, invalidGrant.because("the refresh_token is of another client")
	}
	// RFC 9700 section 4.14.2: one that comes a second time was stolen, from
	// the client or by it. As nobody knows who is who, all tokens of the grant
	// end.
	if t.spent && n.obeys(RefreshOnce) {
		if n.obeys(ReuseEndsGrant) {
			t.grant.over = true
		}
		return nil, invalidGrant.because("the refresh_token was already used")
	}
	// RFC 6749 section 4.1.2: the end of a grant ends refresh tokens as well.
	if t.grant.over && n.obeys(GrantEndsRefresh) {
		return nil, invalidGrant.because("the grant of the refresh_token is over")
	}
	return t, nil
}

// scopesAgain are the scopes of a refreshed token. RFC 6749 section 6: all
// that were granted, if the client does not ask for less; and less now is not
// less next time.
func (n *Node) scopesAgain(g *grant, wanted []string, narrowed bool) []string {
	switch {
	case narrowed:
		return wanted
	case !n.obeys(ScopesKept):
		return nil
	}
	return g.scopes
}

// rotates reports whether a refresh token is replaced when it is used. RFC
// 9700 section 2.2.2: for public clients it MUST be; section 4.14.2 advises it
// to all.
func (n *Node) rotates(c *client) bool {
	if c != nil && !c.confidential {
		return n.obeys(RotatePublic)
	}
	return n.obeys(Rotate)
}
