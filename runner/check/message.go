package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math/big"
	"strings"
)

// The two framings of a reply (protocol, section 2).
const (
	Envelope = "envelope"
	Body     = "body"
)

// message is a line that parsed as a message in one of the two framings.
type message struct {
	framing  string
	envelope map[string]any // nil for a bare body
	body     map[string]any
}

// decode reads one JSON value that fills the whole text; numbers keep their
// digits.
func decode(text []byte) (any, error) {
	if v, ok := Plain(text); ok {
		return v, nil
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return v, errTrailing
	}
	return v, nil
}

var errTrailing = errors.New("something follows the JSON value")

// decodeAll reads the JSON values that stand one after another in text.
func decodeAll(text []byte) ([]any, error) {
	if v, ok := Plain(text); ok {
		return []any{v}, nil
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var all []any
	for {
		var v any
		switch err := dec.Decode(&v); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return all, err
		}
		all = append(all, v)
	}
}

// asMessage tells the framing of an object: an envelope has an object `body`,
// a bare body a string `type`.
func asMessage(v any) (message, bool) {
	o, ok := v.(map[string]any)
	if !ok {
		return message{}, false
	}
	if b, ok := o["body"].(map[string]any); ok {
		return message{framing: Envelope, envelope: o, body: b}, true
	}
	if _, ok := o["type"].(string); ok {
		return message{framing: Body, body: o}, true
	}
	return message{}, false
}

// plainInteger says whether a number is written as an integer and no other
// number is written alike: 0, 12, -3.
func plainInteger(n json.Number) bool {
	digits := strings.TrimPrefix(string(n), "-")
	if digits == "" || len(digits) > 18 || digits[0] == '0' && n != "0" {
		return false
	}
	return strings.Trim(digits, "0123456789") == ""
}

// sameNumber compares two JSON numbers by value: 3600.0 is 3600 (protocol,
// section 4). Numbers with absurd exponents are compared as text.
func sameNumber(a, b json.Number) bool {
	if a == b {
		return true
	}
	x, ok := rational(a)
	y, ok2 := rational(b)
	return ok && ok2 && x.Cmp(y) == 0
}

func rational(n json.Number) (*big.Rat, bool) {
	s := strings.ToLower(n.String())
	if _, exp, found := strings.Cut(s, "e"); len(s) > 64 || found && len(strings.TrimLeft(exp, "+-0")) > 3 {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

// integer says whether a JSON value is a number without a fraction.
func integer(v any) (json.Number, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return "", false
	}
	if plainInteger(n) {
		return n, true
	}
	r, ok := rational(n)
	return n, ok && r.IsInt()
}

// show writes a JSON value on one line, for messages.
func show(v any) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err.Error()
	}
	return clip(strings.TrimSuffix(b.String(), "\n"))
}

// clip bounds what a finding quotes; the transcript has it whole. It cuts
// between values, so that no half of a secret is left.
func clip(s string) string {
	const most = 8 << 10
	if len(s) <= most {
		return s
	}
	s = s[:most]
	if i := strings.LastIndexByte(s, '"'); i > 0 {
		s = s[:i+1]
	}
	return s + "…"
}
