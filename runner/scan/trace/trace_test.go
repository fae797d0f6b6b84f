package trace_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"flowcheck/runner/scan/trace"
	"flowcheck/schemas"
)

func generate(t *testing.T, o trace.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := trace.Write(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestATraceHoldsEveryMessageTypeAndIsTheSameForItsSeed(t *testing.T) {
	o := trace.Options{Seed: 1, Lines: 20_000}
	text := generate(t, o)
	if !bytes.Equal(text, generate(t, o)) {
		t.Error("two traces of one seed differ")
	}
	if o.Seed = 2; bytes.Equal(text, generate(t, o)) {
		t.Error("another seed gives the same trace")
	}
	types, waiting, most := map[string]bool{}, 0, 0
	for line := range bytes.Lines(text) {
		var m struct {
			Body map[string]any `json:"body"`
		}
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		types[m.Body["type"].(string)] = true
		if waiting--; m.Body["in_reply_to"] == nil {
			waiting += 2
		}
		most = max(most, waiting)
	}
	for _, typ := range schemas.Types() {
		if !types[typ] {
			t.Errorf("no line is a %s", typ)
		}
	}
	if most < 200 {
		t.Errorf("no more than %d requests are outstanding at once", most)
	}
	t.Logf("%d bytes a line", len(text)/20_000)
}
