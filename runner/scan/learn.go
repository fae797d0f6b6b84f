package scan

import (
	"encoding/binary"
	"slices"
)

// learn makes a way for lines like the one that message has just accepted, and of
// which record has made a record.
func (s *scanner) learn(k *kind, start, end int) {
	if end-start > longestForm || s.forms.full() {
		return
	}
	w := way{scanner: s, from: start, link: &s.forms.first, ending: ending{kind: k}}
	if w.members(&s.top, false) {
		w.end(end)
	}
}

// way is the way of a line through the tree, as far as it is made.
type way struct {
	*scanner
	from   int   // the end of the last value
	link   **run // where the next run hangs
	begun  bool  // there is a run
	typed  bool  // the type was read
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
		r := run{kind: v.kind, value: v}
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
			w.ending.add(w.tier, inner, &r)
		}
	}
	return true
}

// step goes on by the run that ends at a place, and the value behind it.
func (w *way) step(r run, at, behind int) bool {
	have := w.run(r, at)
	if have == nil {
		return false
	}
	w.from, w.link, w.begun = behind, &have.next, true
	if r.then == aType {
		if have.typed == nil {
			have.typed = make([]*run, len(w.tier.types.texts))
			w.forms.size.typed++
		}
		id, _ := w.tier.types.find((*window)(w.buf[at:]))
		w.link, w.typed = &have.typed[id], true
	}
	return true
}

// single says whether a member of the body has the one value that its rule
// allows, and nobody asks for it. Before the type has been read, the same member may
// be one of another message, with other values.
func (w *way) single(v *value) bool {
	shape := w.ending.kind.shape
	if shape.named>>v.name&1 == 0 || w.tier.asked>>v.name&1 != 0 || !w.typed {
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
	if v.name != node || !w.begun {
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
	e := &w.ending
	have := w.run(run{then: theEnd}, end+1)
	if have == nil || have.ending != nil {
		return
	}
	e.places, e.seen = *w.body.at, w.body.seen
	for i := range w.body.n {
		v := &w.body.all[i]
		switch v.kind {
		case isNull, isTrue, isFalse:
			e.fixed = append(e.fixed, fixed{v, v.kind})
		}
	}
	have.ending = e
	w.forms.size.ends++
}

// add notes where a value is, if somebody has to look at it.
func (e *ending) add(t *Tier, inner bool, r *run) {
	v, name := r.value, r.value.name
	switch shape := e.kind.shape; {
	case !inner && name == t.src:
		e.src = v
	case !inner && name == t.dest:
		e.dest = v
	case !inner:
	case name == t.msgID && e.kind.success != 0, name == t.inReplyTo && e.kind.success == 0:
		e.id = v
	case name == t.msgID:
		e.own = v
	case shape.named>>name&1 != 0 && shape.rules[name].further:
		rule := &shape.rules[name]
		e.checks = append(e.checks, checked{v, rule, r.then == aText && rule.texts == nil, rule.chars != nil && !rule.printable})
	}
}

// run finds the run that ends at a place, or makes it; nil: there is no room for
// it.
func (w *way) run(r run, at int) *run {
	text := w.buf[w.from:at]
	if len(text) == 0 || len(text) > longestRun {
		return nil
	}
	siblings := 0
	for have := *w.link; have != nil; have = have.sibling {
		if have.same(&r) && have.is(text) {
			return have
		}
		siblings++
	}
	if siblings >= mostSiblings {
		return nil
	}
	r.write(text)
	w.forms.size.runs++
	w.forms.size.stretches += len(r.further)
	// Behind the others, since what was met first is met most, but before one
	// that is only the beginning of it.
	behind := w.link
	for *behind != nil && !(*behind).begins(text) {
		behind = &(*behind).sibling
	}
	r.sibling, *behind = *behind, &r
	return &r
}

// write gives a run its text.
func (r *run) write(text []byte) {
	r.n = uint8(len(text))
	for i := 0; i < len(text); i += 8 {
		var b, m [8]byte
		for k := range copy(b[:], text[i:]) {
			m[k] = 0xFF
		}
		next := stretch{binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(m[:])}
		if i < 8*len(r.first) {
			r.first[i/8] = next
		} else {
			r.further = append(r.further, next)
		}
	}
}

// same says whether two runs have the same behind them.
func (r *run) same(o *run) bool { return r.then == o.then && r.kind == o.kind && r.value == o.value }

// is says whether a run has this text.
func (r *run) is(text []byte) bool {
	var o run
	o.write(text)
	return r.n == o.n && r.first == o.first && slices.Equal(r.further, o.further)
}

// begins says whether a text begins with a run.
func (r *run) begins(text []byte) bool { return int(r.n) <= len(text) && r.is(text[:r.n]) }
