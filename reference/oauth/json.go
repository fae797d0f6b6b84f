package oauth

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// readEnvelope reads the members of an object into envelope, and those of its
// member "body", which is an object as well, into body.
func readEnvelope(line string, envelope, body *members) bool {
	r := reader{text: line, body: again(*body)}
	*envelope = again(*envelope)
	quick := r.next() == '{' && r.object(1, envelope) && r.next() == 0 && r.at == len(line)
	*body = r.body
	if !quick && !(utf8.ValidString(line) && unmarshalObject(line, envelope)) {
		return false
	}
	inner, _ := envelope.find("body")
	return len(inner) > 0 && inner[0] == '{' && (quick || unmarshalObject(inner, body))
}

// unmarshalObject reads the members of an object; null is one without any.
func unmarshalObject(text string, list *members) bool {
	var m map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &m) != nil {
		return false
	}
	*list = (*list)[:0]
	for name, value := range m {
		*list = append(*list, member{name, string(value)})
	}
	return true
}

// readArray appends the elements of an array to a list. It reports false for
// valid JSON that is none.
func readArray(raw string, list []string) ([]string, bool) {
	if raw == "" || raw[0] != '[' {
		return list, false
	}
	if r := (reader{text: raw}); r.array(1, &list) {
		return list, true
	}
	var elements []json.RawMessage
	json.Unmarshal([]byte(raw), &elements) // raw is a part of valid JSON
	list = list[:0]
	for _, element := range elements {
		list = append(list, string(element))
	}
	return list, true
}

// unquote is the text of a JSON string, which is part of valid JSON.
func unquote(raw string) string {
	var s string
	json.Unmarshal([]byte(raw), &s)
	return s
}

// appendQuoted writes a text as a JSON string. Replies are no web pages: &
// stays &.
func appendQuoted[T string | []byte](line []byte, text T) []byte {
	if ordinary(text) == len(text) {
		line = append(line, '"')
		line = append(line, text...)
		return append(line, '"')
	}
	var quoted bytes.Buffer
	e := json.NewEncoder(&quoted)
	e.SetEscapeHTML(false)
	e.Encode(string(text)) // a string can always be encoded
	return append(line, bytes.TrimSuffix(quoted.Bytes(), []byte("\n"))...)
}
