package check

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// asJSON is what encoding/json reads in a text that is one value.
func asJSON(text []byte) (v any, ok bool) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	if dec.Decode(&v) != nil || len(bytes.TrimLeft(text[dec.InputOffset():], " \t\r\n")) > 0 {
		return nil, false
	}
	return v, true
}

// plainTexts are right and wrong, with what has to be plain among them.
var plainTexts = []string{
	`{"src":"oauth","dest":"client","body":{"type":"token_issued","in_reply_to":2,"access_token":"a-b_c","expires_in":3600,"ok":true}}` + "\n",
	" [ 1 , -2,0 ,[],{}, {\"a\" : null} , false\t]\r\n", `"text"`, `-0`, `12`, `true`, `{"a":1,"b":[2]}`,
	``, ` `, `{`, `[`, `[1,]`, `{"a":1,}`, `{"a"}`, `{"a":}`, `{1:2}`, `[1 2]`, `01`, `-`, `--1`, `1.5`, `1e3`, `1E+2`, `1.`, `tru`, `nul`, `"a`, "\"\x00\"", "\x00", "1\x00",
	`"a\n"`, `"ä"`, "\"\x7f\"", "\"\xff\"", `{} {}`, `{}x`, `[[[[[[[[[[1]]]]]]]]]]`, `{"a":truefalse}`, "\ufeff{}", `{"":0}`, `{"a":1,"a":2}`,
}

func TestAPlainTextIsReadAsEncodingJSONReadsIt(t *testing.T) {
	for i, text := range plainTexts {
		v, ok := Plain([]byte(text))
		if i < 7 && !ok {
			t.Errorf("%q is plain", text)
		}
		samePlain(t, []byte(text), v, ok)
	}
	files, err := filepath.Glob("../../testdata/schemas/*/*/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	texts := plainTexts
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	const bits = "{}[]\":,\\-+.eE0123456789truefalsn \n\t\x00\x7f\xc3"
	r := rand.New(rand.NewPCG(1, 2))
	for range 40_000 {
		text := []byte(texts[r.IntN(len(texts))])
		for range 1 + r.IntN(3) {
			at := r.IntN(len(text) + 1)
			switch bit := bits[r.IntN(len(bits))]; {
			case r.IntN(2) == 0:
				text = append(text[:at:at], append([]byte{bit}, text[at:]...)...)
			case at < len(text) && r.IntN(2) == 0:
				text[at] = bit
			case at < len(text):
				text = append(text[:at], text[at+1:]...)
			}
		}
		v, ok := Plain(text)
		samePlain(t, text, v, ok)
	}
}

func samePlain(t *testing.T, text []byte, v any, ok bool) {
	t.Helper()
	if !ok {
		return // encoding/json has its say
	}
	if want, right := asJSON(text); !right || !cmp.Equal(want, v) {
		t.Fatalf("%q is read as %v, not %v", text, v, want)
	}
}
