package scan

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// mostNames is how many names a mask has room for; those beyond it are unknown,
// and a schema that names one goes to the second tier.
const mostNames = 64

// shape is the schema of a message type, as tables by the number of a name.
type shape struct {
	required uint64
	named    uint64
	closed   bool // no further members
	rules    [mostNames]rule
}

// object is what the schema of a message says, as far as it can be one of a shape.
type object struct {
	keywords   map[string]json.RawMessage
	required   []string
	properties map[string]json.RawMessage
	closed     bool // no further members
}

// readObject reads the schema of a message. One that says something else gives
// errKeyword, and is not read to its end.
func readObject(schema []byte) (o object, err error) {
	if err := json.Unmarshal(schema, &o.keywords); err != nil {
		return o, fmt.Errorf("read schema: %w", err)
	}
	further := true
	var typ string
	for keyword, to := range map[string]any{"type": &typ, "required": &o.required, "properties": &o.properties, "additionalProperties": &further} {
		if given, ok := o.keywords[keyword]; ok && json.Unmarshal(given, to) != nil {
			return o, fmt.Errorf("compile %s: %w", keyword, errKeyword)
		}
		delete(o.keywords, keyword)
	}
	for keyword := range o.keywords {
		if !note(keyword) {
			return o, fmt.Errorf("compile %s: %w", keyword, errKeyword)
		}
	}
	if typ != "object" {
		return o, fmt.Errorf("compile schema of an object: %w", errKeyword)
	}
	o.closed = !further
	return o, nil
}

func (o object) shape(names *table) (*shape, error) {
	s := &shape{closed: o.closed}
	for _, name := range o.required {
		id := names.number(name)
		if id == 0 || id >= mostNames {
			return nil, errNames
		}
		s.required |= 1 << id
	}
	for name, schema := range o.properties {
		id := names.number(name)
		if id == 0 || id >= mostNames {
			return nil, errNames
		}
		r, err := newRule(schema)
		if err != nil {
			return nil, fmt.Errorf("member %s: %w", name, err)
		}
		s.named |= 1 << id
		s.rules[id] = *r
	}
	return s, nil
}

// names are those that a schema says something about, for the table.
func (o object) names() []string {
	return slices.AppendSeq(slices.Clone(o.required), maps.Keys(o.properties))
}
