package oauth

import (
	"strings"
	"time"
)

const (
	// tokenLifetime is how long an access token is good for.
	tokenLifetime = 3600 * time.Second
	// refreshLifetime is how long a refresh token is good for that nobody
	// uses. RFC 9700 section 4.14.2: it SHOULD expire.
	refreshLifetime = 30 * 24 * time.Hour
)

// exchangeCode turns a code into tokens, RFC 6749 section 4.1.3.
func (n *Node) exchangeCode(r *request) (reply, error) {
	text := r.text("code")
	redirectURI := r.text("redirect_uri")
	who := r.credentials()
	verifier, _ := r.optional("code_verifier")
	if r.refused != nil {
		return nil, r.refused
	}
	if err := n.checkVerifier(verifier); err != nil {
		return nil, err
	}
	client, err := n.authenticate(who)
	if err != nil {
		return nil, err
	}
	c, err := n.findCode(text, who.clientID, client)
	if err != nil {
		return nil, err
	}
	if err := n.redeem(c, redirectURI, verifier); err != nil {
		return nil, err
	}
	answer, err := n.mint(r.answer("token_issued"), c.grant, c.grant.scopes)
	if err != nil {
		return nil, err
	}
	if answer, err = n.mintRefreshToken(answer, c.grant); err != nil {
		return nil, err
	}
	c.spent = true
	// RFC 6749 section 3.3: if the granted scope is different from the one
	// requested, the response MUST tell the client.
	if beyond(c.grant.asked, c.grant.scopes) && n.obeys(ScopeTold) {
		answer = answer.optional("scope", strings.Join(c.grant.scopes, " "))
	}
	return answer, nil
}

// mint makes an access token for some of the scopes of a grant and adds it to
// a reply, RFC 6749 section 5.1.
func (n *Node) mint(to reply, g *grant, scopes []string) (reply, error) {
	token, err := n.newSecret(UnguessableTokens)
	if err != nil {
		return nil, err
	}
	life := tokenLifetime
	if !n.obeys(TokenExpires) {
		life = forever
	}
	d := due{token.key, n.now() + life, cost(scopes)}
	if err := n.memory.take(d.bytes); err != nil {
		return nil, err
	}
	n.memory.tokens.put(d, accessToken{grant: g, scopes: scopes})
	// RFC 6750: the type is Bearer. The lifetime is in seconds.
	return to.bytes("access_token", token.text[:]).text("token_type", "Bearer").number("expires_in", int(tokenLifetime.Seconds())), nil
}

// mintRefreshToken makes a refresh token for a grant and adds it to a reply,
// RFC 6749 section 1.5.
func (n *Node) mintRefreshToken(to reply, g *grant) (reply, error) {
	token, err := n.newSecret(UnguessableTokens)
	if err != nil {
		return nil, err
	}
	d := due{token.key, n.now() + refreshLifetime, cost(nil)}
	if err := n.memory.take(d.bytes); err != nil {
		return nil, err
	}
	n.memory.refreshTokens.put(d, refreshToken{grant: g})
	return to.bytes("refresh_token", token.text[:]), nil
}

// accessToken finds an access token that is good: known, neither expired nor
// revoked, and of a grant that is not over. A code or a refresh token is none.
func (n *Node) accessToken(text string) (*accessToken, bool) {
	t, known := n.memory.tokens.find(digestOf(text))
	if !known || t.revoked || t.grant.over {
		return nil, false
	}
	return t, true
}
