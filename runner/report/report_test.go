package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/joshdk/go-junit"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
	"flowcheck/schemas"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const (
	sent = `{"src":"client","dest":"oauth","body":{"type":"generate_auth_url","msg_id":1,"client_id":"c-7f","redirect_uri":"https://app.com/callback","scopes":["read","write"],"state":"a+b&c"}}`
	got  = `{"src":"oauth","dest":"client","body":{"type":"auth_url_generated","in_reply_to":1,"url":"https://accounts.example.com/authorize?response_type=code&client_id=c-7f&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&scope=read+write&state=a+b&c"}}`
)

// sample is a hand-made report with every status, two failed causes, of which
// one breaks several requirements, and a warning.
func sample() Report {
	raw := check.Finding{
		ID: "URL-03", Status: "failed", Cause: "url.state-not-encoded",
		Message: `state is "a b" after decoding, not "a+b&c"`, Sent: sent, Got: got,
		Expected:   "https://accounts.example.com/authorize?…&state=a%2Bb%26c",
		Difference: `state: "a+b&c" was put into the URL as it is`, Pointer: "/body/url",
		Hint:   "encode every value of the query, the state too: urllib.parse.urlencode, URLSearchParams, url.Values",
		Source: "RFC 6749 appendix B", Again: "flowcheck run --select URL-03 --seed 42 -- python3 node.py",
	}
	other := raw
	other.ID = "SMP-03"
	late := check.Finding{
		ID: "SMP-10", Status: "failed", Cause: "wire.no-flush", Message: "no reply within 5 s",
		Sent: sent, Expected: "one reply within 5000 ms", Hint: "flush stdout after each reply",
		Source: "the exercise: \"Timeout: 5000ms\"", Again: "flowcheck run --select SMP-10 --seed 42 -- python3 node.py",
	}
	log := check.Finding{
		ID: "TRN-20", Status: "warned", Cause: "wire.blank-line", Message: "a blank line on stdout",
		Got: "\x1b[31m\r\n", Hint: "print the reply with one line feed only",
	}
	transcript := []wire.Entry{
		{From: wire.Suite, Event: "start"},
		{At: 1500 * time.Microsecond, From: wire.Client, Line: []byte(sent + "\n")},
		{At: 21 * time.Millisecond, From: wire.Node, Line: []byte(got + "\n")},
		{At: 22 * time.Millisecond, From: wire.Node, Line: []byte("\x1b]0;owned\x07\xff half")},
		{At: 30 * time.Millisecond, From: wire.Suite, Event: "exit status 0"},
	}
	return Report{
		Tool:    Tool{Name: "flowcheck", Version: "v1.2.3", Spec: "1.0", Suite: "0123abcd"},
		Node:    Node{Command: []string{"python3", "my node.py"}, Framing: "envelope", Environment: map[string]string{"LC_ALL": "C.UTF-8"}},
		Seed:    42,
		Started: time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC), DurationMS: 1234,
		Complete: true, Verdict: DoesNotConform,
		Notes: []string{"no UTF-8 locale was set: the node ran with LC_ALL=C.UTF-8"},
		Profiles: []Profile{
			{Name: "core", Verdict: DoesNotConform, Passed: 1, Failed: 2},
			{Name: "url", Verdict: DoesNotConform, Failed: 1, Skipped: 2},
			{Name: "transport", Verdict: CouldNotJudge, Warned: 1, Broken: 2},
		},
		Requirements: []Requirement{
			{ID: "SMP-01", Level: "MUST", Profile: "core", Status: Passed, Rule: "The first sample gets the exercise's URL."},
			{ID: "SMP-03", Level: "MUST", Profile: "core", Status: Failed, Rule: "Every parameter of the request stands in the URL."},
			{ID: "SMP-10", Level: "MUST", Profile: "core", Status: Failed, Rule: "Each reply arrives within 5000 ms of its request."},
			{ID: "URL-03", Level: "MUST", Profile: "url", Status: Failed, Rule: "A state of any printable ASCII survives one decoding & <more>."},
			{ID: "URL-10", Level: "MAY", Profile: "url", Status: Skipped, Rule: "Repeated scopes are kept or collapsed.", Reason: "the node refuses repeated scopes"},
			{ID: "URL-13", Level: "MAY", Profile: "url", Status: Skipped, Rule: "An empty state is absent or empty.", Reason: "the node refuses repeated scopes"},
			{ID: "TRN-20", Level: "SHOULD", Profile: "transport", Status: Warned, Rule: "No blank lines on stdout."},
			{ID: "TRN-04", Level: "MUST", Profile: "transport", Status: Broken, Rule: "Requests written before any read are all answered.", Reason: "not run: the node answered nothing"},
			{ID: "TRN-05", Level: "MUST", Profile: "transport", Status: Broken, Rule: "Replies are computed from their own request.", Reason: "not run: the node answered nothing"},
		},
		Scenarios: []Scenario{
			{Name: "the first sample", Feature: "core/generate_auth_url.feature", IDs: []string{"SMP-01", "SMP-03"}, Status: Passed, DurationMS: 20},
			{Name: "a state with reserved characters", Feature: "url/encoding.feature", IDs: []string{"URL-03"}, Status: Failed, DurationMS: 31,
				Findings: []check.Finding{other, raw, log}, Transcript: transcript},
			{Name: "a slow node", Feature: "core/time.feature", IDs: []string{"SMP-10"}, Status: Failed, DurationMS: 5001,
				Findings: []check.Finding{late}, Transcript: transcript[:2]},
			{Name: "many requests at once", Feature: "transport/pipelining.feature", IDs: []string{"TRN-04", "TRN-05"}, Status: Broken, Reason: "not run"},
		},
	}
}

