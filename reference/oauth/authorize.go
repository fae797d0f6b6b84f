package oauth

import (
	"slices"
	"strings"
	"time"
)

// issuer is who issues the codes. RFC 9207 section 2: an https URL without
// query and fragment.
const issuer = "https://accounts.example.com"

// consent is what the user says to an authorization request.
type consent struct {
	approved bool
	scopes   []string
	partly   bool // scopes are what the user grants, not all that is asked for
}

// authorize stands for the browser at the authorization endpoint. The reply
// is that of RFC 6749 section 4.1.2.
func (n *Node) authorize(r *request) (reply, error) {
	raw := strings.Clone(r.text("url")) // a code remembers parts of it
	said := consent{approved: r.flag("approved", true)}
	said.scopes, said.partly = r.scope("scope")
	if r.refused != nil {
		return nil, r.refused
	}
	p, err := n.parameters(raw)
	if err != nil {
		return nil, err
	}
	c, err := n.recipient(p)
	if err != nil {
		return nil, err
	}
	text, err := n.approve(p, c, said)
	// RFC 9207 section 2: the response names its issuer, an error as well, so
	// that a client with several servers knows which one answers.
	iss := ""
	if n.obeys(IssuerNamed) {
		iss = issuer
	}
	if err != nil {
		return nil, returned(err, p["state"], iss)
	}
	n.announced = iss != ""
	// RFC 6749 section 4.1.2: the exact value of state that came, if one did.
	return r.answer("code_issued").bytes("code", text).optional("state", p["state"]).optional("iss", iss), nil
}

// recipient finds who is to get the code: the client, nil where it is not
// registered. RFC 6749 section 4.1.2.1: while this is in doubt, nothing may
// be sent to the redirect_uri, not even an error.
func (n *Node) recipient(p map[string]string) (*client, error) {
	clientID, redirectURI := p["client_id"], p["redirect_uri"]
	if clientID == "" || redirectURI == "" {
		return nil, invalidRequest.because("the url lacks client_id or redirect_uri")
	}
	if hasFragment(redirectURI) {
		return nil, invalidRequest.because("the redirect_uri has a fragment")
	}
	c := n.memory.clients[clientID]
	// RFC 6749 section 3.1.2.3 and RFC 9700 section 2.1: exact string matching.
	if c != nil && n.obeys(RegisteredRedirect) && !slices.Contains(c.redirectURIs, redirectURI) {
		return nil, invalidRequest.because("the redirect_uri is not registered")
	}
	return c, nil
}

// approve issues a code if request, registration and user agree.
func (n *Node) approve(p map[string]string, c *client, said consent) ([]byte, error) {
	// RFC 6749 section 3.1.1: response_type is REQUIRED, and section 4.1.1: it
	// is "code".
	switch kind := p["response_type"]; {
	case kind == "code" || !n.obeys(ResponseTypeChecked):
	case kind == "":
		return nil, invalidRequest.because("the url lacks response_type")
	default:
		return nil, unsupportedResponseType.because("the response_type is not code")
	}
	committed, err := n.commit(p["code_challenge"], p["code_challenge_method"])
	if err != nil {
		return nil, err
	}
	// RFC 9700 section 2.1.1: public clients MUST use PKCE.
	if c != nil && !c.confidential && committed.text == "" && n.obeys(PublicNeedsChallenge) {
		return nil, invalidRequest.because("a public client needs a code_challenge")
	}
	g, err := n.consented(p, c, said)
	if err != nil {
		return nil, err
	}
	return n.issueCode(code{grant: g, redirectURI: p["redirect_uri"], challenge: committed})
}

// consented is the grant that comes out when the user was asked.
func (n *Node) consented(p map[string]string, c *client, said consent) (*grant, error) {
	asked, err := splitScope(p["scope"])
	if err != nil {
		return nil, err
	}
	// RFC 6749 section 4.1.2.1: invalid_scope. Nobody gets more than what the
	// client was registered for.
	if c != nil && !c.anyScope && beyond(asked, c.scopes) && n.obeys(ScopeOfRegistration) {
		return nil, invalidScope.because("the scope goes beyond the registration")
	}
	// RFC 6749 section 4.1.2.1: access_denied.
	if !said.approved && n.obeys(UserMayRefuse) {
		return nil, accessDenied.because("the user refused")
	}
	granted := asked
	// RFC 6749 section 3.3: the user may grant a part of what was asked for.
	if said.partly {
		granted = said.scopes
	}
	if beyond(granted, asked) {
		return nil, invalidScope.because("the user granted more than was asked for")
	}
	return &grant{clientID: p["client_id"], asked: asked, scopes: granted}, nil
}

// codeLifetime is how long a code is good for. RFC 6749 section 4.1.2: ten
// minutes at most is RECOMMENDED.
func (n *Node) codeLifetime() time.Duration {
	switch {
	case !n.obeys(CodeExpires):
		return forever
	case !n.obeys(CodeWithinTenMinutes):
		return time.Hour
	}
	return 10 * time.Minute
}
