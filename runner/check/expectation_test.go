package check_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// issued and errs are replies to asksCode.
const (
	issued = `{"src":"oauth","dest":"client","body":{"type":"token_issued","in_reply_to":2,"access_token":"tok-1","token_type":"Bearer","expires_in":3600}}`
	errs   = `{"src":"oauth","dest":"client","body":{"type":"error","in_reply_to":2,"code":22,"error":"invalid_grant"}}`
	gave   = `{"src":"oauth","dest":"client","body":{"type":"auth_url_generated","in_reply_to":1,"url":"` + sampleURL + `"}}`
)

// spoken is a scenario of SMP-01 in which each request is followed by its reply.
func spoken(t testing.TB, lines ...string) *check.Conversation {
	t.Helper()
	c := check.NewConversation(compile(t), "auto")
	c.Add(wire.Entry{From: wire.Suite, Event: wire.ScenarioEvent("core/a.feature", "some requests", []string{"SMP-01"})})
	c.Add(wire.Entry{From: wire.Suite, Event: wire.Started})
	for i, line := range lines {
		from := []wire.Side{wire.Client, wire.Node}[i%2]
		if line != "" {
			c.Add(wire.Entry{At: time.Duration(i) * time.Millisecond, From: from, Line: []byte(line + "\n")})
		}
	}
	return c
}

// A dot is a character of patterns too, and says nothing of a scope that differs
// from a granted one in its case alone.
func TestAScopeInAnotherCaseIsChargedToItsCase(t *testing.T) {
	asked := strings.Replace(asksURL, `"write"`, `"User.Read"`, 1)
	given := strings.Replace(gave, "read+write", "read+User.Read", 1)
	check := strings.NewReplacer(`"t"`, `"tok-1"`, `"read"`, `"user.read"`).Replace(asks)
	c := spoken(t, asked, given, asksCode, issued, check, strings.Replace(no, "false", "true", 1))
	var got []string
	for _, f := range c.End() {
		got = append(got, f.ID+" "+f.Cause)
	}
	if !slices.Contains(got, "SCP-03 scope.granted.SCP-03") || slices.Contains(got, "SCP-07 scope.granted.SCP-07") {
		t.Errorf("found %q", got)
	}
}

