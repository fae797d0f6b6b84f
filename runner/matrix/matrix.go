// Package matrix judges many nodes by one plan, and sets what was found against
// what should have been found: a suite is proved by the broken nodes that it
// catches, each by the requirement that it breaks.
//
//	m, err := matrix.Run(ctx, candidates, matrix.Options{Control: right})
//
// The first node judged is a right one, the control. What fails there fails for
// a reason of ours or of the machine, and no kill is worth anything: Run gives
// an error in place of a Matrix. The package knows no candidate by itself; a
// Matrix is a document, and formats only read it.
package matrix

import (
	"time"

	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

// Candidate is a node with a fault that is known.
type Candidate struct {
	Name    string
	Summary string // what it does wrong, in one sentence
	Command node.Command
	Again   string // what a person types to have it judged alone
	ID      string // the requirement that must find it; "": nobody knows yet
	Profile string // of that requirement; "": it is judged by every profile
}

// Outcome is what became of a candidate.
type Outcome string

// The four outcomes; only the first is as it should be.
const (
	Killed     Outcome = "killed"                    // by the requirement that it names
	KilledElse Outcome = "killed for another reason" // by others only
	Survived   Outcome = "survived"
	NotJudged  Outcome = "not judged" // the run was cut off, or it could not be started
)

// Matrix is the outcome of every candidate.
type Matrix struct {
	Tool         report.Tool   `json:"tool"`
	Seed         int64         `json:"seed"`
	TimeoutMS    int64         `json:"timeout_ms"`
	Jobs         int           `json:"jobs"`
	Started      time.Time     `json:"started"`
	DurationMS   int64         `json:"duration_ms"`
	Complete     bool          `json:"complete"` // false: some candidate was not judged
	Full         bool          `json:"full"`     // each was judged by its whole profile, and by core
	Summary      Summary       `json:"summary"`
	Profiles     []Profile     `json:"profiles"`
	Requirements []Requirement `json:"requirements"`
	Mutants      []Row         `json:"mutants"`
	Searched     bool          `json:"searched"` // each scenario was tried on candidates until it found something of its own
	Idle         []Scenario    `json:"idle"`     // that found nothing of their own in any; known if Searched
}

// Row is the outcome of one candidate.
type Row struct {
	Name       string   `json:"name"`
	ID         string   `json:"id"`
	Profile    string   `json:"profile"`
	Summary    string   `json:"summary"`
	Outcome    Outcome  `json:"outcome"`
	IDs        []string `json:"ids"` // requirements that it was seen to break
	Kills      []Kill   `json:"kills"`
	Reason     string   `json:"reason,omitempty"` // why it was not judged
	DurationMS int64    `json:"duration_ms"`
	Again      string   `json:"again"` // what a person types to have it judged alone
}

// Kill is a scenario that found something in a candidate.
type Kill struct {
	Scenario
	IDs    []string `json:"ids"`    // the requirements to which it was charged
	Causes []string `json:"causes"` // of the findings, the words of report.json
	silent bool     // a deadline was missed
}

// Scenario names a scenario.
type Scenario struct {
	Feature string `json:"feature"` // path in features/
	Name    string `json:"scenario"`
}

// ExitStatus is that of the command: 0 if every candidate is killed by the
// requirement that it names, 1 if not, 3 if some could not be judged.
func (m Matrix) ExitStatus() int {
	switch {
	case !m.Complete:
		return 3
	case m.Summary.Killed < m.Summary.Mutants:
		return 1
	}
	return 0
}
