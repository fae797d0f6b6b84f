package check_test

import (
	"strings"
	"testing"

	"flowcheck/runner/authurl"
	"flowcheck/runner/check"
)

func TestWhichRequirementAURLBreaks(t *testing.T) {
	url := func(old, new string) []string {
		u := strings.Replace(sampleURL, old, new, 1)
		return lf(`{"src":"oauth","dest":"client","body":{"type":"auth_url_generated","in_reply_to":1,"url":"` + u + `"}}`)
	}
	sent := []string{asksURL}
	judgeAll(t, []judged{
		{name: "the sample's", sent: sent, printed: url("", "")},
		{name: "another order", sent: sent, printed: url("response_type=code&client_id=abc123", "client_id=abc123&response_type=code")},
		{name: "%20", sent: sent, printed: url("read+write", "read%20write")},
		{name: "a further parameter", sent: sent, printed: url("xyz789", "xyz789&nonce=1")},
		{name: "another endpoint", sent: sent, printed: url("authorize?", "authorize/?"), want: []string{"URL-01 url.endpoint"}},
		{name: "a parameter twice", sent: sent, printed: url("xyz789", "xyz789&state=xyz789"), want: []string{"URL-02 url.repeated.state", "SMP-07 url.repeated.state"}},
		{name: "no state", sent: sent, printed: url("&state=xyz789", ""), want: []string{"SMP-07 url.missing.state"}},
		{name: "response_type=token", sent: sent, printed: url("=code", "=token"), want: []string{"SMP-07 url.response-type.response_type"}},
		{name: "another client", sent: sent, printed: url("abc123", "abc124"), want: []string{"SMP-06 url.changed.client_id"}},
		{name: "another state", sent: sent, printed: url("xyz789", "xyz000"), want: []string{"SMP-06 url.changed.state"}},
		{name: "half the state", sent: sent, printed: url("xyz789", "xyz"), want: []string{"URL-14 url.truncated.state"}},
		{name: "scopes joined by a comma", sent: sent, printed: url("read+write", "read%2Cwrite"), want: []string{"SMP-09 url.scope-comma.scope"}},
		{name: "scopes in another order", sent: sent, printed: url("read+write", "write+read"), want: []string{"URL-09 url.scope-order.scope"}},
		{name: "lower-case hex", sent: sent, printed: url("%3A", "%3a"), want: []string{"URL-19 url.lower-case-hex.redirect_uri"}},
		{name: "a slash left raw", sent: sent, printed: url("com%2Fcallback", "com/callback"), want: []string{"URL-23 url.not-form-encoded.redirect_uri"}},
		{name: "a raw blank", sent: sent, printed: url("read+write", "read write"), want: []string{"URL-06 url.not-encoded.scope"}},
		{name: "a fragment", sent: sent, printed: url("xyz789", "xyz789#f"), want: []string{"URL-01 url.fragment", "URL-08 url.fragment"}},
		{name: "a url that is a number", sent: sent, printed: lf(`{"src":"oauth","dest":"client","body":{"type":"auth_url_generated","in_reply_to":1,"url":1}}`),
			want: []string{"SMP-11 value.url.type"}},
		{name: "no url", sent: sent, printed: lf(`{"src":"oauth","dest":"client","body":{"type":"auth_url_generated","in_reply_to":1}}`),
			want: []string{"SMP-11 value.url.missing"}},
	})
}

// What is expected is what a right node writes, so that nobody encodes it again.
func TestWhatIsExpectedOfAURLIsAsARightNodeWritesIt(t *testing.T) {
	for _, c := range []struct{ old, new, expected string }{
		{"read+write", "read%20write", "scope=read+write"},
		{"com%2Fcallback", "com/callback", "%2F in redirect_uri"},
		{"%3A", "%3a", "%3A in redirect_uri"},
		{"xyz789", "x%20z", "state=xyz789"},
		{"read+write", "read%2Bwrite", "scope=read+write"},
	} {
		u := strings.Replace(sampleURL, c.old, c.new, 1)
		found := authurl.CompareLetter(u, sampleURL)
		if len(found) != 1 {
			t.Errorf("%s: %+v", u, found)
			continue
		}
		r := &check.Reply{Body: map[string]any{"url": u}}
		if f := check.URLFinding(r, found[0]); f.Expected != c.expected {
			t.Errorf("%s: expected is %q, not %q", c.new, f.Expected, c.expected)
		}
	}
}
