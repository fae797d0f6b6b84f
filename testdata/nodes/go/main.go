// Command go is an OAuth 2.0 node in Go: a JSON message per line on stdin, a
// reply per line on stdout.
//
// Run:  go run ./go          (standard library only)
package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/url"
	"os"
	"slices"
	"strings"
)

type object = map[string]any

// refusal is the error of a request: Maelstrom's code, the RFC 6749 name and a text for people.
type refusal struct {
	code       int
	name, text string
}

func (r refusal) Error() string { return r.text }

func invalid(text string) error { return refusal{12, "invalid_request", text} }

// use is a code in the hands of a client: good for one exchange.
type use struct{ client, code string }

type node struct {
	requested map[string][]string // client_id -> scopes of its latest generate_auth_url
	granted   map[string][]string // access token -> scopes
	used      map[use]bool
}

func main() {
	n := node{map[string][]string{}, map[string][]string{}, map[use]bool{}}
	in, out := bufio.NewReader(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		// Not bufio.Scanner: it gives up at lines of 64 KiB.
		line, err := in.ReadBytes('\n')
		if reply := n.serve(line); reply != nil {
			if out.Encode(reply) != nil {
				os.Exit(1)
			}
		}
		if err == io.EOF { // after the line: the last one may have no line feed
			return
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// serve returns the reply to a line, nil where none is owed. It decodes into
// maps, for which member names differ in case, as in JSON; for structs they do not.
func (n node) serve(line []byte) object {
	var message object
	if json.Unmarshal(bytes.TrimPrefix(line, []byte("\ufeff")), &message) != nil {
		return nil
	}
	body, _ := message["body"].(object)
	kind, ok := body["type"].(string)
	if _, isReply := body["in_reply_to"]; !ok || isReply {
		return nil
	}
	reply, err := n.answer(kind, body)
	if r, ok := err.(refusal); ok {
		reply = object{"type": "error", "code": r.code, "error": r.name, "text": r.text}
	}
	// A float64 holds integers up to 2^53 exactly, and JSON promises no more.
	if id, ok := body["msg_id"].(float64); ok && id == math.Trunc(id) {
		reply["in_reply_to"] = id
	}
	src, _ := message["dest"].(string)
	dest, _ := message["src"].(string)
	return object{"src": src, "dest": dest, "body": reply}
}

func (n node) answer(kind string, body object) (object, error) {
	switch kind {
	case "generate_auth_url":
		return n.generateAuthURL(body)
	case "exchange_code":
		return n.exchangeCode(body)
	case "check_scope":
		return n.checkScope(body)
	}
	return nil, refusal{10, "unsupported_message_type", "unknown message type"}
}

func (n node) generateAuthURL(body object) (object, error) {
	m, err := texts(body, "client_id", "redirect_uri")
	if err != nil {
		return nil, err
	}
	scopes, err := scopeList(body["scopes"])
	if err != nil {
		return nil, err
	}
	// Not url.Values: its Encode sorts by name.
	u := "https://accounts.example.com/authorize?response_type=code" +
		"&client_id=" + url.QueryEscape(m[0]) + "&redirect_uri=" + url.QueryEscape(m[1])
	if len(scopes) > 0 {
		u += "&scope=" + url.QueryEscape(strings.Join(scopes, " "))
	}
	if state, given := body["state"]; given {
		s, ok := state.(string)
		if !ok {
			return nil, invalid("state must be a string")
		}
		u += "&state=" + url.QueryEscape(s)
	}
	n.requested[m[0]] = scopes
	return object{"type": "auth_url_generated", "url": u}, nil
}

func (n node) exchangeCode(body object) (object, error) {
	m, err := texts(body, "client_id", "code", "redirect_uri")
	if err != nil {
		return nil, err
	}
	if secret, given := body["client_secret"]; given {
		if _, ok := secret.(string); !ok {
			return nil, invalid("client_secret must be a string")
		}
	}
	this := use{client: m[0], code: m[1]}
	if n.used[this] {
		return nil, refusal{22, "invalid_grant", "the code was already used"}
	}
	n.used[this] = true
	random := make([]byte, 16) // RFC 6749 section 10.10: 128 bits
	rand.Read(random)          // never fails
	token := base64.RawURLEncoding.EncodeToString(random)
	n.granted[token] = n.requested[this.client]
	return object{"type": "token_issued", "access_token": token, "token_type": "Bearer", "expires_in": 3600}, nil
}

func (n node) checkScope(body object) (object, error) {
	token, ok1 := body["token"].(string)
	required, ok2 := body["required_scope"].(string)
	if !ok1 || !ok2 {
		return nil, invalid("token and required_scope must be strings")
	}
	has := true
	// "read write" asks for both; "" and "write " hold an empty name, which nobody was granted.
	for _, scope := range strings.Split(required, " ") {
		has = has && slices.Contains(n.granted[token], scope)
	}
	return object{"type": "scope_valid", "has_scope": has}, nil
}

// texts returns the named members, each of which must be a string other than "".
func texts(body object, names ...string) ([]string, error) {
	values := make([]string, len(names))
	for i, name := range names {
		if values[i], _ = body[name].(string); values[i] == "" {
			return nil, invalid(name + " must be a string")
		}
	}
	return values, nil
}

// scopeList returns scopes as strings. RFC 6749 section 3.3: they are joined
// with blanks, so none may be empty or hold one.
func scopeList(value any) ([]string, error) {
	list, ok := value.([]any)
	if !ok {
		return nil, invalid("scopes must be a list")
	}
	scopes := make([]string, len(list))
	for i, element := range list {
		s, _ := element.(string)
		if s == "" || strings.Contains(s, " ") {
			return nil, invalid("a scope must be a string without blanks")
		}
		scopes[i] = s
	}
	return scopes, nil
}
