//go:build unix

package runner_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"flowcheck/features"
	"flowcheck/runner"
	"flowcheck/runner/report"
)

// goldenNodes are the broken nodes whose whole terminal output is kept, to be
// read as their authors would.
var goldenNodes = []string{
	"no-flush", "log-line-on-stdout", "in-reply-to-constant", "addresses-not-swapped", "state-not-encoded", "scopes-by-comma",
	"dotted-token", "expires-in-string", "substring-scope", "answers-only-first",
}

// random is a token of the reference: the only thing in a report with a seed
// that no run has twice.
var random = regexp.MustCompile(`[A-Za-z0-9_-]{43}`)

// group is the first line of a failed group.
var group = regexp.MustCompile(`^[0-9]+\. [A-Z]`)

func TestTheTerminalTeaches(t *testing.T) {
	spec, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	opts := runner.Options{Profiles: []string{"core", "envelope", "transport", "url", "scope"}, Seed: 42, Jobs: 1, Timeout: time.Second,
		Named: []string{"python3", "mynode.py"}, Tool: report.Tool{Name: "flowcheck", Version: "v0.0.0", Spec: "1.0", Suite: "0123456789ab"}}
	for _, q := range spec.Requirements {
		if slices.Contains(opts.Profiles, q.Profile) && q.Level != "excluded" && !slices.Contains(slow, q.ID) {
			opts.Select = append(opts.Select, q.ID)
		}
	}
	for _, name := range goldenNodes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := judge(t, play("mutant", name), opts)
			r.Node.Command, r.Node.Environment, r.Notes = opts.Named, nil, nil // of this machine
			var out strings.Builder
			if err := report.WriteTerminal(&out, r, report.Options{}); err != nil {
				t.Fatal(err)
			}
			got := random.ReplaceAllString(out.String(), "TOKEN")
			checkGroups(t, got)
			file := filepath.Join("..", "testdata", "golden", "terminal", name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("terminal output (-want +got):\n%s", diff)
			}
		})
	}
}

// checkGroups holds each failed group to its bound: 25 lines, of which the
// first says what to change.
func checkGroups(t *testing.T, text string) {
	t.Helper()
	groups := 0
	for block := range strings.SplitSeq(text, "\n\n") {
		if !group.MatchString(block) {
			continue
		}
		groups++
		if n := strings.Count(block, "\n") + 1; n > 25 {
			t.Errorf("a group has %d lines:\n%s", n, block)
		}
	}
	if groups == 0 {
		t.Error("no group begins with what to change")
	}
}
