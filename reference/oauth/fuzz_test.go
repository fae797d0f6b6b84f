package oauth_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"flowcheck/reference/oauth"
)

// Whatever comes in, what goes out is nothing or one line of JSON, and the
// next request is served.
func FuzzAnswer(f *testing.F) {
	for _, line := range []string{"", "{", "null", "\uFEFF{}", envelope(check), envelope(sample1), envelope(`{"type":"\ud800","msg_id":1e400}`), `{"src":"\ud800","dest":"","body":{}}`} {
		f.Add([]byte(line))
	}
	for _, body := range []string{
		`{"type":"register_client","msg_id":1,"client_id":"c","client_secret":"s","redirect_uris":["u"],"scope":"r w"}`,
		`{"type":"authorize","msg_id":1,"url":"https://accounts.example.com/authorize?response_type=code&client_id=c&redirect_uri=u&scope=%zz&&=","approved":false,"scope":"r"}`,
		`{"type":"callback","msg_id":1,"code":"C","state":"s","iss":null,"client_id":"c"}`,
		`{"type":"refresh_token","msg_id":1,"refresh_token":"t","client_id":"c","scope":" "}`,
		`{"type":"revoke_token","msg_id":1,"token":"t","client_id":"c"}`,
		`{"type":"advance_clock","msg_id":1,"seconds":3153600000}`,
		`{"type":"init","msg_id":1,"node_id":"n1","node_ids":["n1"]}`,
	} {
		f.Add([]byte(envelope(body)))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		n := oauth.New()
		reply := n.Answer(line)
		if reply != nil && (bytes.IndexByte(reply, '\n') != len(reply)-1 || !json.Valid(reply) || !utf8.Valid(reply)) {
			t.Errorf("%q was answered with %q", line, reply)
		}
		// init may have given the node another name.
		if got := string(n.Answer([]byte(envelope(check)))); !strings.HasSuffix(got, `,"dest":"client","body":`+no+"}\n") {
			t.Errorf("after %q the node says %q", line, got)
		}
	})
}
