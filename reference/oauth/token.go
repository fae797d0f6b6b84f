package oauth

import (
	"encoding/base64"
	"fmt"
	"io"
	"time"
)

// tokenLifetime is how long an access token is good for.
const tokenLifetime = 3600 * time.Second

// tokenIssued is the reply to exchange_code, RFC 6749 section 5.1.
type tokenIssued struct {
	header
	AccessToken string `json:"access_token"`
	TokenType   string `json:"token_type"`
	ExpiresIn   int    `json:"expires_in"` // seconds
}

// exchangeCode turns a code into an access token, RFC 6749 section 4.1.3.
//
// A client that was never registered is met with leniency (protocol section
// 5): any code is right once, and any client_secret or none.
func (n *Node) exchangeCode(r *request) (any, error) {
	code := r.text("code")
	r.text("redirect_uri")
	clientID := r.text("client_id")
	r.value("client_secret")
	if r.refused != nil {
		return nil, r.refused
	}

	// RFC 6749 section 4.1.2: the client must not use a code more than once;
	// if it does, the server must deny the request.
	grant := grant{clientID, code}
	if n.obeys(CodeOnce) && n.memory.isSpent(grant) {
		return nil, invalidGrant.because("the code was already used")
	}

	text, err := n.newToken()
	if err != nil {
		return nil, err
	}
	now := n.now()
	t := token{text: text, grant: grant, scopes: n.scopesFor(clientID), expires: now.Add(tokenLifetime)}
	if err := n.memory.issue(t, now); err != nil {
		return nil, err
	}
	return tokenIssued{
		header:      r.answer("token_issued"),
		AccessToken: text,
		TokenType:   "Bearer", // RFC 6750
		ExpiresIn:   int(tokenLifetime.Seconds()),
	}, nil
}

// scopesFor are the scopes of a new token. RFC 6749 section 3.3: they are what
// was asked for, unless the server says otherwise.
func (n *Node) scopesFor(clientID string) []string {
	switch {
	case !n.obeys(TokenHasScopes):
		return nil
	case !n.obeys(ScopesPerClient):
		return n.memory.latest
	}
	// Protocol section 5: those of the same client's latest request.
	return n.memory.asked[clientID]
}

// newToken makes the text of a token. RFC 6749 section 10.10: the chance of
// guessing one must be at most 2^-128 and should be at most 2^-160; 32 bytes
// make it 2^-256. Unpadded base64url keeps to the alphabet [A-Za-z0-9_-].
func (n *Node) newToken() (string, error) {
	if !n.obeys(UnguessableTokens) {
		n.counted++
		return fmt.Sprintf("token-%037d", n.counted), nil
	}
	random := make([]byte, 32)
	if _, err := io.ReadFull(n.entropy, random); err != nil {
		return "", fmt.Errorf("read entropy: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(random), nil
}
