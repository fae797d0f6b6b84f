package cli_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"flowcheck/features"
)

// holdMake demands that the targets of a make command are in the Makefile.
func holdMake(t *testing.T, targets []string) {
	t.Helper()
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range targets {
		if !regexp.MustCompile(`(?m)^` + target + `:`).Match(makefile) {
			t.Errorf("the Makefile has no target %s", target)
		}
	}
}

// holdGoTest demands that the packages of a "go test" command have tests, and
// that -run names one.
func holdGoTest(t *testing.T, words []string) {
	t.Helper()
	var tests strings.Builder
	wanted := "^func Test"
	for i, word := range words {
		switch {
		case word == "-run":
			wanted = "(?m)^func " + words[i+1] + `\(`
		case strings.HasPrefix(word, "./"):
			files, err := filepath.Glob(filepath.Join(root, word, "*_test.go"))
			if err != nil || files == nil {
				t.Errorf("go test %s: there are no tests (%v)", word, err)
			}
			for _, file := range files {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				tests.Write(text)
			}
		}
	}
	if !regexp.MustCompile("(?m)" + wanted).MatchString(tests.String()) {
		t.Errorf("go test %s: there is no such test", strings.Join(words, " "))
	}
}

func TestCIRunsTheTwoCommandsOfTheReadmeAndClosesWithTheTests(t *testing.T) {
	script, err := os.ReadFile(filepath.Join(root, ".ci", "run"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(string(script), "\nmake run\nmake test\n") {
		t.Error(".ci/run does not end with make run and make test")
	}
	info, err := os.Stat(filepath.Join(root, ".ci", "run"))
	if err != nil || info.Mode()&0o100 == 0 {
		t.Errorf(".ci/run cannot be executed: %v, %v", info.Mode(), err)
	}
}

func TestWhatTheDocumentsQuoteOfTheProjectIsThere(t *testing.T) {
	top, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{readme, contributing} {
		d := readDocument(t, name)
		text := strings.Join(d.lines, "\n")
		for _, m := range regexp.MustCompile("`([a-zA-Z.]+)/([a-zA-Z_./]*)`|\\]\\(([^)]+)\\)").FindAllStringSubmatch(text, -1) {
			file := m[3] + m[1] + "/" + m[2]
			ours := slices.ContainsFunc(top, func(e fs.DirEntry) bool { return e.Name() == m[1] && m[1] != "bin" })
			if m[3] == "" && !ours {
				continue
			}
			if _, err := os.Stat(filepath.Join(root, strings.TrimSuffix(file, "/"))); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, b := range d.blocks {
			if quoted, err := os.ReadFile(filepath.Join(root, b.file)); b.file != "" && err == nil && string(quoted) != d.text(b) {
				t.Errorf("%s: this is not what stands in %s", d.at(b.first), b.file)
			}
		}
	}
}

func TestTheRuleInContributingParsesAndUsesStepsThatThereAre(t *testing.T) {
	spec, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, s := range spec.Scenarios {
		for _, step := range s.Steps {
			known[shape(step)] = true
		}
	}
	d := readDocument(t, contributing)
	n := 0
	for _, b := range d.blocks {
		if b.language != "gherkin" {
			continue
		}
		sample, err := features.Parse(fstest.MapFS{
			"sample/profile.txt":    {Data: []byte("order: 1\n")},
			"sample/sample.feature": {Data: []byte("Feature: sample\n\n" + d.text(b))},
		})
		if err != nil {
			t.Fatalf("%s: %v", d.at(b.first), err)
		}
		for _, s := range sample.Scenarios {
			for _, step := range s.Steps {
				n++
				if !known[shape(step)] {
					t.Errorf("%s: no scenario has a step such as %q", d.at(b.first), step)
				}
			}
		}
	}
	if n == 0 {
		t.Error("CONTRIBUTING.md shows no rule")
	}
}

// shape is a step without its values.
func shape(step string) string {
	return regexp.MustCompile(`"[^"]*"|\[.*\]|\d+`).ReplaceAllString(step, "…")
}

func TestTheHouseIsAsContributingShowsIt(t *testing.T) {
	d := readDocument(t, contributing)
	var rooms []string
	for _, b := range d.blocks {
		if b.language != "text" {
			continue
		}
		for _, line := range d.lines[b.first:b.end] {
			room, what, ok := strings.Cut(line, " ")
			if _, err := os.Stat(filepath.Join(root, room)); err != nil || !ok || strings.TrimSpace(what) == "" {
				t.Errorf("%q: %v", line, err)
			}
			rooms = append(rooms, path.Clean(room))
		}
	}
	for room := range packages(t) {
		if room != "." && !slices.Contains(rooms, room) {
			t.Errorf("CONTRIBUTING.md does not show %s", room)
		}
	}
}

func TestEachPackageImportsWhatContributingAllows(t *testing.T) {
	allowed := map[string][]string{}
	for _, row := range readDocument(t, contributing).table(t, "Who may import whom") {
		allowed[strings.Trim(row[0], "`")] = append(strings.Split(row[1], ", "), strings.Split(row[2], ", ")...)
	}
	for room, imports := range packages(t) {
		may, ok := allowed[room]
		if !ok {
			t.Errorf("CONTRIBUTING.md does not say what %s may import", room)
		}
		for _, imported := range imports {
			if !permitted(may, imported) {
				t.Errorf("%s imports %s", room, imported)
			}
		}
	}
}

// permitted tells whether a cell of the table allows an import. A package from
// outside is named by an element of its path.
func permitted(may []string, imported string) bool {
	ours, own := strings.CutPrefix(imported, "flowcheck/")
	switch {
	case own && slices.Contains(may, "everything but authurl and hint"):
		return ours != "runner/authurl" && ours != "runner/hint"
	case own:
		return slices.Contains(may, ours)
	}
	return slices.ContainsFunc(strings.Split(imported, "/"), func(element string) bool { return slices.Contains(may, element) })
}

// packages are the folders of the project's packages, each with what its files
// import, tests apart, beyond the standard library.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	list := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		room := strings.TrimPrefix(strings.TrimPrefix(words[0], "flowcheck"), "/")
		imports := slices.DeleteFunc(words[1:], func(p string) bool {
			first, _, _ := strings.Cut(p, "/")
			return first != "flowcheck" && !strings.Contains(first, ".")
		})
		all[path.Clean(room)] = imports
	}
	return all
}
