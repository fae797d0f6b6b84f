package report

import (
	"bytes"
	"strings"
	"testing"

	"flowcheck/runner/check"
)

func TestAFindingIsOneLineThatShowsNoSecretAndNoControlCharacter(t *testing.T) {
	token := `{"body":{"type":"token_issued","access_token":"tok-Zx9 A"}}`
	for name, c := range map[string]struct {
		finding check.Finding
		options Options
		want    string
	}{
		"plain": {check.Finding{ID: "TOK-08", Status: "failed", Message: `token_type is "bearer"`, At: "a.jsonl:4"}, Options{},
			"a.jsonl:4: TOK-08 failed: token_type is \"bearer\"\n"},
		"a warning in colour": {check.Finding{ID: "TOK-08", Status: "warned", Message: "it is odd", At: "a.jsonl:4"}, Options{Colour: true},
			"a.jsonl:4: \x1b[1mTOK-08\x1b[22m \x1b[33mwarned\x1b[0m: it is odd\n"},
		"a token": {check.Finding{ID: "TOK-01", Status: "failed", Message: `access_token is "tok-Zx9 A": it has a blank`, Got: token, At: "a:1"}, Options{},
			"a:1: TOK-01 failed: access_token is \"token\": it has a blank\n"},
		"what a terminal obeys": {check.Finding{ID: "ENV-02", Status: "failed", Message: "src is \x1b[2J\n", At: "a\x07.jsonl:1"}, Options{},
			`a\x07.jsonl:1: ENV-02 failed: src is \x1b[2J\x0a` + "\n"},
		"very long": {check.Finding{ID: "ENV-02", Status: "failed", Message: strings.Repeat("x", 1000), At: "a:1"}, Options{},
			"a:1: ENV-02 failed: " + strings.Repeat("x", lineLimit) + "… (1000 characters in all)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := WriteFinding(&b, c.finding, c.options); err != nil || b.String() != c.want {
				t.Errorf("%q, %v; want %q", b.String(), err, c.want)
			}
		})
	}
}
