package runner_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
	"github.com/google/go-cmp/cmp"

	"flowcheck/features"
	"flowcheck/reference/mutant"
	"flowcheck/runner"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

// allSteps drops every assertion in turn, as make steps does; without it, those
// of a sample of the scenarios.
var allSteps = flag.Bool("steps", false, "drop every assertion of the features in turn, not only a sample")

// sampled is how many scenarios there are for each one of the sample.
const sampled = 12

// redundantFile lists the assertions without which each mutant is found all the
// same.
var redundantFile = filepath.Join("testdata", "redundant.txt")

// assertion is a step that asserts, of a scenario or of an outline.
type assertion struct {
	file, scenario, text string
	first, last          int      // its lines in the file, arguments included
	keys                 []string // of the scenarios that hold it
	ids                  []string
}

func (a assertion) String() string {
	return fmt.Sprintf("%s: %s: %s: %s", a.file, strings.Join(a.ids, " "), a.scenario, a.text)
}

func TestWithoutAnAssertionSomeMutantSurvives(t *testing.T) {
	long(t)
	listed := strings.Split(strings.TrimSpace(read(t, redundantFile)), "\n")
	var mu sync.Mutex
	var want, have []string
	seen := map[string]bool{}
	t.Run("scenarios", func(t *testing.T) {
		for i, group := range assertions(t) {
			for _, a := range group {
				if seen[a.String()] {
					t.Fatalf("%s: two assertions have this name", a)
				}
				seen[a.String()] = true
			}
			if !*allSteps && i%sampled != 0 {
				continue
			}
			for _, a := range group {
				if slices.Contains(listed, a.String()) {
					want = append(want, a.String())
				}
			}
			t.Run(group[0].file+": "+group[0].scenario, func(t *testing.T) {
				if !slices.Contains(group[0].ids, "TRN-18") { // which measures time
					t.Parallel()
				}
				found := redundant(t, group)
				mu.Lock()
				defer mu.Unlock()
				have = append(have, found...)
			})
		}
	})
	slices.Sort(have)
	slices.Sort(want)
	if *allSteps {
		want = listed // a line without an assertion shows then, too
	}
	if *allSteps && *update {
		if err := os.WriteFile(redundantFile, []byte(strings.Join(have, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("%s (-listed +redundant; make steps FLAGS=-update writes it anew)\n%s", redundantFile, diff)
	}
}

// redundant are those assertions of a scenario without which it still kills all
// mutants that it kills, and which it does not need to go on.
func redundant(t *testing.T, group []assertion) []string {
	t.Helper()
	kills := map[string][]string{} // mutant -> scenarios
	for _, m := range mutant.Table() {
		if slices.Contains(group[0].ids, m.ID) {
			if by := killers(t, play("mutant", m.Name), nil, group[0], group[0].keys); len(by) > 0 {
				kills[m.Name] = by
			}
		}
	}
	var found []string
	for _, a := range group {
		if len(kills) > 0 && !needed(t, a, kills) {
			found = append(found, a.String())
		}
	}
	return found
}

// needed tells whether a mutant survives a scenario without this assertion, or
// whether even the reference fails then.
func needed(t *testing.T, a assertion, kills map[string][]string) bool {
	t.Helper()
	without := a.dropped(t)
	for name, by := range kills {
		cmd := play("mutant", name)
		killed := killers(t, cmd, without, a, by)
		survived := slices.DeleteFunc(slices.Clone(by), func(key string) bool { return slices.Contains(killed, key) })
		// Some mutants are about time: what they survived once, they survive
		// again, and with the assertion they die again.
		if len(survived) > 0 && len(killers(t, cmd, nil, a, survived)) == len(survived) && len(killers(t, cmd, without, a, survived)) == 0 {
			return true
		}
	}
	r := runScenarios(t, play("reference"), without, a, a.keys)
	return slices.ContainsFunc(r.Scenarios, func(sc report.Scenario) bool { return sc.Status != report.Passed })
}

// killers are the scenarios, of those named, that a node does not pass.
func killers(t *testing.T, cmd node.Command, fsys fs.FS, a assertion, keys []string) []string {
	t.Helper()
	var by []string
	for _, sc := range runScenarios(t, cmd, fsys, a, keys).Scenarios {
		if sc.Status == report.Failed || sc.Status == report.Warned {
			by = append(by, sc.Feature+": "+sc.Name)
		}
	}
	return by
}

func runScenarios(t *testing.T, cmd node.Command, fsys fs.FS, a assertion, keys []string) report.Report {
	t.Helper()
	opts := runner.Options{Profiles: []string{path.Dir(a.file)}, Scenarios: keys, Features: fsys, Seed: 1, Timeout: patient, KeepGoing: true}
	r, err := runner.Run(context.Background(), cmd, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// dropped are the features of the assertion's profile, without it.
func (a assertion) dropped(t *testing.T) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	profile, err := fs.Sub(features.FS, path.Dir(a.file))
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(profile, "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := fs.ReadFile(profile, file)
		if err != nil {
			t.Fatal(err)
		}
		name := path.Join(path.Dir(a.file), file)
		if name == a.file {
			lines := strings.Split(string(text), "\n")
			for i := a.first; i <= a.last; i++ {
				lines[i-1] = ""
			}
			text = []byte(strings.Join(lines, "\n"))
		}
		out[name] = &fstest.MapFile{Data: text}
	}
	return out
}

// assertions are those of all scenarios and outlines, by scenario: what follows
// a Then, up to the next When or Given.
func assertions(t *testing.T) [][]assertion {
	t.Helper()
	spec := specification(t)
	files, err := fs.Glob(features.FS, "*/*.feature")
	if err != nil {
		t.Fatal(err)
	}
	var all [][]assertion
	for _, file := range files {
		text, err := fs.ReadFile(features.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		newID := func() string { n++; return strconv.Itoa(n) }
		doc, err := gherkin.ParseGherkinDocument(bytes.NewReader(text), newID)
		if err != nil {
			t.Fatal(err)
		}
		pickles := gherkin.Pickles(*doc, file, newID)
		for _, rule := range doc.Feature.Children {
			for _, child := range rule.Rule.Children {
				if child.Scenario == nil {
					continue
				}
				if group := asserted(spec, file, child.Scenario, pickles); len(group) > 0 {
					all = append(all, group)
				}
			}
		}
	}
	return all
}

// asserted are the assertions of one scenario.
func asserted(spec features.Spec, file string, sc *messages.Scenario, pickles []*messages.Pickle) []assertion {
	whole := assertion{file: file, scenario: sc.Name}
	for _, p := range pickles {
		if p.AstNodeIds[0] != sc.Id {
			continue
		}
		whole.keys = append(whole.keys, file+": "+p.Name)
		for _, have := range spec.Scenarios {
			if have.Feature == file && have.Name == p.Name {
				whole.ids = have.IDs
			}
		}
	}
	var all []assertion
	asserts := false
	for _, step := range sc.Steps {
		if step.KeywordType != messages.StepKeywordType_CONJUNCTION {
			asserts = step.KeywordType == messages.StepKeywordType_OUTCOME
		}
		if !asserts {
			continue
		}
		one := whole
		one.text = strings.TrimSpace(step.Keyword) + " " + step.Text
		one.first, one.last = int(step.Location.Line), int(step.Location.Line)
		if step.DataTable != nil {
			one.last = int(step.DataTable.Rows[len(step.DataTable.Rows)-1].Location.Line)
		}
		if step.DocString != nil {
			one.last = int(step.DocString.Location.Line) + strings.Count(step.DocString.Content, "\n") + 2
		}
		for _, before := range all {
			if before.text == one.text {
				one.text += " (again)"
			}
		}
		all = append(all, one)
	}
	return all
}

// read gives the text of a file.
func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
