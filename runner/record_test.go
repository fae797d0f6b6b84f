package runner_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/reference/mutant"
	"flowcheck/runner"
	"flowcheck/runner/record"
	"flowcheck/runner/report"
	"flowcheck/runner/wire"
)

// talk is what a client that is not the suite may say: the exercise's requests,
// and some that are owed nothing.
const talk = `{"src":"c1","dest":"oauth","body":{"type":"generate_auth_url","msg_id":1,"client_id":"abc123","redirect_uri":"https://app.com/callback","scopes":["read","write"],"state":"xyz789"}}
{"src":"c1","dest":"oauth","body":{"type":"exchange_code","msg_id":2,"code":"AUTH_CODE","redirect_uri":"https://app.com/callback","client_id":"abc123","client_secret":"secret"}}
{"src":"c2","dest":"oauth","body":{"type":"check_scope","msg_id":3,"token":"unknown","required_scope":"read"}}
{"src":"c2","dest":"oauth","body":{"type":"check_scope","msg_id":4,"token":"unknown"}}
{"src":"c2","dest":"oauth","body":{"type":"sing","msg_id":5}}
`

// overheard judges the recording of a node with a client.
func overheard(t *testing.T, client string, part ...string) report.Report {
	t.Helper()
	var transcript bytes.Buffer
	streams := record.Client{In: strings.NewReader(client), Out: io.Discard, Err: io.Discard}
	if _, err := record.Run(play(part...), streams, &transcript); err != nil {
		t.Fatal(err)
	}
	streamsAlike(t, "a recording", transcript.Bytes())
	return judged(t, transcript.String())
}

