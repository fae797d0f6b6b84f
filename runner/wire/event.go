package wire

import "strings"

// What the suite remarks between the lines of a transcript. An exit is
// remarked in words of its own ("exit status 1", "killed by signal: killed").
const (
	Started       = "started"
	ClosedStdin   = "closed stdin"
	EndOfFile     = "end of file on stdout"
	Deadline      = "deadline missed"
	NotRead       = "stdin not read"
	Flood         = "too much output"
	OneShot       = "one line only"
	Stopped       = "stopped by the suite"
	Recorded      = "recorded between a client and the node" // the client is not the suite
	Interrupted   = "a signal came, or the client went away" // what is unanswered now may not be the node's fault
	EndOfScenario = "end of scenario"
)

const scenarioPrefix = "scenario "

// ScenarioEvent is the first entry of a recorded scenario: where it stands, and
// the requirements that are charged when a reply is missing.
func ScenarioEvent(feature, name string, ids []string) string {
	return scenarioPrefix + feature + ": " + name + " @" + strings.Join(ids, " @")
}

// ParseScenarioEvent takes a ScenarioEvent apart; ok is false for any other
// event.
func ParseScenarioEvent(event string) (feature, name string, ids []string, ok bool) {
	rest, ok := strings.CutPrefix(event, scenarioPrefix)
	if !ok {
		return "", "", nil, false
	}
	if feature, rest, ok = strings.Cut(rest, ": "); !ok {
		return "", "", nil, false
	}
	parts := strings.Split(rest, " @")
	return feature, parts[0], parts[1:], true
}
