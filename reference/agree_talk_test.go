package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// object is a JSON object. A value in one that is sent may be a twin.
type object = map[string]any

// twin is a text that each node knows by its own value: a code that both
// issued, say. Whoever talks of it means the same.
type twin [2]string

func both(text string) twin { return twin{text, text} }

// changed is what becomes of a twin when both are changed alike.
func (t twin) changed(by func(string) string) twin { return twin{by(t[0]), by(t[1])} }

// message is a request to both nodes.
type message struct {
	body  object
	dress func([]byte) []byte // how the line is written, nil for compactly
	line  []byte              // in place of all else: a line that is no request
}

// halfPair stands for half of a surrogate pair, which no Go string can hold.
const halfPair = "HALF-PAIR"

func (m message) encode(side int) []byte {
	if m.line != nil {
		return m.line
	}
	line, err := json.Marshal(object{"src": "client", "dest": "oauth", "body": resolve(m.body, side)})
	if err != nil {
		panic(err) // the generator made something that is not JSON
	}
	line = bytes.ReplaceAll(line, []byte(halfPair), []byte(`\ud800`))
	if m.dress != nil {
		line = m.dress(line)
	}
	return line
}

// resolve puts one node's values in place of twins.
func resolve(v any, side int) any {
	switch v := v.(type) {
	case twin:
		return v[side]
	case object:
		out := object{}
		for name, value := range v {
			out[name] = resolve(value, side)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, value := range v {
			out[i] = resolve(value, side)
		}
		return out
	}
	return v
}

// exchange is one message with both replies, nil where a node kept silent,
// and what they mean.
type exchange struct {
	message
	talk  *talk
	reply [2]object
	means [2]object
}

// converse has one conversation with both nodes and returns what they
// disagree on, with all that was said before, or "".
func converse(seed uint64, number int, nodes *pair, sum *tally) string {
	t := newTalk(rand.New(rand.NewPCG(seed, uint64(number))), number)
	var said strings.Builder
	for range 5 + t.IntN(21) {
		x := t.next()
		for side, node := range nodes {
			line := x.encode(side)
			reply := node.Answer(line)
			fmt.Fprintf(&said, "%d> %s\n%d< %s\n", side, line, side, bytes.TrimSpace(reply))
			if err := x.read(side, reply); err != nil {
				return said.String() + err.Error()
			}
		}
		sum.requests++
		sum.replies[fmt.Sprintf("%v -> %s", x.kind(), x.outcome(1))]++
		if !reflect.DeepEqual(x.means[0], x.means[1]) {
			l := x.liberty()
			if l == nil {
				return said.String() + "they differ (-Go +Python):\n" + cmp.Diff(x.means[0], x.means[1])
			}
			sum.taken[l.name]++
			if l.parts { // they know different things from here on
				return ""
			}
		}
		t.remember(x)
	}
	return ""
}

// kind is the type of the request, as far as it has one of the protocol.
func (x *exchange) kind() string {
	if kind, _ := x.body["type"].(string); slices.Contains(kinds, kind) {
		return kind
	}
	return "no request"
}

// outcome is the type of a reply, or the name of a refusal.
func (x *exchange) outcome(side int) string {
	r := x.reply[side]
	if r == nil {
		return "silence"
	}
	body, _ := r["body"].(object)
	if name, ok := body["error"].(string); ok && body["type"] == "error" {
		return name
	}
	if has, ok := body["has_scope"]; ok {
		return fmt.Sprint(has)
	}
	return fmt.Sprint(body["type"])
}

// read takes a reply and finds out what it means.
func (x *exchange) read(side int, line []byte) error {
	if line == nil {
		return nil
	}
	var reply object
	if err := json.Unmarshal(line, &reply); err != nil { // two lines are one too many
		return fmt.Errorf("%q is not one reply: %w", line, err)
	}
	body, ok := reply["body"].(object)
	if !ok {
		return fmt.Errorf("%q has no body", line)
	}
	x.reply[side] = reply
	means := object{"src": reply["src"], "dest": reply["dest"]}
	for name, value := range body {
		means[name] = x.meaning(side, name, value)
	}
	// Protocol, section 6: these are for people.
	delete(means, "text")
	delete(means, "error_description")
	x.means[side] = means
	return nil
}

// meaning is what a member says, in words that are the same for both nodes.
func (x *exchange) meaning(side int, name string, value any) any {
	text, ok := value.(string)
	if !ok || text == "" {
		return value
	}
	switch name {
	case "access_token", "refresh_token", "code":
		if resolve(x.body[name], side) == text {
			return "what was sent"
		}
		return "a new one"
	case "scope":
		return sortedScopes(text)
	case "url":
		return urlMeaning(text)
	}
	return value
}

// sortedScopes are the elements of a scope. RFC 6749 section 3.3: their order
// does not matter; and having one twice is having it.
func sortedScopes(text string) string {
	scopes := strings.Split(text, " ")
	slices.Sort(scopes)
	return strings.Join(slices.Compact(scopes), " ")
}

// urlMeaning reads an authorization URL (protocol, section 7).
func urlMeaning(text string) any {
	endpoint, query, _ := strings.Cut(text, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		return text
	}
	means := object{"the endpoint": endpoint}
	for name, list := range values {
		means[name] = strings.Join(list, " AND ")
	}
	return means
}
