package report

import (
	"bytes"
	"strings"
	"testing"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// traffic is a report with these lines as its transcript and one finding that
// repeats text.
func traffic(text string, lines ...string) Report {
	s := Scenario{Name: "s", Findings: []check.Finding{{ID: "SMP-01", Status: "failed", Cause: "c", Message: text, Sent: text, Got: text, Difference: text}}}
	for _, l := range lines {
		s.Transcript = append(s.Transcript, wire.Entry{From: wire.Client, Line: []byte(l + "\n")})
	}
	return Report{Complete: true, Verdict: DoesNotConform, Scenarios: []Scenario{s},
		Requirements: []Requirement{{ID: "SMP-01", Profile: "core", Level: "MUST", Status: Failed, Rule: "the secret and the code"}},
		Profiles:     []Profile{{Name: "core"}}}
}

func TestSecretsAreReplacedByStableNamesWhereverTheyStand(t *testing.T) {
	exchange := `{"type":"exchange_code","code":"AUTH_CODE","client_id":"abc123","client_secret":"secret"}`
	issued := `{"type":"token_issued","access_token":"tok-Zx9","refresh_token":"ref/Zx9+é"}`
	for _, c := range []struct {
		name  string
		text  string
		want  string
		lines []string
	}{
		{"the samples' own words", exchange, `{"type":"exchange_code","code":"code-2","client_id":"abc123","client_secret":"secret-1"}`, []string{exchange}},
		{"a token presented again keeps its name", `{"token":"tok-Zx9"}`, `{"token":"token-1"}`, []string{issued}},
		{"in prose", `got tok-Zx9, wanted AUTH_CODE`, `got token-3, wanted code-2`, []string{exchange, issued}},
		{"escaped as JSON", `"ref\/Zx9+\u00E9" \u0074ok-Zx9`, `"refresh-2" token-1`, []string{issued}},
		{"JSON in JSON", `{"body":"{\"code\":\"AUTH_CODE\",\"client_secret\":\"secret\",\"x\":\"ref\\/Zx9+\\u00e9\"}"}`,
			`{"body":"{\"code\":\"code-2\",\"client_secret\":\"secret-1\",\"x\":\"refresh-4\"}"}`, []string{exchange, issued}},
		{"percent-encoded", `?a=ref%2FZx9%2B%c3%a9&b=AUTH%5FCODE&secret=1`, `?a=refresh-4&b=code-2&secret=1`, []string{exchange, issued}},
		{"encoded twice", `?a=ref%252FZx9%252B%25C3%25A9`, `?a=refresh-2`, []string{issued}},
		{"a short value only as a whole", `{"state":"a","a":"banana","x":"a b"} ?s=a&t=ab`, `{"state":"code-1","a":"banana","x":"a b"} ?s=code-1&t=ab`, []string{`{"code":"a"}`}},
		{"a plain word only as a whole", `client_secret is "secret", the secret`, `client_secret is "secret-1", the secret`, []string{`{"client_secret":"secret"}`}},
		{"half a line", `abcDEF123 x`, `token-1 x`, []string{`{"access_token":"abcDEF123`}},
		{"another language's notation", `abcDEF123 zyxWVU987`, `code-1 secret-2`, []string{`{'code': 'abcDEF123', 'client_secret' => 'zyxWVU987'}`}},
		{"a repeated member", `firstONE1 secondTWO2`, `code-2 code-1`, []string{`{"code":"firstONE1","code":"secondTWO2"}`}},
		{"two objects on a line", `abcDEF123`, `token-1`, []string{`{} {"token":"abcDEF123"}`}},
		{"a log line", `abcDEF123`, `code-1`, []string{`GET /cb?code=abcDEF123&state=x`}},
		{"a number in place of a token", `1234567`, `token-1`, []string{`{"access_token":1234567}`}},
		{"an error's number is no secret", `{"code":22}`, `{"code":22}`, []string{`{"type":"error","code":22}`, `{"token":"unrelated1"}`}},
		{"the longest value wins", `tokenAB1 tokenAB1C2`, `token-1 token-2`, []string{`{"token":"tokenAB1"}`, `{"token":"tokenAB1C2"}`}},
		{"a value that looks like a name", `code-2 realCODE9`, `code-1 code-3`, []string{`{"code":"code-2"}`, `{"code":"realCODE9"}`}},
		{"several in one text, in order", `AUTH_CODE AUTH_CODE tok-Zx9 end`, `code-2 code-2 token-3 end`, []string{exchange, issued}},
		{"the URL of step 1 has none", `response_type=code&client_id=abc123`, `response_type=code&client_id=abc123`, []string{exchange}},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := traffic(c.text, c.lines...)
			after := Pseudonymise(before)
			f := after.Scenarios[0].Findings[0]
			for _, have := range []string{f.Message, f.Sent, f.Got, f.Difference} {
				if have != c.want {
					t.Errorf("%s\nbecame  %s\nwanted  %s", c.text, have, c.want)
				}
			}
			if before.Scenarios[0].Findings[0].Message != c.text || string(before.Scenarios[0].Transcript[0].Line) != c.lines[0]+"\n" {
				t.Error("the report that was given changed")
			}
			if after.Requirements[0].Rule != before.Requirements[0].Rule {
				t.Error("the rule changed")
			}
		})
	}
}