func TestWhatIsExpectedIsMetOrCharged(t *testing.T) {
	type object = map[string]any
	tested := map[string]bool{"framing": true, "steady": true} // below
	const registers = `{"src":"client","dest":"oauth","body":{"type":"register_client","msg_id":2,"client_id":"one","client_secret":"S3cret-1","redirect_uris":["https://a/b"]}}`
	const registered = `{"src":"oauth","dest":"client","body":{"type":"client_registered","in_reply_to":2,"client_id":"one","client_secret":"S3cret-1"}}`
	bearer := strings.Replace(issued, "Bearer", "bearer", 1)
	for _, c := range []struct {
		name  string
		lines []string
		e     check.Expectation
		want  string // cause; "": met
	}{
		{"the type", []string{asksCode, issued}, check.Expectation{What: "type", Request: 1, Text: "token_issued"}, ""},
		{"another type", []string{asksCode, errs}, check.Expectation{What: "type", Request: 1, Text: "token_issued"}, "reply.refused"},
		{"the value", []string{asksCode, issued}, check.Expectation{What: "member", Request: 1, Member: "expires_in", Value: 3600}, ""},
		{"another value", []string{asksCode, issued}, check.Expectation{What: "member", Request: 1, Member: "expires_in", Value: 3601}, "value.expires_in"},
		{"not the old value", []string{asksCode, issued}, check.Expectation{What: "other", Request: 1, Member: "access_token", Text: "tok-2"}, ""},
		{"the old value", []string{asksCode, issued}, check.Expectation{What: "other", Request: 1, Member: "access_token", Text: "tok-1"}, "value.access_token"},
		{"absent", []string{asksCode, issued}, check.Expectation{What: "absent", Request: 1, Member: "scope"}, ""},
		{"not absent", []string{asksCode, issued}, check.Expectation{What: "absent", Request: 1, Member: "access_token"}, "value.access_token"},
		{"a number", []string{asksCode, issued}, check.Expectation{What: "kind", Request: 1, Member: "expires_in", Text: "number"}, ""},
		{"no string", []string{asksCode, issued}, check.Expectation{What: "kind", Request: 1, Member: "expires_in", Text: "string"}, "value.expires_in.type"},
		{"in the range", []string{asksCode, issued}, check.Expectation{What: "between", Request: 1, Member: "expires_in", Least: 1, Most: 3600}, ""},
		{"out of range", []string{asksCode, issued}, check.Expectation{What: "between", Request: 1, Member: "expires_in", Most: 60}, "value.expires_in"},
		{"the digits", []string{asksCode, issued}, check.Expectation{What: "digits", Request: 1, Text: "2"}, ""},
		{"other digits", []string{asksCode, issued}, check.Expectation{What: "digits", Request: 1, Text: "2.0"}, "in_reply_to.large"},
		{"an envelope", []string{asksCode, issued}, check.Expectation{What: "envelope", Request: 1}, ""},
		{"half an envelope", []string{asksCode, strings.Replace(issued, `"src":"oauth",`, "", 1)}, check.Expectation{What: "envelope", Request: 1}, "envelope.incomplete"},
		{"the address", []string{asksCode, issued}, check.Expectation{What: "address", Request: 1, Member: "dest", Text: "client"}, ""},
		{"another address", []string{asksCode, issued}, check.Expectation{What: "address", Request: 1, Member: "dest", Text: "c2"}, "envelope.dest"},
		{"the URL", []string{asksURL, gave}, check.Expectation{What: "url", Request: 1}, ""},
		{"another state", []string{asksURL, strings.Replace(gave, "xyz789", "xyz000", 1)}, check.Expectation{What: "url", Request: 1, Member: "state"}, "url.changed.state"},
		{"a scope that is not granted", []string{asks, no}, check.Expectation{What: "scope", Request: 1}, ""},
		{"a scope that is granted", []string{asks, no}, check.Expectation{What: "scope", Request: 1, Granted: true}, "value.has_scope"},
		{"a yes to anything", []string{asks, strings.Replace(no, "false", "true", 1)}, check.Expectation{What: "scope", Request: 1}, "scope.granted.SMP-01"},
		{"a refusal", []string{asksCode, errs}, check.Expectation{What: "refusal", Request: 1}, ""},
		{"no refusal", []string{asksCode, issued}, check.Expectation{What: "refusal", Request: 1}, "refusal.missing"},
		{"a token that holds no secret", []string{asksCode, issued}, check.Expectation{What: "random", Request: 1}, ""},
		{"a token that holds the code", []string{asksCode, strings.Replace(issued, "tok-1", "x-AUTH_CODE", 1)}, check.Expectation{What: "random", Request: 1}, "token.reveals"},
		{"a body", []string{asksCode, issued}, check.Expectation{What: "body", Request: 1, Body: object{"access_token": "[a-z]+-1"}, Patterns: []string{"/access_token"}}, ""},
		{"another body", []string{asksCode, issued}, check.Expectation{What: "body", Request: 1, Body: object{"access_token": "[a-z]+-1"}}, "value.access_token"},
		{"a name of an error", []string{asksCode, errs}, check.Expectation{What: "error", Request: 1, Names: []string{"invalid_client", "invalid_grant"}}, ""},
		{"another error", []string{asksCode, errs}, check.Expectation{What: "error", Request: 1, Names: []string{"invalid_client"}}, "error.name"},
		{"one change", []string{asksURL, gave, asksURL, strings.Replace(gave, "xyz789", "x", 1)}, check.Expectation{What: "change", Before: 1, Request: 2, Member: "state"}, ""},
		{"no change", []string{asksURL, gave, asksURL, gave}, check.Expectation{What: "change", Before: 1, Request: 2, Member: "state"}, "url.unmoved.state"},
		{"alike", []string{asksURL, gave, asksURL, gave}, check.Expectation{What: "alike", Before: 1, Request: 2}, ""},
		{"not alike", []string{asksURL, gave, asksURL, strings.Replace(gave, "xyz789", "x", 1)}, check.Expectation{What: "alike", Before: 1, Request: 2}, "unicode.not-alike"},
		{"an answer", []string{asks, no}, check.Expectation{What: "answer", Request: 1}, ""},
		{"silence", []string{asks, ""}, check.Expectation{What: "answer", Request: 1}, "refusal.silent"},
		{"one token for two clients", []string{asksCode, issued, strings.Replace(asksCode, `"client_id":"`, `"client_id":"b`, 1), issued, asks, no}, check.Expectation{What: "scope", Request: 3, Granted: true}, "token.repeated"},
		{"one of two", []string{asksCode, issued, asksCode, errs}, check.Expectation{What: "count", Request: 1, Text: "token_issued", Least: 1, Most: 1}, ""},
		{"two of two", []string{asksCode, issued, asksCode, bearer}, check.Expectation{What: "count", Request: 1, Text: "token_issued", Most: 1}, "replay.pipelined"},
		{"each its own state", []string{asksURL, gave}, check.Expectation{What: "own requests"}, ""},
		{"a state of another", []string{asksURL, strings.Replace(gave, "xyz789", "xyz000", 1)}, check.Expectation{What: "own requests"}, "url.changed.state"},
		{"one line", []string{asks, no}, check.Expectation{What: "one line"}, ""},
		{"two lines", []string{asks, no, "", "done"}, check.Expectation{What: "one line"}, "stdout.not-json"},
		{"no line and no request", nil, check.Expectation{What: "one line"}, ""},
		{"two lines and no request", []string{"", "a", "", "b"}, check.Expectation{What: "one line"}, "stdout.banner"},
		{"messages", []string{asks, no}, check.Expectation{What: "messages"}, ""},
		{"a log line", []string{asks, no, "", "done"}, check.Expectation{What: "messages"}, "stdout.not-json"},
		{"requests only", []string{asks, no}, check.Expectation{What: "requests only"}, ""},
		{"an answer to nothing", []string{"", "hello"}, check.Expectation{What: "requests only"}, "reply.to-reply"},
		{"two tokens", []string{asksCode, issued, asksCode, strings.Replace(issued, "tok-1", "2", 1)}, check.Expectation{What: "unguessable", Member: "tokens", Text: "are all different"}, ""},
		{"one token twice", []string{asksCode, issued, asksCode, issued}, check.Expectation{What: "unguessable", Member: "tokens", Text: "are all different"}, "entropy.tokens"},
		{"a short token", []string{asksCode, issued}, check.Expectation{What: "unguessable", Member: "tokens", Text: "have at least 22 characters"}, "entropy.tokens"},
		{"two tokens that share all but a character", []string{asksCode, issued, asksCode, strings.Replace(issued, "tok-1", "tok-2", 1)}, check.Expectation{What: "unguessable", Member: "tokens", Text: "carry at least 96 bits"}, "entropy.tokens"},
		{"short replies", []string{asks, no}, check.Expectation{What: "short", Most: 1000}, ""},
		{"long replies", []string{asks, no}, check.Expectation{What: "short", Most: 16}, "error.long"},
		{"a secret that is kept", []string{asksCode, issued}, check.Expectation{What: "hidden", Text: "AUTH_CODE"}, ""},
		{"a token in the reply that gives it", []string{asksCode, issued}, check.Expectation{What: "hidden", Member: "refusal", Text: "tok-1"}, ""},
		{"a secret that is told", []string{asksCode, issued}, check.Expectation{What: "hidden", Text: "tok-1"}, "secret.revealed"},
		{"a secret that its own client has registered", []string{registers, registered}, check.Expectation{What: "hidden", Text: "S3cret-1"}, ""},
		{"another secret in a registration", []string{registers, strings.Replace(registered, "S3cret-1", "S3cret-2", 1)}, check.Expectation{What: "hidden", Text: "S3cret-2"}, "secret.revealed"},
		{"no exit", []string{asks, no}, check.Expectation{What: "exit", Most: 2}, "exit.never"},
		{"no status", []string{asks, no}, check.Expectation{What: "exit status"}, "exit.status"},
		{"a feature", []string{asks, no}, check.Expectation{What: "feature", Member: "callback", Text: "state"}, "feature.missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			conversation := spoken(t, c.lines...)
			expect(conversation, c.e)
			got := ""
			for _, f := range conversation.End() {
				if f.ID == "SMP-01" && f.Cause != "reply.missing" && got == "" {
					got = f.Cause
				}
			}
			if got != c.want || conversation.Met() != (c.want == "") || conversation.Broken != "" {
				t.Errorf("charged %q, want %q; met: %v; broken: %q", got, c.want, conversation.Met(), conversation.Broken)
			}
			tested[c.e.What] = true
		})
	}
	for _, what := range check.Demands() {
		if !tested[what] {
			t.Errorf("nothing expects %q here", what)
		}
	}
}

