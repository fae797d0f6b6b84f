package runner_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"flowcheck/runner/check"
	"flowcheck/runner/hint"
	"flowcheck/runner/wire"
)

const (
	asksForURL = `> {"src":"client","dest":"oauth","body":{"type":"generate_auth_url","msg_id":1,"client_id":"Ab+1","redirect_uri":"https://a.b/c d","scopes":["read","write"],"state":"x;y&z/ "}}`
	asksNoID   = `> {"src":"client","dest":"oauth","body":{"type":"generate_auth_url","client_id":"a","redirect_uri":"https://a.b/","scopes":["read"]}}`
	asksToken  = `> {"src":"client","dest":"oauth","body":{"type":"exchange_code","msg_id":1,"code":"C","redirect_uri":"https://a.b/","client_id":"a","client_secret":"s"}}`
	issues     = `< {"src":"oauth","dest":"client","body":{"type":"token_issued","in_reply_to":1,"access_token":"t","token_type":"Bearer","expires_in":3600}}`

	rightQuery = `response_type=code&client_id=Ab%2B1&redirect_uri=https%3A%2F%2Fa.b%2Fc+d&scope=read+write&state=x%3By%26z%2F+`
)

// spoilt is a right reply with one thing replaced.
func spoilt(reply, old, new string) string {
	if !strings.Contains(reply, old) {
		panic(reply + " does not hold " + old)
	}
	return strings.Replace(reply, old, new, 1)
}

// url is a reply with a URL whose query has one thing replaced.
func url(old, new string) string {
	return `< {"src":"oauth","dest":"client","body":{"type":"auth_url_generated","in_reply_to":1,"url":"https://accounts.example.com/authorize?` +
		spoilt(rightQuery, old, new) + `"}}`
}

// again is a line of msg_id 1 with another number.
func again(line string, number int) string {
	return spoilt(strings.Replace(line, `"in_reply_to":1,`, `"msg_id":1,`, 1), `"msg_id":1,`, fmt.Sprintf(`"%s":%d,`, map[byte]string{'>': "msg_id", '<': "in_reply_to"}[line[0]], number))
}