func TestNoFormatOfAPseudonymisedReportHoldsARawValue(t *testing.T) {
	values := []string{"s3cr3t&/\"é", "AUTH_CODE", "tok.Zx9+1", "dBjftJeZ4CVP", "rt~9 8/7"}
	line := `{"client_secret":"s3cr3t\u0026\/\"é","code":"AUTH_CODE","access_token":"tok.Zx9+1","code_verifier":"dBjftJeZ4CVP","refresh_token":"rt~9 8/7"}`
	r := Pseudonymise(traffic("wrong: "+line+" and ?x=s3cr3t%26%2f%22%C3%A9&y=rt~9+8%2F7", line, "\xff"+line))
	for _, format := range Formats() {
		var b bytes.Buffer
		if err := format.Write(&b, r, Options{Verbose: true}); err != nil {
			t.Fatal(err)
		}
		for _, value := range append(values, "s3cr3t", "rt~9", "tok.Zx9") {
			if strings.Contains(b.String(), value) {
				t.Errorf("%s shows %q", format.Name, value)
			}
		}
		if !strings.Contains(b.String(), "secret-1") && !strings.Contains(b.String(), "secret-") {
			t.Errorf("%s lost the names too", format.Name)
		}
	}
}

func TestWhatAnExpectationNamesIsReplacedToo(t *testing.T) {
	for name, c := range map[string]struct {
		e    check.Expectation
		want string
	}{
		"a secret":            {check.Expectation{What: "hidden", Text: "s3cr3tVALUE"}, `expects {"what":"hidden","text":"secret-1"}`},
		"an old token":        {check.Expectation{What: "other", Member: "access_token", Text: "tok-Zx9"}, `expects {"what":"other","member":"access_token","text":"token-1"}`},
		"a code":              {check.Expectation{What: "member", Member: "code", Value: "C0DE-77x"}, `expects {"what":"member","member":"code","value":"code-1"}`},
		"a kind is no secret": {check.Expectation{What: "kind", Member: "access_token", Text: "string"}, `expects {"what":"kind","member":"access_token","text":"string"}`},
		"a pattern is none":   {check.Expectation{What: "body", Body: map[string]any{"access_token": "[a-z]+"}}, `expects {"what":"body","body":{"access_token":"[a-z]+"}}`},
	} {
		t.Run(name, func(t *testing.T) {
			r := traffic("", "{}")
			r.Scenarios[0].Transcript = append(r.Scenarios[0].Transcript, wire.Entry{From: wire.Suite, Event: c.e.Event()})
			if got := Pseudonymise(r).Scenarios[0].Transcript[1].Event; got != c.want {
				t.Errorf("%s\nwanted %s", got, c.want)
			}
		})
	}
}

func TestAConversationOnTheScreenLeavesOutWhatWasExpected(t *testing.T) {
	shown := conversation([]wire.Entry{{From: wire.Suite, Event: wire.Started}, {From: wire.Suite, Event: check.Expectation{What: "one line"}.Event()}})
	if len(shown) != 1 || !strings.Contains(shown[0], wire.Started) {
		t.Errorf("%q", shown)
	}
}
