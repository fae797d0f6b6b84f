package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"
)

// receive judges a line of the node and pairs what is in it.
func (c *Conversation) receive(line []byte) {
	c.printed += len(line)
	if c.junkIs == wideText && string(line) == "\x00" {
		return // the other half of the last line feed
	}
	text := c.lineEnd(line)
	if len(bytes.TrimSpace(text)) == 0 && c.partial == nil {
		c.find(Finding{Cause: "stdout.blank-line", Message: "a blank line on stdout", Got: fmt.Sprintf("%q", line),
			Expected: "messages only"}, "TRN-20")
		return
	}
	c.Lines++
	text = c.encoding(text)
	if c.partial != nil {
		text = append(append(c.partial, '\n'), text...)
		line = append(bytes.Clone(text), '\n')
	}
	values, err := decodeAll(text)
	switch {
	case err == nil && len(values) == 1:
		c.continued(text)
		c.value(values[0], line)
	case err == nil && len(values) > 1:
		c.find(Finding{Cause: "stdout.two-objects", Message: fmt.Sprintf("%d JSON values on one line", len(values)), Got: quote(line),
			Expected: "a line feed after every message"}, "TRN-03")
		c.partial = nil
		for _, v := range values {
			c.value(v, line)
		}
	case incomplete(text, err) && len(text) < 1<<20 && (c.partial == nil || c.Lines-c.partialLine < mostParts):
		if c.partial == nil {
			c.partialRow, c.partialLine = c.row, c.Lines
		}
		c.partial = bytes.Clone(text)
	default:
		c.partial = nil
		c.notJSON(line)
	}
}

// mostParts bounds the lines of one message, all of which are read with each of them.
const mostParts = 1000

// lineEnd judges how a line ends and takes the end off.
func (c *Conversation) lineEnd(line []byte) []byte {
	text, ok := bytes.CutSuffix(line, []byte("\n"))
	const endless = 1 << 20
	if !ok && len(line) > endless {
		c.flood = true // it was still being written when the suite had waited enough
	} else if !ok {
		c.find(Finding{Cause: "stdout.no-line-feed", Message: "the line does not end in a line feed", Got: quote(line),
			Expected: "every message ends in \\n"}, "TRN-03")
	}
	if t, cr := bytes.CutSuffix(text, []byte("\r")); cr {
		c.find(Finding{Cause: "stdout.carriage-return", Message: "a carriage return before the line feed", Got: quote(line),
			Expected: "\\n alone ends a line"}, "TRN-21")
		text = t
	}
	return text
}

