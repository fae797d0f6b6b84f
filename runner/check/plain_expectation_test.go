package check

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAPlainExpectationIsReadAsAnyOther(t *testing.T) {
	read := 0
	for _, text := range []string{
		`{"what":"type","request":1,"text":"token_issued"}`, `{"what":"scope","request":3,"granted":true}`, `{"what":"value","before":2,"member":"a","value":[1,{"b":null}]}`,
		`{"what":"body","body":{"type":"a","n":[3600]},"value":null}`, `{"what":"error","names":["a"]}`, `{"what":"latency","least":-1,"most":2}`,
		`{}`, `{"WHAT":"a"}`, `{"what":null}`, `{"what":1}`, `{"request":"1"}`, `{"request":1.0}`, `{"request":99999999999999999999}`, `{"request":-0}`, `{"body":null}`,
		`{"body":{"a":1},"body":{"b":2}}`, `{"what":"a"}{}`, `[]`, ``, `{"granted":1}`, `{"more":1}`, `{"what":"\u0061"}`,
	} {
		got, ok := plainExpectation(text)
		if !ok {
			continue
		}
		read++
		want, err := anyExpectation(text)
		if err != nil || !cmp.Equal(want, got) {
			t.Errorf("%s: %+v, not %+v (%v)", text, got, want, err)
		}
	}
	if read < 5 {
		t.Errorf("only %d are plain", read)
	}
}
