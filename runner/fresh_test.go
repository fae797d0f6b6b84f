package runner

import (
	"regexp"
	"testing"
)

func TestNamesAreFoundInATextAsTheirExpressionSays(t *testing.T) {
	expr := regexp.MustCompile(`\{[a-z][a-zA-Z0-9_.]*\}`)
	for _, text := range []string{
		"", "{", "{}", "{a}", "x{ab_1.C}y", `{"client_id":"{client}"}`, "{{a}}", "{A}", "{1a}", "{a b}{c}", "{a", "{a{b}", `{"a":{"b":"{c.d}"}}`, "}{a}{", "{_a}", "{ä}{ö}{aö}",
	} {
		from, to := placeholder(text)
		if at := expr.FindStringIndex(text); at == nil && from >= 0 || at != nil && (at[0] != from || at[1] != to) {
			t.Errorf("%q: %d to %d, not %v", text, from, to, at)
		}
	}
	length := regexp.MustCompile(`_of_([0-9]+)$`)
	for _, name := range []string{"", "state", "state_of_12", "state_of_", "of_1", "_of_1", "a_of_1_of_2", "state_of_1x", "state_off_1", "12"} {
		want := ""
		if m := length.FindStringSubmatch(name); m != nil {
			want = m[1]
		}
		if got := lengthOf(name); got != want {
			t.Errorf("%q: %q, not %q", name, got, want)
		}
	}
}
