package matrix

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"flowcheck/features"
	"flowcheck/runner"
	"flowcheck/runner/check"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
	"flowcheck/runner/wire"
)

// broken says of a node by its name what each of its runs finds.
type broken map[string]func(runner.Options) []check.Finding

// benchOf is a bench whose nodes are made up: nothing is started.
func benchOf(t *testing.T, opts Options, nodes broken) *bench {
	t.Helper()
	spec, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	opts.Control = node.Command{Args: []string{"control"}}
	return &bench{spec: spec, options: opts, judge: func(ctx context.Context, cmd node.Command, o runner.Options) (report.Report, error) {
		name := cmd.Args[0]
		if name == "missing" {
			return report.Report{}, errors.New("no such program")
		}
		sc := report.Scenario{Feature: "scope/matching.feature", Name: "The type name of a negative answer"}
		if find := nodes[name]; find != nil {
			sc.Findings = find(o)
		}
		for _, f := range sc.Findings {
			if f.Cause == "silence" {
				sc.Transcript = []wire.Entry{{Event: wire.Deadline}}
			}
		}
		return report.Report{Scenarios: []report.Scenario{sc}}, ctx.Err()
	}}
}

// always finds the same.
func always(id, cause string) func(runner.Options) []check.Finding {
	return func(runner.Options) []check.Finding { return []check.Finding{{ID: id, Status: "failed", Cause: cause}} }
}

func scopeCandidates(names ...string) []Candidate {
	var all []Candidate
	for _, name := range names {
		all = append(all, Candidate{Name: name, Command: node.Command{Args: []string{name}}, ID: "SCP-01", Profile: "scope"})
	}
	return all
}

func outcomes(m Matrix) []string {
	var all []string
	for _, row := range m.Mutants {
		all = append(all, row.Name+": "+string(row.Outcome))
	}
	return all
}

func TestOutcomes(t *testing.T) {
	nodes := broken{
		"own":    always("SCP-01", "x"),
		"silent": always("SCP-01", "silence"),
		"busy": func(o runner.Options) []check.Finding { // a machine that was busy for a while
			if o.Timeout > time.Second {
				return nil
			}
			return always("SCP-01", "silence")(o)
		},
		"other": func(o runner.Options) []check.Finding {
			if o.FailFast {
				return nil
			}
			return always("SCP-02", "x")(o)
		},
		"warned": func(runner.Options) []check.Finding { return []check.Finding{{ID: "SCP-01", Status: "warned"}} },
	}
	b := benchOf(t, Options{Jobs: 3}, nodes)
	m, err := b.run(t.Context(), scopeCandidates("own", "silent", "busy", "other", "warned", "right", "missing"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"own: killed", "silent: killed", "busy: killed for another reason", "other: killed for another reason",
		"warned: survived", "right: survived", "missing: not judged"}
	if diff := cmp.Diff(want, outcomes(m)); diff != "" {
		t.Errorf("-want +have\n%s", diff)
	}
	if m.Complete || m.ExitStatus() != 3 || m.Summary.Killed != 2 || m.Summary.Survived != 2 || m.Summary.NotJudged != 1 {
		t.Errorf("complete %v, exit status %d, %+v", m.Complete, m.ExitStatus(), m.Summary)
	}
}

func TestASurvivorIsExitStatus1AndAllKilledIs0(t *testing.T) {
	for name, want := range map[string]int{"own": 0, "right": 1} {
		m, err := benchOf(t, Options{}, broken{"own": always("SCP-01", "x")}).run(t.Context(), scopeCandidates(name))
		if err != nil || m.ExitStatus() != want {
			t.Errorf("%s: exit status %d, want %d (%v)", name, m.ExitStatus(), want, err)
		}
	}
}

func TestNoMatrixWithoutAControlThatConforms(t *testing.T) {
	b := benchOf(t, Options{}, broken{"control": always("SCP-05", "scope.any-of")})
	if _, err := b.run(t.Context(), scopeCandidates("right")); err == nil || !strings.Contains(err.Error(), "breaks SCP-05") {
		t.Errorf("the error is %v", err)
	}
	b = benchOf(t, Options{}, nil)
	b.options.Control.Args = []string{"missing"}
	if _, err := b.run(t.Context(), scopeCandidates("right")); err == nil || !strings.Contains(err.Error(), "no such program") {
		t.Errorf("the error is %v", err)
	}
}

func TestAControlThatIsLateGivesEverybodyMoreTime(t *testing.T) {
	b := benchOf(t, Options{}, broken{"control": func(o runner.Options) []check.Finding {
		if o.Timeout > time.Second {
			return nil
		}
		return always("SCP-05", "silence")(o)
	}})
	m, err := b.run(t.Context(), scopeCandidates("right"))
	if err != nil || m.TimeoutMS != 3000 {
		t.Errorf("timeout %d ms, %v", m.TimeoutMS, err)
	}
}

func TestACutOffMatrixSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	opts := Options{Jobs: 1, Progress: func(int, int, Row) { cancel() }}
	m, err := benchOf(t, opts, broken{"own": always("SCP-01", "x")}).run(ctx, scopeCandidates("own", "own", "own"))
	if err != nil || m.Complete || m.ExitStatus() != 3 || m.Summary.Killed == 0 || m.Summary.NotJudged == 0 {
		t.Errorf("complete %v, exit status %d, %+v, %v", m.Complete, m.ExitStatus(), m.Summary, err)
	}
}

