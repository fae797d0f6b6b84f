package report

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decoded is a text after one or more decodings, with the place in the
// original that each of its bytes came from. from has one entry more than
// text; nil means that nothing was decoded.
type decoded struct {
	text string
	from []int
}

// plain is a text as it stands.
func plain(text string) decoded { return decoded{text: text} }

// offset is the place in the original of byte i; decoded bytes of one escape
// share its start, so an end inside an escape never splits it.
func (t decoded) offset(i int) int {
	if t.from == nil {
		return i
	}
	return t.from[i]
}

// writings are the ways in which a value may be written in a report, besides
// as it is: in JSON, in JSON in JSON, in a URL, in a URL in JSON, encoded twice.
var writings = []func(decoded) decoded{
	decoded.json,
	func(t decoded) decoded { return t.json().json() },
	decoded.percent,
	func(t decoded) decoded { return t.json().percent() },
	func(t decoded) decoded { return t.json().percent().percent() },
}

// json undoes JSON's escapes (RFC 8259 section 7), wherever they stand.
func (t decoded) json() decoded { return t.decode('\\', jsonEscape) }

// percent undoes percent-encoding and the + of forms (RFC 6749 appendix B).
func (t decoded) percent() decoded { return t.decode('%', percentEscape) }

// decode replaces each escape that begins with mark; read gives what one
// stands for and its length, or 0 where there is none.
func (t decoded) decode(mark byte, read func(string) (string, int)) decoded {
	if strings.IndexByte(t.text, mark) < 0 && (mark != '%' || strings.IndexByte(t.text, '+') < 0) {
		return t
	}
	out := make([]byte, 0, len(t.text))
	from := make([]int, 0, len(t.text)+1)
	for i := 0; i < len(t.text); {
		meaning, n := t.text[i:i+1], 1
		if c := t.text[i]; c == mark || c == '+' && mark == '%' {
			if m, size := read(t.text[i:]); size > 0 {
				meaning, n = m, size
			}
		}
		for range len(meaning) {
			from = append(from, t.offset(i))
		}
		out = append(out, meaning...)
		i += n
	}
	return decoded{string(out), append(from, t.offset(len(t.text)))}
}

// jsonEscape reads \", \\, \/, \b, \f, \n, \r, \t, \uXXXX and a surrogate
// pair of two.
func jsonEscape(s string) (string, int) {
	if len(s) < 2 {
		return "", 0
	}
	switch s[1] {
	case '"', '\\', '/':
		return s[1:2], 2
	case 'b':
		return "\b", 2
	case 'f':
		return "\f", 2
	case 'n':
		return "\n", 2
	case 'r':
		return "\r", 2
	case 't':
		return "\t", 2
	case 'u':
		return unicodeEscape(s)
	}
	return "", 0
}

// unicodeEscape reads \uXXXX, or the two of a surrogate pair.
func unicodeEscape(s string) (string, int) {
	r, ok := hex(s, 2, 4)
	if !ok {
		return "", 0
	}
	if utf16.IsSurrogate(r) && len(s) >= 12 && s[6:8] == `\u` {
		if low, ok := hex(s, 8, 4); ok {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				return string(pair), 12
			}
		}
	}
	return string(r), 6
}

// percentEscape reads %XX or a + for a blank.
func percentEscape(s string) (string, int) {
	if s[0] == '+' {
		return " ", 1
	}
	r, ok := hex(s, 1, 2)
	if !ok {
		return "", 0
	}
	return string([]byte{byte(r)}), 3
}

// hex reads n hexadecimal digits of s at i.
func hex(s string, i, n int) (rune, bool) {
	if len(s) < i+n {
		return 0, false
	}
	v, err := strconv.ParseUint(s[i:i+n], 16, 32)
	return rune(v), err == nil
}
