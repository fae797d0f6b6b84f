package main_test

import (
	"bytes"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// members are all that a request of a type may have.
var members = map[string][]string{
	"register_client":   {"client_id", "client_secret", "redirect_uris", "scope"},
	"generate_auth_url": {"client_id", "redirect_uri", "scopes", "state", "code_challenge", "code_challenge_method"},
	"authorize":         {"url", "approved", "scope"},
	"callback":          {"code", "state", "iss", "client_id"},
	"exchange_code":     {"code", "redirect_uri", "client_id", "client_secret", "code_verifier"},
	"check_scope":       {"token", "required_scope"},
	"refresh_token":     {"refresh_token", "client_id", "client_secret", "scope"},
	"revoke_token":      {"token", "client_id", "client_secret"},
	"advance_clock":     {"seconds"},
	"init":              {"node_id", "node_ids"},
}

// spoil does something to one member.
func (t *talk) spoil(kind string, body object) {
	name := pick(t, members[kind]...)
	value, given := body[name]
	switch n := t.IntN(12); {
	case n < 2:
		delete(body, name)
	case n < 4:
		body[name] = ""
	case n == 4:
		body["msg_id"] = pick[any](t, "1", 1.5, true, nil, object{}, []any{1})
	case n == 5:
		body["in_reply_to"] = 1
	case n == 6 && given:
		if text, ok := value.(string); ok {
			body[name] = pick(t, text+" ", " "+text, strings.ToUpper(text), text+halfPair, text+"#f")
		}
	case n == 7:
		body[pick(t, "extra", "Client_id", "TYPE", "id")] = pick[any](t, nil, 1, "x", object{"scope": "admin"})
	default:
		body[name] = pick[any](t, nil, 5, -1, 1.5, 1e30, true, []any{}, []any{""}, []any{"read", nil}, []any{[]any{}}, object{}, "read  write", " read", halfPair)
		if text, ok := body[name].(string); ok && (name == "client_id" || name == "state") { // no two conversations share one
			body[name] = fmt.Sprint(t.number, text)
		}
	}
}

// dresses write a line in ways that mean the same.
var dresses = []func([]byte) []byte{
	func(line []byte) []byte { return append([]byte("\uFEFF"), line...) },
	func(line []byte) []byte { return append(bytes.Clone(line), '\r') },
	func(line []byte) []byte { return append([]byte(" \t"), line...) },
	func(line []byte) []byte { return bytes.ReplaceAll(line, []byte(`"msg_id":`), []byte(`"msg_id" : `)) },
	func(line []byte) []byte { return bytes.ReplaceAll(line, []byte("/"), []byte(`\/`)) },
	func(line []byte) []byte {
		return bytes.ReplaceAll(line, []byte(`"client_id"`), []byte(`"client\u005fid"`))
	},
	func(line []byte) []byte { // of two members with a name, the last one counts
		return bytes.Replace(line, []byte(`"body":{`), []byte(`"body":{"client_id":7,"type":"init","scope":7,"msg_id":"x",`), 1)
	},
}

// odd is a line that is no request, or one of a type that nobody knows.
func (t *talk) odd() message {
	body := object{"type": pick[any](t, "frobnicate", "", "Generate_Auth_URL", "check_scope ", "error", "token_issued", 5, nil, []any{}), "msg_id": t.msgID}
	switch t.IntN(8) {
	case 0:
		delete(body, "msg_id")
	case 1:
		delete(body, "type")
	case 2:
		body["in_reply_to"] = t.msgID
	case 3, 4:
		return message{line: []byte(pick(t, odds...))}
	}
	return message{body: body}
}

var odds = []string{
	"", " ", "\r", "nope", "{", `{"a":}`, "[]", "1", `"x"`, "null", "true", "NaN", "{}", `{"body":null}`, "\xff\xfe", "\x00",
	`{"src":"client","dest":"oauth","body":[]}`,
	`{"src":"client","dest":"oauth","body":"{}"}`,
	`{"src":"client","dest":"oauth","body":{}}`,
	`{"src":"client","dest":"oauth"}`,
	`{"src":"client","dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"x","required_scope":NaN}}`,
	`{"src":"client","dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"` + "\xff" + `","required_scope":"x"}}`,
	`{"src":"client","dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"x","required_scope":"x"}`,
	`{"src":"client","dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"x","required_scope":"x"}} {}`,
	`{"src":"client","dest":"oauth","body":{"type":"check_scope","token":"x","required_scope":"x"}}`,
	`{"src":"client","dest":"oauth","body":{"type":"check_scope","token":"x"}}`,
	`{"src":"käse","dest":"other","body":{"type":"check_scope","msg_id":-0,"token":"x","required_scope":"x"}}`,
	`{"src":5,"dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"x","required_scope":"x"}}`,
	`{"dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"x","required_scope":"x"}}`,
	`{"type":"check_scope","msg_id":1,"token":"x","required_scope":"x"}`,
}

// foreignWish is a wish that no node has seen: the URL comes from elsewhere.
func (t *talk) foreignWish() *wish {
	p := t.parties[t.IntN(len(t.parties))]
	w := &wish{of: p, redirect: p.redirects[0], state: "foreign a+b", scopes: t.some(p.scopes)}
	if t.chance(10) {
		w.redirect = pick(t, "https://evil.example.com", w.redirect+"?x=1", strings.ToUpper(w.redirect))
	}
	if p.secret == "" || t.chance(30) {
		w.verifier = t.verifier()
	}
	return w
}

// foreignURL writes it as somebody else might, right or wrong.
func (t *talk) foreignURL(w *wish) string {
	q := map[string]string{
		"response_type": "code", "client_id": w.of.id, "redirect_uri": w.redirect,
		"scope": strings.Join(w.scopes, " "), "state": w.state,
	}
	if w.verifier != "" {
		q["code_challenge"], q["code_challenge_method"] = challengeOf(w.verifier), "S256"
	}
	names := slices.Sorted(maps.Keys(q))
	if t.chance(35) { // one of them is wrong
		name := pick(t, names...)
		switch t.IntN(3) {
		case 0:
			delete(q, name)
		case 1:
			q[name] = ""
		case 2:
			q[name] = pick(t, "token", "plain", "code", "read", "a  b", "é", `a "b"`, "https://evil.example.com", "\uFFFD", "#", "https://app.com/callback#f")
		}
		w.scopes, w.redirect, w.state = strings.Fields(q["scope"]), q["redirect_uri"], q["state"]
	}
	encode := pick(t, encodings...)
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(q)) {
		pairs = append(pairs, name+"="+encode(q[name]))
	}
	t.Shuffle(len(pairs), func(i, k int) { pairs[i], pairs[k] = pairs[k], pairs[i] })
	if t.chance(25) {
		pairs = append(pairs, pick(t, "", "extra=foobar", "extra", "=", "=x", "x=%zz", "x=%", "%ff=1", "x=%ff", "x=%ed%a0%80", "é=1", "x=#", "x= ",
			"state=2", "%73tate=2", "state", "State=2", "extra=1&extra=2", "&&", "x=a;state=2", "x=?", "scope=admin", "client_id="))
	}
	at := pick(t, "", "", "", "", "", "", "", "", "", "", "", "", "/", "?", "#")
	return "https://accounts.example.com/authorize" + at + "?" + strings.Join(pairs, "&")
}

// encodings are ways to write a value.
var encodings = []func(string) string{
	url.QueryEscape,
	url.QueryEscape,
	func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") },
	func(s string) string { // lower-case hex
		return lowerHex(url.QueryEscape(s))
	},
	func(s string) string { // every byte
		var b strings.Builder
		for i := range len(s) {
			fmt.Fprintf(&b, "%%%02X", s[i])
		}
		return b.String()
	},
	func(s string) string { // what a query may have raw
		return strings.NewReplacer("%2F", "/", "%3A", ":", "%40", "@", "%3F", "?", "%2C", ",").Replace(url.QueryEscape(s))
	},
}

func lowerHex(s string) string {
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:], strings.ToLower(s[i+1:i+3]))
		}
	}
	return string(b)
}
