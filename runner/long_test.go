package runner_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The second command of make test runs the tests of which the first leaves out
// something, and no others.
func TestWhatTheFirstCommandLeavesOutRunsInTheSecond(t *testing.T) {
	text, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	given := regexp.MustCompile(`(?s)LONG := \^Test\((.*?)\)\$`).FindSubmatch(text)
	if given == nil {
		t.Fatal("there is no LONG in the Makefile")
	}
	listed := strings.Split(regexp.MustCompile(`\$\\\n\s*`).ReplaceAllString(string(given[1]), ""), "|")
	var left []string
	for _, pattern := range []string{"*_test.go", "../reference/*_test.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no tests in %s: %v", pattern, err)
		}
		for _, file := range files {
			left = append(left, shortened(t, file)...)
		}
	}
	slices.Sort(listed)
	slices.Sort(left)
	if !slices.Equal(listed, left) {
		t.Errorf("LONG in the Makefile lists\n%q\nand these tests are shorter in the first command:\n%q", listed, left)
	}
}

// shortened names the tests of a file that leave out something with -short.
func shortened(t *testing.T, file string) (names []string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range parsed.Decls {
		f, ok := d.(*ast.FuncDecl)
		name, isTest := "", false
		if ok {
			name, isTest = strings.CutPrefix(f.Name.Name, "Test")
		}
		if !isTest {
			continue
		}
		found := false
		ast.Inspect(f, func(n ast.Node) bool {
			if name, ok := n.(*ast.Ident); ok {
				found = found || name.Name == "long" || name.Name == "Short"
			}
			return true
		})
		if found {
			names = append(names, name)
		}
	}
	return names
}
