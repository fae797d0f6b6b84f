package trace_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
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

var out = flag.String("out", "", "write a trace to this file, as make trace does")

var (
	lines    = flag.Int("lines", 1_060_000, "lines of the trace")
	shuffled = flag.Bool("shuffled", false, "members in random order")
	defects  = flag.Float64("defects", 0, "share of wrong lines")
)

func TestWriteATrace(t *testing.T) {
	if *out == "" {
		t.Skip("no -out is given")
	}
	f, err := os.Create(*out)
	if err != nil {
		t.Fatal(err)
	}
	if err := trace.Write(f, trace.Options{Seed: 1, Lines: *lines, Shuffled: *shuffled, Defects: *defects}); err != nil {
		t.Error(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}
