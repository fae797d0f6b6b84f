package oauth

import (
	"crypto/subtle"
	"slices"
	"strings"
)

// client is one that was registered. RFC 6749 section 2.1: one that can keep
// a secret is confidential, any other is public.
type client struct {
	id           string
	confidential bool
	secret       digest
	redirectURIs []string
	scopes       []string
	anyScope     bool // it named none when it was registered
}

// registerClient makes a client_id strict (protocol section 5). Its members
// are those of RFC 7591 section 2.
func (n *Node) registerClient(r *request) (reply, error) {
	c := &client{id: r.text("client_id"), redirectURIs: r.redirects()}
	var secret string
	secret, c.confidential = r.optional("client_secret")
	var limited bool
	c.scopes, limited = r.scope("scope")
	// RFC 7591 section 2: of a client that names no scope the server decides.
	// This one sets no limit.
	c.anyScope = !limited
	if r.refused != nil {
		return nil, r.refused
	}
	// Whoever could register a known client again would own it.
	if n.memory.clients[c.id] != nil {
		return nil, invalidRequest.because("the client_id is taken")
	}
	c.secret, c.id, c.redirectURIs = digestOf(secret), strings.Clone(c.id), keep(c.redirectURIs)
	if err := n.memory.register(c); err != nil {
		return nil, err
	}
	return r.answer("client_registered").text("client_id", c.id), nil
}

// redirects are the redirect URIs of a registration. RFC 6749 section 3.1.2.2:
// the server requires them.
func (r *request) redirects() []string {
	uris := r.texts("redirect_uris")
	if slices.ContainsFunc(uris, hasFragment) {
		r.refuse(invalidRequest.because("one of redirect_uris has a fragment"))
	}
	return uris
}

// hasFragment reports whether a redirect URI has one. RFC 6749 section 3.1.2:
// it MUST NOT, for what the server adds to it would go there.
func hasFragment(redirectURI string) bool { return strings.Contains(redirectURI, "#") }

// credentials are how a client says who it is. RFC 6749 section 2.3.1.
type credentials struct{ clientID, secret string }

func (r *request) credentials() credentials {
	secret, _ := r.value("client_secret")
	return credentials{r.text("client_id"), secret}
}

// authenticate finds the client that asks. It is nil for one that was never
// registered: no secret of it is known, so any is right, or none.
func (n *Node) authenticate(who credentials) (*client, error) {
	c := n.memory.clients[who.clientID]
	// RFC 6749 section 2.3.1: a public client has nothing to authenticate with.
	if c == nil || !c.confidential {
		return c, nil
	}
	// RFC 6749 section 3.2.1: a confidential client MUST authenticate. No
	// secret at all is the empty one, which nobody can register.
	shown := digestOf(who.secret)
	if n.obeys(ClientSecret) && subtle.ConstantTimeCompare(shown[:], c.secret[:]) != 1 {
		return nil, invalidClient.because("the client_secret is missing or wrong")
	}
	return c, nil
}
