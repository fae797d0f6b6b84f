package scan

import (
	"strings"
	"unicode/utf8"
)

// Bounds of what the first tier looks at.
const (
	mostMembers  = 32
	mostElements = 64
)

// fields are the members of an object, as they stand in the line.
type fields struct {
	n    int
	seen uint64 // numbers of their names
	at   *places
	own  places
	all  [mostMembers]value
}

// places are where members stand, by the number of the name.
type places [mostNames]int8

// get is a member that was seen.
func (f *fields) get(id uint8) *value { return &f.all[f.at[id]] }

// has says whether a member was seen; 0 never is.
func (f *fields) has(id uint8) bool { return f.seen>>id&1 != 0 }

// scanner reads one line after another. It belongs to one worker.
type scanner struct {
	tier     *Tier
	buf      []byte // of the chunk, with a margin behind the last line
	top      fields
	body     fields
	items    [mostElements]value // elements of arrays
	elements int
	flags    uint8  // of all strings
	scratch  *sheet // a string without its escapes
	decoded  *sheet // a value of a URL
	forms    forms
}

// message reads the line that begins at start and gives its type and the place
// of its line feed, if it is an envelope whose body satisfies the schema of that
// type. No line is accepted that is not; one that is and looks unusual may be
// refused, by nil.
func (s *scanner) message(start int) (k *kind, end int) {
	if s.buf[start] != '{' {
		return nil, 0
	}
	s.elements, s.flags = 0, 0
	end = s.object(start, &s.top)
	if end < 0 || s.buf[end] != '\n' || end-start > longestLine || !s.enveloped(start, end) {
		return nil, 0
	}
	if k = s.kind(); k == nil || !s.satisfies(k.shape) {
		return nil, 0
	}
	return k, end
}

// enveloped says whether the line has the members of an envelope, and is UTF-8.
func (s *scanner) enveloped(start, end int) bool {
	t := s.tier
	return s.top.seen == t.envelope && s.top.get(t.src).kind == isString && s.top.get(t.dest).kind == isString &&
		s.top.get(t.inner).kind == isObject && (s.flags&wide == 0 || utf8.Valid(s.buf[start:end]))
}

// kind is the type of the message, by body.type.
func (s *scanner) kind() *kind {
	if !s.body.has(s.tier.typ) {
		return nil
	}
	v := s.body.get(s.tier.typ)
	if v.kind != isString || v.flags != 0 {
		return nil
	}
	id, n := s.tier.types.find((*window)(s.buf[v.start:]))
	if id == 0 || n != int(v.end-v.start) {
		return nil
	}
	return s.tier.kinds[id]
}

// satisfies holds the body against the schema of its type.
func (s *scanner) satisfies(shape *shape) bool {
	if shape.required&^s.body.seen != 0 {
		return false
	}
	for i := range s.body.n {
		v := &s.body.all[i]
		r := &shape.rules[v.name]
		switch {
		case shape.named>>v.name&1 == 0:
			if shape.closed {
				return false
			}
		case v.kind&r.kinds == 0:
			return false
		case r.further && !s.accepts(r, v):
			return false
		}
	}
	return true
}

// object reads the members of the envelope or of its body. A name that stands
// twice, or is written with escapes, is not judged.
func (s *scanner) object(i int, f *fields) int {
	f.n, f.seen, f.at = 0, 0, &f.own
	buf, names := s.buf, s.tier.names
	if i = blank(buf, i+1); buf[i] == '}' {
		return i + 1
	}
	for {
		v := &f.all[f.n]
		id, n := names.find((*window)(buf[i+1:]))
		if buf[i] != '"' {
			return -1
		}
		if bit := uint64(1) << id; id != 0 && id < mostNames {
			if f.seen&bit != 0 {
				return -1
			}
			f.seen |= bit
			f.own[id] = int8(f.n)
			v.name = id
			i += n + 2
		} else if i = s.unknown(i+1, f); i < 0 {
			return -1
		}
		if i = colon(buf, i); i < 0 {
			return -1
		}
		if buf[i] == '{' && f == &s.top && v.name == s.tier.inner {
			v.kind = isObject
			i = s.object(i, &s.body)
		} else {
			i = s.value(i, v)
		}
		if i <= 0 {
			return -1
		}
		if f.n++; buf[i] == ',' && buf[i+1] == '"' && f.n < mostMembers {
			i++
			continue
		}
		if i = s.next(i); i < 0 || buf[i] == '}' || f.n == mostMembers {
			break
		}
	}
	if i >= 0 && buf[i] == '}' {
		return i + 1
	}
	return -1
}

// next is the place of the next name, or of the end of the object.
func (s *scanner) next(i int) int {
	switch i = blank(s.buf, i); s.buf[i] {
	case ',':
		if i = blank(s.buf, i+1); s.buf[i] == '"' {
			return i
		}
	case '}':
		return i
	}
	return -1
}

// colon is the place of the value behind a name.
func colon(buf []byte, i int) int {
	if buf[i] != ':' {
		if i = blank(buf, i); buf[i] != ':' {
			return -1
		}
	}
	if i++; buf[i] <= ' ' {
		i = blank(buf, i)
	}
	return i
}

// unknown reads a name that no schema has and gives the place behind its closing
// quote.
func (s *scanner) unknown(i int, f *fields) int {
	f.all[f.n].name = 0
	end, flags := text(s.buf, i)
	if end < 0 || flags&escaped != 0 {
		return -1
	}
	s.flags |= flags
	// A reader of entries may take such a name in any case for its own.
	if f == &s.top && (end-i == len("at") || end-i == len("from")) {
		for _, own := range ofEntries {
			if strings.EqualFold(string(s.buf[i:end]), own) {
				return -1
			}
		}
	}
	return end + 1
}

// ofEntries are the members by which an entry of a transcript, and a body
// without an envelope, are told.
var ofEntries = []string{"at", "from", "body", "type"}
