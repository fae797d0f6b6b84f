package scan

import (
	"encoding/json"
	"fmt"
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

// object is what the schema of a message may say.
type object struct {
	Type       string                     `json:"type"`
	Required   []string                   `json:"required"`
	Properties map[string]json.RawMessage `json:"properties"`
	Additional *bool                      `json:"additionalProperties"`
}

// newShape compiles the schema of a message.
func newShape(schema []byte, names *table) (*shape, error) {
	var keywords map[string]json.RawMessage
	if err := json.Unmarshal(schema, &keywords); err != nil {
		return nil, fmt.Errorf("read schema: %w", err)
	}
	for keyword := range keywords {
		switch keyword {
		case "type", "required", "properties", "additionalProperties":
		default:
			if !note(keyword) {
				return nil, fmt.Errorf("compile %s: %w", keyword, errKeyword)
			}
		}
	}
	var o object
	if err := json.Unmarshal(schema, &o); err != nil || o.Type != "object" {
		return nil, fmt.Errorf("compile schema of an object: %w", errKeyword)
	}
	return o.shape(names)
}

func (o object) shape(names *table) (*shape, error) {
	s := &shape{closed: o.Additional != nil && !*o.Additional}
	for _, name := range o.Required {
		id := names.number(name)
		if id == 0 || id >= mostNames {
			return nil, errNames
		}
		s.required |= 1 << id
	}
	for name, schema := range o.Properties {
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

// namesIn are the names that a schema says something about, for the table.
func namesIn(schema []byte) ([]string, error) {
	var o object
	if err := json.Unmarshal(schema, &o); err != nil {
		return nil, fmt.Errorf("read schema: %w", err)
	}
	all := o.Required
	for name := range o.Properties {
		all = append(all, name)
	}
	return all, nil
}
