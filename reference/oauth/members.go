package oauth

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// text is a member that must be there and not be empty.
func (r *request) text(name string) string {
	s, _ := r.value(name)
	// RFC 6749 section 3.1: a parameter sent without a value is as good as
	// omitted. Section 5.2: what is missing makes the request invalid.
	if s == "" && r.node.obeys(RequiredMembers) {
		r.refuse(invalidRequest.because(name + " is missing or empty"))
	}
	return s
}

// mayBeEmpty is a member that must be there.
func (r *request) mayBeEmpty(name string) string {
	s, given := r.value(name)
	if !given && r.node.obeys(RequiredMembers) {
		r.refuse(invalidRequest.because(name + " is missing"))
	}
	return s
}

// value is a member that may be absent; the second result says whether it is
// there.
func (r *request) value(name string) (string, bool) {
	raw, given := r.members.find(name)
	if !given {
		return "", false
	}
	return r.str(name, raw), true
}

// optional is a member that may be absent, but not empty.
func (r *request) optional(name string) (string, bool) {
	s, given := r.value(name)
	if given && s == "" {
		r.refuse(invalidRequest.because(name + " is empty"))
	}
	return s, given
}

// scope is a list of scopes in one string, which may be absent.
func (r *request) scope(name string) ([]string, bool) {
	s, given := r.optional(name)
	scopes, err := splitScope(strings.Clone(s)) // a grant may remember them
	if err != nil {
		r.refuse(err)
	}
	return scopes, given
}

// flag is a truth value that may be absent.
func (r *request) flag(name string, absent bool) bool {
	switch raw, given := r.members.find(name); {
	case !given:
		return absent
	case raw == "true" || raw == "false":
		return raw == "true"
	}
	r.refuse(invalidRequest.because(name + " is no boolean"))
	return absent
}

// count is a number that must be there: an integer from 0 to most.
func (r *request) count(name string, most int64) int64 {
	raw, _ := r.members.find(name)
	number, err := strconv.ParseInt(raw, 10, 64)
	if err != nil || number < 0 || number > most {
		r.refuse(invalidRequest.because(name + " is missing, no integer or out of range"))
	}
	return number
}

// list is a member that must be an array of strings, empty or not.
func (r *request) list(name string) []string {
	raw, given := r.members.find(name)
	if !given && r.node.obeys(RequiredMembers) {
		r.refuse(invalidRequest.because(name + " is missing"))
	}
	elements, ok := readArray(raw, again(r.node.elements))
	r.node.elements = elements
	if !ok {
		if given && r.node.obeys(MemberTypes) {
			r.refuse(invalidRequest.because(name + " is no array"))
		}
		return nil
	}
	for i, element := range elements {
		elements[i] = r.str(name, element)
	}
	return elements
}

// texts is an array of strings that must be there, with neither itself nor one
// of its elements empty.
func (r *request) texts(name string) []string {
	all := r.list(name)
	if (len(all) == 0 || slices.Contains(all, "")) && r.node.obeys(RequiredMembers) {
		r.refuse(invalidRequest.because(name + " is empty or has an empty element"))
	}
	return all
}

// str decodes one JSON string.
func (r *request) str(name string, raw string) string {
	if !isString(raw) {
		if r.node.obeys(MemberTypes) {
			r.refuse(invalidRequest.because(name + " is no string"))
		}
		return raw
	}
	if !r.escaped {
		return raw[1 : len(raw)-1]
	}
	s := unquote(raw)
	// RFC 8259 section 8.2: half of a surrogate pair has no meaning. The
	// decoder has put U+FFFD in its place; to refuse is better than to go on
	// with another text.
	if strings.ContainsRune(s, utf8.RuneError) && hasHalfPair(raw) {
		r.refuse(invalidRequest.because(name + " is no Unicode text"))
	}
	return s
}

// escape is one escape sequence of a JSON string, a whole surrogate pair where
// there is one.
var escape = regexp.MustCompile(`\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|.)`)

// hasHalfPair reports whether a JSON string has half of a surrogate pair. It
// can only be written as an escape, \uD800 to \uDFFF.
func hasHalfPair(raw string) bool {
	return slices.ContainsFunc(escape.FindAllString(raw, -1), func(e string) bool {
		return len(e) == len(`\uD800`) && strings.ContainsRune("dD", rune(e[2])) && e[3] > '7'
	})
}
