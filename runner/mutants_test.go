package runner_test

import (
	"slices"
	"testing"

	"flowcheck/features"
	"flowcheck/runner"
	"flowcheck/runner/report"
)

// defaultProfiles are those that a run judges when it is told nothing else.
var defaultProfiles = []string{"core", "envelope", "transport", "url", "scope"}

func TestTheDefaultProfiles(t *testing.T) {
	var names []string
	for _, p := range specification(t).Profiles {
		if p.Default {
			names = append(names, p.Name)
		}
	}
	slices.Sort(names)
	if want := slices.Sorted(slices.Values(defaultProfiles)); !slices.Equal(names, want) {
		t.Errorf("the features say %v, the tests %v", names, want)
	}
}

// permissions are requirements that only permit something: no node can break
// them, and right nodes that use the liberty show them (testdata/nodes/odd).
var permissions = []string{"TOK-09", "REF-12"}

func specification(t *testing.T) features.Spec {
	t.Helper()
	spec, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

// status is the outcome of one requirement.
func status(t *testing.T, r report.Report, id string) report.Status {
	t.Helper()
	for _, req := range r.Requirements {
		if req.ID == id {
			return req.Status
		}
	}
	t.Fatalf("%s is not in the report", id)
	return ""
}

func TestTheReferenceMeetsEveryRequirement(t *testing.T) {
	r, err := runner.Run(t.Context(), play("reference"), runner.Options{Profiles: []string{"all"}, Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	if r.Verdict != report.Conforms || !r.Complete {
		t.Errorf("verdict %q, complete %v, seed %d", r.Verdict, r.Complete, r.Seed)
	}
	for _, req := range r.Requirements {
		if req.Status != report.Passed {
			t.Errorf("%s is %s: %s", req.ID, req.Status, req.Reason)
		}
	}
	for _, sc := range r.Scenarios {
		if sc.Status == report.Broken {
			t.Errorf("%s: %s is broken: %s", sc.Feature, sc.Name, sc.Reason)
		}
		for _, f := range sc.Findings {
			t.Errorf("%s: %s: %s %s: %s\n%s", sc.Feature, sc.Name, f.ID, f.Cause, f.Message, f.Got)
		}
	}
}