// conversations are recorded lines, > of the client and < of the node, and the
// cause that stands first.
var conversations = []struct {
	cause, framing string
	lines          []string
}{
	{"framing.body", check.Envelope, []string{asksToken, `< {"type":"token_issued","in_reply_to":1,"access_token":"t","token_type":"Bearer","expires_in":3600}`}},
	{"framing.envelope", check.Body, []string{asksToken, issues}},
	{"in_reply_to.type", "", []string{asksToken, spoilt(issues, `:1,`, `:[1],`)}},
	{"in_reply_to.invented", "", []string{asksNoID, url("Ab%2B1", "a")}},
	{"type.missing", "", []string{asksToken, spoilt(issues, `"type":"token_issued",`, ``)}},
	{"stdout.json-string", "", []string{asksToken, `< "{\"type\":\"token_issued\",\"in_reply_to\":1}"`}},
	{"stdout.broken-json", "", []string{asksToken, spoilt(issues, `3600`, `NaN`)}},
	{"stdout.broken-json", "", []string{asksToken, issues, again(asksToken, 2), spoilt(again(issues, 2), `3600}`, `3600,}`)}},
	{"stdout.cut", "", []string{asksToken, issues, again(asksToken, 2), again(issues, 2)[:60]}},
	{"stdout.utf-16", "", []string{asksToken, "< " + strings.Join(strings.Split(issues[2:], ""), "\x00")}},
	{"reply.unusable", "", []string{asksToken, issues, again(asksToken, 2), `< Reply: {}`}},
	{"reply.unrecognised", "", []string{asksToken, `< {"src":"oauth","dest":"client","body":{"body":{"type":"token_issued","in_reply_to":1}}}`}},
	{"reply.early", "", []string{"> {}", issues, asksToken}}, // before its first line a recording may have been cut
	{"reply.missing.recorded", "", []string{asksToken}},
	{"error.uncorrelated", "", []string{asksToken, `< {"src":"oauth","dest":"client","body":{"type":"error","code":12}}`}},
	{"reply.missing.later", "", []string{asksToken, issues, again(asksToken, 2), again(asksToken, 3)}},
	{"reply.missing.some", "", []string{asksToken, again(asksToken, 2), again(issues, 2)}},
	{"reply.missing.some", "", []string{asksToken, issues, again(asksToken, 2), again(asksToken, 3), again(issues, 3)}},
	{"type.of-request", "", []string{asksNoID, `< {"src":"oauth","dest":"client","body":{"type":"generate_auth_url","url":"https://accounts.example.com/authorize?a=b"}}`, asksToken, spoilt(issues, "token_issued", "exchange_code")}},
	{"value.url.missing", "", []string{asksForURL, `< {"src":"oauth","dest":"client","body":{"type":"auth_url_generated","in_reply_to":1,"auth_url":"https://accounts.example.com/authorize"}}`}},
	{"value.access_token.missing", "", []string{asksToken, spoilt(issues, `"access_token":"t",`, ``)}},
	{"value.expires_in", "", []string{asksToken, spoilt(issues, `3600`, `60`)}},
	{"value.url.type", "", []string{asksForURL, `< {"src":"oauth","dest":"client","body":{"type":"auth_url_generated","in_reply_to":1,"url":null}}`}},
	{"url.separator", "", []string{asksForURL, url("&client", "&amp;client")}},
	{"url.swapped", "", []string{asksForURL, url("client_id=Ab%2B1", "client_id=x%3By%26z%2F+&x=1")}},
	{"url.scope-edge-blank", "", []string{asksForURL, url("read+write", "+read+write")}},
	{"url.scope-missing", "", []string{asksForURL, url("read+write", "read")}},
	{"url.path-escaped", "", []string{asksForURL, url("x%3By%26z%2F+", "x%3By&z%2F%20")}},
	{"url.plus-as-blank", "", []string{asksForURL, url("Ab%2B1", "Ab+1")}},
	{"url.case-changed", "", []string{asksForURL, url("Ab%2B1", "ab%2B1")}},
	{"url.trimmed", "", []string{asksForURL, url("x%3By%26z%2F+", "x%3By%26z%2F")}},
	{"url.semicolon", "", []string{asksForURL, url("x%3By%26z%2F+", "x%3By%26z%2F+&e=a;b")}},
	{"url.bad-percent", "", []string{asksForURL, url("x%3By%26z%2F+", "x%3By%26z%2F+&e=%zz")}},
	{"url.illegal-character", "", []string{asksForURL, url("x%3By%26z%2F+", "x%3By%26z%2F+&e=<>")}},
	{"url.changed", "", []string{asksForURL, url("Ab%2B1", "other")}},
	{"url.no-value", "", []string{asksForURL, url("&scope", "&alone&scope")}},
}

func TestOneLineGetsItsHint(t *testing.T) {
	schemas, err := check.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range conversations {
		t.Run(c.cause, func(t *testing.T) {
			var tr wire.Transcript
			for _, line := range c.lines {
				from := map[byte]wire.Side{'>': wire.Client, '<': wire.Node}[line[0]]
				tr.Add(wire.Entry{From: from, Line: []byte(line[2:] + "\n")})
			}
			var found []*check.Finding
			for _, f := range check.Judge(schemas, tr, cmp.Or(c.framing, "auto")).End() {
				found = append(found, &f)
			}
			if got := firstCause(found); got != c.cause {
				t.Errorf("first is %q", got)
				for _, f := range found {
					t.Logf("%s %s: %s", f.ID, f.Cause, f.Message)
				}
			}
		})
	}
}

