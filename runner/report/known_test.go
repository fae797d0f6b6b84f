package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/joshdk/go-junit"

	"flowcheck/features"
	"flowcheck/runner/check"
)

// run is a run in which URL-03 failed in two ways, and TRN-06 in one scenario
// of two.
func failedRun() Report {
	finding := func(id, cause string) check.Finding {
		return check.Finding{ID: id, Status: "failed", Cause: cause, Message: cause, Hint: "Mend " + cause + "."}
	}
	requirement := func(id string, s Status) Requirement {
		return Requirement{ID: id, Profile: "url", Level: "MUST", Rule: "A rule", Status: s, Reason: map[Status]string{Skipped: "not there", Broken: "not run"}[s]}
	}
	return Report{Complete: true, Verdict: DoesNotConform, Node: Node{Command: []string{"node"}},
		Profiles:     []Profile{{Name: "url", Verdict: DoesNotConform}},
		Requirements: []Requirement{requirement("URL-01", Passed), requirement("URL-02", Warned), requirement("URL-03", Failed), requirement("TRN-06", Failed), requirement("URL-04", Skipped)},
		Scenarios: []Scenario{
			{Name: "one", Feature: "url/a.feature", IDs: []string{"URL-03", "TRN-06", "URL-01"}, Status: Failed, Findings: []check.Finding{finding("URL-03", "url.comma"), finding("TRN-06", "late")}},
			{Name: "two", Feature: "url/a.feature", IDs: []string{"TRN-06", "URL-02"}, Status: Passed},
			{Name: "three", Feature: "url/a.feature", IDs: []string{"URL-03"}, Status: Failed, Findings: []check.Finding{finding("URL-03", "url.order")}},
			{Name: "four", Feature: "url/a.feature", IDs: []string{"URL-04"}, Status: Skipped, Reason: "not there"},
		}}
}

func TestALineOfTheListComesToOneOutcome(t *testing.T) {
	for _, c := range []struct {
		name string
		line KnownFailure
		want Outcome
		mend string
	}{
		{"a requirement that fails is known", KnownFailure{ID: "URL-03"}, AsKnown, ""},
		{"a kind that is met is known", KnownFailure{ID: "URL-03", Kind: "url.order"}, AsKnown, ""},
		{"another kind is another way", KnownFailure{ID: "URL-03", Kind: "url.hash"}, Otherwise, "URL-03 fails in another way, url.comma and url.order instead of url.hash"},
		{"another kind is another way for a flaky one", KnownFailure{ID: "URL-03", Kind: "url.hash", Flaky: true}, Otherwise, "URL-03 fails in another way"},
		{"a scenario that fails is known", KnownFailure{ID: "TRN-06", Scenario: "one"}, AsKnown, ""},
		{"a scenario may be named with its feature", KnownFailure{ID: "TRN-06", Scenario: "url/a.feature: one"}, AsKnown, ""},
		{"a scenario that passes does not fail with its requirement", KnownFailure{ID: "TRN-06", Scenario: "two"}, Passes, "TRN-06 passes: remove the line"},
		{"a requirement that passes needs no line", KnownFailure{ID: "URL-01"}, Passes, "URL-01 passes: remove the line"},
		{"a warning needs no line", KnownFailure{ID: "URL-02"}, Passes, "URL-02 is only warned of"},
		{"a flaky one may pass", KnownFailure{ID: "URL-01", Flaky: true}, Passes, ""},
		{"the day itself still counts", KnownFailure{ID: "URL-03", Until: "2026-05-04"}, AsKnown, ""},
		{"the day after does not", KnownFailure{ID: "URL-03", Until: "2026-05-03"}, Expired, "URL-03 still fails, and the line ended on 2026-05-03"},
		{"a flaky one that passes ends as well", KnownFailure{ID: "URL-01", Flaky: true, Until: "2026-05-03"}, Expired, "URL-01 passes, and the line ended on"},
		{"what passes is to be removed, not prolonged", KnownFailure{ID: "URL-01", Until: "2026-05-03"}, Passes, "remove the line"},
		{"what is skipped says nothing", KnownFailure{ID: "URL-04"}, NotJudged, ""},
		{"nor does a scenario that is skipped", KnownFailure{ID: "URL-04", Scenario: "four"}, NotJudged, ""},
		{"what was not selected says nothing", KnownFailure{ID: "REF-01"}, NotJudged, ""},
		{"nor does a scenario that was not", KnownFailure{ID: "URL-01", Scenario: "five"}, NotJudged, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Hold(failedRun(), Known{File: "k", Lines: []KnownFailure{c.line}}, features.Spec{}, time.Date(2026, 5, 4, 23, 59, 0, 0, time.UTC))
			have := r.Known.Lines[0]
			if have.Outcome != c.want || !strings.HasPrefix(have.Mend, c.mend) && !strings.Contains(have.Mend, c.mend) || (have.Mend == "") != (c.mend == "") {
				t.Errorf("%s, %q; want %s, %q", have.Outcome, have.Mend, c.want, c.mend)
			}
		})
	}
}

func TestARequirementOfWhichAPartWasRunHasNotPassed(t *testing.T) {
	spec := features.Spec{Scenarios: []features.Scenario{{Name: "another", Feature: "url/b.feature", Profile: "url", IDs: []string{"URL-01"}}}}
	r := Hold(failedRun(), Known{Lines: []KnownFailure{{ID: "URL-01"}}}, spec, time.Now())
	if k := r.Known.Lines[0]; k.Outcome != NotJudged || k.Mend != "" {
		t.Errorf("%s %q", k.Outcome, k.Mend)
	}
	spec.Scenarios[0].Profile = "not judged"
	r = Hold(failedRun(), Known{Lines: []KnownFailure{{ID: "URL-01"}}}, spec, time.Now())
	if k := r.Known.Lines[0]; k.Outcome != Passes {
		t.Errorf("scenarios of other profiles count: %s", k.Outcome)
	}
}

