package runner_test

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"flowcheck/runner"
	"flowcheck/runner/report"
)

const ownFeature = `Feature: Own

  @OWN-01 @MUST
  Rule: A token has its scope

    Source: here

    Scenario: One, and *
      Given a token with the scopes ["a"]
      Then the token has the scope "a"

    Scenario: One
      Given a token with the scopes ["a"]
      Then the token has the scope "b"
`

// ran are the scenarios of a run with their status.
func ran(r report.Report) []string {
	var all []string
	for _, sc := range r.Scenarios {
		all = append(all, sc.Name+": "+string(sc.Status))
	}
	return all
}

func TestARunJudgesByTheFeaturesAndScenariosThatItIsGiven(t *testing.T) {
	own := fstest.MapFS{
		"own/profile.txt": {Data: []byte("order: 1\ndefault: yes\npromise: own\n")},
		"own/own.feature": {Data: []byte(ownFeature)},
	}
	for name, tt := range map[string]struct {
		scenarios, want []string
		verdict         report.Verdict
	}{
		"all":          {nil, []string{"One, and *: passed", "One: failed"}, report.DoesNotConform},
		"one":          {[]string{"own/own.feature: One"}, []string{"One: failed"}, report.DoesNotConform},
		"no pattern":   {[]string{"own/own.feature: One, and *"}, []string{"One, and *: passed"}, report.Conforms},
		"in its order": {[]string{"own/own.feature: One", "own/own.feature: One, and *"}, []string{"One, and *: passed", "One: failed"}, report.DoesNotConform},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := runner.Run(t.Context(), play("reference"), runner.Options{Features: own, Scenarios: tt.scenarios, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, ran(r)); diff != "" || r.Verdict != tt.verdict {
				t.Errorf("verdict %q, -want +have\n%s", r.Verdict, diff)
			}
		})
	}
	_, err := runner.Run(t.Context(), play("reference"), runner.Options{Features: own, Scenarios: []string{"own/own.feature: Two"}})
	var refused *runner.UsageError
	if !errors.As(err, &refused) {
		t.Errorf("an unknown scenario: %v", err)
	}
	if _, err := runner.Run(t.Context(), play("reference"), runner.Options{Features: fstest.MapFS{}}); err == nil {
		t.Error("features without a profile are no suite")
	}
}
