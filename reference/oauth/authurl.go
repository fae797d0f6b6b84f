package oauth

// endpoint is where the browser is sent. RFC 6749 section 3.1: it has no
// fragment.
const endpoint = "https://accounts.example.com/authorize"

// authRequest is what the client asks the user for.
type authRequest struct {
	clientID, redirectURI string
	scopes                []string
	state                 string
	hasState              bool
	challenge, method     string // of PKCE, "" where there is none
}

// generateAuthURL builds the URL of the authorization request, RFC 6749
// section 4.1.1, and remembers the scopes for the token to come and the state
// for the callback. Whether the client may ask for this is decided where the
// URL leads; only a challenge that can never be redeemed is refused at once.
func (n *Node) generateAuthURL(r *request) (reply, error) {
	ask := authRequest{
		clientID:    r.text("client_id"),
		redirectURI: r.text("redirect_uri"),
		scopes:      r.list("scopes"),
	}
	ask.state, ask.hasState = r.value("state")
	ask.challenge, _ = r.optional("code_challenge")
	ask.method, _ = r.optional("code_challenge_method")
	if r.refused != nil {
		return nil, r.refused
	}
	if err := checkScopes(ask.scopes); err != nil {
		return nil, err
	}
	if _, err := n.commit(ask.challenge, ask.method); err != nil {
		return nil, err
	}
	asked, err := n.memory.ask(ask.clientID, ask.scopes)
	if err != nil {
		return nil, err
	}
	if err := n.await(ask.state, asked.self); err != nil {
		return nil, err
	}
	return r.answer("auth_url_generated").bytes("url", n.authURL(ask)), nil
}

// authURL writes the parameters in the order of the RFC.
func (n *Node) authURL(ask authRequest) []byte {
	q, separator := append(again(n.url), endpoint...), byte('?')
	add := func(name, value string) {
		q = append(q, separator)
		q = append(q, name...)
		q = n.formEncode(append(q, '='), value)
		separator = '&'
	}

	// RFC 6749 section 4.1.1: response_type is REQUIRED and is "code".
	if n.obeys(ResponseTypeCode) {
		add("response_type", "code")
	}
	add("client_id", ask.clientID)
	add("redirect_uri", ask.redirectURI)

	// RFC 6749 section 3.3: scope is OPTIONAL, a list separated by spaces.
	if len(ask.scopes) > 0 {
		between := ""
		if n.obeys(SpaceBetweenScopes) {
			between = " "
		}
		add("scope", ask.scopes[0])
		for _, scope := range ask.scopes[1:] {
			q = n.formEncode(n.formEncode(q, between), scope)
		}
	}

	// RFC 6749 section 4.1.1: state is RECOMMENDED, an opaque value that comes
	// back with the redirect. Section 10.12: the client compares the two, so
	// neither losing nor inventing one will do.
	if ask.hasState && n.obeys(StateReturned) || !ask.hasState && !n.obeys(NoStateInvented) {
		add("state", ask.state)
	}

	// RFC 7636 section 4.3: the challenge travels as it is, and the method if
	// the client names one.
	if ask.challenge != "" && n.obeys(ChallengeInURL) {
		add("code_challenge", ask.challenge)
		if ask.method != "" {
			add("code_challenge_method", ask.method)
		}
	}
	n.url = q
	return q
}

// formEncode adds one value. RFC 6749 appendix B: UTF-8 first, then
// application/x-www-form-urlencoded, where a blank is a plus sign.
func (n *Node) formEncode(q []byte, value string) []byte {
	if !n.obeys(FormEncoding) {
		return append(q, value...)
	}
	from := 0
	for i := range len(value) {
		c := value[i]
		if unreserved[c] {
			continue
		}
		q = append(q, value[from:i]...)
		from = i + 1
		if c == ' ' {
			q = append(q, '+')
		} else {
			q = append(q, '%', "0123456789ABCDEF"[c>>4], "0123456789ABCDEF"[c&15])
		}
	}
	return append(q, value[from:]...)
}

// unreserved are the characters that stand for themselves in a URL. RFC 3986
// section 2.3: unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~".
var unreserved = func() (set [256]bool) {
	for c := range 256 {
		set[c] = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
	}
	return set
}()
