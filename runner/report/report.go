// Package report is the result of a run as a document, and its renderings.
//
// JSON is the canonical form (schemas/report.json); terminal and JUnit only
// read it. Nothing here judges: a Report arrives with its verdicts.
package report

import (
	"slices"
	"time"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// Status is the outcome of a requirement or a scenario.
type Status string

// The five outcomes. Skipped and broken never count as passed.
const (
	Passed  Status = "passed"
	Failed  Status = "failed"
	Warned  Status = "warned"
	Skipped Status = "skipped" // an optional feature that the node does not have
	Broken  Status = "broken"  // could not be judged
)

// Verdict is the outcome of a profile or of the whole run.
type Verdict string

// The three verdicts.
const (
	Conforms       Verdict = "conforms"
	DoesNotConform Verdict = "does not conform"
	CouldNotJudge  Verdict = "could not judge"
)

// Report is one run of the suite against one node, or one judging of recorded
// traffic.
type Report struct {
	Tool         Tool          `json:"tool"`
	Node         Node          `json:"node"`
	Seed         int64         `json:"seed"`
	Started      time.Time     `json:"started"`
	DurationMS   int64         `json:"duration_ms"`
	Complete     bool          `json:"complete"` // false: cut off, by a signal or an error of ours
	Verdict      Verdict       `json:"verdict"`
	Notes        []string      `json:"notes,omitempty"`  // remarks on the whole run: framing, locale, why the rest was not run
	Known        *Known        `json:"known,omitempty"`  // the list of known failures that the run was held against
	Repeat       *Repeat       `json:"repeat,omitempty"` // of a run that was repeated, of which this is the worst
	Profiles     []Profile     `json:"profiles"`
	Requirements []Requirement `json:"requirements"`
	Scenarios    []Scenario    `json:"scenarios"`

	// More counts findings that Scenarios do not have any more. They count for
	// the verdict.
	More int `json:"-"`
}

// Tool names what judged: Spec is the version of the specification, Suite a
// digest of features and schemas.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Spec    string `json:"spec"`
	Suite   string `json:"suite"`
}

// Node is the program that was judged. Framing is envelope, body or unknown.
type Node struct {
	Command     []string          `json:"command"`
	Framing     string            `json:"framing"`
	Environment map[string]string `json:"environment"` // what the suite set or the user gave
}

// Profile counts the requirements of one profile by status.
type Profile struct {
	Name    string  `json:"name"`
	Verdict Verdict `json:"verdict"`
	Passed  int     `json:"passed"`
	Failed  int     `json:"failed"`
	Warned  int     `json:"warned"`
	Skipped int     `json:"skipped"`
	Broken  int     `json:"broken"`
}

// Requirement is the outcome of one requirement over all scenarios.
type Requirement struct {
	ID      string `json:"id"`
	Level   string `json:"level"`
	Profile string `json:"profile"`
	Status  Status `json:"status"`
	Rule    string `json:"rule"`             // the normative sentence
	Reason  string `json:"reason,omitempty"` // why skipped or broken
}

// Brief returns the report without the transcripts of scenarios that passed: the
// one for people shows none of them.
func Brief(r Report) Report {
	r.Scenarios = slices.Clone(r.Scenarios)
	for i := range r.Scenarios {
		if s := &r.Scenarios[i]; s.Status == Passed {
			s.Transcript = nil
		}
	}
	return r
}

// Scenario is one executed scenario with what it found, for requirements of
// the selected profiles. Its status is about its own requirements.
type Scenario struct {
	Name       string          `json:"name"`
	Feature    string          `json:"feature"` // path in features/
	IDs        []string        `json:"ids"`
	Status     Status          `json:"status"`
	Reason     string          `json:"reason,omitempty"`
	DurationMS int64           `json:"duration_ms"`
	Findings   []check.Finding `json:"findings"`
	Transcript []wire.Entry    `json:"transcript"`
}
