package oauth

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	survivorsLine = regexp.MustCompile("^- `([a-z]+\\.go)` `(\\w+)`: (.+)$")
	survivor      = regexp.MustCompile("(?:(\\d+) × )?(?:``(.+?)``|`([^`]+)`) → `[^`]+`(?:; |$)")
	survivorCount = regexp.MustCompile(`(?m)^(\d+) changes are left`)
	survivorShown = regexp.MustCompile(`\b(\d+) live\b`)
)

// The list of what no feature sees names functions and expressions, no lines:
// so it is held to them, and to the number that it says.
func TestTheSurvivorsOfMutationStandInTheSource(t *testing.T) {
	page, err := os.ReadFile("testdata/survivors.md")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for line := range strings.Lines(string(page)) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "- ") {
			continue
		}
		m := survivorsLine.FindStringSubmatch(line)
		if m == nil || survivor.ReplaceAllString(m[3], "") != "" {
			t.Errorf("%s: want file, function, and expressions with what they become", line)
			continue
		}
		source := declaration(t, m[1], m[2])
		for _, s := range survivor.FindAllStringSubmatch(m[3], -1) {
			n, err := strconv.Atoi(s[1])
			if err != nil {
				n = 1
			}
			count += n
			if !strings.Contains(source, withoutSpace(s[2]+s[3])) {
				t.Errorf("%s: %s has no %s", m[1], m[2], s[2]+s[3])
			}
		}
	}
	if m := survivorCount.FindStringSubmatch(string(page)); m == nil || m[1] != strconv.Itoa(count) {
		t.Errorf("%d are listed, the page says %q", count, m)
	}
	contributing, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	if m := survivorShown.FindStringSubmatch(string(contributing)); m == nil || m[1] != strconv.Itoa(count) {
		t.Errorf("%d are listed, CONTRIBUTING.md says %q", count, m)
	}
}

// declaration is the text of a function or constant, without white space; ""
// where the file has none of that name.
func declaration(t *testing.T, file, name string) string {
	t.Helper()
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	for _, d := range tree.Decls {
		named := false
		switch d := d.(type) {
		case *ast.FuncDecl:
			named = d.Name.Name == name
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				v, ok := spec.(*ast.ValueSpec)
				named = named || ok && v.Names[0].Name == name
			}
		}
		if named {
			if err := printer.Fprint(&text, fset, d); err != nil {
				t.Fatal(err)
			}
		}
	}
	return withoutSpace(text.String())
}

func withoutSpace(s string) string { return strings.Join(strings.Fields(s), "") }
