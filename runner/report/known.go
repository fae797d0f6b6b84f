package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"flowcheck/features"
	"flowcheck/runner/check"
)

// Known is a list of known failures, and what the run made of each line. A
// failure that it covers does not fail the run; a line that needs mending does.
type Known struct {
	File  string         `json:"file"`
	Lines []KnownFailure `json:"lines"`
}

// KnownFailure is one line of the list: a requirement that is known to fail,
// and why.
type KnownFailure struct {
	ID       string  `json:"id"`
	Scenario string  `json:"scenario,omitempty"` // in this one only, by its name or by "feature: name"
	Kind     string  `json:"kind,omitempty"`     // for this cause only
	Reason   string  `json:"reason"`
	Issue    string  `json:"issue,omitempty"` // URL
	Until    string  `json:"until,omitempty"` // the last day on which it counts, YYYY-MM-DD
	Flaky    bool    `json:"flaky,omitempty"` // may pass as well
	Line     int     `json:"line"`            // of the file
	Outcome  Outcome `json:"outcome"`
	Mend     string  `json:"mend,omitempty"` // what is wrong with the line, and what to do about it
}

// Outcome is what became of a line of a list of known failures.
type Outcome string

// The five outcomes.
const (
	AsKnown   Outcome = "failed" // as the line says
	Passes    Outcome = "passed"
	Otherwise Outcome = "failed otherwise" // for another cause
	Expired   Outcome = "expired"          // it failed, or is flaky, and the day has passed
	NotJudged Outcome = "not judged"       // not selected, skipped, broken
)

// Hold gives the report with each line of a list held against it. The day is
// that of now; the spec tells whether all scenarios of a requirement were run.
func Hold(r Report, list Known, spec features.Spec, now time.Time) Report {
	held := Known{File: list.File}
	for _, k := range list.Lines {
		k.Outcome, k.Mend = r.outcome(k, now.Format(time.DateOnly))
		if k.Outcome == Passes && k.Scenario == "" && !r.ranAll(k.ID, spec) {
			k.Outcome, k.Mend = NotJudged, ""
		}
		held.Lines = append(held.Lines, k)
	}
	r.Known = &held
	return r
}

// outcome is what became of one line, and what to mend.
func (r Report) outcome(k KnownFailure, today string) (Outcome, string) {
	var kinds []string // of what failed where the line says
	as := false
	for _, s := range r.Scenarios {
		for _, f := range s.Findings {
			if f.ID != k.ID || f.Status != string(Failed) || !k.within(s) {
				continue
			}
			as = as || k.covers(s, f)
			if kind := kindOf(f); !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	old := k.Until != "" && k.Until < today
	switch status := r.seen(k); {
	case as && old:
		return Expired, fmt.Sprintf("%s still fails, and the line ended on %s: mend the node, or move the date", k.ID, k.Until)
	case as:
		return AsKnown, ""
	case len(kinds) > 0:
		return Otherwise, fmt.Sprintf("%s fails in another way, %s instead of %s: mend the node, or the kind", k.ID, strings.Join(kinds, " and "), k.Kind)
	case status != Passed && status != Warned:
		return NotJudged, ""
	case k.Flaky && old:
		return Expired, fmt.Sprintf("%s passes, and the line ended on %s: remove the line, or move the date", k.ID, k.Until)
	case k.Flaky:
		return Passes, ""
	case status == Warned:
		return Passes, k.ID + " is only warned of, which costs nothing: remove the line"
	}
	return Passes, k.ID + " passes: remove the line"
}

// seen is the status of what a line is about; broken where it was not run.
func (r Report) seen(k KnownFailure) Status {
	status := Broken
	for _, q := range r.Requirements {
		if q.ID == k.ID {
			status = q.Status
		}
	}
	if k.Scenario == "" || status == Broken {
		return status
	}
	for _, s := range r.Scenarios {
		if k.within(s) && (s.Status == Skipped || s.Status == Broken) {
			return s.Status
		} else if k.within(s) {
			return Passed // what it fails for is found among its findings
		}
	}
	return Broken
}

// ranAll tells whether the report has all scenarios of a requirement. Those of
// profiles that are not judged do not count.
func (r Report) ranAll(id string, spec features.Spec) bool {
	ran := map[string]bool{}
	for _, s := range r.Scenarios {
		ran[s.Key()] = true
	}
	for _, s := range spec.Scenarios {
		judged := slices.ContainsFunc(r.Profiles, func(p Profile) bool { return p.Name == s.Profile })
		if judged && slices.Contains(s.IDs, id) && !ran[s.Key()] {
			return false
		}
	}
	return true
}

// within tells whether a line speaks of a scenario.
func (k KnownFailure) within(s Scenario) bool {
	return k.Scenario == "" || k.Scenario == s.Name || k.Scenario == s.Key()
}

// covers tells whether a finding is the failure that a line names.
func (k KnownFailure) covers(s Scenario, f check.Finding) bool {
	return f.Status == string(Failed) && f.ID == k.ID && k.within(s) && (k.Kind == "" || k.Kind == kindOf(f))
}

// kindOf is the cause of a finding; one without stands by its ID.
func kindOf(f check.Finding) string {
	if f.Cause == "" {
		return f.ID
	}
	return f.Cause
}

// excuse is the line that excuses a finding.
func (r Report) excuse(s Scenario, f check.Finding) (KnownFailure, bool) {
	if r.Known == nil {
		return KnownFailure{}, false
	}
	for _, k := range r.Known.Lines {
		if k.Outcome == AsKnown && k.covers(s, f) {
			return k, true
		}
	}
	return KnownFailure{}, false
}

// fresh is the report without the findings that are known.
func (r Report) fresh() Report {
	if r.Known == nil {
		return r
	}
	scenarios := slices.Clone(r.Scenarios)
	for i, s := range scenarios {
		scenarios[i].Findings = slices.DeleteFunc(slices.Clone(s.Findings), func(f check.Finding) bool {
			_, known := r.excuse(s, f)
			return known
		})
	}
	r.Scenarios = scenarios
	return r
}

// excused tells whether a requirement fails only in known ways, and why.
func (r Report) excused(id string) (KnownFailure, bool) {
	var line KnownFailure
	any := false
	for _, s := range r.Scenarios {
		for _, f := range s.Findings {
			if f.ID != id || f.Status != string(Failed) {
				continue
			}
			k, ok := r.excuse(s, f)
			if !ok {
				return k, false
			}
			if !any {
				line, any = k, true
			}
		}
	}
	return line, any
}

// known are the requirements that fail, in known ways only.
func (r Report) known() int {
	n := 0
	for _, q := range r.Requirements {
		if _, ok := r.excused(q.ID); ok && q.Status == Failed {
			n++
		}
	}
	return n
}

// mends are the lines of the list that need mending.
func (r Report) mends() []KnownFailure {
	if r.Known == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.Known.Lines), func(k KnownFailure) bool { return k.Mend == "" })
}
