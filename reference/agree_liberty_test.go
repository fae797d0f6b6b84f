package main_test

import (
	"maps"
	"reflect"
	"strings"
)

// liberty is a choice that the protocol leaves, and on which the two nodes
// part. It holds for exactly what taken describes.
type liberty struct {
	name  string
	taken func(x *exchange) bool
	parts bool // the nodes know different things afterwards, so the conversation ends
}

var liberties = []liberty{
	// RFC 6749 section 5.1: scope is OPTIONAL if it is what was asked for. Go
	// leaves it out, Python never does; proof asks whether it is true.
	{name: "a scope that was asked for is told or not", taken: func(x *exchange) bool {
		_, told := x.means[0]["scope"]
		without := maps.Clone(x.means[1])
		delete(without, "scope")
		return !told && x.says(0, "token_issued", "token_refreshed") && reflect.DeepEqual(x.means[0], without)
	}},
	// Protocol, section 6: a missing verifier is {invalid_grant, invalid_request}.
	{name: "a missing verifier is invalid_request or invalid_grant", taken: func(x *exchange) bool {
		return x.kind() == "exchange_code" && !x.has("code_verifier") && x.refused(0, "invalid_request") && x.refused(1, "invalid_grant")
	}},
	// Protocol, section 5: a public client that sends a secret may be served or
	// refused. Python refuses before it looks at the code or token.
	{name: "a public client that sends a secret is served or refused", parts: true, taken: func(x *exchange) bool {
		id, _ := x.body["client_id"].(string)
		return x.talk.public[id] && x.has("client_secret") && x.refused(1, "invalid_client") && !x.refused(0, "invalid_client")
	}},
	// Protocol, section 5: revoke_token by another client may be answered or
	// refused. Go refuses even what is dead already.
	{name: "another client's dead token is refused or revoked", taken: func(x *exchange) bool {
		return x.kind() == "revoke_token" && x.refused(0, "invalid_grant") && x.says(1, "token_revoked")
	}},
	// URL-18: a redirect_uri with a fragment is refused, or its # is encoded. Go
	// may then find that a scope is wrong, too.
	{name: "generate_auth_url encodes a fragment or refuses it", parts: true, taken: func(x *exchange) bool {
		uri, _ := x.body["redirect_uri"].(string)
		return strings.Contains(uri, "#") && x.refused(1, "invalid_request") &&
			(x.says(0, "auth_url_generated") || x.refused(0, "invalid_scope"))
	}},
	// Protocol, section 6 and ROB-03: what has no usable type may be answered by
	// an error or by nothing. ENV-09: nobody waits for the answer to what has no
	// msg_id.
	{name: "what has no usable type or no msg_id is refused or passed over", taken: func(x *exchange) bool {
		_, correlated := x.means[0]["in_reply_to"]
		_, typed := x.body["type"].(string)
		return x.kind() == "no request" && !(correlated && typed) && x.says(0, "error") && x.reply[1] == nil
	}},
	// Protocol, section 5: what comes of a request without src is left open.
	{name: "an envelope without src is passed over or served", taken: func(x *exchange) bool {
		return x.reply[0] == nil && x.reply[1] != nil && x.means[1]["dest"] == ""
	}},
	// Protocol, section 5: a client that is not registered may show any code,
	// but not one that was issued to another. Go tells them apart for thirty
	// days; then such a code is worth as much to it as one made up.
	{name: "a code is forgotten after thirty days or never", parts: true, taken: func(x *exchange) bool {
		code, _ := x.body["code"].(twin)
		at, issued := x.talk.issued[code]
		return x.kind() == "exchange_code" && issued && x.talk.clock-at >= 30*86_400 && x.says(0, "token_issued") && x.refused(1, "invalid_grant")
	}},
	// INI-04: a second init is answered or refused. Go takes the new name.
	{name: "a second init is answered or refused", parts: true, taken: func(x *exchange) bool {
		return x.kind() == "init" && x.talk.named && x.says(0, "init_ok") && x.refused(1, "invalid_request")
	}},
	// No clause says how long a client waits for the redirect. Go gives up
	// after an hour, when the code is long dead, even where another client has
	// sent the same state since.
	{name: "a state is forgotten after an hour or not", taken: func(x *exchange) bool {
		state, _ := x.body["state"].(string)
		since, awaited := x.talk.awaited[state]
		return awaited && x.talk.clock-since >= 3600 && x.says(0, "callback_invalid") && x.says(1, "callback_valid")
	}},
}

// liberty is the one that explains the difference, or nil.
func (x *exchange) liberty() *liberty {
	for i := range liberties {
		if liberties[i].taken(x) {
			return &liberties[i]
		}
	}
	return nil
}

// has reports whether the request has a member.
func (x *exchange) has(name string) bool {
	_, given := x.body[name]
	return given
}

// says reports whether a node's reply is of one of these types.
func (x *exchange) says(side int, types ...string) bool {
	for _, kind := range types {
		if x.means[side]["type"] == kind {
			return true
		}
	}
	return false
}

// refused reports whether a node refused under this name.
func (x *exchange) refused(side int, name string) bool {
	return x.says(side, "error") && x.means[side]["error"] == name
}