// golden compares with a file in testdata/golden, or writes it with -update.
func golden(t *testing.T, name string, have []byte) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(file, have, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(have)); diff != "" {
		t.Errorf("%s differs (-want +have):\n%s", file, diff)
	}
}

func TestEveryFormatIsAsItsGoldenFile(t *testing.T) {
	cut := sample()
	cut.Complete, cut.Verdict = false, CouldNotJudge
	right := sample()
	right.Scenarios, right.Requirements, right.Profiles = right.Scenarios[:1], right.Requirements[:1], right.Profiles[:1]
	right.Profiles[0] = Profile{Name: "core", Verdict: Conforms, Passed: 1}
	right.Verdict, right.Notes = Conforms, nil
	for _, c := range []struct {
		file, format string
		report       Report
		options      Options
	}{
		{"terminal.txt", "terminal", sample(), Options{}},
		{"colour.txt", "terminal", sample(), Options{Colour: true}},
		{"quiet.txt", "terminal", sample(), Options{Quiet: true}},
		{"verbose.txt", "terminal", sample(), Options{Verbose: true}},
		{"cut-off.txt", "terminal", cut, Options{Quiet: true}},
		{"right.txt", "terminal", right, Options{}},
		{"report.json", "json", sample(), Options{}},
		{"report.xml", "junit", sample(), Options{Colour: true}},
		{"cut-off.xml", "junit", cut, Options{}},
	} {
		t.Run(c.file, func(t *testing.T) {
			format, ok := FindFormat(c.format)
			if !ok {
				t.Fatal("no such format")
			}
			var b bytes.Buffer
			if err := format.Write(&b, c.report, c.options); err != nil {
				t.Fatal(err)
			}
			golden(t, c.file, b.Bytes())
		})
	}
}

func TestJSONIsReadBackAsItWas(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, sample(), Options{}); err != nil {
		t.Fatal(err)
	}
	have, err := ReadJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sample(), have, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-want +have:\n%s", diff)
	}
}

func TestNothingInJSONSteersATerminalAndItIsReadBackAsItWas(t *testing.T) {
	const nasty = "\x1b[2J\u009b31m\x7f \u202egnp\u2066\u200f\ufeff\ufffe\U000e0001 é日😀"
	want := sample()
	want.Scenarios[0].Name = nasty
	var b bytes.Buffer
	if err := WriteJSON(&b, want, Options{}); err != nil {
		t.Fatal(err)
	}
	if i := strings.IndexFunc(b.String(), func(r rune) bool { return hidden(r) && r != '\n' }); i >= 0 {
		t.Errorf("%.20q", b.String()[i:])
	}
	if !strings.Contains(b.String(), "é日😀") {
		t.Error("letters are escaped, too")
	}
	if have, err := ReadJSON(&b); err != nil || have.Scenarios[0].Name != nasty {
		t.Errorf("%v, %q", err, have.Scenarios[0].Name)
	}
}

