package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// Report holds a document against schemas/report.json. The error names the
// first place that does not satisfy it, by its JSON pointer.
func Report(document []byte) error {
	dec := json.NewDecoder(bytes.NewReader(document))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return fmt.Errorf("read JSON: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("read JSON: something stands behind the first value")
	}
	if at, found := absurd(v); found {
		return fmt.Errorf("%s is a number that no program can hold", at)
	}
	schema, err := compile("report.json")
	if err != nil {
		return err
	}
	err = schema.Validate(v)
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	for len(invalid.Causes) > 0 { // down to what caused it
		invalid = invalid.Causes[0]
	}
	return fmt.Errorf("%q: %s", invalid.InstanceLocation, invalid.Message)
}
