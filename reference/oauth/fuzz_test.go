package oauth_test

import (
	"bytes"
	"encoding/json"
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
	f.Fuzz(func(t *testing.T, line []byte) {
		n := oauth.New()
		reply := n.Answer(line)
		if reply != nil && (bytes.IndexByte(reply, '\n') != len(reply)-1 || !json.Valid(reply) || !utf8.Valid(reply)) {
			t.Errorf("%q was answered with %q", line, reply)
		}
		if got := string(n.Answer([]byte(envelope(check)))); got != answered(no)+"\n" {
			t.Errorf("after %q the node says %q", line, got)
		}
	})
}
