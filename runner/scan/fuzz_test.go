package scan

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
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
		s.load(text)
		line := s.buf[:len(s.buf)-len(sheet{})]
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

// FuzzForms holds lines that are accepted by a form against the same lines read
// without: the form is that of another line.
func FuzzForms(f *testing.F) {
	all := seeds(f)
	for i, line := range all {
		f.Add(line, all[(i+1)%len(all)])
		f.Add(line, line)
	}
	s, plain := &scanner{tier: tier(f)}, &scanner{}
	plain.tier = s.tier
	f.Fuzz(func(t *testing.T, first, second []byte) {
		s.forms = forms{}
		s.load(first)
		s.line(&record{})
		s.load(second)
		plain.load(second)
		readAlike(t, s, plain)
	})
}

// load has a scanner stand before one line.
func (s *scanner) load(text []byte) {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	s.buf = append(append(slices.Grow(s.buf[:0], len(line)+1+len(sheet{})), line...), '\n')
	s.buf = s.buf[:len(s.buf)+len(sheet{})] // whatever is there: it is never looked at
}

// readAlike demands that what a form accepts is read alike without it, and says
// whether a form did.
func readAlike(t *testing.T, s, plain *scanner) bool {
	t.Helper()
	var by, without record
	end := s.match(0, &by)
	if end == 0 {
		return false
	}
	k, at := plain.message(0)
	if k == nil || end != at {
		t.Fatalf("accepted by a form only: %q", s.buf)
	}
	if !plain.record(k, &without) {
		without.kind = 0
	}
	if by != without {
		t.Fatalf("by its form %+v, without %+v: %q", by, without, s.buf)
	}
	return true
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
