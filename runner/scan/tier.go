package scan

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"

	"flowcheck/runner/check"
	"flowcheck/schemas"
)

// Tier accepts right lines fast: it holds every schema of schemas/message that
// it understands, as tables. They are only read, and so are for any number of workers.
type Tier struct {
	names *table
	types *table
	kinds []*kind // by the number of the type; nil: for the second tier

	envelope              uint64 // the members of an envelope
	typ, src, dest, inner uint8  // numbers of names
	msgID, inReplyTo      uint8
	ids                   ids
	asked                 uint64 // members of a body that the conversation check looks at

	keys [3]uint64 // of hashes
	idle sync.Pool // of scanners
}

// kind is a message type.
type kind struct {
	id      uint8  // number of the type
	success uint8  // number of the type that answers it; 0: it is no request
	shape   *shape // its schema
	role    role
}

// NewTier compiles the schemas, once. A schema with a keyword that only the
// second tier knows is no error: lines of its type are not accepted here.
func NewTier() (*Tier, error) { return tierOnce() }

var tierOnce = sync.OnceValues(compileTier)

// compileTier compiles the schemas of all message types.
func compileTier() (*Tier, error) {
	texts := map[string][]byte{}
	for _, typ := range schemas.Types() {
		text, err := schemas.FS.ReadFile("message/" + typ + ".json")
		if err != nil {
			return nil, fmt.Errorf("read schema: %w", err)
		}
		texts[typ] = text
	}
	return newTier(texts)
}

// newTier compiles schemas, by the name of their type.
func newTier(texts map[string][]byte) (*Tier, error) {
	var types []string
	// These come first, so that a mask has room for them whatever the
	// schemas name. Those of an entry make a line one of a transcript.
	names := []string{"type", "src", "dest", "body", "msg_id", "in_reply_to", "from", "at"}
	var further []string
	objects := map[string]object{}
	for typ, text := range texts {
		types = append(types, typ)
		o, err := readObject(text)
		switch {
		case errors.Is(err, errKeyword):
			continue
		case err != nil:
			return nil, err
		}
		objects[typ], further = o, append(further, o.names()...)
	}
	slices.Sort(types)
	slices.Sort(further)
	for _, name := range slices.Compact(further) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	t := &Tier{}
	t.idle.New = func() any { return &scanner{tier: t} }
	for i := range t.keys {
		t.keys[i] = rand.Uint64() | 1 // of the runtime, whose seed is secret
	}
	var err error
	if t.names, err = newTable(names); err != nil {
		return nil, err
	}
	if t.types, err = newTable(types); err != nil {
		return nil, err
	}
	return t, t.compile(types, objects)
}

func (t *Tier) compile(types []string, objects map[string]object) error {
	n := t.names.number
	t.typ, t.src, t.dest, t.inner, t.msgID, t.inReplyTo = n("type"), n("src"), n("dest"), n("body"), n("msg_id"), n("in_reply_to")
	t.envelope = 1<<t.src | 1<<t.dest | 1<<t.inner
	t.ids = newIDs(t.names)
	t.asked = t.ids.all() | 1<<t.typ | 1<<t.msgID | 1<<t.inReplyTo
	t.kinds = make([]*kind, len(types)+1)
	for _, typ := range types {
		o, ok := objects[typ]
		if !ok {
			continue
		}
		shape, err := o.shape(t.names)
		if errors.Is(err, errKeyword) || errors.Is(err, errNames) {
			continue
		}
		if err != nil {
			return err
		}
		id := t.types.number(typ)
		t.kinds[id] = &kind{id: id, shape: shape, success: t.types.number(check.SuccessType(typ)), role: roles[typ]}
	}
	return nil
}

// Accepts says whether a line, its line feed included, is an envelope whose
// body satisfies the schema of its type. False says nothing: the second tier
// decides.
func (t *Tier) Accepts(line []byte) bool {
	n := len(line) - 1
	if n < 0 || n > longestLine || line[n] != '\n' {
		return false
	}
	s := t.idle.Get().(*scanner)
	defer t.idle.Put(s)
	s.buf = append(append(s.buf[:0], line...), make([]byte, margin)...)
	k, end := s.message(0)
	return k != nil && end == n
}
