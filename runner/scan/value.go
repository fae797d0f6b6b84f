package scan

// The kinds of values, as a set.
const (
	isNull = 1 << iota
	isTrue
	isFalse
	isInteger // digits alone, at most 18
	isNumber  // any other number without an exponent
	isString
	isArray
	isObject

	isAny = 1<<iota - 1
)

// value is one member of an object, or one element of an array.
type value struct {
	start, end int32 // in the buffer, of a string without its quotes; of an array, its elements
	name       uint8 // of the member, in the table of names; 0: another one
	kind       uint8
	flags      uint8 // of a string
	integer    int64 // its value; of an array, its place in the buffer: from<<32 | to
}

// number reads a number that begins at i. One with an exponent, and one of more
// digits than anybody needs, is not judged.
func number(buf []byte, i int, v *value) int {
	start := i
	negative := buf[i] == '-'
	if negative {
		i++
	}
	first := i
	n := int64(0)
	for ; buf[i]-'0' <= 9; i++ {
		if i-first > 18 {
			return -1
		}
		n = n*10 + int64(buf[i]-'0')
	}
	digits := i - first
	if digits == 0 || digits > 18 || digits > 1 && buf[first] == '0' {
		return -1
	}
	v.kind, v.integer = isInteger, n
	if negative {
		if v.integer = -n; n == 0 {
			return -1 // -0 is written otherwise than the 0 that it equals
		}
	}
	if buf[i] == '.' {
		v.kind = isNumber
		i++
		first = i
		for buf[i]-'0' <= 9 {
			i++
		}
		if i == first || i-start > 40 {
			return -1
		}
	}
	if buf[i]|0x20 == 'e' {
		return -1
	}
	v.start, v.end = int32(start), int32(i)
	return i
}

// word reads true, false or null.
func word(buf []byte, i int, v *value) int {
	v.start = int32(i)
	switch {
	case string(buf[i:i+4]) == "true":
		v.kind = isTrue
	case string(buf[i:i+4]) == "null":
		v.kind = isNull
	case string(buf[i:i+5]) == "false":
		v.kind = isFalse
		i++
	default:
		return -1
	}
	v.end = int32(i + 4)
	return i + 4
}

// blank skips what may stand between two tokens of a line.
func blank(buf []byte, i int) int {
	for buf[i] == ' ' || buf[i] == '\t' {
		i++
	}
	return i
}

// value reads the value at i and gives the place behind it, -1 where it is not
// judged. Elements of an array of the outermost level are kept.
func (s *scanner) value(i int, v *value) int {
	switch c := s.buf[i]; {
	case c == '"':
		end, flags := text(s.buf, i+1)
		v.kind, v.flags, v.start, v.end = isString, flags, int32(i+1), int32(end)
		s.flags |= flags
		return end + 1 // 0, and so refused, where there is no end
	case c-'0' <= 9 || c == '-':
		return number(s.buf, i, v)
	case c == '[':
		return s.array(i, v)
	case c == '{':
		v.kind, v.start = isObject, int32(i)
		end := s.nested(i, 0)
		v.end = int32(end)
		return end
	}
	return word(s.buf, i, v)
}

// array reads an array and keeps its elements; one with too many of them is
// not judged.
func (s *scanner) array(i int, v *value) int {
	v.kind, v.start = isArray, int32(s.elements)
	from := int64(i)
	i = blank(s.buf, i+1)
	for more := s.buf[i] != ']'; more; {
		if s.elements == len(s.items) {
			return -1
		}
		e := &s.items[s.elements]
		s.elements++
		if s.buf[i] == '[' {
			e.kind = isArray
			e.start, e.end = 0, 0
			i = s.nested(i, 0)
		} else {
			i = s.value(i, e)
		}
		if i <= 0 {
			return -1
		}
		i = blank(s.buf, i)
		if more = s.buf[i] == ','; more {
			i = blank(s.buf, i+1)
		}
	}
	v.end = int32(s.elements)
	if s.buf[i] != ']' {
		return -1
	}
	v.integer = from<<32 | int64(i+1)
	return i + 1
}

// deepest bounds what stands within values that no schema names.
const deepest = 16

// nested skips an object or array whose contents nobody looks at.
func (s *scanner) nested(i, depth int) int {
	open := s.buf[i]
	if depth == deepest {
		return -1
	}
	i = blank(s.buf, i+1)
	for more := s.buf[i] != open+2; more; { // "]" and "}" stand two behind "[" and "{"
		var v value
		if open == '{' {
			if i = s.key(i); i < 0 {
				return -1
			}
		}
		if c := s.buf[i]; c == '{' || c == '[' {
			i = s.nested(i, depth+1)
		} else {
			i = s.value(i, &v)
		}
		if i <= 0 {
			return -1
		}
		i = blank(s.buf, i)
		if more = s.buf[i] == ','; more {
			i = blank(s.buf, i+1)
		}
	}
	if s.buf[i] != open+2 {
		return -1
	}
	return i + 1
}

// key skips the name of a member, its colon and the blanks around it.
func (s *scanner) key(i int) int {
	if s.buf[i] != '"' {
		return -1
	}
	end, flags := text(s.buf, i+1)
	if end < 0 {
		return -1
	}
	s.flags |= flags
	if i = blank(s.buf, end+1); s.buf[i] != ':' {
		return -1
	}
	return blank(s.buf, i+1)
}