func TestANodeThatSlowsDownIsNotSteady(t *testing.T) {
	for name, c := range map[string]struct {
		slowest time.Duration
		want    bool
	}{"as quick at the end": {2 * time.Millisecond, true}, "tenfold at the end": {20 * time.Millisecond, false}} {
		t.Run(name, func(t *testing.T) {
			conversation := spoken(t)
			for i := range 40 {
				at, took := time.Duration(i)*time.Second, time.Millisecond
				if i > 20 {
					took = c.slowest
				}
				conversation.Add(wire.Entry{At: at, From: wire.Client, Line: []byte(asks + "\n")})
				conversation.Add(wire.Entry{At: at + took, From: wire.Node, Line: []byte(no + "\n")})
			}
			expect(conversation, check.Expectation{What: "steady", Request: 1})
			if conversation.Met() != c.want {
				t.Errorf("met: %v", conversation.Met())
			}
		})
	}
}

func TestTheFramingThatARunDemandsStandsInItsTranscript(t *testing.T) {
	c := spoken(t)
	expect(c, check.Expectation{What: "framing", Text: check.Envelope})
	c.Add(wire.Entry{From: wire.Client, Line: []byte(asks + "\n")})
	c.Add(wire.Entry{From: wire.Node, Line: []byte(noBare + "\n")})
	if !slices.ContainsFunc(c.End(), func(f check.Finding) bool { return f.Cause == "framing.body" }) {
		t.Errorf("a bare body is not found: %v", c.End())
	}
}

