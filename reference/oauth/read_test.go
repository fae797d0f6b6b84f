package oauth

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// slowly reads an object as encoding/json does. What the reader does has to be
// the same; see the members of a request, and nothing else, in it.
func slowly(text []byte) map[string]json.RawMessage {
	var m map[string]json.RawMessage
	if !utf8.Valid(text) || json.Unmarshal(text, &m) != nil {
		return nil
	}
	return m
}

// asMap are members by name, the last of each.
func asMap(list members) map[string]json.RawMessage {
	m := map[string]json.RawMessage{}
	for _, one := range list {
		value, _ := list.find(one.name)
		m[one.name] = json.RawMessage(value)
	}
	return m
}

// holdEnvelope compares what the two read from a line.
func holdEnvelope(t *testing.T, line []byte) {
	t.Helper()
	var got envelope
	isOne := readEnvelope(string(line), &got)
	wantEnvelope := slowly(line)
	wantBody := slowly(wantEnvelope["body"])
	if want := wantBody != nil; isOne != want {
		t.Fatalf("%q is an envelope: %v, want %v", line, isOne, want)
	}
	if !isOne {
		return
	}
	if src, dest := string(wantEnvelope["src"]), string(wantEnvelope["dest"]); src != got.src || dest != got.dest {
		t.Errorf("%q is from %s to %s, want %s and %s", line, got.src, got.dest, src, dest)
	}
	if !got.escaped && bytes.IndexByte(wantEnvelope["body"], '\\') >= 0 {
		t.Errorf("%q is read as if it had no escape sequence", line)
	}
	holdMembers(t, wantBody, got.members)
	for value := range maps.Values(wantBody) {
		holdValue(t, value)
	}
}

func holdMembers(t *testing.T, want map[string]json.RawMessage, list members) {
	t.Helper()
	got := asMap(list)
	if !maps.EqualFunc(want, got, func(a, b json.RawMessage) bool { return string(a) == string(b) }) {
		t.Errorf("-want +got:\n%s", cmp.Diff(want, got))
	}
}

// holdValue compares what the two make of a part of valid JSON.
func holdValue(t *testing.T, raw json.RawMessage) {
	t.Helper()
	var elements []json.RawMessage
	isArray := json.Unmarshal(raw, &elements) == nil && elements != nil
	list, ok := readArray(string(raw), nil)
	same := slices.EqualFunc(elements, list, func(want json.RawMessage, got string) bool { return string(want) == got })
	if ok != isArray || ok && !same {
		t.Errorf("the elements of %s are %q, %v, want %q", raw, list, ok, elements)
	}
	var want string
	if raw[0] == '"' && json.Unmarshal(raw, &want) == nil && unquote(string(raw)) != want {
		t.Errorf("%s is read as %q, want %q", raw, unquote(string(raw)), want)
	}
}

// holdText compares how the two write a text.
func holdText(t *testing.T, text string) {
	t.Helper()
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		t.Fatal(err)
	}
	if got := string(appendQuoted(nil, text)) + "\n"; got != want.String() {
		t.Errorf("%q is written as %s, want %s", text, got, &want)
	}
}

// oddities are put everywhere into a line that is right.
var oddities = []string{
	"", `"`, `\`, `\"`, `\/`, `\u0041`, `\u00e9`, `\ud83d\ude00`, `\ud800`, `\u12`, `\x`, "\\\x10", "\\u00\x110\x11", "\x00", "\x1f", "\t", "\n", "\x7f", "\x80", "\xff", "\xc3",
	"\xed\xa0\x80", "é", "\u2028", "😀", "\uFEFF", "{", "}", "[", "]", "{}", "[]", ",", ":", "null", "true", "fals", "-", "-0", "01", "1.", "1.5", ".5", "1e", "1E+9", "1e400", "+1", "0x1",
	`"body":{},`, `"body":1,`, `"type":"x",`, `"typ\u0065":"x",`, `"":"",`, " ", "\r", "\v", "/**/", strings.Repeat("[", 40) + strings.Repeat("]", 40),
}

const ordinaryLine = `{"src":"c1","dest":"n1","body":{"type":"generate_auth_url","msg_id":1,"x":{"a":[true,null,-1.5e3]},"scopes":["read","write"],"state":"xyz 789"}}`

func TestTheReaderReadsAsEncodingJSONDoes(t *testing.T) {
	for at := range len(ordinaryLine) + 1 {
		for _, odd := range oddities {
			holdEnvelope(t, []byte(ordinaryLine[:at]+odd+ordinaryLine[at:]))
			holdEnvelope(t, []byte(ordinaryLine[:at]+odd+ordinaryLine[min(at+1, len(ordinaryLine)):]))
			holdEnvelope(t, []byte(ordinaryLine[:at]+odd))
		}
	}
	for _, depth := range []int{deep - 2, deep - 1, deep, deep + 1, 9_990, 10_001} {
		nested := strings.Repeat("[", depth) + strings.Repeat("]", depth)
		holdEnvelope(t, []byte(strings.Replace(ordinaryLine, "null", nested, 1)))
		holdEnvelope(t, []byte(strings.Replace(ordinaryLine, "null", strings.ReplaceAll(nested, "[]", "["+strings.Repeat(`{"a":`, 9)+"1"+strings.Repeat("}", 9)+"]"), 1)))
	}
}

// Without this, the reader could leave everything to encoding/json and still
// be right.
func TestTheReaderNeedsNoHelpWithOrdinaryLines(t *testing.T) {
	for _, line := range []string{ordinaryLine, strings.ReplaceAll(ordinaryLine, "xyz", "é\u2028😀"), strings.ReplaceAll(ordinaryLine, "xyz", `\ud800\"`), " " + strings.ReplaceAll(ordinaryLine, ":", "\t: ") + " \r\n"} {
		r := reader{text: line}
		if end := r.object(skip(line, 0), 1, nil); end == none || skip(line, end) != len(line) || len(r.members) != 5 {
			t.Errorf("the reader leaves %q to encoding/json", line)
		}
	}
}

func TestTextsAreWrittenAsEncodingJSONDoes(t *testing.T) {
	for c := range 0x300 {
		for _, before := range []string{"", "1234567", "12345678", strings.Repeat("é", 5)} {
			holdText(t, before+string(rune(c))+"after it")
			holdText(t, before+string([]byte{byte(c)})+"after it")
		}
	}
	for _, odd := range oddities {
		holdText(t, "before it"+odd)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(ordinaryLine))
	for i, odd := range oddities {
		at := 3 * i % len(ordinaryLine)
		f.Add([]byte(ordinaryLine[:at] + odd + ordinaryLine[at:]))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		holdEnvelope(t, line)
		holdText(t, string(line))
	})
}