func TestJSONIsValidByItsSchemaAndNothingInItIsNullOrEscapedForHTML(t *testing.T) {
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	source, err := schemas.FS.ReadFile("report.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.AddResource("report.json", bytes.NewReader(source)); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("report.json")
	if err != nil {
		t.Fatal(err)
	}
	invalid := sample()
	invalid.Scenarios[1].Findings[0].Got = "\xffbytes"
	empty := Report{Tool: Tool{Name: "flowcheck"}, Node: Node{Framing: "unknown"}, Verdict: CouldNotJudge}
	for name, r := range map[string]Report{"sample": sample(), "bytes": invalid, "empty": empty} {
		var b bytes.Buffer
		if err := WriteJSON(&b, r, Options{}); err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(bytes.NewReader(b.Bytes()))
		d.UseNumber()
		var v any
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %#v", name, err)
		}
		for _, bad := range []string{`\u0026`, `\u003c`, `null`, "\ufffd"} {
			if i := strings.Index(b.String(), bad); i >= 0 {
				t.Errorf("%s: %q in the report: %s", name, bad, b.String()[max(i-60, 0):i+20])
			}
		}
	}
}

func TestJUnitIsReadBackByAnotherLibrary(t *testing.T) {
	r := sample()
	r.Scenarios[1].Findings[0].Message = "]]> & \x00 \uffff"
	var b bytes.Buffer
	if err := WriteJUnit(&b, r, Options{}); err != nil {
		t.Fatal(err)
	}
	suites, err := junit.Ingest(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]junit.Status{}
	for i, s := range suites {
		if s.Name != r.Profiles[i].Name || s.Properties["seed"] != "42" || s.Properties["verdict"] != string(r.Profiles[i].Verdict) {
			t.Errorf("suite %d is %q with %v", i, s.Name, s.Properties)
		}
		for _, c := range s.Tests {
			have[c.Name[:6]] = c.Status
			if c.Classname != s.Name {
				t.Errorf("%s has the class name %s", c.Name, c.Classname)
			}
			if c.Status == junit.StatusFailed && (c.Message == "" || c.Error == nil || !strings.Contains(c.Error.Error(), "again:") || !strings.Contains(c.SystemOut, "start")) {
				t.Errorf("%s lacks a message, a body or a conversation: %q %v %q", c.Name, c.Message, c.Error, c.SystemOut)
			}
			if strings.ContainsAny(c.SystemOut, "\x1b\x07\ufffd") {
				t.Errorf("%s shows a control character as it is: %q", c.Name, c.SystemOut)
			}
		}
	}
	want := map[string]junit.Status{
		"SMP-01": junit.StatusPassed, "SMP-03": junit.StatusFailed, "SMP-10": junit.StatusFailed, "URL-03": junit.StatusFailed,
		"URL-10": junit.StatusSkipped, "URL-13": junit.StatusSkipped, "TRN-20": junit.StatusPassed,
		"TRN-04": junit.StatusError, "TRN-05": junit.StatusError,
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("-want +have:\n%s", diff)
	}
}

func TestTheExitStatusFollowsTheVerdictAndNeverACutOffRun(t *testing.T) {
	for _, c := range []struct {
		verdict  Verdict
		complete bool
		want     int
	}{
		{Conforms, true, 0}, {DoesNotConform, true, 1}, {CouldNotJudge, true, 3},
		{Conforms, false, 3}, {DoesNotConform, false, 3}, {"", true, 3},
	} {
		if have := (Report{Verdict: c.verdict, Complete: c.complete}).ExitStatus(); have != c.want {
			t.Errorf("%q, complete %v: %d, want %d", c.verdict, c.complete, have, c.want)
		}
	}
}

func TestABriefReportLacksOnlyTheTranscriptsOfWhatPassed(t *testing.T) {
	said := []wire.Entry{{From: wire.Client, Line: []byte("{}\n")}}
	var r Report
	for _, status := range []Status{Passed, Failed, Broken, Skipped} {
		r.Scenarios = append(r.Scenarios, Scenario{Name: string(status), Status: status, Transcript: said})
	}
	brief := Brief(r)
	for i, s := range r.Scenarios {
		if want := s.Status != Passed; len(s.Transcript) != 1 || (len(brief.Scenarios[i].Transcript) == 1) != want || brief.Scenarios[i].Name != s.Name {
			t.Errorf("%s: %+v", s.Status, brief.Scenarios[i])
		}
	}
}
