package runner_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/runner"
	"flowcheck/runner/check"
	"flowcheck/runner/scan"
	"flowcheck/runner/scan/trace"
	"flowcheck/runner/wire"
)

// recording gives a text as recorded traffic.
func recording(name string, text []byte) runner.Recording {
	return runner.Recording{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }}
}

// heard is what one conversation of a recording gives.
type heard struct {
	Findings []check.Finding
	More     int
	Shows    []string
	IDs      []string
	Framing  string
	Skipped  string
	Broken   string
	Complete bool
}

func hearing(c *check.Conversation, findings []check.Finding) heard {
	h := heard{Findings: findings, More: c.More, Shows: check.Visible(c), IDs: c.IDs, Framing: c.Framing}
	if len(c.IDs) > 0 { // else there is no scenario of which this could be said
		h.Skipped, h.Broken, h.Complete = c.Skipped, c.Broken, c.Complete
	}
	return h
}

// judges have judged other recordings before, as the one of validate has: nothing
// of those may show, and their buffers need not be made again.
var judges = sync.Pool{New: func() any {
	schemas, err := check.Compile()
	if err != nil {
		panic(err)
	}
	j, err := scan.NewJudge(schemas, scan.Options{})
	if err != nil {
		panic(err)
	}
	return j
}}

// streamed judges a recording as validate does.
func streamed(t testing.TB, text []byte) []heard {
	t.Helper()
	j := judges.Get().(*scan.Judge)
	defer judges.Put(j)
	var all []heard
	err := j.Read("traffic", bytes.NewReader(text), func(p scan.Part) { all = append(all, hearing(p.Conversation, p.Findings)) })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// inMemory has package check alone judge all the entries of a recording.
func inMemory(t testing.TB, entries []wire.Entry) []heard {
	t.Helper()
	schemas, err := check.Compile()
	if err != nil {
		t.Fatal(err)
	}
	var parts []wire.Transcript
	for _, e := range entries {
		if _, _, _, begins := wire.ParseScenarioEvent(e.Event); begins || len(parts) == 0 {
			parts = append(parts, wire.Transcript{})
		}
		parts[len(parts)-1].Add(e)
	}
	var all []heard
	for _, p := range parts {
		c := check.Judge(schemas, p, "auto")
		findings := c.End()
		all = append(all, hearing(c, findings))
	}
	return all
}

// entries are the lines of a recording.
func entries(t testing.TB, text []byte) []wire.Entry {
	t.Helper()
	var all []wire.Entry
	row := 0
	for line := range bytes.Lines(text) {
		if row++; len(bytes.TrimSpace(line)) > 0 {
			all = append(all, plain(t, line))
			all[len(all)-1].Row = row
		}
	}
	return all
}

// plain reads one of them.
func plain(t testing.TB, line []byte) wire.Entry {
	t.Helper()
	var members map[string]json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil {
		t.Fatal(err)
	}
	if members["from"] != nil && members["at"] != nil {
		var e wire.Entry
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatal(err)
		}
		return e
	}
	e := wire.Entry{From: wire.Client, Line: append(bytes.TrimRight(bytes.Clone(line), "\r\n"), '\n')}
	if check.IsReply(line) {
		e.From = wire.Node
	}
	return e
}

// alikeInMemory demands that a recording is judged by the stream as in memory:
// finding by finding, each with its line.
func alikeInMemory(t testing.TB, name string, text []byte) (found int) {
	t.Helper()
	return judgedAlike(t, name, text, entries(t, text))
}

// judgedAlike does so where the entries of the text are known.
func judgedAlike(t testing.TB, name string, text []byte, entries []wire.Entry) (found int) {
	t.Helper()
	memory := inMemory(t, entries)
	if d := cmp.Diff(memory, streamed(t, text)); d != "" {
		t.Errorf("%s (-memory +stream):\n%s", name, d)
	}
	for _, h := range memory {
		found += len(h.Findings)
	}
	return found
}

// streamsAlike holds the two ways of judging against each other on a transcript:
// with its scenario, and as somebody else would have recorded it: what was said
// with no scenario that explains it, and the plain messages.
func streamsAlike(t testing.TB, name string, transcript []byte) {
	t.Helper()
	whole := entries(t, transcript)
	judgedAlike(t, name, transcript, whole)
	var said, messages []byte
	var spoken []wire.Entry
	lines := bytes.SplitAfter(transcript, []byte("\n"))
	for _, e := range whole {
		if m, ok := check.ReadMessage(e.Line); ok && m.Body != nil && json.Valid(e.Line) && !bytes.ContainsAny(bytes.TrimSpace(e.Line), "\n\r") {
			messages = append(append(messages, bytes.TrimSpace(e.Line)...), '\n')
		}
		if _, _, _, begins := wire.ParseScenarioEvent(e.Event); begins {
			continue
		}
		said = append(said, lines[e.Row-1]...)
		e.Row = len(spoken) + 1
		spoken = append(spoken, e)
	}
	if len(said) > 0 {
		judgedAlike(t, name+" without its scenario", said, spoken)
	}
	if len(messages) > 0 {
		alikeInMemory(t, "the messages of "+name, messages)
	}
}

func TestGeneratedTracesAreJudgedAlikeByTheStream(t *testing.T) {
	seeds := uint64(12)
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		for name, o := range map[string]trace.Options{
			"right":        {Seed: seed, Lines: 2000, Clients: 20},
			"shuffled":     {Seed: seed, Lines: 500, Clients: 5, Shuffled: true, Defects: 0.02},
			"many clients": {Seed: seed, Lines: 3000, Clients: 200, Defects: 0.02},
			"few clients":  {Seed: seed, Lines: 700, Clients: 2, Defects: 0.05},
			"one client":   {Seed: seed, Lines: 300, Clients: 1, Defects: 0.1},
		} {
			t.Run(fmt.Sprint(name, " ", seed), func(t *testing.T) {
				t.Parallel()
				var b bytes.Buffer
				if err := trace.Write(&b, o); err != nil {
					t.Fatal(err)
				}
				if found := alikeInMemory(t, "trace", b.Bytes()); (found > 0) != (o.Defects > 0) {
					t.Errorf("%d findings with %g defects a line", found, o.Defects)
				}
			})
		}
	}
}

// One number, two questions, and the second tier for both replies.
func TestANumberThatBeginsAgainIsPairedAlikeByTheStream(t *testing.T) {
	const pair = `{"src":"c","dest":"oauth","body":{"type":"check_scope","msg_id":5,"token":"t","required_scope":"read"}}
{"src":"oauth","dest":"c","body":{"type":"scope_valid","in_reply_to":5,"has_scope":false}}
`
	ask := func(state string) string {
		return `{"src":"c","dest":"oauth","body":{"type":"generate_auth_url","msg_id":1,"client_id":"a","redirect_uri":"https://a","scopes":["read"],"state":"` + state + `"}}` + "\n"
	}
	give := func(state string) string {
		return `{"src":"oauth","dest":"c","body":{"type":"auth_url_generated","in_reply_to":1,"url":"https://accounts.example.com/authorize?response_type=code&client_id=a&redirect_uri=https%3A%2F%2Fa&scope=read&state=` + state + `"}}` + "\n"
	}
	for text, want := range map[string]int{
		ask("one") + ask("two") + give("two") + give("one"): 0,
		ask("one") + ask("two") + give("two"):               1,
		ask("one") + ask("two") + give("two") + give("two"): 1, // a state that is not its own
	} {
		if found := alikeInMemory(t, "a trace", []byte(pair+text)); found != want {
			t.Errorf("%d findings instead of %d in\n%s", found, want, text)
		}
	}
}
