package check

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"flowcheck/schemas"
)

// Schemas are the schemas of the message types. Each is compiled when a body of
// its type is first held against it: no conversation has all of them, and to
// compile them all takes longer than a short one.
type Schemas map[string]func() *jsonschema.Schema

// Compile gives schemas/message/*.json, once. Nothing is loaded from the network
// or from files.
func Compile() (Schemas, error) { return compileOnce() }

var compileOnce = sync.OnceValues(messageSchemas)

// messageSchemas are the schemas of all message types. One that cannot be
// compiled is a fault of this program, and panics.
func messageSchemas() (Schemas, error) {
	files, err := fs.Glob(schemas.FS, "message/*.json")
	if err != nil {
		return nil, fmt.Errorf("list schemas: %w", err)
	}
	all := Schemas{}
	for _, file := range files {
		all[strings.TrimSuffix(path.Base(file), ".json")] = sync.OnceValue(func() *jsonschema.Schema {
			s, err := compile(file)
			if err != nil {
				panic(err)
			}
			return s
		})
	}
	return all, nil
}

// compile compiles one of the embedded schemas.
func compile(file string) (*jsonschema.Schema, error) {
	data, err := schemas.FS.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read schema: %w", err)
	}
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	c.AssertFormat = true
	c.LoadURL = func(url string) (io.ReadCloser, error) {
		return nil, fmt.Errorf("load schema %s: loading is refused", url)
	}
	if err := c.AddResource(file, strings.NewReader(string(data))); err != nil {
		return nil, fmt.Errorf("add schema %s: %w", file, err)
	}
	s, err := c.Compile(file)
	if err != nil {
		return nil, fmt.Errorf("compile schema %s: %w", file, err)
	}
	return s, nil
}

// Fault is one place where a body does not satisfy its schema.
type Fault struct {
	Pointer string // JSON pointer into the body, "" for the body itself
	Keyword string // of the schema, "type", "pattern", "required" ...
	Message string
}

// Validate holds a body against the schema of its type. A type without a
// schema has no faults.
func (s Schemas) Validate(typ string, body any) []Fault {
	compiled := s[typ]
	if compiled == nil {
		return nil
	}
	schema := compiled()
	// The validator cannot hold numbers beyond the exponents that big.Rat
	// reads, and panics.
	if at, found := absurd(body); found {
		return []Fault{{at, "type", "is a number that no program can hold"}}
	}
	var invalid *jsonschema.ValidationError
	if err := schema.Validate(body); !errors.As(err, &invalid) {
		return nil
	}
	var faults []Fault
	for _, e := range invalid.BasicOutput().Errors {
		keyword := path.Base(e.KeywordLocation)
		if e.KeywordLocation == "" || e.Error == "" || strings.HasPrefix(e.Error, "doesn't validate with") {
			continue
		}
		if keyword == "required" {
			faults = append(faults, missing(schema, body)...)
			continue
		}
		faults = append(faults, Fault{e.InstanceLocation, keyword, e.Error})
	}
	return faults
}

// missing gives a fault for each absent member, where the validator gives one
// for all.
func missing(schema *jsonschema.Schema, body any) []Fault {
	var faults []Fault
	members, _ := body.(map[string]any)
	for _, name := range schema.Required {
		if _, ok := members[name]; !ok {
			faults = append(faults, Fault{"/" + name, "required", "is missing"})
		}
	}
	return faults
}

// absurd finds a member that is, or holds, a number with an exponent beyond all
// use.
func absurd(v any) (pointer string, found bool) {
	switch v := v.(type) {
	case json.Number:
		_, ok := rational(v)
		return "", !ok
	case []any:
		for i, e := range v {
			if at, found := absurd(e); found {
				return fmt.Sprintf("/%d%s", i, at), true
			}
		}
	case map[string]any:
		for name, e := range v {
			if at, found := absurd(e); found {
				return "/" + name + at, true
			}
		}
	}
	return "", false
}
