package oauth

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// readEnvelope reads an object that has an object as its member "body". It
// uses the room for members again that the envelope had before.
func readEnvelope(line string, e *envelope) bool {
	r := reader{text: line, envelope: envelope{members: again(e.members)}}
	begin, end := skip(line, 0), none
	if peek(line, begin) == '{' {
		end = r.object(begin, 1, nil)
	}
	*e = r.envelope
	if end != none && skip(line, end) == len(line) {
		return e.hasBody()
	}
	*e = envelope{members: e.members[:0], escaped: true}
	var outermost members
	if !utf8.ValidString(line) || !unmarshalObject(line, &outermost) {
		return false
	}
	for _, m := range outermost {
		e.keep(m.name, m.value)
	}
	return e.hasBody() && unmarshalObject(e.body, &e.members)
}

// hasBody reports whether the body is an object.
func (e *envelope) hasBody() bool { return len(e.body) > 0 && e.body[0] == '{' }

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
	if r := (reader{text: raw}); r.array(0, 1, &list) != none {
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
	if ordinary(text, 0) == len(text) {
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
