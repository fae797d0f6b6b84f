package scan

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"flowcheck/runner/check"
	"flowcheck/runner/scan/trace"
)

// seeds are lines of every type and style, right ones and wrong ones.
func seeds(t testing.TB) [][]byte {
	t.Helper()
	var all [][]byte
	for _, o := range []trace.Options{{Seed: 1, Lines: 150}, {Seed: 2, Lines: 150, Shuffled: true, Defects: 0.5}} {
		all = append(all, bytes.SplitAfter(generated(t, o), []byte("\n"))...)
	}
	files, err := filepath.Glob("../../testdata/schemas/*/*/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, envelope(t, body))
	}
	return all
}

// FuzzTier holds the first tier against the second: it never accepts what the
// second refuses, and reads in a line what the second reads in it.
func FuzzTier(f *testing.F) {
	for _, line := range seeds(f) {
		f.Add(line)
	}
	schemas, err := check.Compile()
	if err != nil {
		f.Fatal(err)
	}
	s := &scanner{tier: tier(f)}
	f.Fuzz(func(t *testing.T, text []byte) {
		line, _, _ := bytes.Cut(text, []byte("\n"))
		line = append(line[:len(line):len(line)], '\n')
		s.buf = append(append(s.buf[:0], line...), make([]byte, margin)...)
		k, end := s.message(0)
		if k == nil {
			return
		}
		if end != len(line)-1 {
			t.Fatalf("the line ends at %d, not at %d", end, len(line)-1)
		}
		if !valid(t, schemas, line) {
			t.Fatalf("accepted, and the second tier refuses it: %q", line)
		}
		agrees(t, s, k, line)
	})
}

// agrees holds what the first tier reads in an accepted line against what
// encoding/json does.
func agrees(t *testing.T, s *scanner, k *kind, line []byte) {
	t.Helper()
	m, _ := check.ReadMessage(line)
	if m.Type() != s.tier.types.texts[k.id] {
		t.Fatalf("the type is %q, not %q", m.Type(), s.tier.types.texts[k.id])
	}
	for i := range s.body.n {
		v := &s.body.all[i]
		name := s.tier.names.texts[v.name]
		text, isText := m.Body[name].(string)
		switch {
		case v.name == 0:
		case isText != (v.kind == isString):
			t.Fatalf("%s is of another kind in %q", name, line)
		case isText && (string(s.raw(v)) != text || s.hash(v) != s.tier.hash([]byte(text))):
			t.Fatalf("%s is read as %q, not as %q", name, s.raw(v), text)
		}
	}
}
