package runner_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "flowcheck"

// imports says what the non-test files of each package may import, the standard
// library apart: packages of this module by their folder, others by the
// beginning of their path. What is not listed is not allowed.
var imports = map[string][]string{
	".":        {"cli", "cli/path"},
	"cli/path": nil,
	".ci/dist": nil,
	"cli": {"features", "reference/mutant", "reference/oauth", "runner", "runner/check", "runner/matrix", "runner/node", "runner/record", "runner/report", "runner/source", "runner/wire", "schemas", "testdata/samples",
		"github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/schollz/progressbar/", "golang.org/x/term",
		"github.com/goccy/go-yaml/", "github.com/goccy/go-yaml", "github.com/fsnotify/fsnotify"},
	"features":         {"github.com/cucumber/gherkin/", "github.com/cucumber/messages/"},
	"schemas":          nil,
	"reference":        {"reference/oauth"},
	"reference/oauth":  nil,
	"reference/mutant": {"reference/oauth"},
	"runner": {"features", "runner/authurl", "runner/check", "runner/hint", "runner/node", "runner/report", "runner/scan", "runner/wire",
		"github.com/cucumber/godog", "github.com/cucumber/messages/"},
	"runner/wire":       nil,
	"runner/authurl":    nil,
	"runner/node":       {"runner/wire", "golang.org/x/sys/"},
	"runner/record":     {"runner/node", "runner/wire"},
	"runner/source":     {"github.com/klauspost/compress/"},
	"runner/scan":       {"runner/authurl", "runner/check", "runner/source", "runner/wire", "schemas"},
	"runner/scan/trace": nil,
	"runner/check":      {"runner/authurl", "runner/wire", "schemas", "github.com/santhosh-tekuri/jsonschema/", "github.com/google/go-cmp/"},
	"runner/hint":       {"runner/check", "runner/wire"},
	"runner/matrix":     {"features", "runner", "runner/check", "runner/node", "runner/report", "runner/wire"},
	"runner/report":     {"features", "runner/check", "runner/hint", "runner/wire", "github.com/fatih/color", "github.com/jstemmer/go-junit-report/"},
}

// Test data is no part of the house.
func isHouse(file string) bool {
	return path.Ext(file) == ".go" && !strings.HasSuffix(file, "_test.go") && !strings.HasPrefix(file, "testdata/") && !strings.Contains(file, "/testdata/")
}

func TestWhoImportsWhom(t *testing.T) {
	root := os.DirFS("..")
	met := map[string]bool{}
	err := fs.WalkDir(root, ".", func(file string, _ fs.DirEntry, err error) error {
		if err != nil || !isHouse(file) {
			return err
		}
		folder := path.Dir(file)
		met[folder] = true
		allowed, known := imports[folder]
		if !known {
			t.Errorf("%s: who may import what in %s? Say so in this test.", file, folder)
		}
		text, err := fs.ReadFile(root, file)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if !mayImport(allowed, name) {
				t.Errorf("%s imports %s", file, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder := range imports {
		if !met[folder] {
			t.Errorf("there is no package in %s", folder)
		}
	}
}

// mayImport holds a path against what is allowed.
func mayImport(allowed []string, name string) bool {
	if first, _, _ := strings.Cut(name, "/"); !strings.Contains(first, ".") && first != module {
		return name != "C" // the standard library
	}
	own, inside := strings.CutPrefix(name, module+"/")
	return slices.ContainsFunc(allowed, func(a string) bool {
		if strings.HasSuffix(a, "/") {
			return strings.HasPrefix(name, a)
		}
		return a == name || inside && a == own
	})
}

func TestTheTableInContributingIsThisOne(t *testing.T) {
	text, err := os.ReadFile("../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	for folder, allowed := range imports {
		var inside, outside []string
		for _, a := range allowed {
			parts := strings.Split(strings.TrimSuffix(a, "/"), "/")
			switch last := parts[len(parts)-1]; {
			case !strings.Contains(parts[0], "."):
				inside = append(inside, a)
			case !slices.Contains(outside, last): // go-yaml and what is below it
				outside = append(outside, last)
			}
		}
		row := "| `" + folder + "` | " + strings.Join(inside, ", ") + " | " + strings.Join(outside, ", ") + " |"
		for strings.Contains(row, "  ") {
			row = strings.ReplaceAll(row, "  ", " ")
		}
		if !strings.Contains(string(text), row+"\n") {
			t.Errorf("CONTRIBUTING.md has no row %s", row)
		}
	}
}

func TestTheImportRulesForbidWhatTheyShould(t *testing.T) {
	for _, c := range []struct{ folder, name string }{
		{"runner", "flowcheck/reference/oauth"}, {"runner", "flowcheck/reference/mutant"}, {"runner", "flowcheck/cli"},
		{"runner", "github.com/santhosh-tekuri/jsonschema/v5"}, {"runner/check", "flowcheck/runner"}, {"runner/check", "github.com/cucumber/godog"},
		{"reference/oauth", "flowcheck/runner/wire"}, {"reference/mutant", "flowcheck/runner/wire"}, {"reference", "flowcheck/runner"},
		{"cli", "github.com/cucumber/godog"}, {"cli", "flowcheck"}, {"cli", "flowcheck/runner/hint"}, {"cli", "flowcheck/runner/authurl"}, {"schemas", "github.com/google/go-cmp/cmp"}, {"features", "github.com/cucumber/godog"},
		{"runner/wire", "C"}, {"runner/hint", "flowcheck/features"}, {"runner/report", "flowcheck/runner"},
		{"runner", "flowcheck/runner/matrix"}, {"runner/matrix", "flowcheck/reference/mutant"}, {"runner/matrix", "flowcheck/cli"},
	} {
		if mayImport(imports[c.folder], c.name) {
			t.Errorf("%s may import %s", c.folder, c.name)
		}
	}
	if !mayImport(nil, "encoding/json") || !mayImport(imports["cli"], "flowcheck/runner") || !mayImport(imports["features"], "github.com/cucumber/gherkin/go/v26") {
		t.Error("what is allowed is forbidden")
	}
}
