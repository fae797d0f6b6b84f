package check_test

import (
	"testing"

	"flowcheck/schemas"
)

func TestEverySchemaCompiles(t *testing.T) {
	all := compile(t)
	for _, typ := range schemas.Types() {
		if faults := all.Validate(typ, map[string]any{}); len(faults) == 0 {
			t.Errorf("%s: a body without a type is right", typ)
		}
	}
	if len(all) != len(schemas.Types()) {
		t.Errorf("%d schemas, %d types", len(all), len(schemas.Types()))
	}
}
