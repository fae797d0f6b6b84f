package scan

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// match reads the line at start by the forms that are known, and makes its
// record. It gives the place of its line feed; 0: the line takes no way to its
// end.
func (s *scanner) match(start int, rec *record) int {
	f, buf, i := &s.forms, s.buf, uint(start)
	s.elements = 0
	for at := f.first; at != 0; {
		r := &f.runs[at]
		if differ(buf, i, &r.first) != 0 || r.count != 0 && differs(buf, i, f.further(r)) != 0 {
			at = r.sibling
			continue
		}
		i += uint(r.n)
		v := &s.top.all[r.place&(mostMembers-1)]
		if r.inner {
			v = &s.body.all[r.place&(mostMembers-1)]
		}
		at = r.next
		switch r.then {
		case aText:
			first := i
			m := special(load(buf, i))
			for m == 0 {
				i += 8
				m = special(load(buf, i))
			}
			i += uint(bits.TrailingZeros64(m)) >> 3
			v.flags = 0
			if buf[i] != '"' {
				if i, v.flags = s.oddText(first, i); i == 0 {
					return 0
				}
			}
			v.kind, v.start, v.end = isString, int32(first), int32(i)
		case aNumber:
			if i = wholeNumber(buf, i, v); i == 0 {
				return 0
			}
		case aType:
			id, n := s.tier.types.find((*window)(buf[i : i+uint(len(window{}))]))
			if id == 0 {
				return 0
			}
			at = f.typed[at+int32(id)]
			i += uint(n)
		case theEnd:
			if int(i)-1-start > longestLine || !s.arrive(&f.ends[r.next], rec) {
				return 0
			}
			return int(i) - 1
		default:
			if i = s.another(r.kind, i, v); i == 0 {
				return 0
			}
		}
	}
	return 0
}

// oddText reads a string that is more than plain ASCII; all before i is. It gives
// the place of its end, or 0.
func (s *scanner) oddText(start, i uint) (uint, uint8) {
	end, flags := text(s.buf, int(i))
	if end < 0 || flags&wide != 0 && !utf8.Valid(s.buf[start:end]) {
		return 0, 0
	}
	return uint(end), flags
}

// another reads a value of a kind that is neither a string nor a whole number, and
// gives the place behind it, or 0.
func (s *scanner) another(kind uint8, i uint, v *value) uint {
	s.flags = 0
	end := s.value(int(i), v)
	if end <= 0 || v.kind != kind || s.flags&wide != 0 && !utf8.Valid(s.buf[i:end]) {
		return 0
	}
	return uint(end)
}

// load gives the eight bytes at a place.
func load(buf []byte, i uint) uint64 { return binary.LittleEndian.Uint64(buf[i : i+8]) }

// differ gives bits in which the text at a place is not that of the first
// stretches of a run.
func differ(buf []byte, i uint, w *[3]stretch) uint64 {
	text := buf[i : i+24 : i+24]
	return (binary.LittleEndian.Uint64(text)^w[0].bytes)&w[0].mask | (binary.LittleEndian.Uint64(text[8:])^w[1].bytes)&w[1].mask |
		(binary.LittleEndian.Uint64(text[16:])^w[2].bytes)&w[2].mask
}

// differs is differ for the stretches behind them.
func differs(buf []byte, i uint, further []stretch) (d uint64) {
	i += 24
	for _, w := range further {
		d |= (load(buf, i) ^ w.bytes) & w.mask
		i += 8
	}
	return d
}

// arrive holds the values of a line against their rules, and makes its record.
func (s *scanner) arrive(e *ending, r *record) bool {
	for _, v := range e.fixed {
		s.body.all[v.place].kind = v.kind
	}
	s.body.seen, s.body.at = e.seen, &e.places
	if !s.holds(e) {
		return false
	}
	r.kind, r.own = e.kind.id, e.own >= 0
	r.id, r.src, r.dest = s.body.all[e.id&(mostMembers-1)].integer, e.named, e.named
	if e.src >= 0 {
		r.src = s.hash(&s.top.all[e.src&(mostMembers-1)])
	}
	if e.dest >= 0 {
		r.dest = s.hash(&s.top.all[e.dest&(mostMembers-1)])
	}
	if r.own {
		r.ownID = s.body.all[e.own&(mostMembers-1)].integer
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
		if v := &s.body.all[c.place]; c.plain && v.flags == 0 {
			// Of ASCII alone, bytes are code points.
			if n := int(v.end - v.start); n < c.rule.least || n > c.rule.most || c.rule.chars != nil && !s.spells(c.rule, v) {
				return false
			}
		} else if !s.accepts(c.rule, v) {
			return false
		}
	}
	return true
}
