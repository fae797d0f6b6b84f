package runner_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"flowcheck/reference/mutant"
	"flowcheck/runner"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

func readRecordings(t *testing.T, folder string) []runner.Recording {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	var all []runner.Recording
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		some, err := runner.ReadRecording(file, bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, some...)
	}
	return all
}

// bothWays judges a node live, and again from the transcripts of that run.
func bothWays(t *testing.T, cmd node.Command, opts runner.Options) (live, offline report.Report) {
	t.Helper()
	opts.Transcripts = t.TempDir()
	live, err := runner.Run(t.Context(), cmd, opts)
	if err != nil {
		t.Fatal(err)
	}
	recordings := readRecordings(t, opts.Transcripts)
	offline, err = runner.Validate(recordings, opts)
	if err != nil {
		t.Fatal(err)
	}
	alikeByStream(t, recordings, opts)
	return live, offline
}

// unmet are the requirements that a report found not to be met.
func unmet(r report.Report) map[string]report.Status {
	all := map[string]report.Status{}
	for _, req := range r.Requirements {
		if req.Status == report.Failed || req.Status == report.Warned {
			all[req.ID] = req.Status
		}
	}
	return all
}

// recorded are mutants of every kind, each judged under its own profile, with
// the requirements that the transcripts show to be met and the run does not:
// those that a Then-step charged to its own scenario, for what the line is
// charged for elsewhere or what only the scenario demands.
var recorded = map[string][]string{
	"in-reply-to-missing": nil, "in-reply-to-string": nil, "in-reply-to-counted": nil, // correlation
	"scopes-by-comma": {"SMP-07"}, "redirect-uri-not-encoded": nil, "response-type-token": nil, "state-cached": nil, // URLs
	"dotted-token": nil, "token-ends-in-newline": nil, "expires-in-string": nil, "bearer-lower-case": nil, "has-scope-string": nil, // values
	"debug-print": nil, "exits-after-first": nil, // the process
	"addresses-not-swapped": nil, "src-missing": nil, "body-as-string": nil, "two-replies": nil, "msg-id-int32": nil, // envelopes
	"pretty-printed": nil, "crlf-replies": nil, "bom-on-output": nil, "invalid-utf8-output": nil, "no-flush": nil, "latin-1-locale": {"TRN-13"}, // bytes
	"trailing-slash-endpoint": nil, "lower-case-hex": nil, "nothing-encoded": {"URL-08"},
	"always-true-scope": nil, "no-has-scope-in-negatives": nil,
}

func TestARunAndItsTranscriptsAreJudgedAlike(t *testing.T) {
	for name, bySteps := range recorded {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, ok := mutant.Find(name)
			if !ok {
				t.Fatal("there is no such mutant")
			}
			live, offline := bothWays(t, play("mutant", name), runner.Options{Select: ofProfile(t, m.Profile), Timeout: time.Second, Seed: 1})
			alike(t, live, offline, bySteps)
			if len(unmet(live)) == 0 {
				t.Error("the mutant was not found")
			}
		})
	}
}

func TestTheReferenceConformsByItsTranscripts(t *testing.T) {
	live, offline := bothWays(t, play("reference"), runner.Options{Select: ofProfile(t, defaultProfiles...)})
	alike(t, live, offline, nil)
	if offline.Verdict != report.Conforms || offline.Node.Framing != "envelope" {
		t.Errorf("verdict %q, framing %q", offline.Verdict, offline.Node.Framing)
	}
	passed := 0
	for _, req := range offline.Requirements {
		if req.Status == report.Passed {
			passed++
		}
	}
	if passed < 25 {
		t.Errorf("only %d requirements can be seen in the transcripts", passed)
	}
}

