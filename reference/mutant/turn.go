package mutant

import (
	"bytes"
	"encoding/json"
)

// turn is one line of input and what becomes of it. Vices change it.
type turn struct {
	*session
	line     []byte         // the line, with its line end
	src      string         // of the request
	dest     string         // of the request
	incoming map[string]any // the request's envelope, nil where the line is none
	ask      map[string]any // the request's body, nil where it is none
	url      string         // the url in it, as it came

	envelope map[string]any // the reply's envelope
	body     map[string]any // the reply's body, in envelope

	before, after []byte // written around the reply
	dropped       bool   // no reply
	end           error  // the process ends after this turn
}

// newTurn reads a line, as far as it can be read.
func (s *session) newTurn(line []byte) *turn {
	t := &turn{session: s, line: line}
	t.incoming = decode(bytes.TrimPrefix(line, []byte("\uFEFF")))
	t.src, _ = t.incoming["src"].(string)
	t.dest, _ = t.incoming["dest"].(string)
	t.ask, _ = t.incoming["body"].(map[string]any)
	t.url = t.asked("url")
	for _, name := range []string{"token", "code"} {
		if right, known := s.alias[t.asked(name)]; known && t.ask[name] != nil {
			t.change(name, right)
		}
	}
	return t
}

// change makes the node hear another member than was sent.
func (t *turn) change(name string, value any) {
	t.ask[name] = value
	t.line = encode(t.incoming)
}

// omit makes the node hear a request without a member.
func (t *turn) omit(name string) {
	delete(t.ask, name)
	t.line = encode(t.incoming)
}

// asked is a string in the request's body, "" where there is none.
func (t *turn) asked(name string) string {
	s, _ := t.ask[name].(string)
	return s
}

// said is a string in the reply's body, "" where there is none.
func (t *turn) said(name string) string {
	s, _ := t.body[name].(string)
	return s
}

// askedScopes are the scopes in the request.
func (t *turn) askedScopes() []string { return t.askedList("scopes") }

// askedList are the strings of a list in the request.
func (t *turn) askedList(name string) []string {
	list, _ := t.ask[name].([]any)
	var texts []string
	for _, element := range list {
		if text, ok := element.(string); ok {
			texts = append(texts, text)
		}
	}
	return texts
}

// askedNumber is a number in the request, 0 where there is none.
func (t *turn) askedNumber(name string) float64 {
	n, _ := t.ask[name].(json.Number)
	number, _ := n.Float64()
	return number
}

// id is the msg_id as it was written, "" where there is none.
func (t *turn) id() string {
	n, _ := t.ask["msg_id"].(json.Number)
	return n.String()
}

// readReply reads what the right node says.
func (t *turn) readReply(line []byte) {
	t.envelope = decode(line)
	t.body, _ = t.envelope["body"].(map[string]any)
}

// kind is the type of the reply.
func (t *turn) kind() string {
	kind, _ := t.body["type"].(string)
	return kind
}

// refuse makes an error of the reply.
func (t *turn) refuse(code int, name string) {
	t.answer(map[string]any{"type": "error", "code": code, "error": name, "text": name})
}

// crash ends the process the way a thrown exception does.
func (t *turn) crash(text string) { t.end = Exit{Status: 1, Text: text} }

// decode reads an object, numbers as they are written; nil where it is none.
func decode(line []byte) map[string]any {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	var object map[string]any
	if d.Decode(&object) != nil {
		return nil
	}
	return object
}

// encode writes a compact line.
func encode(v any) []byte {
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("encode reply: " + err.Error()) // a mistake in the table
	}
	return line.Bytes()
}
