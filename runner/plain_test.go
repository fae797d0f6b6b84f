package runner

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAPlainValueIsWhatTheWrittenOneIsReadAs(t *testing.T) {
	for name, v := range map[string]any{
		"text":    "käse \u2028 \"<&>\" \U0001F511",
		"null":    nil,
		"boolean": true,
		"integer": 7,
		"number":  json.Number("1e3"),
		"list":    []any{"read", json.Number("1"), object{{"a", nil}}, []any{}},
		"object":  object{{"b", object{{"c", false}}}, {"a", map[string]any{"d": int64(5)}}, {"e", object(nil)}},
	} {
		t.Run(name, func(t *testing.T) {
			var text bytes.Buffer
			style{}.write(&text, v)
			dec := json.NewDecoder(&text)
			dec.UseNumber()
			var want any
			if err := dec.Decode(&want); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, plain(v)); d != "" {
				t.Errorf("(-read +plain):\n%s", d)
			}
		})
	}
}
