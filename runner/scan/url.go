package scan

import (
	"bytes"

	"flowcheck/runner/authurl"
)

// The members of a URL, as they are joined into its hash.
const (
	ofClient = iota
	ofRedirect
	ofScopes
	ofState
	ofChallenge
	ofMethod
	responseType // is the same in all
	parts
)

// wantedURL is the hash of what a generate_auth_url asks of the URL. It is 0
// where two URLs are right: an empty value may stand there or be left out.
func (s *scanner) wantedURL() uint64 {
	n := &s.tier.ids
	p := [parts]uint64{ofClient: s.member(n.clientID), ofRedirect: s.member(n.redirectURI), ofScopes: s.list(n.scopes)}
	for part, id := range [...]uint8{n.state, n.challenge, n.method} {
		if !s.body.has(id) {
			continue
		}
		if v := s.body.get(id); v.start == v.end {
			return 0
		}
		p[ofState+part] = s.member(id)
	}
	return fold(&p)
}

func fold(p *[parts]uint64) uint64 {
	all := uint64(empty)
	for _, part := range p[:responseType] {
		all = join(all, part)
	}
	return all
}

// givenURL is the hash of what a URL says, 0 where it is not written just as
// form encoding writes it, or holds more than a request can ask for: then
// package authurl has to read it.
func (s *scanner) givenURL(v *value) uint64 {
	text := s.raw(v)
	if len(text) <= len(start) || string(text[:len(start)]) != start {
		return 0
	}
	var p [parts]uint64
	p[ofScopes] = empty
	seen := 0
	for text = text[len(start):]; ; {
		at := bytes.IndexByte(text, '=')
		if at < 0 {
			return 0
		}
		part := partOf(text[:at])
		if part < 0 || seen>>part&1 != 0 {
			return 0
		}
		seen |= 1 << part
		decoded, n := s.decode(text[at+1:])
		if n < 0 {
			return 0
		}
		if p[part] = s.part(part, decoded); p[part] == 0 {
			return 0
		}
		if text = text[at+1+n:]; len(text) == 0 {
			break
		}
		text = text[1:]
	}
	const needed = 1<<responseType | 1<<ofClient | 1<<ofRedirect
	if seen&needed != needed {
		return 0
	}
	return fold(&p)
}

// start is how a URL of the exercise begins.
const start = authurl.Endpoint + "?"

func partOf(name []byte) int {
	switch string(name) {
	case "response_type":
		return responseType
	case "client_id":
		return ofClient
	case "redirect_uri":
		return ofRedirect
	case "scope":
		return ofScopes
	case "state":
		return ofState
	case "code_challenge":
		return ofChallenge
	case "code_challenge_method":
		return ofMethod
	}
	return -1
}

// part is the hash of one value, 0 where it is empty or wrong.
func (s *scanner) part(part int, value []byte) uint64 {
	switch {
	case part == ofScopes && len(value) == 0:
		return empty
	case part == ofScopes:
		return s.tier.split(value)
	case len(value) == 0 || part == responseType && string(value) != "code":
		return 0
	}
	return s.tier.hash(value)
}

// What a byte of a value is: itself, the beginning of an escape or a blank, the
// end of the value, or for package authurl to judge.
const (
	plain = iota
	encoded
	ends
	odd
)

var classes = func() (c [256]uint8) {
	for i := range c {
		c[i] = odd
	}
	for _, b := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~*!'()") {
		c[b] = plain
	}
	c['%'], c['+'], c['&'] = encoded, encoded, ends
	return c
}()

// decode undoes the form encoding of one value, up to "&" or the end, and gives
// its length as it is written; -1 where it is not just so.
func (s *scanner) decode(text []byte) (value []byte, n int) {
	s.decoded = s.decoded[:0]
	for from := 0; ; from = n {
		for n < len(text) && classes[text[n]] == plain {
			n++
		}
		if n == len(text) || classes[text[n]] == ends {
			if from == 0 {
				return text[:n], n
			}
			s.decoded = append(s.decoded, text[from:n]...)
			return s.decoded, n
		}
		s.decoded = append(s.decoded, text[from:n]...)
		switch text[n] {
		case '+':
			s.decoded = append(s.decoded, ' ')
			n++
		case '%':
			if n+2 >= len(text) || upper(text[n+1]) > 15 || upper(text[n+2]) > 15 {
				return nil, -1
			}
			s.decoded = append(s.decoded, upper(text[n+1])<<4|upper(text[n+2]))
			n += 3
		default:
			return nil, -1
		}
	}
}

// upper is the value of an upper-case hexadecimal digit, above 15 for any other
// byte: RFC 3986 section 2.1.
func upper(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	}
	return 0xFF
}
