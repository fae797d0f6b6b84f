package runner_test

import (
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"flowcheck/reference/mutant"
	"flowcheck/runner"
	"flowcheck/runner/check"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

// transcripts are the files in a folder, by their paths.
func transcripts(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	all := map[string][]byte{}
	for _, file := range files {
		if all[file], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// recordings are the transcripts in a folder.
func recordings(t *testing.T, folder string) []runner.Recording {
	t.Helper()
	texts := transcripts(t, folder)
	var all []runner.Recording
	for _, file := range slices.Sorted(maps.Keys(texts)) {
		all = append(all, recording(file, texts[file]))
	}
	return all
}

// readRecordings are they too, and the stream has to judge each as package check
// does in memory.
func readRecordings(t *testing.T, folder string) []runner.Recording {
	t.Helper()
	for file, text := range transcripts(t, folder) {
		streamsAlike(t, filepath.Base(file), text)
	}
	return recordings(t, folder)
}

// bothWays judges a node live, and again from the transcripts of that run.
func bothWays(t *testing.T, cmd node.Command, opts runner.Options) (live, offline report.Report) {
	t.Helper()
	opts.Transcripts = t.TempDir()
	live, err := runner.Run(t.Context(), cmd, opts)
	if err != nil {
		t.Fatal(err)
	}
	offline, err = runner.Validate(readRecordings(t, opts.Transcripts), opts)
	if err != nil {
		t.Fatal(err)
	}
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

// recorded are mutants of every kind, each judged under its own profile. The
// tests that run all mutants hold each of them against its transcripts too.
var recorded = []string{
	"in-reply-to-string", "scopes-by-comma", "nothing-encoded", "dotted-token", "debug-print", "exits-after-first", "answers-only-last",
	"src-missing", "pretty-printed", "latin-1-locale", "no-flush", "always-true-scope",
	"batch-ends-at-bad-line", "code-in-invalid-callback", "refresh-token-not-rotated", "iss-missing", "token-holds-secret", "code-never-spent",
}

func TestARunAndItsTranscriptsAreJudgedAlike(t *testing.T) {
	for _, name := range recorded {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, ok := mutant.Find(name)
			if !ok {
				t.Fatal("there is no such mutant")
			}
			opts := runner.Options{Profiles: []string{m.Profile}, Select: ofProfile(t, m.Profile), Timeout: time.Second, Seed: 1}
			live, offline := bothWays(t, play("mutant", name), opts)
			alike(t, live, offline)
			if len(unmet(live)) == 0 {
				t.Error("the mutant was not found")
			}
		})
	}
}

// Right nodes may lack what is optional, which is skipped. The tests that run all
// example nodes, and the nodes of all profiles, hold each of them against its
// transcripts too.
func TestARunOfAnExampleAndItsTranscriptsAreJudgedAlike(t *testing.T) {
	long(t)
	opts := runner.Options{Select: ofProfile(t, "core", "state", "refresh", "issuer"), Seed: 1}
	live, offline := bothWays(t, pythonNode("oauth.py").made(t), opts)
	alike(t, live, offline)
	if offline.Verdict != live.Verdict || live.Verdict != report.Conforms {
		t.Errorf("verdict %q in the run, %q by the transcripts", live.Verdict, offline.Verdict)
	}
}

func TestTheReferenceConformsByItsTranscripts(t *testing.T) {
	live, offline := bothWays(t, play("reference"), runner.Options{Select: ofProfile(t, defaultProfiles...)})
	alike(t, live, offline)
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

// alike compares verdicts, requirement by requirement. One that the run could
// not judge, as it gave the node up before, is no verdict.
func alike(t *testing.T, live, offline report.Report) {
	t.Helper()
	if len(live.Requirements) == 0 || len(live.Requirements) != len(offline.Requirements) {
		t.Fatalf("%d requirements in the run, %d by the transcripts", len(live.Requirements), len(offline.Requirements))
	}
	for i, in := range live.Requirements {
		by := offline.Requirements[i]
		if in.Status != report.Broken && (in.ID != by.ID || in.Status != by.Status) {
			t.Errorf("%s is %s in the run (%s), and %s is %s by the transcripts (%s)", in.ID, in.Status, in.Reason, by.ID, by.Status, by.Reason)
		}
	}
	if d := cmp.Diff(causes(live), causes(offline)); d != "" {
		t.Errorf("causes in the run and by the transcripts (-run +transcripts):\n%s", d)
	}
}

// causes are what is charged to each requirement, in the order of its ID.
func causes(r report.Report) []string {
	var all []string
	for _, sc := range r.Scenarios {
		for _, f := range sc.Findings {
			all = append(all, f.ID+" "+f.Cause+": "+f.Message)
		}
	}
	slices.Sort(all)
	return all
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
	r, err := runner.Validate([]runner.Recording{recording("traffic.jsonl", []byte(traffic))}, runner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Scenarios) != 1 || len(r.Scenarios[0].Transcript) != 6 {
		t.Fatalf("%d conversations: %+v", len(r.Scenarios), r.Scenarios)
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
	r, err := runner.Validate([]runner.Recording{recording("both.jsonl", both)}, runner.Options{})
	if err != nil || len(r.Scenarios) != 2 {
		t.Errorf("%d scenarios, %v", len(r.Scenarios), err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

func TestWhatIsNoRecordingIsRefusedInWords(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"an empty file":       {"", "there is nothing in it"},
		"blank lines":         {"\n \r\n", "there is nothing in it"},
		"prose":               {"hello\n", "line 1: it is no JSON object"},
		"a binary file":       {"\x7fELF\x02\x01\x01\x00\x00", "line 1: it is no JSON object"},
		"an array":            {"[]\n", "line 1: it is no JSON object"},
		"another JSON object": {"{\"src\":\"client\",\"dest\":\"oauth\",\"body\":{\"type\":\"init\"}}\n{\"a\":1}\n", "line 2: it is neither a transcript entry"},
		"half a line":         {`{"src":"client","dest":"oauth","body":{`, "line 1: it is no JSON object"},
		"an unknown side":     {`{"at":0.1,"from":"server","line":"x"}`, `line 1: read transcript entry: from "server" is none of client, node, suite`},
		"a line over 32 MiB":  {strings.Repeat("x", 32<<20+1), "a line is longer than 32 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := runner.Validate([]runner.Recording{recording("some.jsonl", []byte(c.text))}, runner.Options{})
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "some.jsonl") {
				t.Errorf("want an error that names the file and says %q, got %v", c.says, err)
			}
		})
	}
	broken := runner.Recording{Name: "some.jsonl", Open: func() (io.ReadCloser, error) { return io.NopCloser(failing{}), nil }}
	if _, err := runner.Validate([]runner.Recording{broken}, runner.Options{}); err == nil || !strings.Contains(err.Error(), "the disk is gone") {
		t.Errorf("a file that cannot be read: %v", err)
	}
}

// transcript is one scenario's, as a run of a mutant wrote it, line by line.
func transcript(t *testing.T, name, id string) []string {
	t.Helper()
	folder := t.TempDir()
	if _, err := runner.Run(t.Context(), play("mutant", name), runner.Options{Select: []string{id}, Transcripts: folder, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.jsonl"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return strings.SplitAfter(strings.TrimSuffix(string(data), "\n"), "\n")
}

func TestATranscriptPassesOnlyIfItCameToItsEnd(t *testing.T) {
	const id = "SCP-10" // which only its scenario shows
	whole := transcript(t, "percent-twenty", id)
	last := len(whole) - 1
	event := func(text string) string { return `{"at":0,"from":"suite","event":"` + text + `"}` + "\n" }
	for name, c := range map[string]struct {
		lines []string
		want  report.Status
		says  string
	}{
		"whole":                     {whole, report.Passed, ""},
		"without its end":           {whole[:last], report.Skipped, "not to be seen"},
		"skipped":                   {slices.Concat(whole[:last], []string{event("skipped: for a reason")}, whole[last:]), report.Skipped, "for a reason"},
		"not judged":                {slices.Concat(whole[:last], []string{event("broken: for a reason")}, whole[last:]), report.Broken, "for a reason"},
		"with something else":       {slices.Concat(whole[:last], []string{event(`expects {\"what\":\"weather\"}`)}, whole[last:]), report.Broken, "weather"},
		"the same, without its end": {slices.Concat(whole[:last], []string{event(`expects {\"what\":\"weather\"}`)}), report.Broken, "weather"},
		"not met":                   {slices.Concat(whole[:last], []string{event(`expects {\"what\":\"hidden\",\"text\":\"auth_url_generated\"}`)}, whole[last:]), report.Failed, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := runner.Validate([]runner.Recording{recording("x.jsonl", []byte(strings.Join(c.lines, "")))}, runner.Options{Select: []string{id}})
			if err != nil {
				t.Fatal(err)
			}
			if got := r.Requirements[0]; got.Status != c.want || !strings.Contains(got.Reason, c.says) {
				t.Errorf("%s is %s: %s", id, got.Status, got.Reason)
			}
		})
	}
}

func TestATranscriptSaysWhichFramingTheRunDemanded(t *testing.T) {
	opts := runner.Options{Select: []string{"TRN-02"}, Framing: check.Body, Transcripts: t.TempDir()}
	live, err := runner.Run(t.Context(), play("reference"), opts)
	if err != nil {
		t.Fatal(err)
	}
	offline, err := runner.Validate(readRecordings(t, opts.Transcripts), runner.Options{Select: opts.Select})
	if err != nil {
		t.Fatal(err)
	}
	alike(t, live, offline)
	if got := status(t, offline, "TRN-02"); got != report.Failed {
		t.Errorf("an envelope is %s where a bare body was demanded", got)
	}
}
