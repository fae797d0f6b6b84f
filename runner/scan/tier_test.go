package scan

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"flowcheck/runner/check"
	"flowcheck/schemas"
)

func tier(t testing.TB) *Tier {
	t.Helper()
	tier, err := NewTier()
	if err != nil {
		t.Fatal(err)
	}
	return tier
}

// envelope puts a body into an envelope, on one line.
func envelope(t testing.TB, body []byte) []byte {
	t.Helper()
	var line bytes.Buffer
	line.WriteString(`{"src":"client","dest":"oauth","body":`)
	if err := json.Compact(&line, body); err != nil {
		t.Fatal(err)
	}
	line.WriteString("}\n")
	return line.Bytes()
}

func TestEverySchemaOfAMessageIsInTheFirstTier(t *testing.T) {
	tier := tier(t)
	for _, typ := range schemas.Types() {
		if tier.kinds[tier.types.number(typ)] == nil {
			t.Errorf("%s is left to the second tier", typ)
		}
	}
}

func TestTheSamplesOfTheSchemasAreAcceptedAndTheInvalidOnesNot(t *testing.T) {
	tier := tier(t)
	root := filepath.Join("..", "..", "testdata", "schemas")
	right, accepted := 0, 0
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(file) != ".json" {
			return err
		}
		folder := filepath.ToSlash(filepath.Dir(file))
		if strings.Contains(folder, "/report/") || strings.Contains(folder, "/envelope/") {
			return nil
		}
		body, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		got := tier.Accepts(envelope(t, body))
		valid := filepath.Base(folder) == "valid"
		if got && !valid {
			t.Errorf("%s is accepted", file)
		}
		if valid {
			right++
			if got {
				accepted++
			} else {
				t.Logf("%s goes to the second tier", file)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if right == 0 || accepted*10 < right*9 {
		t.Errorf("%d of %d right samples are accepted", accepted, right)
	}
}

// valid is the second tier's word on a line: an envelope, and no fault.
func valid(t testing.TB, s check.Schemas, line []byte) bool {
	t.Helper()
	m, ok := check.ReadMessage(line)
	if !ok || m.Framing != check.Envelope {
		return false
	}
	_, src := m.Envelope["src"].(string)
	_, dest := m.Envelope["dest"].(string)
	return src && dest && s[m.Type()] != nil && len(s.Validate(m.Type(), m.Body)) == 0
}

// A name that is padded with NUL has the words of the name alone.
func TestANameWithANulBehindItIsAnother(t *testing.T) {
	const line = `{"src":"oauth","dest":"c1","body":{"type":"scope_valid","in_reply_to":1,"has_scope":true}}` + "\n"
	if !tier(t).Accepts([]byte(line)) {
		t.Fatal("the line itself is not accepted")
	}
	for _, name := range []string{"src", "body", "type", "scope_valid", "in_reply_to", "has_scope"} {
		if spoilt := strings.Replace(line, name+`"`, name+"\x00\"", 1); tier(t).Accepts([]byte(spoilt)) {
			t.Errorf("accepted: %q", spoilt)
		}
	}
}
