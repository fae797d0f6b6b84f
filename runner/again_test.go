package runner_test

import (
	"strings"
	"testing"

	"flowcheck/runner"
	"flowcheck/runner/report"
)

// The command behind "again" shows the finding that it stands at, also where only
// the scenario of another requirement did.
func TestAgainShowsTheSameFinding(t *testing.T) {
	opts := runner.Options{Profiles: []string{"core", "transport", "errors"}, Seed: 42}
	r, err := runner.Run(t.Context(), play("mutant", "in-reply-to-counted"), opts)
	if err != nil {
		t.Fatal(err)
	}
	tried := map[string]bool{}
	for _, sc := range r.Scenarios {
		for _, f := range sc.Findings {
			_, after, _ := strings.Cut(f.Again, "--select ")
			ids, _, _ := strings.Cut(after, " ")
			if f.Status != string(report.Failed) || !strings.Contains(ids, ",") || tried[ids] {
				continue
			}
			tried[ids] = true
			opts.Select = []string{ids}
			again, err := runner.Run(t.Context(), play("mutant", "in-reply-to-counted"), opts)
			if err != nil {
				t.Fatal(err)
			}
			if got := status(t, again, f.ID); got != report.Failed {
				t.Errorf("%s is %s with --select %s", f.ID, got, ids)
			}
		}
	}
	if len(tried) == 0 {
		t.Error("no finding is of a scenario of another requirement: this test shows nothing")
	}
}
