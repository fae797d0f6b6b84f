package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/runner/hint"
)

func TestAHintIsPartedIntoWhatAndHow(t *testing.T) {
	for _, c := range []struct {
		hint, what string
		how        []string
	}{
		{"Do this.", "Do this.", nil},
		{"Do this (Python: f(x); Go: x).", "Do this.", []string{"Python: f(x)", "Go: x"}},
		{"Do (this) now.", "Do (this) now.", nil},
		{"Do this (C: while ((c = f()) > 0)).", "Do this.", []string{"C: while ((c = f()) > 0)"}},
		{"Close it).", "Close it).", nil},
	} {
		what, how := advice(c.hint)
		if what != c.what || !cmp.Equal(how, c.how) {
			t.Errorf("%q: %q, %q", c.hint, what, how)
		}
	}
}

func TestItemsArePackedAndNotBroken(t *testing.T) {
	got := pack([]string{"one", "two", "three four five", "six", "seven eight nine", "ten"}, 10, 3)
	if diff := cmp.Diff([]string{"one; two;", "three four five;", "six; …"}, got); diff != "" {
		t.Error(diff)
	}
}

// A hint that is cut off teaches nothing.
func TestEveryHintFitsIntoItsLines(t *testing.T) {
	p := newPrinter(nil, Report{}, Options{})
	for _, h := range hint.Catalogue() {
		lines := p.hint(h.Text, "12. ")
		if len(lines) > 5 {
			t.Errorf("%s has %d lines", h.Cause, len(lines))
		}
		for _, line := range lines {
			if n := len([]rune(line)); n > p.Width+8 || strings.HasSuffix(line, "…") {
				t.Errorf("%s: %d characters: %s", h.Cause, n, line)
			}
		}
	}
}
