package oauth_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/reference/oauth"
)

const iss = "https://accounts.example.com"

func TestOnlyAStateThatIsAwaitedIsValid(t *testing.T) {
	f := begin(t)
	valid := func(state string, more m) bool {
		t.Helper()
		members := m{"code": "C", "state": state}
		for k, v := range more {
			members[k] = v
		}
		reply := f.send("callback", members)
		if reply["type"] == "callback_valid" && reply["code"] == "C" {
			return true
		}
		if diff := cmp.Diff(map[string]any{"type": "callback_invalid", "in_reply_to": 7.0, "error": "invalid_state"}, reply); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		return false
	}
	if valid("xyz789", nil) {
		t.Error("a state is valid that nobody sent")
	}
	f.generate("one", m{"state": "first"}).generate("one", m{"state": "xyz789"}).generate("one", m{"state": ""}).generate("one", m{"state": nil})
	for _, state := range []string{"", "xyz", "xyz7890", "XYZ789", "xyz789 ", " xyz789", "xyz%3789", "firstxyz789"} {
		if valid(state, nil) {
			t.Errorf("%q is valid", state)
		}
	}
	if valid("xyz789", m{"client_id": "two"}) || valid("xyz789", m{"iss": "https://evil.example.com"}) {
		t.Error("another client or another issuer is valid")
	}
	if !valid("xyz789", m{"client_id": "one"}) || !valid("first", m{"iss": iss}) {
		t.Error("a state that is awaited is not valid")
	}
	if valid("xyz789", nil) || valid("first", nil) {
		t.Error("a state is valid twice")
	}
	f.generate("one", m{"state": "shared"}).generate("two", m{"state": "shared"})
	if !valid("shared", m{"client_id": "two"}) || valid("shared", m{"client_id": "two"}) || !valid("shared", nil) || valid("shared", nil) {
		t.Error("a state of two clients is not valid once for each")
	}
	f.generate("one", m{"state": "shared"}).generate("two", m{"state": "shared"})
	if !valid("shared", nil) || valid("shared", m{"client_id": "one"}) || valid("shared", nil) {
		t.Error("a callback that names no client does not use the state up")
	}
	f.generate("one", m{"state": "late"}).pass(3600)
	if valid("late", nil) {
		t.Error("a state is awaited for more than an hour")
	}
}

func TestAnIssuerThatNamesItselfDoesSoAlways(t *testing.T) {
	f := begin(t).authorize("one", nil)
	for _, change := range []m{{"iss": nil}, {"iss": ""}, {"iss": iss + "/"}, {"iss": "https://evil.example.com"}} {
		change["code"], change["state"] = "C", "s"
		f.gets("callback_invalid", "callback", change)
	}
	f.refused("invalid_request", "callback", m{"code": "C", "state": "s", "iss": 5})
	f.gets("callback_valid", "callback", m{"code": "C", "state": "s", "iss": iss})
}

func TestMembersOfACallback(t *testing.T) {
	f := begin(t).generate("one", m{"state": "123"})
	for _, change := range []m{{"state": 123}, {"state": []string{"123"}}, {"state": m{}}, {"code": nil}, {"code": ""}, {"client_id": ""}} {
		members := m{"code": "C", "state": "123"}
		for k, v := range change {
			members[k] = v
		}
		f.refused("invalid_request", "callback", members)
	}
	f.gets("callback_invalid", "callback", m{"code": "C"})
	f.gets("callback_valid", "callback", m{"code": "C", "state": "123"})
}

func TestInitNamesTheNode(t *testing.T) {
	n := oauth.New()
	token := obtain(t, n, "c", "r")
	for _, id := range []string{"n3", "käse"} {
		got := speak(t, n, envelope(`{"type":"init","msg_id":4,"node_id":"`+id+`","node_ids":["`+id+`"]}`)+"\n"+envelope(check)+"\n")
		want := []string{`{"src":"` + id + `","dest":"client","body":{"type":"init_ok","in_reply_to":4}}`, `{"src":"` + id + `","dest":"client","body":` + no + `}`}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
	if !hasScope(t, n, token, "r") {
		t.Error("init ends tokens")
	}
	for _, body := range []string{`{"type":"init","msg_id":1}`, `{"type":"init","msg_id":1,"node_id":""}`, `{"type":"init","msg_id":1,"node_id":5,"node_ids":["n"]}`,
		`{"type":"init","msg_id":1,"node_id":"n"}`, `{"type":"init","msg_id":1,"node_id":"n","node_ids":[]}`, `{"type":"init","msg_id":1,"node_id":"n","node_ids":[1]}`} {
		if got := ask(t, n, body); got["error"] != "invalid_request" {
			t.Errorf("%s got %v", body, got)
		}
	}
}
