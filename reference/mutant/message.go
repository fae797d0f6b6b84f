package mutant

import (
	"bytes"
	"slices"
)

// messages are the nodes that read requests wrongly or take only some.
func messages() []Mutant {
	return []Mutant{
		{Name: "crash-without-msg-id", ID: "ENV-09", Profile: "envelope",
			Summary:  "It crashes on a request that has no msg_id.",
			Stimulus: []string{`{"src":"client","dest":"oauth","body":{"type":"check_scope","token":"t","required_scope":"read"}}` + "\n"},
			hear: func(t *turn) {
				if t.ask != nil && t.ask["msg_id"] == nil {
					t.crash("KeyError: 'msg_id'")
				}
			}},
		{Name: "reply-cached-by-msg-id", ID: "ENV-10", Profile: "envelope",
			Summary:  "It takes a msg_id that another client has used for a repetition, and repeats the reply it gave then.",
			Stimulus: slices.Concat(from("c1", "oauth"), from("c2", "oauth")),
			say:      cacheByMsgID},
		{Name: "crash-on-second-client", ID: "ENV-10", Profile: "envelope",
			Summary:  "It crashes when a second client speaks to it.",
			Stimulus: slices.Concat(from("c1", "oauth"), from("c2", "oauth")),
			hear:     oneClientOnly},
		{Name: "crash-on-extra-member", ID: "ENV-11", Profile: "envelope",
			Summary:  "It crashes when a message has a member that it does not know.",
			Stimulus: []string{`{"id":7,` + enveloped(chk("t", "read"))[1:]},
			hear: func(t *turn) {
				if hasUnknown(t.incoming, "src", "dest", "body") || hasUnknown(t.ask, "type", "msg_id", "client_id", "redirect_uri",
					"scopes", "state", "code", "client_secret", "token", "required_scope", "redirect_uris", "scope", "url", "approved", "iss",
					"code_challenge", "code_challenge_method", "code_verifier", "refresh_token", "seconds", "node_id", "node_ids") {
					t.crash("TypeError: __init__() got an unexpected keyword argument")
				}
			}},
		{Name: "members-in-order-only", ID: "ENV-12", Profile: "envelope",
			Summary:  "It reads a request with a regular expression that wants src, dest, body and type in this order.",
			Stimulus: []string{`{"body":{"token":"t","required_scope":"read","msg_id":1,"type":"check_scope"},"dest":"oauth","src":"client"}` + "\n"},
			hear:     func(t *turn) { t.dropped = t.ask != nil && !inOrder(t.line) }},
		{Name: "crash-on-other-dest", ID: "ENV-13", Profile: "envelope",
			Summary:  "It crashes on a message to another node.",
			Stimulus: from("client", "other"),
			hear: func(t *turn) {
				if t.ask != nil && t.dest != "oauth" {
					t.crash("AssertionError: not for me")
				}
			}},
		{Name: "string-matching", ID: "ENV-14", Profile: "envelope",
			Summary:  "It searches the line for \"type\":\" and misses requests with a blank after the colon.",
			Stimulus: []string{`{"src": "client", "dest": "oauth", "body": {"type": "check_scope", "msg_id": 1, "token": "t", "required_scope": "read"}}` + "\n"},
			hear:     func(t *turn) { t.dropped = t.ask != nil && !bytes.Contains(t.line, []byte(`"type":"`)) }},
	}
}

// from is a request of one client to one node, with a state of its own.
func from(src, dest string) []string {
	return []string{`{"src":"` + src + `","dest":"` + dest + `","body":` + gen("abc123", "https://a/b", `["read"]`, `"of `+src+`"`) + "}\n"}
}

// numbered is a request with this msg_id.
func numbered(id string) []string {
	return bodies(`{"type":"check_scope","msg_id":` + id + `,"token":"t","required_scope":"read"}`)
}

func oneClientOnly(t *turn) {
	if t.ask == nil {
		return
	}
	first, known := t.memo["client"]
	if known && first != t.src {
		t.crash("IndexError: list index out of range")
	}
	t.memo["client"] = t.src
}

func cacheByMsgID(t *turn) {
	type cached struct {
		src      string
		envelope map[string]any
	}
	key := "msg_id " + t.id()
	if old, known := t.memo[key].(cached); known && old.src != t.src {
		t.envelope = old.envelope
		return
	}
	t.memo[key] = cached{t.src, t.envelope}
}

func hasUnknown(object map[string]any, known ...string) bool {
	for name := range object {
		if !slices.Contains(known, name) {
			return true
		}
	}
	return false
}

// inOrder reports whether src comes before dest, dest before body, and type
// first in body.
func inOrder(line []byte) bool {
	rest := line
	for _, name := range []string{`"src"`, `"dest"`, `"body"`} {
		_, after, found := bytes.Cut(rest, []byte(name))
		if !found {
			return false
		}
		rest = after
	}
	first := bytes.IndexByte(rest, '"')
	return first >= 0 && bytes.HasPrefix(rest[first:], []byte(`"type"`))
}
