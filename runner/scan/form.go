package scan

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// forms are the ways in which the lines of a recording are written, learned from
// accepted ones: a tree of the runs of bytes that are the same in all lines of a
// form, with the values between them. A line that takes a way of the tree to its
// end, and whose values are right, is accepted as the one was that made the way.
//
// Encoders write alike again and again; traffic whose members come in random
// order does not, and is left alone after a while.
type forms struct {
	runs      []run     // the first is none
	stretches []stretch // of runs, behind their first eight bytes
	typed     []int32   // run behind a type, by its number; of each place where a type stands
	ends      []ending
	first     int32
	tried     int // lines since the last look at hits
	hits      int
	resting   int // lines to leave alone
}

// Bounds of what is learned: beyond them nothing more is.
const (
	mostRuns      = 1 << 13
	mostStretches = 1 << 14
	mostTyped     = 1 << 8
	mostEnds      = 1 << 11
	mostSiblings  = 16
	longestRun    = 1 << 7
	longestForm   = 4 << 10 // of a line to learn from
)

// stretch is eight bytes of a line, and which of their bits count.
type stretch struct{ bytes, mask uint64 }

// run is a stretch of bytes, and what stands behind it.
type run struct {
	stretch       // its first bytes
	more    int32 // its further stretches
	next    int32 // run behind the value; of a type: place in typed; of the end: place in ends
	sibling int32 // another run that may stand here
	n       uint8 // bytes
	count   uint8 // of further stretches
	then    uint8 // what stands behind it
	kind    uint8 // of that value
	place   uint8 // of that value among the members
	inner   bool  // it is a member of the body
}

// What stands behind a run.
const (
	aText = iota
	aNumber
	aType
	anotherValue
	theEnd
)

// ending is what a form is known to be.
type ending struct {
	kind    *kind
	top     places
	body    places
	topSeen uint64
	seen    uint64
	fixed   []fixed
	checks  []checked
}

// fixed is a member that is the same in all lines of a form: true, false, null.
type fixed struct {
	place uint8
	kind  uint8
}

// checked is a member of the body whose kind alone does not decide. Of a plain
// one length and characters do.
type checked struct {
	place uint8
	plain bool
	rule  *rule
}

// match reads the line at start by the forms that are known. It gives what
// message gives, and nil where the line takes no way to its end.
func (s *scanner) match(start int) (*kind, int) {
	f, buf, i := &s.forms, s.buf, start
	s.elements, s.flags = 0, 0
	at := f.first
	for at != 0 {
		r := &f.runs[at]
		if (binary.LittleEndian.Uint64(buf[i:])^r.bytes)&r.mask != 0 || r.count != 0 && !f.further(r, buf, i) {
			at = r.sibling
			continue
		}
		i += int(r.n)
		if r.then == theEnd {
			return s.matched(&f.ends[r.next], start, i-1)
		}
		v := &s.top.all[r.place]
		if r.inner {
			v = &s.body.all[r.place]
		}
		at = r.next
		switch r.then {
		case aText:
			var flags uint8
			v.start = int32(i)
			w := binary.LittleEndian.Uint64(buf[i:])
			m := ((w ^ quotes - ones) | (w ^ slants - ones) | (w - blanks) | w) & highs
			if i += bits.TrailingZeros64(m) >> 3; m == 0 || buf[i] != '"' {
				if i, flags = text(buf, i); i < 0 {
					return nil, 0
				}
				s.flags |= flags
			}
			v.kind, v.flags, v.end = isString, flags, int32(i)
		case aNumber:
			if i = number(buf, i, v); i < 0 || v.kind != isInteger {
				return nil, 0
			}
		case aType:
			id, n := s.tier.types.find((*window)(buf[i:]))
			if id == 0 {
				return nil, 0
			}
			at = f.typed[at+int32(id)]
			v.kind, v.flags, v.start, v.end = isString, 0, int32(i), int32(i+n)
			i += n
		default:
			if i = s.value(i, v); i <= 0 || v.kind != r.kind {
				return nil, 0
			}
		}
	}
	return nil, 0
}

// further compares the stretches of a run behind the first. A line feed stands at
// the end of a run alone, so nothing is read much behind that of the line.
func (f *forms) further(r *run, buf []byte, i int) bool {
	for _, w := range f.stretches[r.more : r.more+int32(r.count)] {
		if i += 8; (binary.LittleEndian.Uint64(buf[i:])^w.bytes)&w.mask != 0 {
			return false
		}
	}
	return true
}

// matched holds the values of a line that is of a form against their rules.
func (s *scanner) matched(e *ending, start, end int) (*kind, int) {
	if end-start > longestLine || s.flags&wide != 0 && !utf8.Valid(s.buf[start:end]) {
		return nil, 0
	}
	for i := range e.checks {
		c := &e.checks[i]
		if v := &s.body.all[c.place]; c.plain && v.flags == 0 {
			// Of ASCII alone, bytes are code points.
			if n := int(v.end - v.start); n < c.rule.least || n > c.rule.most || c.rule.chars != nil && !s.spells(c.rule, v) {
				return nil, 0
			}
		} else if !s.accepts(c.rule, v) {
			return nil, 0
		}
	}
	for _, v := range e.fixed {
		s.body.all[v.place].kind = v.kind
	}
	s.top.seen, s.top.at = e.topSeen, &e.top
	s.body.seen, s.body.at = e.seen, &e.body
	return e.kind, end
}

// line is message, by a form where one is known.
func (s *scanner) line(start int) (k *kind, end int) {
	f := &s.forms
	if f.resting > 0 {
		f.resting--
		return s.message(start)
	}
	f.tried++
	if k, end = s.match(start); k != nil {
		f.hits++
		return k, end
	}
	if k, end = s.message(start); k != nil {
		s.learn(k, start, end)
	}
	if f.tried >= trial {
		f.look()
	}
	return k, end
}

// trial is after how many lines it is asked whether forms are worth while, and
// rest how many lines go without if they are not.
const (
	trial = 1 << 11
	rest  = 1 << 15
)

// look has forms rest where most lines have none. What they were is forgotten
// if there is no room for others.
func (f *forms) look() {
	if f.hits*2 < f.tried {
		f.resting = rest
		if f.full() {
			*f = forms{resting: rest}
		}
	}
	f.tried, f.hits = 0, 0
}

// full says whether the bounds are reached.
func (f *forms) full() bool {
	return len(f.runs) >= mostRuns || len(f.stretches) >= mostStretches || len(f.typed) >= mostTyped*mostNames || len(f.ends) >= mostEnds
}
