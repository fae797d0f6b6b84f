package authurl

import (
	"strings"
	"unicode/utf8"
)

// plain tells whether form encoding leaves c raw (RFC 6749 Appendix B). The
// marks ~*!'() are raw in some encoders and encoded in others; both are right.
func plain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		strings.IndexByte("-._~*!'()", c) >= 0
}

// legal tells whether c may stand raw in a query, "%" aside.
func legal(c byte) bool {
	// RFC 3986 section 3.4: query = *( pchar / "/" / "?" ).
	return plain(c) || strings.IndexByte("$&+,;=:@/?", c) >= 0
}

// hex gives the byte that "%XX" at the start of s stands for.
func hex(s string) (c byte, ok bool) {
	if len(s) < 3 || s[0] != '%' {
		return 0, false
	}
	high, low := digit(s[1]), digit(s[2])
	return high<<4 | low, high < 16 && low < 16
}

// digit gives the value of a hexadecimal digit, 16 if c is none.
func digit(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	}
	return 16
}

// decode undoes form encoding once; a "%" that starts no escape stays as it is,
// so callers look for faults first.
func decode(raw string) string {
	if strings.IndexByte(raw, '+') >= 0 {
		raw = strings.ReplaceAll(raw, "+", " ")
	}
	return unescape(raw)
}

// unescape undoes percent-encoding once and leaves "+" alone.
func unescape(raw string) string {
	if strings.IndexByte(raw, '%') < 0 {
		return raw
	}
	var b strings.Builder
	b.Grow(len(raw))
	for i := 0; i < len(raw); i++ {
		if c, ok := hex(raw[i:]); ok {
			b.WriteByte(c)
			i += 2
			continue
		}
		b.WriteByte(raw[i])
	}
	return b.String()
}

// offset gives the place in raw of the n-th byte of its decoded value.
func offset(raw string, n int) int {
	i := 0
	for ; n > 0 && i < len(raw); n-- {
		if _, ok := hex(raw[i:]); ok {
			i += 2
		}
		i++
	}
	return i
}

// agree gives the length of what a and b have in common at their start.
func agree(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// invalid gives the offset of the first byte that is not UTF-8, or -1.
func invalid(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
