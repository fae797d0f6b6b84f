package check

// Finding is one requirement that one conversation did not meet.
//
// Cause is the stable word for what went wrong ("url.not-encoded"); findings
// with one cause belong to one group of the report and to one hint. Status is
// set by the verdict, from the level of the requirement.
type Finding struct {
	ID         string `json:"id"`
	Status     string `json:"status"` // failed | warned
	Cause      string `json:"cause"`
	Message    string `json:"message"` // one line: what is wrong
	Sent       string `json:"sent,omitempty"`
	Got        string `json:"got,omitempty"`
	Expected   string `json:"expected,omitempty"`
	Difference string `json:"difference,omitempty"` // the smallest difference
	Pointer    string `json:"pointer,omitempty"`    // JSON pointer into the reply
	Hint       string `json:"hint,omitempty"`       // the first thing to change
	Source     string `json:"source,omitempty"`     // RFC clause, exercise hint
	Again      string `json:"again,omitempty"`      // the command that runs this check again
	File       string `json:"file,omitempty"`       // of recorded traffic
	Line       int    `json:"line,omitempty"`       // where it shows in File, from 1

	// Mild makes it a warning whatever the level of its requirement: what
	// the protocol tolerates and the author should know.
	Mild bool `json:"-"`
}