// encoding judges the bytes of a line. RFC 8259 section 8.1: UTF-8, and no byte
// order mark.
func (c *Conversation) encoding(text []byte) []byte {
	if t, bom := bytes.CutPrefix(text, []byte("\ufeff")); bom {
		c.find(Finding{Cause: "stdout.bom", Message: "the output begins with a byte order mark", Got: quote(text),
			Expected: "UTF-8 without a byte order mark"}, "TRN-13")
		text = t
	}
	if !utf8.Valid(text) {
		at := 0
		for at < len(text) {
			r, n := utf8.DecodeRune(text[at:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			at += n
		}
		c.find(Finding{Cause: "stdout.not-utf8", Message: fmt.Sprintf("the line is not UTF-8: byte %#02x at offset %d", text[at], at),
			Got: quote(text), Expected: "valid UTF-8"}, "TRN-13")
		text = bytes.ToValidUTF8(text, []byte("\ufffd"))
	}
	return text
}

// continued notes that a message went on over several lines.
func (c *Conversation) continued(text []byte) {
	if c.partial == nil {
		return
	}
	c.partial = nil
	c.find(Finding{Cause: "stdout.pretty-printed", Message: "a message goes on over several lines", Got: quote(text),
		Expected: "one JSON object a line"}, "TRN-02")
}

// incomplete says whether text is the beginning of a JSON object that may go
// on in the next line.
func incomplete(text []byte, err error) bool {
	return err != nil && bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) && strings.Contains(err.Error(), "unexpected EOF")
}

// notJSON charges a line that is no message. It answers no request either.
func (c *Conversation) notJSON(line []byte) {
	f := Finding{Cause: "stdout.not-json", Message: "a line on stdout is not JSON", Got: quote(line), Expected: "stdout holds messages only"}
	t := bytes.TrimSpace(line)
	broken := brokenAt(t)
	switch {
	case bytes.Contains(t, []byte("{\x00\"")):
		f.Cause, f.Message, f.Expected = wideText, "a line on stdout is UTF-16", "UTF-8"
	case bytes.HasPrefix(t, []byte("{'")):
		f.Cause, f.Message = "stdout.python-repr", "a line on stdout is a Python dict, not JSON"
	case broken != "":
		f.Cause, f.Message, f.Difference = "stdout.broken-json", "a line on stdout begins like a message and is not JSON", broken
	case c.replied == 0:
		f.Cause, f.Message = "stdout.banner", "a line on stdout before the first reply is not JSON"
	}
	c.discard(line, f.Cause)
	c.find(f, "TRN-02", "TRN-19")
}

// wideText is the cause of lines in UTF-16, whose ASCII has a NUL in each character.
const wideText = "stdout.utf-16"

// cutText is the cause of a message that begins and never ends.
const cutText = "stdout.cut"

// brokenAt says where the JSON of a line ends that begins like a message; ""
// where it does not, or nothing is wrong.
func brokenAt(text []byte) string {
	before, err := decodeAll(text)
	var syntax *json.SyntaxError
	if len(before) > 0 || !errors.As(err, &syntax) || !bytes.HasPrefix(text, []byte(`{"`)) || !bytes.Contains(text, []byte(`"type"`)) {
		return ""
	}
	return fmt.Sprintf("%v, at byte %d", syntax, syntax.Offset)
}

// discard notes output that is no reply, and its cause.
func (c *Conversation) discard(line []byte, cause string) {
	c.junk, c.junkIs, c.junkAt = line, cause, c.replied
}

// value judges a JSON value that stood on a line.
func (c *Conversation) value(v any, line []byte) {
	m, ok := asMessage(v)
	if !ok {
		c.noMessage(v, line)
		return
	}
	if c.echo(m, line) {
		return
	}
	switch {
	case c.Framing == "":
		c.Framing = m.framing
		c.demand(m, line)
	case c.Framing != m.framing:
		c.find(Finding{Cause: "framing.changed", Message: fmt.Sprintf("the framing changed from %s to %s", c.Framing, m.framing),
			Got: quote(line), Expected: "every reply in the framing of the first one"}, "TRN-02")
	}
	r := &Reply{At: c.at, Line: line, Row: c.row, Framing: m.framing, Envelope: m.envelope, Body: m.body}
	c.pair(r)
	if c.live && c.replied == 1 && r.Request == nil {
		c.Framing = "" // a greeting is no first reply
	}
}

// demand holds the first reply against --framing.
func (c *Conversation) demand(m message, line []byte) {
	switch {
	case c.demanded == Envelope && m.framing == Body:
		c.find(Finding{Cause: "framing.body", Message: "the reply is a bare body", Got: quote(line),
			Expected: `an envelope: {"src":...,"dest":...,"body":{...}}`}, "ENV-01")
	case c.demanded == Body && m.framing == Envelope:
		c.find(Finding{Cause: "framing.envelope", Message: "the reply is an envelope", Got: quote(line),
			Expected: "a bare body, as --framing body asks"}, "TRN-02")
	}
}

// noMessage charges JSON that is neither an envelope nor a body.
func (c *Conversation) noMessage(v any, line []byte) {
	f := Finding{Cause: "stdout.no-message", Message: "the line is a JSON value that is no object", Got: quote(line),
		Expected: `{"src":...,"dest":...,"body":{"type":...,"in_reply_to":...}}`}
	o, isObject := v.(map[string]any)
	_, bodyIsText := o["body"].(string)
	switch {
	case bodyIsText:
		f.Cause, f.Message, f.Expected, f.Pointer = "envelope.body-string", "body is a string that holds JSON", "body is a JSON object", "/body"
	case isObject:
		f.Message = "the line is a JSON object that is neither an envelope (object body) nor a body (string type)"
	case holdsObject(v):
		f.Cause, f.Message = "stdout.json-string", "the line is a JSON string that holds JSON"
	}
	c.discard(line, f.Cause)
	c.find(f, "ENV-01", "TRN-02")
}

// holdsObject says whether a value is the text of a JSON object.
func holdsObject(v any) bool {
	text, _ := v.(string)
	o, err := decode([]byte(text))
	_, ok := o.(map[string]any)
	return err == nil && ok
}

// echo says whether the message is a request handed back: its type, its msg_id,
// no in_reply_to and nothing that answers it.
func (c *Conversation) echo(m message, line []byte) bool {
	typ, _ := m.body["type"].(string)
	if _, answers := m.body["in_reply_to"]; answers || typ == "" || yields(typ, m.body) {
		return false
	}
	for r := range c.waiting() {
		if r.Type == typ && alike(m.body["msg_id"], r.msgID()) {
			c.discard(line, "stdout.echo")
			c.find(Finding{Cause: "stdout.echo", Message: "the node printed the request itself", Sent: quote(r.Line), Got: quote(line),
				Expected: "the reply only"}, "TRN-19", "ENV-04")
			return true
		}
	}
	return false
}

// msgID is msg_id as it was sent.
func (r *Request) msgID() any {
	if r.ID != "" {
		return r.ID
	}
	return r.Body["msg_id"]
}

// alike compares two JSON values as they are written. What a line holds may be
// an object, which == cannot compare.
func alike(a, b any) bool {
	if s, ok := a.(string); ok { // as most values are
		t, ok := b.(string)
		return ok && s == t
	}
	return reflect.DeepEqual(a, b)
}

// quote is a line for a finding, without its line end.
func quote(line []byte) string { return clip(string(bytes.TrimRight(line, "\r\n"))) }