func TestAnExpectationThatMakesNoSenseBreaksItsScenario(t *testing.T) {
	for name, c := range map[string]struct{ expectation, says string }{
		"no JSON":               {`{"what":`, "read expectation"},
		"something after it":    {`{"what":"one line"} 1`, "something follows it"},
		"an unknown member":     {`{"what":"one line","when":1}`, "unknown field"},
		"an unknown kind":       {`{"what":"weather"}`, `none is called "weather"`},
		"no request":            {`{"what":"type","text":"x"}`, "no request 0"},
		"a request to come":     {`{"what":"type","request":3}`, "no request 3"},
		"a negative request":    {`{"what":"count","request":-1}`, "no request -1"},
		"no reply":              {`{"what":"refusal","request":2}`, "request 2 has no reply"},
		"no other reply":        {`{"what":"alike","request":1,"before":2}`, "request 2 has no reply"},
		"a pattern that is bad": {`{"what":"body","request":1,"body":{"type":"("},"patterns":["/type"]}`, "missing closing"},
		"a pattern too long":    {`{"what":"body","request":1,"body":{"type":"` + strings.Repeat("x", 1025) + `"},"patterns":["/type"]}`, "at most 1024 bytes"},
		"a pattern, a number":   {`{"what":"body","request":1,"body":{"type":1},"patterns":["/type"]}`, "a pattern is a string"},
		"no name of an error":   {`{"what":"error","request":1}`, "names no error"},
		"nothing to hide":       {`{"what":"hidden"}`, "in every text"},
		"less than nothing":     {`{"what":"short","most":-1}`, "-1 bytes"},
		"too long by far":       {`{"what":"hidden","text":"` + strings.Repeat("x", 1<<20) + `"}`, "may have"},
	} {
		t.Run(name, func(t *testing.T) {
			conversation := spoken(t, asks, no, asksNext)
			conversation.Add(wire.Entry{From: wire.Suite, Event: wire.ExpectsEvent([]byte(c.expectation))})
			if !strings.Contains(conversation.Broken, c.says) || conversation.Met() {
				t.Errorf("broken: %q, want %q", conversation.Broken, c.says)
			}
		})
	}
}

func TestATranscriptCannotAskForWorkWithoutEnd(t *testing.T) {
	c := spoken(t)
	for range 3000 {
		c.Add(wire.Entry{From: wire.Client, Line: []byte("x\n")})
	}
	for range 10_000 {
		expect(c, check.Expectation{What: "own requests"})
	}
	if !strings.Contains(c.Broken, "too much") {
		t.Errorf("broken: %q", c.Broken)
	}
}

func TestAnExpectationKeepsItsNumbers(t *testing.T) {
	const text = `{"what":"member","request":1,"member":"n","value":9007199254740993.0}`
	e, err := check.ParseExpectation(text)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff("expects "+text, e.Event()); d != "" {
		t.Error(d)
	}
}

// No transcript makes the judge panic.
func FuzzExpectation(f *testing.F) {
	for _, what := range check.Demands() {
		f.Add(check.Expectation{What: what, Request: 1, Before: 1, Member: "url", Text: "x", Least: 1, Most: 1, Names: []string{"a"}}.Event())
	}
	f.Fuzz(func(t *testing.T, event string) {
		c := spoken(t, asksURL, gave, asks, "[]", asksCode, errs)
		c.Add(wire.Entry{From: wire.Suite, Event: event})
		c.End()
	})
}
