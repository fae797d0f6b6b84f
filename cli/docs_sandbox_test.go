package cli_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sandbox is a folder in which the commands of a document run, as a reader
// would type them.
type sandbox struct {
	folder, shell string
	env           []string
}

// newSandbox builds the program, as README.md says, and writes the files that
// the documents speak of.
func newSandbox(t *testing.T, d document) sandbox {
	t.Helper()
	shell := need(t, "sh")
	need(t, "python3")
	s := sandbox{folder: t.TempDir(), shell: shell}
	bin := filepath.Join(s.folder, "bin")
	build := exec.Command("go", "build", "-o", bin+string(filepath.Separator), ".")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build flowcheck: %v\n%s", err, out)
	}
	for _, b := range d.blocks {
		if b.file != "" {
			s.write(t, b.file, d.text(b))
		}
	}
	if err := os.Symlink(s.folder, filepath.Join(s.folder, "flowcheck")); err != nil { // the checkout of the CI recipe
		t.Fatal(err)
	}
	right, err := os.ReadFile(filepath.Join(root, "testdata", "nodes", "oauth.py"))
	if err != nil {
		t.Fatal(err)
	}
	s.write(t, "nodes/ada.py", string(right))
	s.write(t, "nodes/bob.py", "print('ready')\n"+string(right))
	s.write(t, "nodes/eve.py", "import sys\nfor line in sys.stdin:\n    print(line, end='', flush=True)\n")
	// Python flushes unless it is asked not to, and a report names the locale
	// where it had to be set: neither may depend on who runs the tests.
	s.env = slices.DeleteFunc(os.Environ(), func(kv string) bool { return strings.HasPrefix(kv, "PYTHON") })
	s.env = append(s.env, "LC_ALL=C.UTF-8", "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	return s
}

// need finds a program, or skips the test; not where all must be there.
func need(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil && os.Getenv("FLOWCHECK_ALL_NODES") != "" {
		t.Fatal(err)
	}
	if err != nil {
		t.Skipf("no %s on this machine", program)
	}
	return path
}

func (s sandbox) write(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join(s.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// run runs a command in the shell and gives what a terminal would show.
func (s sandbox) run(t *testing.T, command string) (output string, status int) {
	t.Helper()
	cmd := exec.Command(s.shell, "-c", command)
	cmd.Dir, cmd.Env = s.folder, s.env
	out, err := cmd.CombinedOutput()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatalf("%s: %v", command, err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// steady takes out what differs between two runs that are alike: who built the
// program, what the node made up, and how long it took.
func steady(output string) string {
	for _, r := range []struct{ pattern, with string }{
		{`flowcheck \S+, specification`, `flowcheck VERSION, specification`},
		{`suite [0-9a-f]{12}`, `suite DIGEST`},
		{`"[A-Za-z0-9_-]{43}"`, `"TOKEN"`}, // of the reference: 32 bytes
		{`\b[0-9.]+ (ms|s)\b`, `N $1`},
	} {
		output = regexp.MustCompile(r.pattern).ReplaceAllString(output, r.with)
	}
	return output
}
