package runner_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/runner"
	"flowcheck/runner/check"
	"flowcheck/runner/report"
	"flowcheck/runner/scan/trace"
)

// sides are recorded traffic with defects, and what of it the node said.
func sides(t *testing.T, o trace.Options) (both, node []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := trace.Write(&b, o); err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(b.Bytes()) {
		if check.IsReply(line) {
			node = append(node, line...)
		}
	}
	return b.Bytes(), node
}

// places are the findings in short.
func places(findings []check.Finding) []string {
	var all []string
	for _, f := range findings {
		all = append(all, f.At+" "+f.ID+" "+f.Status+" "+f.Message)
	}
	return all
}

// Of one side most lines answer nothing that is there, which is charged to no
// one; in both the bound of findings is met.
func TestWhatIsFoundIsToldAsItIsReported(t *testing.T) {
	both, node := sides(t, trace.Options{Seed: 5, Lines: 8000, Defects: 0.05})
	for name, text := range map[string][]byte{"both sides": both, "one side": node} {
		t.Run(name, func(t *testing.T) {
			var told []check.Finding
			opts := runner.Options{Profiles: []string{"all"}, Found: func(f check.Finding) { told = append(told, f) }}
			r, err := runner.Validate([]runner.Recording{recording("traffic", text)}, opts)
			if err != nil || len(r.Scenarios) != 1 || (name == "both sides") != (r.More > 0) {
				t.Fatalf("%d conversations, %d findings left out, %v", len(r.Scenarios), r.More, err)
			}
			if d := cmp.Diff(places(r.Scenarios[0].Findings), places(told)); d != "" || len(told) < 10 {
				t.Errorf("%d were told (-reported +told):\n%s", len(told), d)
			}
		})
	}
}

// endless gives its lines and then waits until it is closed.
type endless struct {
	bytes.Reader
	closed chan struct{}
}

func (e *endless) Read(b []byte) (int, error) {
	if n, _ := e.Reader.Read(b); n > 0 {
		return n, nil
	}
	<-e.closed
	return e.Reader.Read(b)
}

func (e *endless) Close() error { return nil }

func TestWhatIsFoundIsToldBeforeTheRecordingEnds(t *testing.T) {
	const lines = `{"src":"client","dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"t","required_scope":"read"}}
{"src":"oauth","dest":"client","body":{"type":"scope_valid","in_reply_to":1,"has_scope":"no"}}
`
	in := &endless{Reader: *bytes.NewReader([]byte(lines)), closed: make(chan struct{})}
	rec := runner.Recording{Name: "pipe", Open: func() (io.ReadCloser, error) { return in, nil }}
	told := 0
	r, err := runner.Validate([]runner.Recording{rec}, runner.Options{Select: []string{"SCP-13"}, Found: func(f check.Finding) {
		if told++; f.At != "pipe:2" || f.Status != string(report.Failed) {
			t.Errorf("%+v", f)
		}
		close(in.closed) // until then there is no end
	}})
	if err != nil || told != 1 || r.Verdict != report.DoesNotConform {
		t.Errorf("%d were told, verdict %q, %v", told, r.Verdict, err)
	}
}
