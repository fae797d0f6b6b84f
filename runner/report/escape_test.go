package report

import "testing"

func TestWhatATerminalObeysOrHidesIsMadeVisible(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain text stays", `{"state":"käse 😀 \u0000"}`, `{"state":"käse 😀 \u0000"}`},
		{"C0 controls", "\x00\t\r\n\x1b[31m", `\x00\x09\x0d\x0a\x1b[31m`},
		{"DEL", "\x7f", `\x7f`},
		{"C1 controls", "\u0085\u009b", `\u{0085}\u{009b}`},
		{"bytes that are not UTF-8", "a\xffb\xc3", `a\xffb\xc3`},
		{"an encoded surrogate", "\xed\xa0\x80", `\xed\xa0\x80`},
		{"a replacement character of the node itself", "\ufffd", "\ufffd"},
		{"bidirectional controls", "\u202a\u202e\u2066\u2069\u200f", `\u{202a}\u{202e}\u{2066}\u{2069}\u{200f}`},
		{"a byte order mark", "\ufeff{}", `\u{feff}{}`},
		{"zero-width characters", "a\u200b\u200d\u2060b", `a\u{200b}\u{200d}\u{2060}b`},
		{"line separators", "\u2028\u2029", `\u{2028}\u{2029}`},
		{"tags beyond the basic plane", "\U000e0041", `\u{e0041}`},
		{"characters that XML forbids", "\ufffe\uffff", `\u{fffe}\u{ffff}`},
	} {
		if have := Visible(c.in); have != c.want {
			t.Errorf("%s: %q became %q, want %q", c.name, c.in, have, c.want)
		}
	}
}
