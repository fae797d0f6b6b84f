package oauth

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// member is a member of a JSON object. Its value is JSON, as it was written.
type member struct{ name, value string }

// members are those of one object, in their order. Their texts are parts of
// the line that they stand in, and last as long.
type members []member

// find is the value of a member. Of a name that comes twice the last one
// counts, and upper case is not lower case.
func (m members) find(name string) (value string, given bool) {
	for i := len(m) - 1; i >= 0; i-- {
		if m[i].name == name {
			return m[i].value, true
		}
	}
	return "", false
}

// envelope is what the outermost object of a message holds: the values of its
// members as they were written, "" where there is none, and the members of the
// body.
type envelope struct {
	src, dest, body string
	members         members
	escaped         bool // one of the strings may have an escape sequence
}

// keep takes a member. Of a name that comes twice the last one counts.
func (e *envelope) keep(name, value string) {
	switch name {
	case "src":
		e.src = value
	case "dest":
		e.dest = value
	case "body":
		e.body = value
	}
}

// reader reads a JSON text, in one pass and without a copy. It accepts nothing
// that RFC 8259 does not, and less: what is out of the ordinary it leaves to
// encoding/json (json.go), which reads every message as this does and more.
//
// A method is told the place where a part begins, and returns the place after
// it, or none if it has met such a thing.
type reader struct {
	text string
	envelope
}

// none is no place in a text.
const none = -1

// deep is how many arrays and objects inside each other are out of the
// ordinary.
const deep = 32

// object reads an object at some depth. The outermost is at 1, and its members
// make the envelope; those of another are appended to a list, unless that is
// nil.
func (r *reader) object(at, depth int, list *members) int {
	text := r.text
	if at = skip(text, at+1); peek(text, at) == '}' && depth < deep {
		return at + 1
	}
	for {
		// A name in which there is anything else is out of the ordinary.
		from := at + 1
		if at = ordinary(text, from); peek(text, from-1) != '"' || peek(text, at) != '"' {
			return none
		}
		name := text[from:at]
		if at = skip(text, at+1); peek(text, at) != ':' {
			return none
		}
		var inner *members
		if depth == 1 && name == "body" {
			inner, r.members = &r.members, r.members[:0]
		}
		from = skip(text, at+1)
		if at = r.value(from, depth, inner); at == none {
			return none
		}
		switch value := text[from:at]; {
		case list != nil:
			*list = append(*list, member{name, value})
		case depth == 1:
			r.keep(name, value)
		}
		at = skip(text, at)
		switch peek(text, at) {
		case ',':
			at = skip(text, at+1)
		case '}':
			return at + 1
		default:
			return none
		}
	}
}

// array reads an array. Its elements are appended to a list, unless that is
// nil.
func (r *reader) array(at, depth int, list *[]string) int {
	text := r.text
	if at = skip(text, at+1); peek(text, at) == ']' && depth < deep {
		return at + 1
	}
	for {
		from := at
		if at = r.value(from, depth, nil); at == none {
			return none
		}
		if list != nil {
			*list = append(*list, text[from:at])
		}
		at = skip(text, at)
		switch peek(text, at) {
		case ',':
			at = skip(text, at+1)
		case ']':
			return at + 1
		default:
			return none
		}
	}
}

// value reads any value inside an array or object of that depth. Of an object
// the members are appended to a list, unless that is nil.
func (r *reader) value(at, depth int, list *members) int {
	switch c := peek(r.text, at); {
	case depth >= deep:
		return none
	case c == '"':
		return r.str(at)
	case c == '{':
		return r.object(at, depth+1, list)
	case c == '[':
		return r.array(at, depth+1, nil)
	case c == '-' || digit(c):
		return number(r.text, at)
	}
	for _, word := range []string{"true", "false", "null"} {
		if strings.HasPrefix(r.text[at:], word) {
			return at + len(word)
		}
	}
	return none
}

// str reads a string.
func (r *reader) str(at int) int {
	text := r.text
	for at++; ; {
		at = ordinary(text, at)
		switch c := peek(text, at); {
		case c == '"':
			return at + 1
		case c >= utf8.RuneSelf:
			// RFC 8259 section 8.1: JSON is UTF-8.
			char, size := utf8.DecodeRuneInString(text[at:])
			if char == utf8.RuneError && size == 1 {
				return none
			}
			at += size
		case c == '\\':
			r.envelope.escaped = true
			if at = escaped(text, at); at == none {
				return none
			}
		default: // a control character, or the end
			return none
		}
	}
}

// escaped reads an escape sequence. RFC 8259 section 7.
func escaped(text string, at int) int {
	switch peek(text, at+1) {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return at + 2
	case 'u':
		at += 2
		for range 4 {
			if c := peek(text, at); !digit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
				return none
			}
			at++
		}
		return at
	}
	return none
}

// number reads a number. RFC 8259 section 6: number = [ minus ] int [ frac ]
// [ exp ].
func number(text string, at int) int {
	if peek(text, at) == '-' {
		at++
	}
	end := digits(text, at)
	if end == at || peek(text, at) == '0' && end > at+1 {
		return none
	}
	if peek(text, end) == '.' {
		at = end + 1
		if end = digits(text, at); end == at {
			return none
		}
	}
	if peek(text, end)|0x20 == 'e' {
		at = end + 1
		if c := peek(text, at); c == '+' || c == '-' {
			at++
		}
		if end = digits(text, at); end == at {
			return none
		}
	}
	return end
}

// digits passes over digits.
func digits(text string, at int) int {
	for at < len(text) && digit(text[at]) {
		at++
	}
	return at
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// skip passes over white space.
func skip(text string, at int) int {
	for at < len(text) && text[at] <= ' ' && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n') {
		at++
	}
	return at
}

// peek is the byte at a place, 0 at the end. A NUL in the text is as wrong as
// the end wherever it is looked at.
func peek(text string, at int) byte {
	if at < len(text) {
		return text[at]
	}
	return 0
}

// ordinary passes over bytes that stand for themselves in a JSON string and
// are ASCII: neither quote nor backslash nor control character.
func ordinary[T string | []byte](text T, at int) int {
	// Eight at a time. In each byte of odd the highest bit is set if the byte
	// is none of them; bits above the first such byte mean nothing.
	for ; at+8 <= len(text); at += 8 {
		t := text[at : at+8]
		w := uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
			uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
		odd := (w | (w - ' '*each) | (w ^ '"'*each - each) | (w ^ '\\'*each - each)) & (0x80 * each)
		if odd != 0 {
			return at + bits.TrailingZeros64(odd)/8
		}
	}
	for ; at < len(text); at++ {
		if c := text[at]; c < ' ' || c >= 0x80 || c == '"' || c == '\\' {
			break
		}
	}
	return at
}

// each is a word with 1 in each of its bytes.
const each = 0x0101010101010101
