package scan

import (
	"math/bits"

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
	n := s.copy(v)
	url, end := s.scratch, n
	if n <= uint(len(start)) || string(url[:len(start)]) != start || v.flags&^escaped != 0 {
		return 0
	}
	var p [parts]uint64
	p[ofScopes] = empty
	seen := 0
	for i := uint(len(start)); ; i++ {
		at := seek(url[:], i, end, equals)
		if at == end {
			return 0
		}
		part := partOf(url[i:at])
		if part < 0 || seen>>part&1 != 0 {
			return 0
		}
		seen |= 1 << part
		if i, n = decode(s.decoded, url, at+1, end); i == 0 {
			return 0
		}
		if p[part] = s.part(part, n); p[part] == 0 {
			return 0
		}
		if i == end {
			break
		}
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

// part is the hash of the value that was decoded, of n bytes; 0 where it is empty
// or wrong.
func (s *scanner) part(part int, n uint) uint64 {
	switch {
	case part == ofScopes:
		return s.tier.split(s.decoded[:], 0, n)
	case n == 0 || part == responseType && string(s.decoded[:n]) != "code":
		return 0
	}
	return s.tier.hashAt(s.decoded[:], 0, n)
}

// decode undoes the form encoding of a value, up to "&" or the end, of which it gives
// the place, and the length of what it wrote to dst; 0 where the value is not
// written just so.
func decode(dst, url *sheet, i, end uint) (at, n uint) {
	for {
		w := url.word(i)
		dst.put(n, w)
		m := unusual(w)
		k := uint(bits.TrailingZeros64(m)) >> 3 // 8, where there is none
		if i, n = i+k, n+k; i >= end {
			return end, n - (i - end)
		}
		if m == 0 {
			continue
		}
		switch c := url.at(i); c {
		case '%':
			high, low := upper[url.at(i+1)], upper[url.at(i+2)]
			if i+2 >= end || high|low > 15 {
				return 0, 0
			}
			dst.set(n, high<<4|low)
			i += 2
		case '+':
			dst.set(n, ' ')
		case '&':
			return i, n
		case '_', '~', '!', '\'', '(', ')', '*': // unreserved, or left alone by some encoders
		default:
			return 0, 0
		}
		i, n = i+1, n+1
	}
}

// unusual sets the high bit of each byte of eight that is no letter or digit, nor one
// of the commonest marks. The bytes are ASCII, but for those behind the first that is
// set.
func unusual(w uint64) uint64 {
	return highs &^ (within(w|ones*0x20, 'a', 'z') | within(w, '-', '9')&^zero(w^ones*'/'))
}

// upper is the value of an upper-case hexadecimal digit, above 15 for any other
// byte: RFC 3986 section 2.1.
var upper = func() (digits [256]byte) {
	for c := range digits {
		digits[c] = 0xFF
	}
	for i, c := range []byte("0123456789ABCDEF") {
		digits[c] = byte(i)
	}
	return digits
}()