// firstCause is the cause that stands first after the diagnosis.
func firstCause(found []*check.Finding) string {
	hint.Diagnose(found)
	if len(found) == 0 {
		return ""
	}
	return slices.MinFunc(found, func(a, b *check.Finding) int { return cmp.Compare(hint.Rank(a.Cause), hint.Rank(b.Cause)) }).Cause
}

// diagnoses are findings of a run, "ID cause", and what they come from.
var diagnoses = []struct {
	cause string
	found []string
}{
	{"scope.second-token", []string{"SCP-09 value.has_scope"}},
	{"scope.forgotten", []string{"SMP-03 value.has_scope", "SCP-09 value.has_scope"}},
	{"scope.granted.SCP-08", []string{"SCP-08 scope.granted.SCP-08", "SMP-04 scope.granted.SCP-08"}},
	{"scope.object", []string{"SCP-15 scope.granted.SCP-15", "SCP-08 scope.granted.SCP-08", "SMP-04 scope.granted.SCP-08"}},
	{"error.uncorrelated", []string{"ERR-02 error.uncorrelated"}},
	{"value.other", []string{"SMP-11 value.other"}},
	{"url.fixed-value", []string{"SMP-07 url.changed.state", "SMP-06 url.unmoved.state", "URL-03 url.changed.state"}},
	{"url.not-encoded", []string{"SMP-01 url.percent-20.scope", "SMP-01 url.not-form-encoded.redirect_uri", "SMP-08 url.not-encoded.redirect_uri"}},
	{"url.latin-1", []string{"URL-04 url.latin-1.state", "TRN-13 unicode.not-alike"}},
	{"unicode.not-alike", []string{"TRN-13 unicode.not-alike"}},
	{"reply.refused.url", []string{"URL-05 reply.refused"}},
	{"state.long", []string{"URL-14 process.exited.later"}},
	{"line.long", []string{"URL-14 process.exited.later", "TRN-12 reply.missing"}},
	{"json.extra-members", []string{"ENV-11 process.exited", "TRN-12 process.exited", "TRN-22 process.exited"}},
	{"reply.missing.later", []string{"SMP-03 reply.missing.later", "ENV-11 reply.missing.later"}},
	{"reply.refused", []string{"SMP-03 reply.refused", "ENV-11 reply.refused"}},
	{"reply.unusable", []string{"SMP-02 reply.unusable", "ENV-11 reply.unusable"}},
	{"stdout.not-json", []string{"SMP-13 stdout.python-repr", "TRN-02 stdout.python-repr", "TRN-02 stdout.not-json"}},
	{"reply.twice-framed", []string{"TRN-02 framing.changed", "SMP-13 reply.duplicate", "SMP-05 in_reply_to.missing", "ENV-02 envelope.dest", "ENV-10 url.changed.state"}},
	{"reply.unsolicited", []string{"SMP-13 reply.unsolicited", "TRN-02 framing.changed"}},
	{"token.repeated", []string{"SCP-09 token.repeated"}},
	{"scope.fixed", []string{"SCP-08 value.has_scope", "SCP-11 scope.granted.SCP-11", "SCP-02 scope.granted.SCP-02"}},
	{"url.own-state", []string{"SMP-07 url.changed.state", "SMP-06 url.moved.state", "URL-13 url.unexpected.state", "TRN-13 unicode.not-alike"}},
	{"url.encoded-twice", []string{"SMP-09 url.encoded-twice.scope", "URL-06 url.scopes-differ.scope"}},
	{"url.scope-list", []string{"SMP-09 url.scope-list.scope", "URL-11 url.stringified.scope"}},
	{"url.separator", []string{"SMP-01 url.separator", "URL-08 url.semicolon", "URL-08 url.illegal-character"}},
	{"url.missing", []string{"SMP-01 url.missing.scope", "SMP-01 url.unexpected.scopes"}},
	{"url.illegal-character", []string{"SMP-01 url.illegal-character.state", "URL-13 url.unexpected.state"}},
	{"url.latin-1", []string{"URL-04 url.latin-1.state", "TRN-10 url.charset.state"}},
	{"pipelining.lost", []string{"TRN-04 reply.after-eof", "ENV-02 reply.after-eof"}},
	{"pipelining.lost", []string{"TRN-04 reply.missing.some", "ENV-02 reply.missing.some"}},
	{"pipelining.lost", []string{"TRN-04 process.exited", "ENV-02 process.exited", "TRN-07 process.exited"}},
	{"pipelining.interleaved", []string{"TRN-06 stdout.not-json", "TRN-04 reply.missing.some", "ENV-02 reply.unusable"}},
	{"eof.unanswered", []string{"TRN-07 eof.unanswered", "TRN-08 eof.unanswered", "TRN-09 eof.unanswered"}},
	{"process.exited.later", []string{"SMP-03 process.exited.later", "SMP-12 stdout.closed"}},
	{"stdout.pretty-printed", []string{"SMP-13 stdout.pretty-printed", "TRN-06 stdout.flood", "TRN-18 stdout.flood"}},
	{"stdout.not-json", []string{"SMP-13 stdout.not-json", "TRN-06 stdout.flood"}},
	{"stdout.flood", []string{"SMP-01 stdout.flood", "TRN-06 stdout.flood"}},
}

