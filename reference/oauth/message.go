package oauth

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"
)

// members are the members of a JSON object, each as it was written. Of a name
// that comes twice the last one counts, and upper case is not lower case.
type members map[string]json.RawMessage

// request is one message to the node.
//
// Its members are read with text, value and list, which note the first thing
// that is wrong in refused, so that a reader can read on and look once.
type request struct {
	node      *Node
	src, dest json.RawMessage // as they were written
	msgID     json.RawMessage // as it was written, nil where there is none
	body      members
	refused   error
}

// parse reads an envelope: an object with the strings src and dest and an
// object body; it may hold more. Whatever is none has nobody to answer to.
func (n *Node) parse(line []byte) (*request, bool) {
	// RFC 8259 section 8.1: a parser may ignore a byte order mark, and text
	// is UTF-8.
	line = bytes.TrimPrefix(line, []byte("\uFEFF"))
	if !utf8.Valid(line) {
		return nil, false
	}
	envelope := object(line)
	r := &request{node: n, src: envelope["src"], dest: envelope["dest"], body: object(envelope["body"])}
	if !isString(r.src) || !isString(r.dest) || r.body == nil {
		return nil, false
	}
	if id, given := r.body["msg_id"]; given {
		r.readMsgID(id)
	}
	return r, true
}

// readMsgID keeps the digits of msg_id. RFC 8259 section 6: a number that goes
// through a double comes back as another above 2^53, so it never does.
func (r *request) readMsgID(id json.RawMessage) {
	if _, err := strconv.ParseInt(string(id), 10, 64); err != nil {
		r.refuse(invalidRequest.because("msg_id is no integer"))
		return
	}
	// Maelstrom: a reply's in_reply_to is the msg_id of its request.
	if r.node.obeys(EchoMsgID) {
		r.msgID = id
	}
}

// header is what the body of every reply begins with. A request without
// msg_id gets a reply without in_reply_to.
type header struct {
	Type      string          `json:"type"`
	InReplyTo json.RawMessage `json:"in_reply_to,omitempty"`
}

// answer begins a reply of the given type.
func (r *request) answer(kind string) header { return header{kind, r.msgID} }

// reply puts a body into its envelope.
func (r *request) reply(body any) []byte {
	from, to := r.src, r.dest
	// Maelstrom: a reply travels back, from the node that was addressed to
	// the one that asked.
	if r.node.obeys(SwapAddresses) {
		from, to = r.dest, r.src
	}
	return encode(struct {
		Src  json.RawMessage `json:"src"`
		Dest json.RawMessage `json:"dest"`
		Body any             `json:"body"`
	}{from, to, body})
}

// text is a member that must be there and not be empty.
func (r *request) text(name string) string {
	s, _ := r.value(name)
	// RFC 6749 section 3.1: a parameter sent without a value is as good as
	// omitted. Section 5.2: what is missing makes the request invalid.
	if s == "" && r.node.obeys(RequiredMembers) {
		r.refuse(invalidRequest.because(name + " is missing or empty"))
	}
	return s
}

// mayBeEmpty is a member that must be there.
func (r *request) mayBeEmpty(name string) string {
	s, given := r.value(name)
	if !given && r.node.obeys(RequiredMembers) {
		r.refuse(invalidRequest.because(name + " is missing"))
	}
	return s
}

// value is a member that may be absent; the second result says whether it is
// there.
func (r *request) value(name string) (string, bool) {
	raw, given := r.body[name]
	if !given {
		return "", false
	}
	return r.str(name, raw), true
}

// list is a member that must be an array of strings, none of them empty. The
// array itself may be.
func (r *request) list(name string) []string {
	raw, given := r.body[name]
	if !given && r.node.obeys(RequiredMembers) {
		r.refuse(invalidRequest.because(name + " is missing"))
	}
	var elements []json.RawMessage
	if json.Unmarshal(raw, &elements) != nil || elements == nil {
		if given && r.node.obeys(MemberTypes) {
			r.refuse(invalidRequest.because(name + " is no array"))
		}
		return nil
	}
	texts := make([]string, len(elements))
	for i, element := range elements {
		texts[i] = r.str(name, element)
	}
	return texts
}

// str decodes one JSON string.
func (r *request) str(name string, raw json.RawMessage) string {
	if !isString(raw) {
		if r.node.obeys(MemberTypes) {
			r.refuse(invalidRequest.because(name + " is no string"))
		}
		return string(raw)
	}
	var s string
	json.Unmarshal(raw, &s) // raw is a part of valid JSON and begins with a quote
	// RFC 8259 section 8.2: half of a surrogate pair has no meaning. The
	// decoder has put U+FFFD in its place; to refuse is better than to go on
	// with another text.
	if strings.ContainsRune(s, utf8.RuneError) {
		r.refuse(invalidRequest.because(name + " is no Unicode text"))
	}
	return s
}

// refuse notes a refusal unless there is one already.
func (r *request) refuse(why error) {
	if r.refused == nil {
		r.refused = why
	}
}

// object reads a JSON object; it is nil where raw is none.
func object(raw []byte) members {
	var m members
	if json.Unmarshal(raw, &m) != nil {
		return nil
	}
	return m
}

// isString reports whether raw, a part of valid JSON, is a string.
func isString(raw json.RawMessage) bool { return len(raw) > 0 && raw[0] == '"' }
