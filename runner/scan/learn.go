package scan

import (
	"encoding/binary"
	"slices"
)

// learn makes a way for lines like the one that message has just accepted, and of
// which record has made a record.
func (s *scanner) learn(k *kind, start, end int) {
	f := &s.forms
	if end-start > longestForm || f.full() {
		return
	}
	if len(f.runs) == 0 {
		f.runs = make([]run, 1, 64)
	}
	w := way{scanner: s, from: start, ending: ending{kind: k, id: -1, own: -1, src: -1, dest: -1}}
	if w.members(&s.top, false) {
		w.end(end)
	}
}

// link is where a run hangs: at the beginning, behind another run, or behind a
// type.
type link struct {
	run   int32 // behind this one; 0: at the beginning
	typed int32 // in this place of typed; 0: none
}

// way is the way of a line through the tree, as far as it is made.
type way struct {
	*scanner
	from   int // the end of the last value
	link   link
	ending ending
}

// members takes the values of an object, in the order in which they stand.
func (w *way) members(f *fields, inner bool) bool {
	for place := range f.n {
		v := &f.all[place]
		if !inner && v.kind == isObject && v.name == w.tier.inner {
			if !w.members(&w.body, true) {
				return false
			}
			continue
		}
		if inner && w.single(v) || !inner && w.isNode(v) {
			continue // part of a run
		}
		r := run{kind: v.kind, place: uint8(place), inner: inner}
		at, behind := int(v.start), int(v.end)
		switch v.kind {
		case isNull, isTrue, isFalse:
			continue
		case isString:
			r.then = aText
			if inner && v.name == w.tier.typ {
				r.then = aType
			}
		case isInteger:
			r.then = aNumber
		case isArray:
			at, behind = int(v.integer>>32), int(v.integer&(1<<32-1))
			r.then = anotherValue
		default:
			r.then = anotherValue
		}
		if !w.step(r, at, behind) {
			return false
		}
		if r.then != aType {
			w.ending.add(w.tier, v.name, &r)
		}
	}
	return true
}

// step goes on by the run that ends at a place, and the value behind it.
func (w *way) step(r run, at, behind int) bool {
	f := &w.forms
	place := w.run(r, at)
	if place == 0 {
		return false
	}
	w.from, w.link = behind, link{run: place}
	if r.then == aType {
		if f.runs[place].next == 0 {
			if f.typed == nil {
				f.typed = make([]int32, 1) // 0 is no place
			}
			f.runs[place].next = int32(len(f.typed))
			f.typed = append(f.typed, make([]int32, len(w.tier.types.texts))...)
		}
		id, _ := w.tier.types.find((*window)(w.buf[at:]))
		w.link.typed = f.runs[place].next + int32(id)
	}
	return true
}

// single says whether a member of the body has the one value that its rule
// allows, and nobody asks for it.
func (w *way) single(v *value) bool {
	shape := w.ending.kind.shape
	if shape.named>>v.name&1 == 0 || w.tier.asked>>v.name&1 != 0 {
		return false
	}
	r := &shape.rules[v.name]
	return v.kind == isString && len(r.texts) == 1 || v.kind == isInteger && len(r.integers) == 1
}

// isNode says whether a member is the name of the node, and one of the few that
// are parts of runs. At the beginning of a line it is not: there it would be one
// run more to look for in every line.
func (w *way) isNode(v *value) bool {
	node := w.tier.src
	if w.ending.kind.success != 0 {
		node = w.tier.dest
	}
	if v.name != node || w.link.run == 0 {
		return false
	}
	h, f := w.hash(v), &w.forms
	if !slices.Contains(f.nodes, h) {
		if len(f.nodes) == mostNodes {
			return false
		}
		f.nodes = append(f.nodes, h)
	}
	w.ending.named = h
	return true
}

// end makes the last run, and notes what is known of such a line.
func (w *way) end(end int) {
	f, e := &w.forms, &w.ending
	place := w.run(run{then: theEnd}, end+1)
	if place == 0 || f.runs[place].next != 0 {
		return
	}
	e.places, e.seen = *w.body.at, w.body.seen
	for i := range w.body.n {
		v := &w.body.all[i]
		switch v.kind {
		case isNull, isTrue, isFalse:
			e.fixed = append(e.fixed, fixed{uint8(i), v.kind})
		}
	}
	if len(f.ends) == 0 {
		f.ends = make([]ending, 1)
	}
	f.runs[place].next = int32(len(f.ends))
	f.ends = append(f.ends, *e)
}

// add notes where a value is, if somebody has to look at it.
func (e *ending) add(t *Tier, name uint8, r *run) {
	place := int8(r.place)
	switch shape := e.kind.shape; {
	case !r.inner && name == t.src:
		e.src = place
	case !r.inner && name == t.dest:
		e.dest = place
	case !r.inner:
	case name == t.msgID && e.kind.success != 0, name == t.inReplyTo && e.kind.success == 0:
		e.id = place
	case name == t.msgID:
		e.own = place
	case shape.named>>name&1 != 0 && shape.rules[name].further:
		rule := &shape.rules[name]
		e.checks = append(e.checks, checked{r.place, r.then == aText && rule.texts == nil, rule})
	}
}

// run finds the run that ends at a place, or makes it; 0: there is no room for
// it.
func (w *way) run(r run, at int) int32 {
	f, text := &w.forms, w.buf[w.from:at]
	if len(text) == 0 || len(text) > longestRun {
		return 0
	}
	first, siblings := w.first(), 0
	for place := *first; place != 0; place = f.runs[place].sibling {
		if have := &f.runs[place]; have.same(&r) && f.is(have, text) {
			return place
		}
		siblings++
	}
	if siblings >= mostSiblings {
		return 0
	}
	r.n = uint8(len(text))
	r.more = int32(len(f.stretches))
	for i := 0; i < len(text); i += 8 {
		var b, m [8]byte
		for k := range copy(b[:], text[i:]) {
			m[k] = 0xFF
		}
		next := stretch{binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(m[:])}
		if i < 8*len(r.first) {
			r.first[i/8] = next
			continue
		}
		f.stretches = append(f.stretches, next)
		r.count++
	}
	f.runs = append(f.runs, r)
	place := int32(len(f.runs) - 1)
	// Behind the others, since what was met first is met most, but before one
	// that is only the beginning of it.
	behind := w.first()
	for *behind != 0 && !f.begins(*behind, text) {
		behind = &f.runs[*behind].sibling
	}
	f.runs[place].sibling, *behind = *behind, place
	return place
}

// begins says whether a text begins with a run.
func (f *forms) begins(at int32, text []byte) bool {
	r := &f.runs[at]
	return int(r.n) <= len(text) && f.is(r, text[:r.n])
}

// first is the first of the runs that may stand here.
func (w *way) first() *int32 {
	switch f := &w.forms; {
	case w.link.typed != 0:
		return &f.typed[w.link.typed]
	case w.link.run != 0:
		return &f.runs[w.link.run].next
	}
	return &w.forms.first
}

// same says whether two runs have the same behind them.
func (r *run) same(o *run) bool {
	return r.then == o.then && r.kind == o.kind && r.place == o.place && r.inner == o.inner
}

// is says whether a run has this text.
func (f *forms) is(r *run, text []byte) bool {
	if int(r.n) != len(text) {
		return false
	}
	var buf [longestRun + margin]byte
	copy(buf[:], text)
	return differ(buf[:], 0, &r.first) == 0 && differs(buf[:], 0, f.further(r)) == 0
}

// further are the stretches of a run behind the first.
func (f *forms) further(r *run) []stretch { return f.stretches[r.more : r.more+int32(r.count)] }