func TestManyFindingsGetOneCause(t *testing.T) {
	for _, d := range diagnoses {
		t.Run(d.cause, func(t *testing.T) {
			var found []*check.Finding
			for _, line := range d.found {
				id, cause, _ := strings.Cut(line, " ")
				found = append(found, &check.Finding{ID: id, Cause: cause, Message: "the node ended (exit status 0)"})
			}
			hint.Diagnose(found)
			for _, f := range found {
				if f.Cause != d.cause || f.Hint != hint.For(d.cause) {
					t.Errorf("%s has the cause %s and the hint %q", f.ID, f.Cause, f.Hint)
				}
			}
		})
	}
}

// What a finding was sent, got and expected tells more of some causes.
func TestAFindingIsNotBlamedOnWhatIsRight(t *testing.T) {
	const checks = `{"src":"client","dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"t","required_scope":"a"}}`
	for _, c := range []struct {
		says  string
		found []*check.Finding
		want  []string
	}{
		{"letters that are damaged on the way out were not on the way in",
			[]*check.Finding{{ID: "TRN-13", Cause: "stdout.not-utf8"}, {ID: "ENV-02", Cause: "envelope.dest", Expected: `"dest":"käse-1"`}},
			[]string{"stdout.not-utf8", "stdout.not-utf8"}},
		{"a wrong type is wrong in a no as in a yes",
			[]*check.Finding{{ID: "SMP-03", Cause: "type.wrong", Sent: checks}, {ID: "SCP-16", Cause: "reply.refused", Sent: checks}},
			[]string{"type.wrong", "type.wrong"}},
		{"a refused exchange is no negative answer",
			[]*check.Finding{{ID: "SMP-02", Cause: "reply.refused", Sent: asksToken}, {ID: "SCP-16", Cause: "reply.refused", Sent: asksToken}},
			[]string{"reply.refused.exchange_code", "reply.refused.exchange_code"}},
		{"a node that dies of letters beyond ASCII reads lines and marks well",
			[]*check.Finding{{ID: "ENV-02", Cause: "process.exited", Sent: "ä"}, {ID: "TRN-10", Cause: "process.exited", Sent: "ä"}, {ID: "TRN-13", Cause: "process.exited", Sent: "ä"},
				{ID: "TRN-17", Cause: "process.exited"}, {ID: "SCP-14", Cause: "process.exited.later", Message: "exit status 1", Sent: "ä"}, {ID: "TRN-15", Cause: "process.exited"}},
			[]string{"unicode.crash", "unicode.crash", "unicode.crash", "unicode.crash", "unicode.crash", "line.blank"}},
		{"a wrong number is not a missing one",
			[]*check.Finding{{ID: "SMP-05", Cause: "in_reply_to.missing"}, {ID: "SMP-05", Cause: "in_reply_to.wrong"}, {ID: "ENV-07", Cause: "in_reply_to.zero"}},
			[]string{"in_reply_to.missing", "in_reply_to.wrong", "in_reply_to.missing"}},
		{"a number that is always the same is no matter of large numbers",
			[]*check.Finding{{ID: "SMP-05", Cause: "in_reply_to.wrong", Difference: "1 instead of 7"}, {ID: "SMP-05", Cause: "in_reply_to.wrong", Difference: "1 instead of 8"},
				{ID: "SMP-05", Cause: "in_reply_to.string"}, {ID: "ENV-08", Cause: "in_reply_to.large"}},
			[]string{"in_reply_to.constant", "in_reply_to.constant", "in_reply_to.string", "in_reply_to.constant"}},
		{"a line of words among many replies is no piece of a reply",
			[]*check.Finding{{ID: "TRN-06", Cause: "stdout.not-json", Got: "served 50 requests"}, {ID: "TRN-04", Cause: "stdout.not-json", Got: "served 50 requests"}},
			[]string{"stdout.not-json", "stdout.not-json"}},
		{"a piece of a reply among many replies is one",
			[]*check.Finding{{ID: "TRN-06", Cause: "stdout.not-json", Got: `uest":1}}`}, {ID: "TRN-06", Cause: "stdout.not-json", Got: "oauth"}},
			[]string{"pipelining.interleaved", "pipelining.interleaved"}},
		{"a node that crashes among many requests has last words",
			[]*check.Finding{{ID: "TRN-06", Cause: "process.exited.later", Message: "the node ended (exit status 1) before it answered"}, {ID: "TRN-04", Cause: "process.exited.later", Message: "the node ended (exit status 0)"}},
			[]string{"process.exited", "pipelining.lost"}},
		{"a node that parses all that it reads at once has found no bad JSON",
			[]*check.Finding{{ID: "TRN-04", Cause: "process.exited", Message: "the node ended (exit status 1)", Got: "nothing\nstderr:\nSyntaxError: Unexpected token { in JSON at position 99"},
				{ID: "ENV-02", Cause: "process.exited", Message: "the node ended (exit status 1)"}, {ID: "ENV-13", Cause: "process.exited"}},
			[]string{"pipelining.lost", "pipelining.lost", "pipelining.lost"}},
		{"an error for a blank line is no reply to the request behind it",
			[]*check.Finding{{ID: "TRN-15", Cause: "reply.refused"}, {ID: "SMP-05", Cause: "in_reply_to.wrong", Got: `{"type": "error","in_reply_to":0}`, Difference: "0 instead of 7"},
				{ID: "ENV-02", Cause: "envelope.dest", Got: `{"type":"error"}`, Expected: "a"}, {ID: "ENV-05", Cause: "reply.duplicate"}},
			[]string{"line.blank", "line.blank", "line.blank", "line.blank"}},
		{"a number that is wrong in right replies, too, is wrong",
			[]*check.Finding{{ID: "TRN-15", Cause: "reply.refused"}, {ID: "SMP-05", Cause: "in_reply_to.wrong", Got: `{"type":"error"}`}, {ID: "SMP-05", Cause: "in_reply_to.wrong", Got: `{"type":"scope_valid"}`}},
			[]string{"line.blank", "in_reply_to.wrong", "in_reply_to.wrong"}},
		{"a value that looks like none is missing, and no other",
			[]*check.Finding{{ID: "URL-15", Cause: "url.missing.state", Expected: "state=0"}, {ID: "SMP-09", Cause: "url.scope-missing.scope", Expected: "scope=0+a"}, {ID: "URL-03", Cause: "url.missing.state", Expected: "state=00"}},
			[]string{"url.zero", "url.zero", "url.missing"}},
	} {
		hint.Diagnose(c.found)
		var got []string
		for _, f := range c.found {
			got = append(got, f.Cause)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.says, got)
		}
	}
}
