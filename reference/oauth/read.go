package oauth

import (
	"math/bits"
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

// reader reads a JSON text, in one pass and without a copy. It accepts nothing
// that RFC 8259 does not, and less: what is out of the ordinary it leaves to
// encoding/json (json.go), which reads every message as this does and more. A
// method that reports false has met such a thing.
type reader struct {
	text string
	at   int     // how much of it is read
	body members // of the latest member "body" of the outermost object
}

// deep is how many arrays and objects inside each other are out of the
// ordinary.
const deep = 32

// object reads an object at some depth, the outermost is at 1. Its members are
// appended to a list, unless that is nil.
func (r *reader) object(depth int, list *members) bool {
	r.at++ // the brace that the caller has seen
	if r.next() == '}' {
		r.at++
		return depth < deep
	}
	for {
		if r.next() != '"' {
			return false
		}
		from := r.at
		if plain, ok := r.str(); !plain || !ok {
			return false
		}
		name := r.text[from+1 : r.at-1]
		if r.next() != ':' {
			return false
		}
		r.at++
		var inner *members
		if depth == 1 && name == "body" {
			r.body = r.body[:0]
			inner = &r.body
		}
		value, ok := r.value(depth, inner)
		if !ok {
			return false
		}
		if list != nil {
			*list = append(*list, member{name, value})
		}
		switch r.next() {
		case ',':
			r.at++
		case '}':
			r.at++
			return true
		default:
			return false
		}
	}
}

// array reads an array. Its elements are appended to a list, unless that is
// nil.
func (r *reader) array(depth int, list *[]string) bool {
	r.at++ // the bracket that the caller has seen
	if r.next() == ']' {
		r.at++
		return depth < deep
	}
	for {
		element, ok := r.value(depth, nil)
		if !ok {
			return false
		}
		if list != nil {
			*list = append(*list, element)
		}
		switch r.next() {
		case ',':
			r.at++
		case ']':
			r.at++
			return true
		default:
			return false
		}
	}
}

// value reads any value inside an array or object of that depth. Of an object
// the members are appended to a list, unless that is nil.
func (r *reader) value(depth int, list *members) (raw string, ok bool) {
	c := r.next()
	from := r.at
	switch {
	case depth >= deep:
		return "", false
	case c == '"':
		_, ok = r.str()
	case c == '{':
		ok = r.object(depth+1, list)
	case c == '[':
		ok = r.array(depth+1, nil)
	case c == '-' || digit(c):
		ok = r.number()
	case c == 't':
		ok = r.word("true")
	case c == 'f':
		ok = r.word("false")
	case c == 'n':
		ok = r.word("null")
	}
	return r.text[from:r.at], ok
}

// str reads a string. It is plain if it has no escape.
func (r *reader) str() (plain, ok bool) {
	r.at++ // the quote that the caller has seen
	plain = true
	for {
		r.at += ordinary(r.text[r.at:])
		switch c := r.peek(); {
		case c == '"':
			r.at++
			return plain, true
		case c >= utf8.RuneSelf:
			// RFC 8259 section 8.1: JSON is UTF-8.
			char, size := utf8.DecodeRuneInString(r.text[r.at:])
			if char == utf8.RuneError && size == 1 {
				return false, false
			}
			r.at += size
		case c == '\\':
			plain = false
			if !r.escape() {
				return false, false
			}
		default: // a control character, or the end
			return false, false
		}
	}
}

// escape reads an escape sequence. RFC 8259 section 7.
func (r *reader) escape() bool {
	r.at++
	switch r.peek() {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		r.at++
		return true
	case 'u':
		r.at++
		for range 4 {
			if c := r.peek(); !digit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
				return false
			}
			r.at++
		}
		return true
	}
	return false
}

// number reads a number. RFC 8259 section 6: number = [ minus ] int [ frac ]
// [ exp ].
func (r *reader) number() bool {
	if r.peek() == '-' {
		r.at++
	}
	if r.peek() == '0' {
		r.at++
	} else if !r.digits() {
		return false
	}
	if r.peek() == '.' {
		r.at++
		if !r.digits() {
			return false
		}
	}
	if r.peek()|0x20 == 'e' {
		r.at++
		if c := r.peek(); c == '+' || c == '-' {
			r.at++
		}
		return r.digits()
	}
	return true
}

// digits reads digits, of which there must be one at least.
func (r *reader) digits() bool {
	from := r.at
	for digit(r.peek()) {
		r.at++
	}
	return r.at > from
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// word reads true, false or null.
func (r *reader) word(w string) bool {
	if len(r.text)-r.at < len(w) || r.text[r.at:r.at+len(w)] != w {
		return false
	}
	r.at += len(w)
	return true
}

// next passes over white space and returns the byte after it.
func (r *reader) next() byte {
	for ; r.at < len(r.text); r.at++ {
		if c := r.text[r.at]; c > ' ' || c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return c
		}
	}
	return 0
}

// peek is the next byte, 0 at the end. A NUL in the text is as wrong as the
// end wherever it is looked at.
func (r *reader) peek() byte {
	if r.at < len(r.text) {
		return r.text[r.at]
	}
	return 0
}

// ordinary is the number of bytes at the beginning of a text that stand for
// themselves in a JSON string and are ASCII: neither quote nor backslash nor
// control character.
func ordinary[T string | []byte](text T) int {
	i := 0
	// Eight at a time. In each byte of odd the highest bit is set if the byte
	// is none of them; bits above the first such byte mean nothing.
	for ; i+8 <= len(text); i += 8 {
		t := text[i : i+8]
		w := uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
			uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
		odd := (w | (w - ' '*each) | (w ^ '"'*each - each) | (w ^ '\\'*each - each)) & (0x80 * each)
		if odd != 0 {
			return i + bits.TrailingZeros64(odd)/8
		}
	}
	for ; i < len(text); i++ {
		if c := text[i]; c < ' ' || c >= 0x80 || c == '"' || c == '\\' {
			break
		}
	}
	return i
}

// each is a word with 1 in each of its bytes.
const each = 0x0101010101010101