// ofProfile are the requirements of profiles but the slow ones, whose lines are
// no other than those of the rest.
func ofProfile(t *testing.T, profiles ...string) []string {
	t.Helper()
	var ids []string
	for _, r := range specification(t).Requirements {
		slow := slices.Contains([]string{"TRN-04", "TRN-06", "TRN-18", "TRN-22"}, r.ID)
		if slices.Contains(profiles, r.Profile) && r.Level != "excluded" && !slow {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// alike compares verdicts requirement by requirement. A requirement that the
// transcripts cannot show is skipped there, which is no verdict.
func alike(t *testing.T, live, offline report.Report, bySteps []string) {
	t.Helper()
	inRun, inFiles := unmet(live), unmet(offline)
	steps := []string{}
	for _, req := range offline.Requirements {
		if req.Status == report.Skipped || inRun[req.ID] == inFiles[req.ID] {
			continue
		}
		steps = append(steps, req.ID)
		if inFiles[req.ID] != "" {
			t.Errorf("%s is %s by the transcripts and %q in the run", req.ID, inFiles[req.ID], inRun[req.ID])
		}
		for _, sc := range live.Scenarios {
			for _, f := range sc.Findings {
				if f.ID == req.ID && !slices.Contains(sc.IDs, f.ID) {
					t.Errorf("%s was charged by a line of %q, and its transcript does not show it: %s", f.ID, sc.Name, f.Message)
				}
			}
		}
	}
	if d := cmp.Diff(bySteps, steps); d != "" && len(bySteps)+len(steps) > 0 {
		t.Errorf("charged by steps only (-want +got):\n%s", d)
	}
}

func TestPlainEnvelopesAreARecording(t *testing.T) {
	const traffic = `
{"src":"client","dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"t","required_scope":"read"}}
{"src":"oauth","dest":"client","body":{"type":"scope_valid","in_reply_to":1,"has_scope":false}}

{"src":"client","dest":"oauth","body":{"type":"exchange_code","msg_id":2,"code":"AUTH_CODE","redirect_uri":"https://app.com/callback","client_id":"abc123","client_secret":"secret"}}
{"src":"client","dest":"oauth","body":{"type":"check_scope","msg_id":3,"token":"t","required_scope":"read"}}
{"src":"oauth","dest":"client","body":{"type":"error","in_reply_to":3,"code":22,"error":"invalid_token"}}
{"src":"oauth","dest":"client","body":{"type":"token_issued","in_reply_to":2,"access_token":"a.b","token_type":"Bearer","expires_in":3600}}
`
	recordings, err := runner.ReadRecording("traffic.jsonl", strings.NewReader(traffic))
	if err != nil {
		t.Fatal(err)
	}
	if len(recordings) != 1 || len(recordings[0].Transcript.Entries) != 6 {
		t.Fatalf("%d recordings: %+v", len(recordings), recordings)
	}
	r, err := runner.Validate(recordings, runner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]report.Status{"TOK-01": report.Failed}, unmet(r)); d != "" {
		t.Errorf("unmet (-want +got):\n%s", d)
	}
	if got := status(t, r, "URL-01"); got != report.Skipped {
		t.Errorf("URL-01 is %s, though no URL is in the recording", got)
	}
	if got := status(t, r, "SCP-13"); got != report.Passed {
		t.Errorf("SCP-13 is %s", got)
	}
}

func TestAFileMayHoldSeveralTranscripts(t *testing.T) {
	folder := t.TempDir()
	if _, err := runner.Run(t.Context(), play("reference"), runner.Options{Select: []string{"SMP-12", "SMP-07"}, Transcripts: folder}); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.jsonl"))
	if err != nil || len(files) != 2 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var both []byte
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		both = append(both, data...)
	}
	recordings, err := runner.ReadRecording("both.jsonl", bytes.NewReader(both))
	if err != nil || len(recordings) != 2 {
		t.Errorf("%d recordings, %v", len(recordings), err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

func TestWhatIsNoRecordingIsRefusedInWords(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"an empty file":        {"", "there is nothing in it"},
		"blank lines":          {"\n \r\n", "there is nothing in it"},
		"prose":                {"hello\n", "line 1: it is no JSON object"},
		"a binary file":        {"\x7fELF\x02\x01\x01\x00\x00", "line 1: it is no JSON object"},
		"an array":             {"[]\n", "line 1: it is no JSON object"},
		"another JSON object":  {"{\"src\":\"client\",\"dest\":\"oauth\",\"body\":{\"type\":\"init\"}}\n{\"a\":1}\n", "line 2: it is neither a transcript entry"},
		"half a line":          {`{"src":"client","dest":"oauth","body":{`, "line 1: it is no JSON object"},
		"an unknown side":      {`{"at":0.1,"from":"server","line":"x"}`, `line 1: read transcript entry: from "server" is none of client, node, suite`},
		"a line over 32 MiB":   {strings.Repeat("x", 32<<20+1), "a line is longer than 32 MiB"},
		"such a line, further": {`{"at":0,"from":"suite","event":"started"}` + "\n" + strings.Repeat("x", 32<<20+1), "a line is longer than 32 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := runner.ReadRecording("some.jsonl", strings.NewReader(c.text))
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "some.jsonl") {
				t.Errorf("want an error that names the file and says %q, got %v", c.says, err)
			}
		})
	}
	if _, err := runner.ReadRecording("some.jsonl", failing{}); err == nil || !strings.Contains(err.Error(), "the disk is gone") {
		t.Errorf("a file that cannot be read: %v", err)
	}
}
