package oauth

import "errors"

// refusal says no. Its text never repeats what the request held: no secret,
// code or token gets into an error, and no long line comes back.
type refusal struct {
	code int    // Maelstrom's number
	name string // the name that OAuth gives it
	text string // for people

	state, iss string // of an authorization request that is refused
}

var (
	// Maelstrom, error 10. The name is this protocol's own.
	unsupportedMessageType = refusal{code: 10, name: "unsupported_message_type"}
	// RFC 6749 section 5.2: a parameter is missing, repeated or malformed.
	invalidRequest = refusal{code: 12, name: "invalid_request"}
	// RFC 6749 section 5.2: the client is unknown or did not authenticate.
	invalidClient = refusal{code: 22, name: "invalid_client"}
	// RFC 6749 section 5.2: the code or refresh token is invalid, expired, revoked or used.
	invalidGrant = refusal{code: 22, name: "invalid_grant"}
	// RFC 6749 section 5.2: the scope is invalid, unknown or malformed.
	invalidScope = refusal{code: 22, name: "invalid_scope"}
	// RFC 6749 section 4.1.2.1: this way to get a code is not supported.
	unsupportedResponseType = refusal{code: 10, name: "unsupported_response_type"}
	// RFC 6749 section 4.1.2.1: the user said no.
	accessDenied = refusal{code: 14, name: "access_denied"}
	// RFC 6749 section 4.1.2.1: the server is overloaded for the moment.
	temporarilyUnavailable = refusal{code: 11, name: "temporarily_unavailable"}
	// RFC 6749 section 4.1.2.1: the server met what it did not expect.
	serverError = refusal{code: 13, name: "server_error"}
)

// because is the same refusal with a reason.
func (f refusal) because(text string) refusal {
	f.text = text
	return f
}

// returned is a refusal that travels back with the state and the name of the
// issuer. RFC 6749 section 4.1.2.1: state is REQUIRED if it was present in the
// authorization request.
func returned(err error, state, iss string) error {
	var why refusal
	if !errors.As(err, &why) {
		return err
	}
	why.state, why.iss = state, iss
	return why
}

func (f refusal) Error() string { return f.name + ": " + f.text }

// refusal turns an error into a reply. What is no refusal is the node's own
// failure.
func (r *request) refusal(err error) reply {
	why := serverError.because("the node failed")
	errors.As(err, &why)
	return r.answer("error").number("code", why.code).text("text", why.text).text("error", why.name).
		optional("state", why.state).optional("iss", why.iss)
}
