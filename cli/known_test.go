package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"flowcheck/features"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

func TestTheListInTheHelpIsRead(t *testing.T) {
	var list strings.Builder
	for line := range strings.Lines(aboutKnown) {
		if text, ok := strings.CutPrefix(line, "  "); ok {
			list.WriteString(text)
		}
	}
	file := filepath.Join(t.TempDir(), "known.yaml")
	if err := os.WriteFile(file, []byte(list.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	spec, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	known, err := readKnown(file, spec, false)
	if err != nil {
		t.Fatal(err)
	}
	want := []report.KnownFailure{
		{ID: "SMP-07", Reason: "scopes are joined by a comma until release 2", Kind: "url.scope-comma", Scenario: "All five parameters", Issue: "https://example.org/7", Until: "2099-12-31", Line: 2},
		{ID: "TRN-06", Reason: "the first start is slow", Flaky: true, Line: 9},
	}
	if diff := cmp.Diff(want, known.Lines); diff != "" {
		t.Errorf("(-want +have)\n%s", diff)
	}
}

func TestNoTextMakesTheListDearToRead(t *testing.T) {
	for name, text := range map[string]string{
		"brackets": strings.Repeat("[", knownLimit), "braces": strings.Repeat("{", knownLimit), "few brackets": "a: " + strings.Repeat("[", knownDepth),
		"dashes": strings.Repeat(strings.Repeat("- ", knownWidth/2-1)+"\n", knownLimit/knownWidth), "a long line": strings.Repeat("- ", knownLimit/2), "questions": strings.Repeat("? ", knownLimit/2), "colons": strings.Repeat("a: ", knownLimit/3),
		"aliases": "known-failures: &a\n" + strings.Repeat("  - *a\n", 1000), "control characters": "known-failures:\n  - id: \"\x00\x1b[31m\"\n",
		"tabs": strings.Repeat("\t", knownLimit), "quotes": strings.Repeat("'", knownLimit-1), "nothing there": "known-failures:\n  -\n  - ~\n", "text": "known-failures: [x, 3]\n",
	} {
		t.Run(name, func(t *testing.T) {
			done := make(chan string, 1)
			go func() {
				lines, err := parseKnown([]byte(text))
				for _, k := range lines {
					if err == nil && faultOf(k, features.Spec{}) == "" {
						t.Errorf("%+v is taken for a line", k)
					}
				}
				done <- report.Visible(cmp.Diff(nil, err))
			}()
			select {
			case <-done:
			case <-time.After(20 * time.Second):
				t.Error("it takes more than 20 s")
			}
		})
	}
}

func TestAListIsBoundedInLength(t *testing.T) {
	file := filepath.Join(t.TempDir(), "known.yaml")
	if err := os.WriteFile(file, bytes.Repeat([]byte("#"), knownLimit+1), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readKnown(file, features.Spec{}, false); err == nil || !strings.Contains(err.Error(), "longer than 256 KiB") {
		t.Error(err)
	}
}

func TestTheFilesOfANodeAreFoundInItsCommand(t *testing.T) {
	top := t.TempDir()
	for _, file := range []string{"src/node.py", "src/deep/helper.py", "src/notes.txt", "bin/node", "classes/Node.class", "src/.hidden/x.py"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(top, file)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(top, file), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("src/node.py", filepath.Join(top, "link.py")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	top, err := filepath.EvalSymlinks(top)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(top)
	for _, c := range []struct {
		name      string
		command   node.Command
		held, not []string
	}{
		{"a script, and those beside and below it", node.Command{Args: []string{"python3", "src/node.py", "--fast"}},
			[]string{"src/node.py", "src/deep/helper.py", "src/new.py"}, []string{"src/notes.txt", "src/.node.py.swp", "src/node.py~", "bin/node", "src/node.pyc", "other.py"}},
		{"a program alone", node.Command{Args: []string{"./bin/node"}}, []string{"bin/node"}, []string{"bin/trace", "bin/x/node"}},
		{"a folder", node.Command{Args: []string{"java", "-cp", "classes", "Node"}}, []string{"classes/Node.class", "classes/a/B.class"}, []string{"src/node.py"}},
		{"the working directory", node.Command{Args: []string{"node"}, Dir: "src"}, []string{"src/node.py", "src/notes.txt"}, []string{"bin/node"}},
		{"names in the working directory", node.Command{Args: []string{"python3", "node.py"}, Dir: "src"}, []string{"src/node.py"}, []string{"bin/node"}},
		{"what stands behind a link", node.Command{Args: []string{"python3", "link.py"}}, []string{"link.py", "src/node.py"}, []string{"src/notes.txt"}},
		{"a program in PATH", node.Command{Args: []string{"src", "-x"}}, nil, []string{"src/node.py"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			places, _ := placesOf(c.command)
			held := func(file string) bool {
				for _, p := range places {
					if p.holds(filepath.Join(top, file)) {
						return true
					}
				}
				return false
			}
			for _, file := range c.held {
				if !held(file) {
					t.Errorf("%s is not in %v", file, places)
				}
			}
			for _, file := range c.not {
				if held(file) {
					t.Errorf("%s is in %v", file, places)
				}
			}
		})
	}
}