// judged judges a recording under the default profiles.
func judged(t *testing.T, text string) report.Report {
	t.Helper()
	r, err := runner.Validate([]runner.Recording{recording("talk.jsonl", []byte(text))}, runner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestARecordingOfARightNodeConforms(t *testing.T) {
	if r := overheard(t, talk, "reference"); r.Verdict != report.Conforms || len(unmet(r)) > 0 {
		t.Errorf("%s: %v", r.Verdict, unmet(r))
	}
}

// Mutants that show themselves in this conversation, with the requirements that
// their recordings fail by where these are others than that of the mutant, which
// only a scenario can charge.
var heardOf = map[string][]string{
	"in-reply-to-missing": nil, "in-reply-to-string": nil, "response-type-token": nil, "bearer-lower-case": nil, "expires-in-string": nil,
	"addresses-not-swapped": nil, "body-as-string": nil, "two-replies": nil, "pretty-printed": nil, "crlf-replies": nil, "bom-on-output": nil,
	"lower-case-hex": nil, "dotted-token": {"TOK-01"}, "has-scope-string": {"SCP-13"}, "debug-print": {"TRN-02", "TRN-19"},
	"exits-after-first": {"ENV-05"},
}

// No recording may show what a run of the mutant's profile finds met.
func TestARecordingOfABrokenNodeFailsByTheIDsOfARun(t *testing.T) {
	for name, ids := range heardOf {
		t.Run(name, func(t *testing.T) {
			m, ok := mutant.Find(name)
			if !ok {
				t.Fatal("there is no such mutant")
			}
			heard := overheard(t, talk, "mutant", name)
			if ids == nil {
				ids = []string{m.ID}
			}
			for _, id := range ids {
				if unmet(heard)[id] == "" {
					t.Errorf("%s is not among %v", id, unmet(heard))
				}
			}
			t.Parallel() // from here on: recorder and runner are never one program
			live, err := runner.Run(t.Context(), play("mutant", name), runner.Options{Select: ofProfile(t, m.Profile), Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			for _, req := range live.Requirements {
				if id := req.ID; req.Status == report.Passed && unmet(heard)[id] != "" {
					t.Errorf("%s is met in a run", id)
				}
			}
			for _, f := range heard.Scenarios[0].Findings {
				if !strings.HasPrefix(f.At, "talk.jsonl:") {
					t.Errorf("%s has no place: %q", f.ID, f.At)
				}
			}
		})
	}
}

// recorderSays is how a recording goes on after the first lines of talk.
func recorderSays(events ...string) string {
	t := wire.Transcript{Entries: []wire.Entry{{From: wire.Suite, Event: wire.Started}, {From: wire.Suite, Event: wire.Recorded}}}
	for i, line := range strings.SplitAfter(talk, "\n")[:3] {
		t.Add(wire.Entry{From: wire.Client, Line: []byte(line)})
		if i == 2 {
			t.Add(wire.Entry{From: wire.Node, Line: []byte(`{"src":"oauth","dest":"c2","body":{"type":"scope_valid","in_reply_to":3,"has_scope":false}}` + "\n")})
		}
	}
	for _, e := range events {
		t.Add(wire.Entry{From: wire.Node, Event: e})
	}
	var b bytes.Buffer
	if err := t.Write(&b); err != nil {
		panic(err)
	}
	return b.String()
}

func TestAnUnansweredRequestIsTheNodesFaultIfTheRecordingWasNotBrokenOff(t *testing.T) {
	for name, c := range map[string]struct {
		events []string
		want   report.Status
		says   string
	}{
		"the recorder was killed":          {nil, report.Warned, "no reply before the recording ends"},
		"the harness ended it":             {[]string{wire.Interrupted, wire.EndOfFile, "killed by signal: terminated"}, report.Warned, "before it was ended from outside"},
		"the client closed stdin":          {[]string{wire.ClosedStdin, wire.EndOfFile, "exit status 0"}, report.Failed, "never answered it"},
		"the node ended":                   {[]string{wire.EndOfFile, "exit status 1"}, report.Failed, "exit status 1"},
		"the node crashed":                 {[]string{wire.EndOfFile, "killed by signal: segmentation fault"}, report.Failed, "segmentation fault"},
		"the client closed, then ended it": {[]string{wire.ClosedStdin, wire.Interrupted, "killed by signal: terminated"}, report.Failed, "never answered it"},
	} {
		t.Run(name, func(t *testing.T) {
			r := judged(t, recorderSays(c.events...))
			if d := cmp.Diff(map[string]report.Status{"ENV-05": c.want}, unmet(r)); d != "" {
				t.Errorf("unmet (-want +got):\n%s", d)
			}
			if f := r.Scenarios[0].Findings[0]; !strings.Contains(f.Message, c.says) || f.At != "talk.jsonl:3" {
				t.Errorf("%s: %s", f.At, f.Message)
			}
		})
	}
}

// Each process begins anew: what is unanswered is judged by the end of its own.
func TestRecordingsInOneFileAreJudgedAsEachByItself(t *testing.T) {
	own := func(text string) string {
		return strings.ReplaceAll(text, `\"in_reply_to\":3`, `\"msg_id\":1,\"in_reply_to\":3`)
	}
	bare := func(text string) string {
		return strings.NewReplacer(`{\"src\":\"oauth\",\"dest\":\"c2\",\"body\":{\"type\":\"scope_valid\"`, `{\"type\":\"scope_valid\"`, `false}}\n`, `false}\n`).Replace(text)
	}
	whole := recorderSays(wire.ClosedStdin, wire.EndOfFile, "exit status 0")
	ended := recorderSays(wire.Interrupted, wire.EndOfFile, "killed by signal: terminated")
	for name, c := range map[string]struct {
		text string
		want map[string]report.Status
	}{
		"two that were ended":        {ended + ended, map[string]report.Status{"ENV-05": report.Warned}},
		"one ended, one whole":       {ended + whole, map[string]report.Status{"ENV-05": report.Failed}},
		"one whole, one ended":       {whole + ended, map[string]report.Status{"ENV-05": report.Failed}},
		"numbers of the node's own":  {own(ended) + own(ended), map[string]report.Status{"ENV-05": report.Warned}},
		"one enveloped, one bare":    {whole + bare(ended), map[string]report.Status{"ENV-05": report.Failed}},
		"plain lines, then recorded": {talk + ended, map[string]report.Status{"ENV-05": report.Failed}},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, unmet(judged(t, c.text))); d != "" {
				t.Errorf("unmet (-want +got):\n%s", d)
			}
			alikeInMemory(t, name, []byte(c.text))
		})
	}
}

func TestBareBodiesOfAClientAreOwedReplies(t *testing.T) {
	bare := `{"type":"check_scope","msg_id":1,"token":"unknown","required_scope":"read"}` + "\n"
	script := wire.Transcript{Entries: []wire.Entry{{From: wire.Suite, Event: wire.Started}, {From: wire.Suite, Event: wire.Recorded},
		{From: wire.Client, Line: []byte(bare)}, {From: wire.Suite, Event: wire.ClosedStdin}, {From: wire.Node, Event: "exit status 0"}}}
	var b bytes.Buffer
	if err := script.Write(&b); err != nil {
		t.Fatal(err)
	}
	if r := judged(t, b.String()); unmet(r)["ENV-05"] != report.Failed {
		t.Errorf("%v", unmet(r))
	}
}

func TestARecordingThatIsCutOffDoesNotPass(t *testing.T) {
	whole := recorderSays()
	whole = whole[strings.Index(whole, `{"at":0,"from":"client","line":"{\"src\":\"c2`):] // one exchange, and all well
	for name, c := range map[string]struct {
		text string
		want report.Verdict
		says string
	}{
		"whole":                   {whole, report.Conforms, ""},
		"half a line more":        {whole + `{"at":0,"fro`, report.CouldNotJudge, "it is cut off in line 3"},
		"half a line, and faults": {strings.ReplaceAll(whole, `false}`, `\"no\"}`) + `{"at":0,"fro`, report.DoesNotConform, "it is cut off in line 3"},
		"a line over 32 MiB":      {whole + strings.Repeat("x", 32<<20+1), report.CouldNotJudge, "a line is longer than 32 MiB; what stands before was judged"},
	} {
		t.Run(name, func(t *testing.T) {
			r := judged(t, c.text)
			if r.Verdict != c.want {
				t.Errorf("%s", r.Verdict)
			}
			said := slices.ContainsFunc(r.Requirements, func(q report.Requirement) bool { return c.says != "" && strings.Contains(q.Reason, c.says) })
			if said != (c.says != "") {
				t.Errorf("%v", r.Requirements[0])
			}
		})
	}
}

func TestFindingsBeyondTheBoundAreCountedAndNoRequirementIsLost(t *testing.T) {
	var many strings.Builder
	for i := range 500 {
		many.WriteString(strings.ReplaceAll(`{"src":"c","dest":"oauth","body":{"type":"exchange_code","msg_id":N,"code":"AUTH_CODE","redirect_uri":"https://app.com/callback","client_id":"abc123","client_secret":"secret"}}
{"src":"oauth","dest":"c","body":{"type":"token_issued","in_reply_to":N,"access_token":"tokenN","token_type":"bearer","expires_in":3600}}
`, "N", string(rune('0'+i/100))+string(rune('0'+i/10%10))+string(rune('0'+i%10))))
	}
	text := strings.ReplaceAll(strings.ReplaceAll(many.String(), `"msg_id":0`, `"msg_id":9`), `"in_reply_to":0`, `"in_reply_to":9`)
	r := judged(t, text+`{"src":"oauth","dest":"c","body":{"type":"scope_valid","in_reply_to":77777,"has_scope":false}}`+"\n")
	if unmet(r)["TOK-08"] == "" || len(unmet(r)) < 2 {
		t.Errorf("%v", unmet(r))
	}
	shown := len(r.Scenarios[0].Findings)
	if shown < 200 || shown > 210 || r.More < 290 {
		t.Errorf("%d are shown, %d more are counted", shown, r.More)
	}
	short := report.Limit(r, 2)
	if n := len(short.Scenarios[0].Findings); n != 2 || short.More != r.More+shown-2 || short.Scenarios[0].Findings[0].ID == short.Scenarios[0].Findings[1].ID {
		t.Errorf("%d are shown, %d more are counted: %v", n, short.More, short.Scenarios[0].Findings)
	}
	if len(short.Notes) == 0 || len(r.Scenarios[0].Findings) != shown {
		t.Errorf("%q", short.Notes)
	}
}
