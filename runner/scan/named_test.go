package scan

import (
	"strings"
	"testing"
)

// A name that init gave is the node's until the node is started again, and in no
// other recording: a request to somebody else is owed no reply.
func TestANameIsTheNodesNoLongerThanItsNodeLives(t *testing.T) {
	const (
		introduction = `{"src":"c1","dest":"other","body":{"type":"init","msg_id":1,"node_id":"other","node_ids":["other"]}}` + "\n" +
			`{"src":"other","dest":"c1","body":{"type":"init_ok","in_reply_to":1}}` + "\n"
		answered = `{"src":"c1","dest":"other","body":{"type":"check_scope","msg_id":2,"token":"t","required_scope":"read"}}` + "\n" +
			`{"src":"other","dest":"c1","body":{"type":"scope_valid","in_reply_to":2,"has_scope":false}}` + "\n"
		answeredAgain = `{"src":"c1","dest":"other","body":{"type":"check_scope","msg_id":3,"token":"t","required_scope":"read"}}` + "\n" +
			`{"src":"other","dest":"c1","body":{"type":"scope_valid","in_reply_to":3,"has_scope":false}}` + "\n"
		silent = `{"src":"c1","dest":"other","body":{"type":"check_scope","msg_id":4,"token":"t","required_scope":"read"}}` + "\n"
		usual  = `{"src":"c1","dest":"oauth","body":{"type":"check_scope","msg_id":5,"token":"t","required_scope":"read"}}` + "\n"
		start  = `{"at":1,"from":"suite","event":"started"}` + "\n"
	)
	named := introduction + answered + answeredAgain
	for name, c := range map[string]struct {
		recordings []string
		silent     int // requests without the reply that they are owed, in the last one
	}{
		"as long as it lives": {[]string{named + silent}, 1},
		"started again":       {[]string{named + start + usual + silent}, 1}, // the usual one alone
		"another recording":   {[]string{named, usual + silent}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			j := judge(t)
			var last Part
			for _, text := range c.recordings {
				if err := j.Read("x.jsonl", strings.NewReader(text), func(p Part) { last = p }); err != nil {
					t.Fatal(err)
				}
			}
			if last.Silent != c.silent {
				t.Errorf("%d requests are owed a reply, want %d: lines %v", last.Silent, c.silent, last.Unanswered)
			}
		})
	}
}