func TestTheListDecidesTheExitStatusAndTheLastLine(t *testing.T) {
	all := []KnownFailure{{ID: "URL-03", Reason: "r", Line: 2}, {ID: "TRN-06", Reason: "r", Line: 4, Flaky: true}}
	for _, c := range []struct {
		name   string
		lines  []KnownFailure
		change func(*Report)
		status int
		last   string
	}{
		{"an empty list excuses nothing", nil, nil, 1, "does not conform: 2 of 4 requirements failed, for 3 reasons; begin with 1 (exit status 1)"},
		{"all known", all, nil, 0, "does not conform, as known: 2 known failures, no new one (exit status 0)"},
		{"one known", all[:1], nil, 1, "does not conform: 1 of 4 requirements failed, for 1 reason, and 1 as known (exit status 1)"},
		{"one kind of two is known", []KnownFailure{{ID: "URL-03", Kind: "url.comma"}, all[1]}, nil, 1, "does not conform: 1 of 4 requirements failed, for 1 reason, and 1 as known (exit status 1)"},
		{"a line too many", append([]KnownFailure{{ID: "URL-01"}}, all...), nil, 1, "no new one; 1 line of the known failures to mend (exit status 1)"},
		{"broken besides", all, func(r *Report) { r.Requirements[4].Status = Broken }, 3, "no new one (exit status 3)"},
		{"cut off", all, func(r *Report) { r.Complete = false }, 3, "could not judge: the run was cut off after 2 requirements failed (exit status 3)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := failedRun()
			if c.change != nil {
				c.change(&r)
			}
			r = Hold(r, Known{File: "k.yaml", Lines: c.lines}, features.Spec{}, time.Now())
			if r.ExitStatus() != c.status {
				t.Errorf("exit status %d, want %d", r.ExitStatus(), c.status)
			}
			var out bytes.Buffer
			if err := WriteTerminal(&out, r, Options{}); err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSpace(out.String()), "\n")
			if last := lines[len(lines)-1]; !strings.HasSuffix(last, c.last) {
				t.Errorf("the last line is %q, want %q", last, c.last)
			}
		})
	}
}

func TestAKnownFailureIsShownApartFromWhatIsToBeChanged(t *testing.T) {
	r := Hold(failedRun(), Known{File: "k.yaml", Lines: []KnownFailure{
		{ID: "URL-03", Kind: "url.comma", Reason: "the \x1b[31mencoder", Issue: "https://example.org/7", Until: "9999-12-31", Line: 2},
		{ID: "REF-01", Reason: "later", Line: 7}, {ID: "URL-01", Reason: "x", Line: 9},
	}}, features.Spec{}, time.Now())
	var out bytes.Buffer
	if err := WriteTerminal(&out, r, Options{}); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	known := "\nKnown failures (1), which do not fail the run:\n- URL-03 url.comma: the \\x1b[31mencoder (k.yaml:2; https://example.org/7; until 9999-12-31)\n"
	for _, want := range []string{known, "\nk.yaml:7: not judged in this run\n", "\nTo mend in the list of known failures:\nk.yaml:9: URL-01 passes: remove the line\n", "Mend url.order."} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "Mend url.comma.") {
		t.Errorf("what is known is to be changed:\n%s", text)
	}
}

func TestKnownFailuresAreSkippedInJUnitAndLinesToMendFail(t *testing.T) {
	r := Hold(failedRun(), Known{File: "k.yaml", Lines: []KnownFailure{{ID: "TRN-06", Reason: "slow disk", Line: 2}, {ID: "URL-01", Reason: "x", Line: 9}}}, features.Spec{}, time.Now())
	var out bytes.Buffer
	if err := WriteJUnit(&out, r, Options{}); err != nil {
		t.Fatal(err)
	}
	suites, err := junit.IngestReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]string{}
	for _, s := range suites {
		for _, c := range s.Tests {
			have[c.Name] = fmt.Sprintf("%s %s", c.Status, c.Message)
			if c.Error != nil {
				have[c.Name] = fmt.Sprintf("%s %s", c.Status, c.Message)
			}
		}
	}
	want := map[string]string{
		"URL-01: A rule": "passed ", "URL-02: A rule": "passed ", "URL-03: A rule": "failed url.comma",
		"TRN-06: A rule": "skipped known failure: slow disk (k.yaml:2)", "URL-04: A rule": "skipped not there",
		"k.yaml:9": "failed URL-01 passes: remove the line",
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("(-want +have)\n%s", diff)
	}
}

func TestWhatFailedIsFoundInAReport(t *testing.T) {
	r := failedRun()
	r.Scenarios[1].Findings = []check.Finding{{ID: "ENV-01", Status: "failed"}} // of another requirement
	r.Requirements[4].Status, r.Scenarios[3].Status = Broken, Broken
	ids, scenarios := r.Unmet()
	if diff := cmp.Diff([]string{"URL-03", "TRN-06", "URL-04", "URL-01", "URL-02"}, ids); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"url/a.feature: one", "url/a.feature: two", "url/a.feature: three", "url/a.feature: four"}, scenarios); diff != "" {
		t.Error(diff)
	}
}
