package scan

import "encoding/binary"

// learn makes a way for lines like the one that message has just accepted.
func (s *scanner) learn(k *kind, start, end int) {
	f := &s.forms
	if end-start > longestForm || f.full() {
		return
	}
	if len(f.runs) == 0 {
		f.runs = make([]run, 1, 64)
	}
	w := way{scanner: s, from: start}
	if w.members(&s.top, false) {
		w.end(k, end)
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
	from int // the end of the last value
	link link
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
		r := run{kind: v.kind, place: uint8(place), inner: inner}
		at, behind := int(v.start), int(v.end)
		switch v.kind {
		case isNull, isTrue, isFalse:
			continue // part of a run
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

// end makes the last run, and notes what is known of such a line.
func (w *way) end(k *kind, end int) {
	f := &w.forms
	place := w.run(run{then: theEnd}, end+1)
	if place == 0 || f.runs[place].next != 0 {
		return
	}
	e := ending{kind: k, top: *w.top.at, body: *w.body.at, topSeen: w.top.seen, seen: w.body.seen}
	for i := range w.body.n {
		v := &w.body.all[i]
		switch v.kind {
		case isNull, isTrue, isFalse:
			e.fixed = append(e.fixed, fixed{uint8(i), v.kind})
		}
		// The type is that by which the way was taken.
		if r := &k.shape.rules[v.name]; k.shape.named>>v.name&1 != 0 && r.further && v.name != w.tier.typ {
			e.checks = append(e.checks, checked{uint8(i), v.kind == isString && r.texts == nil, r})
		}
	}
	if len(f.ends) == 0 {
		f.ends = make([]ending, 1)
	}
	f.runs[place].next = int32(len(f.ends))
	f.ends = append(f.ends, e)
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
		if i == 0 {
			r.stretch = next
			continue
		}
		f.stretches = append(f.stretches, next)
		r.count++
	}
	f.runs = append(f.runs, r)
	place := int32(len(f.runs) - 1)
	// Behind the others: what was met first is met most.
	last := w.first()
	for *last != 0 {
		last = &f.runs[*last].sibling
	}
	*last = place
	return place
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
	var buf [longestRun + 8]byte
	copy(buf[:], text)
	return binary.LittleEndian.Uint64(buf[:])&r.mask == r.bytes && f.further(r, buf[:], 0)
}
