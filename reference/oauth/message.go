package oauth

import (
	"strconv"
	"strings"
)

// request is one message to the node.
//
// Its members are read with text, optional, list and the like (members.go),
// which note the first thing that is wrong in refused, so that a reader can
// read on and look once.
type request struct {
	envelope
	node    *Node
	msgID   string // as it was written, "" where there is none
	refused error
}

// parse reads an envelope: an object with the strings src and dest and an
// object body; it may hold more. Whatever is none has nobody to answer to.
func (n *Node) parse(line string, r *request) bool {
	// RFC 8259 section 8.1: a parser may ignore a byte order mark.
	line = strings.TrimPrefix(line, "\uFEFF")
	r.node, r.msgID, r.refused = n, "", nil
	if !readEnvelope(line, &r.envelope) || !isString(r.src) || !isString(r.dest) {
		return false
	}
	if id, given := r.members.find("msg_id"); given {
		r.readMsgID(id)
	}
	return true
}

// readMsgID keeps the digits of msg_id. RFC 8259 section 6: a number that goes
// through a double comes back as another above 2^53, so it never does.
func (r *request) readMsgID(id string) {
	if !isInteger(id) {
		r.refuse(invalidRequest.because("msg_id is no integer"))
		return
	}
	// Maelstrom: a reply's in_reply_to is the msg_id of its request.
	if r.node.obeys(EchoMsgID) {
		r.msgID = id
	}
}

// refuse notes a refusal unless there is one already.
func (r *request) refuse(why error) {
	if r.refused == nil {
		r.refused = why
	}
}

// isInteger reports whether raw, a part of valid JSON, is an integer of 64 bits.
func isInteger(raw string) bool {
	if len(raw) < len("9223372036854775807") && digits(raw, 0) == len(raw) {
		return true
	}
	_, err := strconv.ParseInt(raw, 10, 64)
	return err == nil
}

// isString reports whether raw, a part of valid JSON, is a string.
func isString(raw string) bool { return len(raw) > 0 && raw[0] == '"' }
