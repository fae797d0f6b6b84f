package runner_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// make test leaves some tests out of its second command, since the first has run
// them in full. None of them may leave out anything there.
func TestWhatTheSecondCommandLeavesOutRunsInFullInTheFirst(t *testing.T) {
	text, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	given := regexp.MustCompile(`(?s)SEEN := (\^Test\(.*?\)\$)\$`).FindSubmatch(text)
	if given == nil {
		t.Fatal("there is no SEEN in the Makefile")
	}
	seen := regexp.MustCompile(regexp.MustCompile(`\$\\\n\s*`).ReplaceAllString(string(given[1]), ""))
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !seen.MatchString(f.Name.Name) {
				continue
			}
			found++
			ast.Inspect(f, func(n ast.Node) bool {
				if name, ok := n.(*ast.Ident); ok && (name.Name == "long" || name.Name == "Short") {
					t.Errorf("%s is shorter in the first command: take it out of SEEN in the Makefile", f.Name.Name)
				}
				return true
			})
		}
	}
	if found < 6 {
		t.Errorf("of the tests in SEEN, %d are there", found)
	}
}
