package cli_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/features"
)

var update = flag.Bool("update", false, "rewrite what README.md shows of the program")

const readme, contributing = "README.md", "CONTRIBUTING.md"

func TestTheCommandsOfTheDocumentsDoWhatIsShown(t *testing.T) {
	for _, name := range []string{readme, contributing} {
		t.Run(name, func(t *testing.T) {
			d := readDocument(t, name)
			s := newSandbox(t, d)
			seen := map[int][]string{} // the output of a command, by its line
			for _, e := range d.examples() {
				command, why := runnable(t, e.command)
				if why != "" {
					t.Logf("%s: %s: not run: %s", d.at(e.line), e.command, why)
					continue
				}
				output, status := s.run(t, command)
				seen[e.line] = strings.Split(strings.TrimSuffix(output, "\n"), "\n")
				checkExample(t, d, e, output, status)
			}
			if *update {
				rewrite(t, d, seen)
			}
		})
	}
}

// runnable gives the command to run for one that is shown, or why none is. What
// is not run is held in another way.
func runnable(t *testing.T, command string) (run, why string) {
	t.Helper()
	words := strings.Fields(command)
	switch words[0] {
	case "make":
		holdMake(t, words[1:])
		return "", "it is long, or runs this very test"
	case ".ci/run":
		return "", "it runs this very test"
	case "go":
		switch words[1] {
		case "build":
			if !strings.Contains(command, "-o bin/ ") {
				t.Errorf("%s: the program is looked for in bin/", command)
			}
			return "", "the sandbox begins with it"
		case "test":
			holdGoTest(t, words[2:])
			return "", "tests do not run tests"
		case "run": // the same program is built already
			command = strings.Replace(command, "go run . ", "flowcheck ", 1)
		}
	}
	// The whole suite against a program in Python lasts, and has tests of its
	// own: what is shown without a choice runs the first sample.
	if !strings.Contains(command, "--profile") && !strings.Contains(command, "--select") {
		command = strings.Replace(command, "flowcheck run ", "flowcheck run --select SMP-01 ", 1)
	}
	return command, ""
}

// checkExample holds a command to what the document shows, and to the exit
// status that its own last line names.
func checkExample(t *testing.T, d document, e example, output string, status int) {
	t.Helper()
	if !e.told {
		if status != 0 {
			t.Errorf("%s: %s: exit status %d\n%s", d.at(e.line), e.command, status, output)
		}
		return
	}
	have, want := steady(output), steady(strings.Join(append(slices.Clone(e.output), ""), "\n"))
	if diff := cmp.Diff(want, have); diff != "" && !*update {
		t.Errorf("%s: %s: (-shown +have; make golden writes it anew)\n%s", d.at(e.line), e.command, diff)
	}
	named := regexp.MustCompile(`\(exit status (\d)\)\n$`).FindStringSubmatch(output)
	if named != nil && !strings.ContainsAny(e.command, "|;\n") && named[1] != strconv.Itoa(status) {
		t.Errorf("%s: %s: exit status %d, and the last line says %s", d.at(e.line), e.command, status, named[1])
	}
}

// rewrite puts into a document what its commands print, where that has changed,
// and the tables of profiles and mutants.
func rewrite(t *testing.T, d document, seen map[int][]string) {
	t.Helper()
	examples := d.examples()
	for _, e := range slices.Backward(examples) {
		have, ran := seen[e.line]
		if e.told && ran && steady(strings.Join(have, "\n")) != steady(strings.Join(e.output, "\n")) {
			d.lines = slices.Replace(d.lines, e.first, e.end, have...)
		}
	}
	text := between(strings.Join(d.lines, "\n"), profilesBegin, profilesEnd, profileTable(t))
	text = between(text, matrixBegin, matrixEnd, matrixTable(t))
	if err := os.WriteFile(filepath.Join(root, d.name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// between puts a table between its two marks, if a text has them.
func between(text, begin, end, table string) string {
	before, rest, ok := strings.Cut(text, begin)
	_, after, ended := strings.Cut(rest, end)
	if !ok || !ended {
		return text
	}
	return before + begin + table + end + after
}

const (
	profilesBegin = "<!-- profiles: written by `make golden` from the folders of features/ -->\n"
	profilesEnd   = "<!-- end of profiles -->"
)

// profileTable is the table of profiles.
func profileTable(t *testing.T) string {
	t.Helper()
	spec, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	table := "| profile | by default | promise |\n|---|---|---|\n"
	for _, p := range spec.Profiles {
		table += fmt.Sprintf("| `%s` | %s | %s |\n", p.Name, map[bool]string{true: "yes", false: "no"}[p.Default], p.Promise)
	}
	return table
}

func TestTheReadmeListsTheProfilesThatThereAre(t *testing.T) {
	text := strings.Join(readDocument(t, readme).lines, "\n")
	_, rest, _ := strings.Cut(text, profilesBegin)
	have, _, ok := strings.Cut(rest, profilesEnd)
	if !ok {
		t.Fatal("README.md has no table of profiles between its two marks")
	}
	if diff := cmp.Diff(profileTable(t), have); diff != "" && !*update {
		t.Errorf("(-features +README.md; make golden writes it anew)\n%s", diff)
	}
}

const (
	matrixBegin = "<!-- matrix: written by `make golden` from testdata/matrix.md, which the test of the matrix writes -->\n"
	matrixEnd   = "<!-- end of matrix -->"
)

// matrixTable is the table of mutants by profile, the first of their page.
func matrixTable(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(root, "testdata", "matrix.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "\n\n|")
	table, _, ok := strings.Cut(table, "\n\n")
	if !ok {
		t.Fatal("testdata/matrix.md begins with no table")
	}
	return "|" + table + "\n"
}

func TestTheReadmeShowsTheMatrixThatThereIs(t *testing.T) {
	text := strings.Join(readDocument(t, readme).lines, "\n")
	if want := between(text, matrixBegin, matrixEnd, matrixTable(t)); want != text && !*update || !strings.Contains(text, matrixBegin) {
		t.Errorf("(-testdata/matrix.md +README.md; make golden writes it anew)\n%s", cmp.Diff(want, text))
	}
}

func TestTheReadmeExplainsEachLineOfTheFailureThatItShows(t *testing.T) {
	d := readDocument(t, readme)
	var shown, explained []string
	for _, line := range d.examples()[0].output {
		if m := regexp.MustCompile(`^ {3}([a-z]+): `).FindStringSubmatch(line); m != nil {
			shown = append(shown, m[1])
		}
	}
	for _, row := range d.table(t, "## Read a failure") {
		explained = append(explained, strings.Trim(row[0], "`"))
	}
	if diff := cmp.Diff(explained, slices.Compact(shown)); diff != "" {
		t.Errorf("(-explained +shown)\n%s", diff)
	}
}

func TestTheExitStatusesAreThoseOfTheReadme(t *testing.T) {
	d := readDocument(t, readme)
	s := newSandbox(t, d)
	var statuses []string
	for _, row := range d.table(t, "## Exit status") {
		statuses = append(statuses, row[0])
		output, status := s.run(t, strings.Trim(row[2], "`"))
		if strconv.Itoa(status) != row[0] {
			t.Errorf("%s: exit status %d, want %s\n%s", row[2], status, row[0], output)
		}
	}
	if diff := cmp.Diff([]string{"0", "1", "2", "3"}, statuses); diff != "" {
		t.Error(diff)
	}
}
