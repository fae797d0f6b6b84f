package cli

import (
	"bytes"
	"os/exec"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNearestFindsSlipsAndBeginnings(t *testing.T) {
	words := []string{"run", "validate", "list", "explain", "reference", "version"}
	for _, c := range []struct {
		word string
		want []string
	}{
		{"explan", []string{"explain"}},
		{"RUN", []string{"run"}},
		{"ref", []string{"reference"}},
		{"vresion", []string{"version"}},
		{"zzzzzzz", nil},
		{"", nil},
	} {
		if diff := cmp.Diff(c.want, nearest(c.word, words)); diff != "" {
			t.Errorf("%q: -want +have:\n%s", c.word, diff)
		}
	}
}

func TestTheLinesByHandAreTheVeryBytes(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh on this machine")
	}
	for name, sent := range map[string]string{
		"one line":          `{"a":"b"}` + "\n",
		"two lines":         "{\"a\":1}\n{\"b\":2}\n",
		"quotes":            `{"state":"it's \"$HOME\" %s \\n \u0041"}` + "\n",
		"no line feed":      `{"a":"\n\0"}`,
		"blank lines":       "\n\r\n{}\n",
		"a byte order mark": "\ufeff{}\n",
		"bytes":             "\xff\xfe{\x00}\n\x1b1",
		"beyond ASCII":      "{\"a\":\"käse 😀\u2028\"}\n",
	} {
		have, err := exec.Command(sh, "-c", printf([]byte(sent))).Output()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, []byte(sent)) {
			t.Errorf("%s: %s\nwrites %q, want %q", name, printf([]byte(sent)), have, sent)
		}
	}
}
