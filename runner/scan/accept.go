package scan

import (
	"bytes"
	"math/bits"
	"unicode/utf8"
)

// accepts says whether a value is right by its rule, where its kind is. It says
// no where it would have to think.
func (s *scanner) accepts(r *rule, v *value) bool {
	switch v.kind {
	case isString:
		return s.acceptsText(r, v)
	case isInteger:
		return v.integer >= r.low && v.integer <= r.high && (r.integers == nil || holds(r.integers, v.integer))
	case isNumber: // a fraction against a bound or a value is not compared here
		return r.integers == nil && r.low == -1<<63 && r.high == 1<<63-1
	case isArray:
		return s.acceptsArray(r, v)
	}
	return true
}

func holds(list []int64, n int64) bool {
	for _, have := range list {
		if have == n {
			return true
		}
	}
	return false
}

func (s *scanner) acceptsText(r *rule, v *value) bool {
	raw := s.raw(v)
	if r.chars != nil && !r.spelled(raw) {
		return false
	}
	if len(raw) < r.least || len(raw) > r.most || r.least > 1 && v.flags != 0 {
		// JSON Schema counts code points, which are never more than bytes.
		if n := utf8.RuneCount(raw); n < r.least || n > r.most {
			return false
		}
	}
	if r.texts == nil {
		return true
	}
	for _, text := range r.texts {
		if string(raw) == text {
			return true
		}
	}
	return false
}

// spells says whether a string that is plain ASCII, without escapes and DEL, has
// the characters of its rule alone.
func (s *scanner) spells(r *rule, v *value) bool {
	if r.printable {
		return true
	}
	for i, end := uint(v.start), uint(v.end); i < end; i += 8 {
		w, right := load(s.buf, i), uint64(0)
		if r.letters { // both cases of them
			right = within(w|ones*0x20, 'a', 'z')
		}
		for _, of := range r.ranges {
			right |= within(w, of[0], of[1])
		}
		// What stands behind the string does not count.
		if wrong := highs &^ right; wrong != 0 && i+uint(bits.TrailingZeros64(wrong))>>3 < end {
			return false
		}
	}
	return true
}

func (r *rule) spelled(raw []byte) bool {
	for _, c := range raw {
		if !r.chars[c] {
			return false
		}
	}
	return true
}

func (s *scanner) acceptsArray(r *rule, v *value) bool {
	elements := s.items[v.start:v.end]
	if len(elements) < r.fewest {
		return false
	}
	for i := range elements {
		e := &elements[i]
		if r.items != nil && r.items.lengthOnly && !r.unique {
			// Of ASCII alone, bytes are code points.
			if n := int(e.end - e.start); e.kind == isString && e.flags == 0 && n >= r.items.least && n <= r.items.most {
				continue
			}
		}
		switch {
		case r.items == nil:
		case e.kind&r.items.kinds == 0, e.kind == isArray && r.items.further:
			return false
		case r.items.further && !s.accepts(r.items, e):
			return false
		}
		if r.unique && !s.unlike(elements[:i], e) {
			return false
		}
	}
	return true
}

// unlike says whether a plain string is none of those before it.
func (s *scanner) unlike(before []value, e *value) bool {
	if e.kind != isString || e.flags != 0 {
		return false
	}
	for i := range before {
		if bytes.Equal(s.buf[before[i].start:before[i].end], s.buf[e.start:e.end]) {
			return false
		}
	}
	return true
}
