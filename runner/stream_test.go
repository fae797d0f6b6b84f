package runner_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"flowcheck/runner"
	"flowcheck/runner/check"
	"flowcheck/runner/report"
	"flowcheck/runner/scan/trace"
)

// traffic is one recording, as its bytes.
type traffic struct {
	name string
	text []byte
}

// input gives recorded traffic as the stream reads it.
func input(name string, text []byte) runner.Input {
	return runner.Input{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }}
}

// bothTiers judges recorded traffic by the stream and in memory.
func bothTiers(t testing.TB, all []traffic, opts runner.Options) (stream, memory report.Report) {
	t.Helper()
	var recordings []runner.Recording
	var inputs []runner.Input
	for _, one := range all {
		some, err := runner.ReadRecording(one.name, bytes.NewReader(one.text))
		if err != nil {
			t.Fatal(err)
		}
		recordings = append(recordings, some...)
		inputs = append(inputs, input(one.name, one.text))
	}
	memory, err := runner.Validate(recordings, opts)
	if err != nil {
		t.Fatal(err)
	}
	if stream, err = runner.ValidateStream(inputs, opts); err != nil {
		t.Fatal(err)
	}
	return stream, memory
}

// same demands one verdict, requirement by requirement and finding by finding.
func same(t testing.TB, stream, memory report.Report) {
	t.Helper()
	if d := cmp.Diff(memory.Requirements, stream.Requirements); d != "" {
		t.Errorf("requirements (-memory +stream):\n%s", d)
	}
	if len(memory.Scenarios) != len(stream.Scenarios) {
		t.Fatalf("%d scenarios, not %d", len(stream.Scenarios), len(memory.Scenarios))
	}
	place := cmpopts.IgnoreFields(check.Finding{}, "File", "Line")
	for i := range memory.Scenarios {
		if d := cmp.Diff(memory.Scenarios[i].Findings, stream.Scenarios[i].Findings, place); d != "" {
			t.Errorf("findings of %s (-memory +stream):\n%s", memory.Scenarios[i].Name, d)
		}
	}
}

// alikeByStream judges transcripts, and the envelopes in them, by the stream and
// in memory.
func alikeByStream(t testing.TB, recordings []runner.Recording, opts runner.Options) {
	t.Helper()
	var whole, plain []traffic
	for _, r := range recordings {
		text, err := os.ReadFile(r.Name)
		if err != nil {
			t.Fatal(err)
		}
		whole = append(whole, traffic{r.Name, text})
		if lines := envelopes(t, r); len(lines) > 0 {
			plain = append(plain, traffic{r.Name, lines})
		}
	}
	stream, memory := bothTiers(t, whole, opts)
	same(t, stream, memory)
	stream, memory = bothTiers(t, plain, opts)
	same(t, stream, memory)
}

// envelopes are the lines of a transcript that can stand in a plain recording.
func envelopes(t testing.TB, r runner.Recording) []byte {
	t.Helper()
	var plain []byte
	for _, e := range r.Transcript.Entries {
		line := bytes.TrimSpace(e.Line)
		if len(line) == 0 {
			continue
		}
		if _, err := runner.ReadRecording("line", bytes.NewReader(line)); err != nil || bytes.ContainsAny(line, "\n\r") {
			continue
		}
		plain = append(append(plain, line...), '\n')
	}
	return plain
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
				opts := runner.Options{Profiles: []string{"all"}, Seed: 1}
				stream, memory := bothTiers(t, []traffic{{"trace", b.Bytes()}}, opts)
				same(t, stream, memory)
				if o.Defects == 0 && len(memory.Scenarios[0].Findings) > 0 {
					t.Errorf("a right trace has %d findings", len(memory.Scenarios[0].Findings))
				}
			})
		}
	}
}
