package oauth

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// members are the members of a JSON object, each as it was written. Of a name
// that comes twice the last one counts, and upper case is not lower case.
type members map[string]json.RawMessage

// request is one message to the node.
//
// Its members are read with text, optional, list and the like (members.go),
// which note the first thing that is wrong in refused, so that a reader can
// read on and look once.
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
	// Maelstrom, initialization: init tells the node its name.
	if r.node.id != nil {
		from = r.node.id
	}
	return encode(struct {
		Src  json.RawMessage `json:"src"`
		Dest json.RawMessage `json:"dest"`
		Body any             `json:"body"`
	}{from, to, body})
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
