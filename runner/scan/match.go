package scan

import (
	"math/bits"
	"unicode/utf8"
)

// match reads the line at start by the forms that are known, and makes its
// record. It gives the place of its line feed; 0: the line takes no way to its
// end.
func (s *scanner) match(start int, rec *record) int {
	line, i := (*sheet)(s.buf[start:]), uint(0)
	s.elements = 0
	for r := s.forms.first; r != nil; {
		if line.differ(i, r) != 0 || len(r.further) != 0 && line.differs(i, r.further) != 0 {
			r = r.sibling
			continue
		}
		i += uint(r.n)
		switch r.then {
		case aText:
			v, first := r.value, i
			m := special(line.word(i))
			for m == 0 {
				i += 8
				m = special(line.word(i))
			}
			i += uint(bits.TrailingZeros64(m)) >> 3
			v.flags = 0
			if line.at(i) != '"' {
				if i, v.flags = s.oddText(start, first, i); i == 0 {
					return 0
				}
			}
			v.kind, v.start, v.end = isString, int32(start+int(first)), int32(start+int(i))
			r = r.next
		case aNumber:
			v, w := r.value, line.word(i)
			if n := few(w); n != 0 {
				v.kind, v.integer = isInteger, int64(decimal(w, n))
				i += n >> 3
			} else if i = s.another(isInteger, start, i, v); i == 0 {
				return 0
			}
			r = r.next
		case aType:
			id, n := s.tier.types.find(line.window(i))
			if id == 0 {
				return 0
			}
			i += uint(n)
			r = r.typed[id]
		case theEnd:
			// No place was taken for another one.
			if i > longestLine || !s.arrive(r.ending, rec) {
				return 0
			}
			return start + int(i) - 1
		default:
			if i = s.another(r.kind, start, i, r.value); i == 0 {
				return 0
			}
			r = r.next
		}
	}
	return 0
}

// oddText reads a string that is more than plain ASCII; all before i is. It gives
// the place of its end, or 0.
func (s *scanner) oddText(line int, start, i uint) (uint, uint8) {
	if i >= longestLine {
		return 0, 0
	}
	end, flags := text(s.buf, line+int(i))
	if end < 0 || flags&wide != 0 && !utf8.Valid(s.buf[line+int(start):end]) {
		return 0, 0
	}
	return uint(end - line), flags
}

// another reads a value that is neither a string nor a short whole number, and gives
// the place behind it, or 0.
func (s *scanner) another(kind uint8, line int, i uint, v *value) uint {
	if i >= longestLine {
		return 0
	}
	s.flags = 0
	at := line + int(i)
	end := s.value(at, v)
	if end <= 0 || v.kind != kind || s.flags&wide != 0 && !utf8.Valid(s.buf[at:end]) {
		return 0
	}
	return uint(end - line)
}

// arrive holds the values of a line against their rules, and makes its record.
func (s *scanner) arrive(e *ending, r *record) bool {
	for _, v := range e.fixed {
		v.value.kind = v.kind
	}
	s.body.seen, s.body.at = e.seen, &e.places
	if !s.holds(e) {
		return false
	}
	r.kind, r.own = e.kind.id, e.own != nil
	r.id, r.src, r.dest = e.id.integer, e.named, e.named
	if e.src != nil {
		r.src = s.hash(e.src)
	}
	if e.dest != nil {
		r.dest = s.hash(e.dest)
	}
	if r.own {
		r.ownID = e.own.integer
	}
	if !s.details(e.kind, r) {
		r.kind = 0
	}
	return true
}

// holds holds the members of a line of a known form against their rules.
func (s *scanner) holds(e *ending) bool {
	for i := range e.checks {
		c := &e.checks[i]
		if v := c.value; c.plain && v.flags == 0 {
			// Of ASCII alone, bytes are code points.
			if n := int(v.end - v.start); n < c.rule.least || n > c.rule.most || c.spelled && !s.spells(c.rule, v) {
				return false
			}
		} else if !s.accepts(c.rule, v) {
			return false
		}
	}
	return true
}
