package oauth

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// parameters reads the URL of an authorization request: whatever a browser
// may make of the URL that the node wrote, in any order and any encoding that
// means the same. A parameter that nobody knows is ignored (RFC 6749 section
// 3.1), and one without a value counts as omitted.
func (n *Node) parameters(raw string) (map[string]string, error) {
	query, ok := strings.CutPrefix(raw, endpoint+"?")
	if !ok {
		return nil, invalidRequest.because("the url is not one of the authorization endpoint")
	}
	// RFC 3986 section 2: a URL holds visible ASCII. RFC 6749 section 3.1: the
	// endpoint has no fragment.
	if strings.ContainsFunc(query, func(c rune) bool { return c <= ' ' || c > '~' || c == '#' }) {
		return nil, invalidRequest.because("the url has characters that no query may have")
	}
	values, seen := map[string]string{}, map[string]bool{}
	for pair := range strings.SplitSeq(query, "&") {
		name, value, err := decodePair(pair)
		switch {
		case err != nil:
			return nil, err
		case pair == "":
			continue
		// RFC 6749 section 3.1: parameters MUST NOT be included more than once.
		case seen[name] && n.obeys(NoRepeatedParameter):
			return nil, invalidRequest.because("a parameter of the url is repeated")
		}
		seen[name] = true
		values[name] = value
	}
	return values, nil
}

// decodePair undoes form encoding. RFC 6749 appendix B: once, and into UTF-8.
func decodePair(pair string) (name, value string, err error) {
	rawName, rawValue, _ := strings.Cut(pair, "=")
	name, errName := url.QueryUnescape(rawName)
	value, errValue := url.QueryUnescape(rawValue)
	if errName != nil || errValue != nil || !utf8.ValidString(name) || !utf8.ValidString(value) {
		return "", "", invalidRequest.because("the url is not form encoded UTF-8")
	}
	return name, value, nil
}
