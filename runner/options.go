package runner

import (
	"io/fs"
	"time"

	"flowcheck/runner/check"
	"flowcheck/runner/report"
)

// Options choose what is run and how. The zero value runs the default
// profiles.
type Options struct {
	Profiles    []string      // names of profiles, or "all"; none: the default ones
	Select      []string      // requirement IDs, or patterns matched against ID, feature and scenario name
	Scenarios   []string      // run these scenarios only, by "feature: name"; none: all that the rest selects
	Timeout     time.Duration // deadline of a reply; 0: 5 s (SMP-10)
	Jobs        int           // scenarios at once; 0: number of CPUs
	Seed        int64         // of the fresh values; 0: chosen
	Framing     string        // auto, envelope or body; "": auto
	Strict      bool          // a SHOULD not met fails
	FailFast    bool          // stop at the first failed scenario
	KeepGoing   bool          // run everything, even against a node that answers nothing
	Transcripts string        // folder for one transcript file a scenario; "": none
	Features    fs.FS         // the specification to judge by; nil: the built-in one
	Tool        report.Tool   // named in the report
	Named       []string      // the command as the user gave it, for "again"; none: the built-in node

	// Progress is called after each scenario, from one goroutine at a time.
	Progress func(done, total int, last report.Scenario)

	// Found is called by Validate for each finding that the report will have, as
	// soon as the lines that show it are judged: in their order, with its status
	// and its place, from one goroutine at a time.
	Found func(check.Finding)
}