func TestRequirementsWithoutAMutantAreListedWhereAProfileIsCovered(t *testing.T) {
	b := benchOf(t, Options{Profiles: []string{"scope"}, Idle: true}, broken{"own": always("SCP-01", "x")})
	m, err := b.run(t.Context(), scopeCandidates("own"))
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Summary.Unnamed) != 15 || slices.Contains(m.Summary.Unnamed, "SCP-01") || len(m.Requirements) != 16 {
		t.Errorf("%d requirements, %v have no mutant", len(m.Requirements), m.Summary.Unnamed)
	}
	// The one scenario of these nodes is about SCP-16, which it did not find.
	if len(m.Idle) == 0 || !slices.Contains(m.Idle, Scenario{"scope/matching.feature", "The type name of a negative answer"}) {
		t.Errorf("idle are %v", m.Idle)
	}
}

func TestACandidateThatNamesNothingIsNoSuccess(t *testing.T) {
	c := []Candidate{{Name: "own", Command: node.Command{Args: []string{"own"}}}}
	m, err := benchOf(t, Options{}, broken{"own": always("SCP-01", "x")}).run(t.Context(), c)
	if err != nil || m.Mutants[0].Outcome != KilledElse || m.ExitStatus() != 1 {
		t.Errorf("%+v, %v", m.Mutants, err)
	}
}

// hostile is a matrix whose every text wants to be obeyed.
func hostile() Matrix {
	const text = "a|b`*_<b>\x1b[2J\nc"
	m := Matrix{Complete: true, Searched: true, Idle: []Scenario{{text, text}}}
	m.Summary = Summary{Mutants: 2, KilledElse: 1, Survived: 1, Unnamed: []string{"TOK-09"}}
	m.Requirements = []Requirement{{ID: "SCP-01", Mutants: 1}, {ID: "TOK-09", Level: "MAY"}}
	m.Mutants = []Row{
		{Name: text, ID: "SCP-01", Summary: text, Outcome: KilledElse, IDs: []string{"SCP-02"}, Again: text,
			Kills: []Kill{{Scenario: Scenario{text, text}, IDs: []string{"SCP-02"}, Causes: []string{"x"}}}},
		{Name: text, Summary: text, Outcome: Survived, Reason: text},
	}
	return m
}

func TestNothingThatIsWrittenSteersATerminalOrATable(t *testing.T) {
	for _, f := range Formats() {
		for _, o := range []report.Options{{}, {Verbose: true}, {Quiet: true}} {
			var out bytes.Buffer
			if err := f.Write(&out, hostile(), o); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(out.String(), "\x1b") || f.Name != "json" && strings.Contains(out.String(), "\nc") {
				t.Errorf("%s: %q", f.Name, out.String())
			}
			for line := range strings.Lines(out.String()) {
				if cells := strings.ReplaceAll(line, `\|`, ""); f.Name == "markdown" && strings.HasPrefix(line, "| SCP-01") && strings.Count(cells, "|") != 5 {
					t.Errorf("markdown: a row of other cells: %s", line)
				}
			}
		}
	}
}

func TestTheJSONFormIsReadBack(t *testing.T) {
	var out bytes.Buffer
	if err := WriteJSON(&out, hostile(), report.Options{}); err != nil {
		t.Fatal(err)
	}
	var back Matrix
	if err := json.Unmarshal(out.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(hostile(), back, cmp.AllowUnexported(Kill{})); diff != "" {
		t.Errorf("-written +read\n%s", diff)
	}
}
