package check_test

import (
	"strings"
	"testing"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// twice is a conversation with two requests for a URL and their replies.
func twice(t *testing.T, first, second string) (c *check.Conversation, before, after int) {
	t.Helper()
	c = check.NewConversation(compile(t), "auto")
	c.Add(wire.Entry{From: wire.Suite, Event: wire.ScenarioEvent("a.feature", "two URLs", []string{"URL-16"})})
	for i, url := range []string{first, second} {
		id := string(rune('1' + i))
		c.Add(wire.Entry{From: wire.Client, Line: []byte(strings.Replace(asksURL, `"msg_id":1`, `"msg_id":`+id, 1) + "\n")})
		c.Add(wire.Entry{From: wire.Node, Line: []byte(`{"src":"oauth","dest":"client","body":{"type":"auth_url_generated","in_reply_to":` + id + `,"url":"` + url + `"}}` + "\n")})
	}
	if len(c.Replies) != 2 {
		t.Fatalf("%d replies", len(c.Replies))
	}
	return c, c.Replies[0].Request.Number, c.Replies[1].Request.Number
}

// expect has a conversation judge an expectation, as it stands in a transcript.
func expect(c *check.Conversation, e check.Expectation) {
	c.Add(wire.Entry{From: wire.Suite, Event: e.Event()})
}

// charged are the causes that a step charged to the scenario.
func charged(c *check.Conversation) string {
	var causes []string
	for _, f := range c.End() {
		if f.ID == "URL-16" {
			causes = append(causes, f.Cause)
		}
	}
	return strings.Join(causes, " ")
}

func TestOneMemberChangesOneParameter(t *testing.T) {
	changed := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(sampleURL) }
	for name, c := range map[string]struct{ after, parameter, want string }{
		"only it":                            {changed("xyz789", "abc"), "state", ""},
		"nothing":                            {sampleURL, "state", "url.unmoved.state"},
		"another one":                        {changed("xyz789", "abc", "abc123", "c2"), "state", "url.moved.client_id"},
		"it is gone":                         {changed("&state=xyz789", ""), "client_id", "url.moved.state url.unmoved.client_id"},
		"the scopes change their order":      {changed("xyz789", "abc", "read+write", "write+read"), "state", ""},
		"the encoding of a blank changes":    {changed("xyz789", "abc", "read+write", "read%20write"), "state", ""},
		"a nonce differs":                    {changed("xyz789", "abc") + "&nonce=2", "state", ""},
		"a scope is lost":                    {changed("xyz789", "abc", "read+write", "read"), "state", "url.moved.scope"},
		"the blank between scopes gets lost": {changed("xyz789", "abc", "read+write", "readwrite"), "state", "url.moved.scope"},
	} {
		t.Run(name, func(t *testing.T) {
			conversation, before, after := twice(t, sampleURL+"&nonce=1", c.after)
			expect(conversation, check.Expectation{What: "change", Before: before, Request: after, Member: c.parameter})
			got := strings.Fields(charged(conversation))
			if len(got) != len(strings.Fields(c.want)) {
				t.Fatalf("charged %q, want %q", got, c.want)
			}
			for _, cause := range got {
				if !strings.Contains(c.want, cause) {
					t.Errorf("charged %q, want %q", got, c.want)
				}
			}
		})
	}
}

func TestTwoFormsOfOneRequestAreAnsweredAlike(t *testing.T) {
	for name, c := range map[string]struct{ first, second, want string }{
		"the same URL":  {sampleURL, sampleURL, ""},
		"another nonce": {sampleURL + "&nonce=1", sampleURL + "&nonce=2", ""},
		"another state": {sampleURL, strings.Replace(sampleURL, "xyz789", "xyz", 1), "unicode.not-alike"},
		"no state":      {sampleURL, strings.Replace(sampleURL, "&state=xyz789", "", 1), "unicode.not-alike"},
	} {
		t.Run(name, func(t *testing.T) {
			conversation, a, b := twice(t, c.first, c.second)
			expect(conversation, check.Expectation{What: "alike", Before: a, Request: b})
			if got := charged(conversation); got != c.want {
				t.Errorf("charged %q, want %q", got, c.want)
			}
		})
	}
}
