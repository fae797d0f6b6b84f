package runner_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/reference/mutant"
	"flowcheck/runner/matrix"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

// matrixFile is the page that shows every mutant with its outcome.
var matrixFile = filepath.Join("..", "testdata", "matrix.md")

// idle are the scenarios that find nothing of their own in any mutant, each
// with the reason why it is there.
var idle = map[string]string{
	"refresh/refresh.feature: A refresh token, or none": "it shows a permission, which nothing can break",
	"scope/matching.feature: \".\" of read and write":   "the same as w.*, in one character",
	"transport/unicode.feature: U+000B in a state":      "it comes escaped: a node would have to decode a line before it splits it",
}

// candidates are mutants as nodes that the player plays.
func candidates(mutants []mutant.Mutant) []matrix.Candidate {
	var all []matrix.Candidate
	for _, m := range mutants {
		all = append(all, matrix.Candidate{Name: m.Name, Summary: m.Summary, Command: play("mutant", m.Name), ID: m.ID, Profile: m.Profile})
	}
	return all
}

// matrixOf judges candidates against the reference.
func matrixOf(t *testing.T, candidates []matrix.Candidate, opts matrix.Options) matrix.Matrix {
	t.Helper()
	opts.Control = play("reference")
	m, err := matrix.Run(t.Context(), candidates, opts)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTheMatrixOfMutants(t *testing.T) {
	long(t)
	var profiles []string
	for _, p := range specification(t).Profiles {
		profiles = append(profiles, p.Name)
	}
	m := matrixOf(t, candidates(mutant.Table()), matrix.Options{Profiles: profiles, Idle: true})
	for _, row := range m.Mutants {
		if row.Outcome != matrix.Killed {
			t.Errorf("%s, which names %s, is %s %v %s", row.Name, row.ID, row.Outcome, row.IDs, row.Reason)
		}
	}
	if diff := cmp.Diff(permissions, m.Summary.Unnamed); diff != "" {
		t.Errorf("requirements without a mutant (-permissions +have)\n%s", diff)
	}
	met := map[string]bool{}
	for _, sc := range m.Idle {
		key := sc.Feature + ": " + sc.Name
		if met[key] = true; idle[key] == "" {
			t.Errorf("%s: it finds nothing in any mutant: add one that it finds, or the reason to this test", key)
		}
	}
	for key := range idle {
		if !met[key] {
			t.Errorf("%s: it finds something, or is no more, and does not belong into the list", key)
		}
	}
	holdPage(t, m)
}

// holdPage compares the page with a matrix, or rewrites it. What it says of
// scenarios without a kill stands in the test.
func holdPage(t *testing.T, m matrix.Matrix) {
	t.Helper()
	m.Searched, m.Idle = false, nil
	var page bytes.Buffer
	page.WriteString("# The mutants\n\n" +
		"What the suite finds in nodes that are broken in one way each. The test of the matrix writes this page with `make golden`;\n" +
		"`flowcheck mutants --report markdown=FILE` gives the tables anew.\n\n")
	if err := matrix.WriteMarkdown(&page, m, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(matrixFile, page.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(matrixFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(page.String(), string(have)); diff != "" {
		t.Errorf("%s (-matrix +file; make golden writes it anew)\n%s", matrixFile, diff)
	}
}

func TestTheMatrixTellsAKillFromAnotherReasonAndASurvivor(t *testing.T) {
	right := play("reference")
	substring := play("mutant", "substring-scope")
	m := matrixOf(t, []matrix.Candidate{
		{Name: "as-it-says", Command: substring, ID: "SCP-01", Profile: "scope"},
		{Name: "for-another-reason", Command: substring, ID: "SCP-03", Profile: "scope"},
		{Name: "no-fault", Command: right, ID: "SCP-03", Profile: "scope"},
		{Name: "a-should", Command: play("mutant", "scopes-sorted"), ID: "URL-09", Profile: "url"},
		{Name: "silent", Command: play("mutant", "no-flush"), ID: "TRN-01", Profile: "transport"},
		{Name: "no-such-requirement", Command: right, ID: "SCP-99", Profile: "scope"},
		{Name: "no-such-program", Command: node.Command{Args: []string{"./no-such-program"}}, ID: "SCP-01", Profile: "scope"},
	}, matrix.Options{})
	var have []string
	for _, row := range m.Mutants {
		have = append(have, row.Name+": "+string(row.Outcome))
	}
	want := []string{"as-it-says: killed", "for-another-reason: killed for another reason", "no-fault: survived", "a-should: killed",
		"silent: killed", "no-such-requirement: not judged", "no-such-program: not judged"}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("-want +have\n%s", diff)
	}
}
