package wire

import "strings"

// What the suite remarks between the lines of a transcript. An exit is
// remarked in words of its own ("exit status 1", "killed by signal: killed"),
// and ScenarioEvent, ExpectsEvent, SkippedEvent and BrokenEvent make the
// remarks that carry a text.
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
	EndOfScenario = "end of scenario"                        // the last one: without it a transcript is cut off
)

// Events that carry a text begin with one of these.
const (
	scenarioPrefix = "scenario "
	expectsPrefix  = "expects "
	skippedPrefix  = "skipped: "
	brokenPrefix   = "broken: "
)

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

// ExpectsEvent is an expectation that a step had of the conversation at this
// place: JSON, which package check writes, reads and judges.
func ExpectsEvent(expectation []byte) string { return expectsPrefix + string(expectation) }

// ParseExpectsEvent gives the JSON of an ExpectsEvent; ok is false for any
// other event.
func ParseExpectsEvent(event string) (expectation string, ok bool) {
	return strings.CutPrefix(event, expectsPrefix)
}

// SkippedEvent says why the scenario does not apply to the node.
func SkippedEvent(reason string) string { return skippedPrefix + reason }

// ParseSkippedEvent gives the reason of a SkippedEvent; ok is false for any
// other event.
func ParseSkippedEvent(event string) (reason string, ok bool) {
	return strings.CutPrefix(event, skippedPrefix)
}

// BrokenEvent says why the scenario could not be judged.
func BrokenEvent(reason string) string { return brokenPrefix + reason }

// ParseBrokenEvent gives the reason of a BrokenEvent; ok is false for any other
// event.
func ParseBrokenEvent(event string) (reason string, ok bool) {
	return strings.CutPrefix(event, brokenPrefix)
}
