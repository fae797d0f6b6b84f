package runner_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"flowcheck/runner"
	"flowcheck/runner/report"
	"flowcheck/runner/wire"
)

// playCanned is a node that knows answers by heart: a reply for each line in
// its table, of which the file has one under the other, and of no other.
func playCanned(file string) int {
	table, err := os.ReadFile(file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	lines := strings.SplitAfter(string(table), "\n")
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadString('\n')
		if i := slices.Index(lines, line); i >= 0 && i+1 < len(lines) {
			io.WriteString(os.Stdout, lines[i+1])
		} else if line != "" {
			io.WriteString(os.Stdout, `{"src":"oauth","dest":"client","body":{"type":"error","code":10}}`+"\n")
		}
		if err != nil {
			return 0
		}
	}
}

// sent are the lines that a run sent, by the file of their transcript.
func sent(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for file, text := range transcripts(t, folder) {
		var b strings.Builder
		for _, e := range entries(t, text) {
			if e.From == wire.Client {
				b.Write(e.Line)
			}
		}
		all[filepath.Base(file)] = b.String()
	}
	return all
}

func TestATableOfCannedAnswersFailsUnderAnotherSeed(t *testing.T) {
	core := runner.Options{Profiles: []string{"core"}, Seed: 1, Transcripts: t.TempDir()}
	if _, err := runner.Run(t.Context(), play("reference"), core); err != nil {
		t.Fatal(err)
	}
	var table bytes.Buffer
	for _, text := range transcripts(t, core.Transcripts) {
		for _, e := range entries(t, text) {
			table.Write(e.Line) // sequential: each request, and its reply
		}
	}
	file := filepath.Join(t.TempDir(), "table")
	if err := os.WriteFile(file, table.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for seed, want := range map[int64]report.Verdict{1: report.Conforms, 2: report.DoesNotConform} {
		r, err := runner.Run(t.Context(), play("canned", file), runner.Options{Profiles: core.Profiles, Seed: seed, Jobs: 8}) // which wait for replies to the other seed
		if err != nil {
			t.Fatal(err)
		}
		if r.Verdict != want {
			t.Errorf("seed %d: verdict %q, want %q", seed, r.Verdict, want)
			logFindings(t, r)
		}
		if got := status(t, r, "SMP-01"); got != report.Passed {
			t.Errorf("seed %d: the literal sample is %s", seed, got)
		}
	}
}

func TestASeedGivesTheSameRequestsAgainAndAnotherOneOthers(t *testing.T) {
	runs := []map[string]string{}
	// A node that counts its tokens, so that no request holds a value that the
	// node made up.
	for _, seed := range []int64{7, 7, 8} {
		opts := runner.Options{Select: ofProfile(t, "core", "envelope", "url", "scope"), Seed: seed, Transcripts: t.TempDir()}
		if _, err := runner.Run(t.Context(), play("mutant", "counted-tokens"), opts); err != nil {
			t.Fatal(err)
		}
		runs = append(runs, sent(t, opts.Transcripts))
	}
	if len(runs[0]) < 60 {
		t.Fatalf("only %d transcripts", len(runs[0]))
	}
	for file, lines := range runs[0] {
		if runs[1][file] != lines {
			t.Errorf("%s, seed 7 twice:\n%s%s", file, lines, runs[1][file])
		}
		literal := strings.Contains(file, "Sample-") || strings.Contains(file, "One-line-for-sample-")
		if same := runs[2][file] == lines; same != literal {
			t.Errorf("%s, seeds 7 and 8: the same requests: %v\n%s", file, same, lines)
		}
	}
}
