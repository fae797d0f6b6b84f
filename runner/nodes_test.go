package runner_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/runner"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

const nodesFolder = "../testdata/nodes"

// exampleNode is a row of nodes.json or odd/odd.json; testdata/nodes/README.md
// says what its members mean.
type exampleNode struct {
	Name     string   `json:"name"`
	Needs    []string `json:"needs"`
	Build    []string `json:"build"`
	Run      []string `json:"run"`
	Profiles []string `json:"profiles"`
	Warnings []string `json:"warnings"`
	Why      string   `json:"why"`
}

func exampleNodes(t *testing.T, file string) []exampleNode {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(nodesFolder, file))
	if err != nil {
		t.Fatal(err)
	}
	var nodes []exampleNode
	if err := json.Unmarshal(data, &nodes); err != nil {
		t.Fatal(err)
	}
	return nodes
}

// pythonNode is a node that is in neither table, or is judged otherwise there.
func pythonNode(file string) exampleNode {
	return exampleNode{Needs: []string{"python3"}, Run: []string{"python3", file}}
}

// made builds the node and gives its command. Where its language is not
// installed the test is skipped, or fails where every node has to be judged.
func (n exampleNode) made(t *testing.T) node.Command {
	t.Helper()
	for _, program := range n.Needs {
		if _, err := exec.LookPath(program); err != nil && os.Getenv("FLOWCHECK_ALL_NODES") == "1" {
			t.Fatalf("%s is not installed, and FLOWCHECK_ALL_NODES=1 asks for every node", program)
		} else if err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	bin := t.TempDir()
	into := func(words []string) []string {
		words = slices.Clone(words)
		for i := range words {
			words[i] = strings.ReplaceAll(words[i], "{bin}", bin)
		}
		return words
	}
	if n.Build != nil {
		words := into(n.Build)
		build := exec.Command(words[0], words[1:]...)
		build.Dir = nodesFolder
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", strings.Join(words, " "), err, out)
		}
	}
	dir, err := filepath.Abs(nodesFolder)
	if err != nil {
		t.Fatal(err)
	}
	return node.Command{Args: quickly(t, into(n.Run)), Dir: dir}
}

// quickly has an interpreter start sooner: each scenario starts it anew, and
// these nodes use no package but those of the language.
func quickly(t *testing.T, run []string) []string {
	t.Helper()
	switch run[0] {
	case "python3":
		python, err := compiledPython()
		if err != nil {
			t.Fatal(err)
		}
		return append([]string{python.path, "-S", filepath.Join(python.folder, run[1]+"c")}, run[2:]...)
	case "ruby":
		return append([]string{"ruby", "--disable=gems"}, run[1:]...)
	}
	return run
}

// python is the interpreter itself, for on some machines "python3" is a script
// of a version manager, which takes longer to start than a node; and the folder
// of its nodes as bytecode, which they do not keep themselves.
type python struct{ path, folder string }

var compiledPython = sync.OnceValues(func() (python, error) {
	const compile = `
import glob, os, py_compile, sys
for file in glob.glob("**/*.py", recursive=True):
    py_compile.compile(file, os.path.join(sys.argv[1], file + "c"), doraise=True)
print(sys.executable)`
	folder := filepath.Join(filepath.Dir(player), "python")
	cmd := exec.Command("python3", "-c", compile, folder)
	cmd.Dir = nodesFolder
	path, err := cmd.Output()
	return python{strings.TrimSpace(string(path)), folder}, err
})

// conforms judges a right node: it conforms, and warns where it is known to; by
// the transcripts of that run it does too, requirement by requirement.
func (n exampleNode) conforms(t *testing.T, opts runner.Options) {
	t.Helper()
	opts.Transcripts = t.TempDir()
	r, err := runner.Run(t.Context(), n.made(t), opts)
	if err != nil {
		t.Fatal(err)
	}
	offline, err := runner.Validate(recordings(t, opts.Transcripts), opts)
	if err != nil {
		t.Fatal(err)
	}
	if alike(t, r, offline); offline.Verdict != r.Verdict {
		t.Errorf("verdict %q by the transcripts", offline.Verdict)
	}
	if r.Verdict != report.Conforms {
		t.Errorf("verdict %q with seed %d: a right node (%s)", r.Verdict, r.Seed, n.Why)
	}
	warned := []string{}
	for _, req := range r.Requirements {
		switch req.Status {
		case report.Warned:
			warned = append(warned, req.ID)
		case report.Broken:
			t.Errorf("%s is broken: %s", req.ID, req.Reason)
		}
	}
	slices.Sort(warned)
	if d := cmp.Diff(append([]string{}, slices.Sorted(slices.Values(n.Warnings))...), warned); d != "" {
		t.Errorf("warnings (-want +got):\n%s", d)
	}
	if t.Failed() {
		logFindings(t, r)
	}
}

func logFindings(t *testing.T, r report.Report) {
	t.Helper()
	for _, sc := range r.Scenarios {
		for _, f := range sc.Findings {
			t.Logf("%s: %s: %s %s (%s): %s\n  sent %.300s\n  got %.300s", sc.Feature, sc.Name, f.ID, f.Status, f.Cause, f.Message, f.Sent, f.Got)
		}
	}
}

func TestTheExampleNodesConform(t *testing.T) {
	long(t)
	for _, n := range exampleNodes(t, "nodes.json") {
		t.Run(n.Name, func(t *testing.T) { n.conforms(t, runner.Options{Profiles: n.Profiles}) })
	}
}

// The odd nodes take a liberty with the Python node's replies. How long that
// one lasts (TRN-18) is judged once, above: so they may run beside each other.
func TestTheOddNodesConform(t *testing.T) {
	long(t)
	spec := specification(t)
	for _, n := range exampleNodes(t, "odd/odd.json") {
		t.Run(n.Name, func(t *testing.T) {
			t.Parallel()
			opts := runner.Options{Profiles: n.Profiles}
			for _, r := range spec.Requirements {
				if slices.Contains(n.Profiles, r.Profile) && r.Level != "excluded" && r.ID != "TRN-18" {
					opts.Select = append(opts.Select, r.ID)
				}
			}
			n.conforms(t, opts)
		})
	}
}
