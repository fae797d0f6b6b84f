package scan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"flowcheck/runner/check"
)

// values are tried on every schema.
var values = []string{
	`null`, `true`, `false`, `0`, `1`, `2`, `3`, `-1`, `3600`, `1.5`, `2.0`, `1e0`, `123456789012345678`, `1234567890123456789012`,
	`""`, `"a"`, `"ab"`, `"abc"`, `"abcd"`, `"ä"`, `"äöü"`, `"äöüß"`, `"\u0061"`, `"a b"`, `"a-b"`, `"A_1"`, `"x\n"`, `"3600"`,
	`[]`, `["a"]`, `["a","b"]`, `["a","a"]`, `["a",""]`, `[1]`, `[1,1]`, `[["a"]]`, `[null]`, `["\u0061","a"]`, `{}`, `{"a":1}`,
}

func TestEveryKeywordAcceptsNothingThatTheSecondTierRefuses(t *testing.T) {
	for _, schema := range []string{
		`true`, `{"type":"string"}`, `{"type":["integer","null"]}`, `{"type":"number"}`, `{"type":"boolean"}`, `{"type":"object"}`, `{"type":"array"}`,
		`{"const":"ab"}`, `{"const":3600}`, `{"const":null}`, `{"const":true}`, `{"enum":["a",1,null]}`, `{"enum":[2,3]}`,
		`{"type":"string","minLength":3}`, `{"type":"string","maxLength":3}`, `{"minLength":2,"maxLength":3}`,
		`{"type":"string","pattern":"^[a-z]+$"}`, `{"type":"string","pattern":"^[A-Za-z0-9_-]*$"}`, `{"type":"string","pattern":"^[a-z]{2,3}$"}`,
		`{"type":"string","pattern":"^[äöü]+$"}`,
		`{"type":"integer","minimum":1}`, `{"type":"integer","maximum":2}`, `{"type":"number","exclusiveMinimum":1,"exclusiveMaximum":3}`, `{"minimum":-1}`,
		`{"type":"array","items":{"type":"string"}}`, `{"type":"array","items":{"type":"string","minLength":1},"minItems":1}`, `{"type":"array","uniqueItems":true}`,
		`{"type":"array","items":{"const":"a"}}`, `{"items":{"type":["array","null"]}}`,
	} {
		t.Run(schema, func(t *testing.T) {
			text := `{"type":"object","required":["type","x"],"properties":{"type":{"const":"t"},"x":` + schema + `}}`
			tier, err := newTier(map[string][]byte{"t": []byte(text)})
			if err != nil {
				t.Fatal(err)
			}
			second := check.Schemas{"t": func() *jsonschema.Schema { return jsonschema.MustCompileString("t.json", text) }}
			accepted := 0
			for _, v := range values {
				line := []byte(fmt.Sprintf(`{"src":"a","dest":"b","body":{"x":%s,"type":"t"}}`, v) + "\n")
				if !tier.Accepts(line) {
					continue
				}
				if accepted++; !valid(t, second, line) {
					t.Errorf("%s is accepted", v)
				}
			}
			if accepted == 0 && !strings.Contains(schema, "äöü") { // its characters are for the second tier
				t.Error("nothing is accepted")
			}
		})
	}
}

func TestASchemaWithAnotherKeywordIsLeftToTheSecondTier(t *testing.T) {
	for _, schema := range []string{
		`{"format":"uri"}`, `{"not":{}}`, `{"pattern":"a"}`, `{"pattern":"^a+$"}`, `{"pattern":"^[a-z]+"}`, `{"minimum":0.5}`, `{"const":1.5}`, `{"const":[1]}`,
		`{"properties":{"a":true}}`, `{"maxItems":2}`, `{"const":1,"enum":[1,2]}`, `{"multipleOf":2}`,
	} {
		tier, err := newTier(map[string][]byte{"t": []byte(`{"type":"object","properties":{"x":` + schema + `}}`)})
		if err != nil {
			t.Fatal(err)
		}
		if tier.kinds[1] != nil {
			t.Errorf("%s is compiled", schema)
		}
	}
	for _, text := range []string{`{"type":"object","minProperties":2}`, `{"type":"array"}`, `{"type":"object","additionalProperties":{"type":"string"}}`} {
		if tier, err := newTier(map[string][]byte{"t": []byte(text)}); err == nil && tier.kinds[1] != nil {
			t.Errorf("%s is compiled", text)
		}
	}
}

func TestFurtherMembersAreRefusedWhereTheSchemaDoes(t *testing.T) {
	tier, err := newTier(map[string][]byte{"t": []byte(`{"type":"object","properties":{"type":{"const":"t"}},"additionalProperties":false}`)})
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]bool{`{"src":"a","dest":"b","body":{"type":"t"}}`: true, `{"src":"a","dest":"b","body":{"type":"t","y":1}}`: false} {
		if got := tier.Accepts([]byte(line + "\n")); got != want {
			t.Errorf("%s: %v", line, got)
		}
	}
}
