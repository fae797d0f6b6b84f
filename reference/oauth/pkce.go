package oauth

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"regexp"
	"strings"
	"unicode/utf8"
)

// challenge is what a client commits to when it asks for a code: only who
// knows the verifier can redeem it. RFC 7636. The zero challenge is none.
type challenge struct{ text, method string }

var (
	// RFC 7636 section 4.1: code-verifier = 43*128unreserved.
	verifierLength = struct{ min, max int }{43, 128}
	// RFC 7636 section 4.2 and appendix A: a SHA-256 hash in base64url, which
	// is 43 characters without its padding.
	hashed = regexp.MustCompile(`\A[A-Za-z0-9_-]{43}\z`)
)

// commit checks the challenge of an authorization request.
func (n *Node) commit(text, method string) (challenge, error) {
	switch {
	case text == "" && method == "":
		return challenge{}, nil
	case text == "":
		return challenge{}, invalidRequest.because("a code_challenge_method without a code_challenge")
	}
	// RFC 7636 section 4.3: the method defaults to plain if it is not present.
	if method == "" {
		method = "plain"
		if !n.obeys(NoMethodIsPlain) {
			method = "S256"
		}
	}
	// RFC 7636 section 4.4.1: a transformation that is not supported is an
	// invalid_request, to the letter and without a fallback.
	if method != "S256" && method != "plain" && n.obeys(KnownMethod) {
		return challenge{}, invalidRequest.because("the code_challenge_method is not supported, use S256")
	}
	// RFC 9700 section 2.1.1: a method that does not expose the verifier in
	// the authorization request, and S256 is the only one.
	if method == "plain" && n.obeys(PlainRefused) {
		return challenge{}, invalidRequest.because("the code_challenge_method plain is refused, use S256")
	}
	if method == "S256" && n.obeys(ChallengeFormat) && !hashed.MatchString(text) {
		return challenge{}, invalidRequest.because("the code_challenge is no SHA-256 hash in base64url without padding")
	}
	return challenge{text, method}, nil
}

// verify holds the verifier of an exchange against the challenge that the
// code is bound to. RFC 7636 section 4.4: method and all, since a client that
// could choose the method now would show the challenge itself.
func (n *Node) verify(c challenge, verifier string) error {
	switch {
	// RFC 9700 section 4.8.2: a verifier for a code without a challenge is
	// what a stripped challenge leaves behind.
	case c.text == "" && verifier != "" && n.obeys(NoVerifierAlone):
		return invalidGrant.because("a code_verifier, but the code was asked for without a code_challenge")
	case c.text == "":
		return nil
	// RFC 7636 section 4.5: the client sends the verifier with the code.
	case verifier == "" && n.obeys(VerifierNeeded):
		return invalidRequest.because("the code_verifier is missing")
	case verifier == "":
		return nil
	}
	// RFC 7636 section 4.6: if the values are not equal, invalid_grant.
	if n.obeys(VerifierCompared) && !c.answeredBy(verifier) {
		return invalidGrant.because("the code_verifier does not answer the code_challenge")
	}
	return nil
}

// checkVerifier looks at the form of a verifier, "" where there is none. RFC
// 7636 section 4.1: code-verifier = 43*128unreserved. A malformed one is wrong
// with every code, one without a challenge included.
func (n *Node) checkVerifier(verifier string) error {
	length := utf8.RuneCountInString(verifier)
	if n.obeys(VerifierLength) && length > 0 && (length < verifierLength.min || length > verifierLength.max) {
		return invalidRequest.because("the code_verifier does not have 43 to 128 characters")
	}
	if n.obeys(VerifierCharset) && strings.ContainsFunc(verifier, func(c rune) bool { return c >= utf8.RuneSelf || !unreserved[c] }) {
		return invalidRequest.because("the code_verifier has characters other than A-Z a-z 0-9 - . _ ~")
	}
	return nil
}

// answeredBy transforms the verifier and compares. RFC 7636 section 4.6:
// BASE64URL-ENCODE(SHA256(ASCII(code_verifier))) == code_challenge.
func (c challenge) answeredBy(verifier string) bool {
	if c.method == "S256" {
		sum := sha256.Sum256([]byte(verifier))
		verifier = base64.RawURLEncoding.EncodeToString(sum[:])
	}
	return subtle.ConstantTimeCompare([]byte(verifier), []byte(c.text)) == 1
}
