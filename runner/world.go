package runner

import (
	"errors"
	"io"
	"time"

	"flowcheck/features"
	"flowcheck/runner/check"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
	"flowcheck/runner/wire"
)

// world is the state of one scenario: its own process, its own transcript.
type world struct {
	job      *job
	scenario features.Scenario
	values   *values

	proc       *node.Process
	release    func() bool // the process from the run's cancellation
	begun      time.Time
	transcript wire.Transcript
	conv       *check.Conversation
	printed    int       // lines of the node
	deadline   time.Time // of the oldest reply that is waited for
	id         int64     // last msg_id given
	over       bool      // the process ended, or was ended
	exit       string    // how

	reply   *check.Reply // to the newest request, once a step waited for it
	token   *token       // the newest
	tokens  []*token     // all that Given steps obtained
	name    string       // of the node since init; "": the usual one
	clients []*client
	grant   *grant // the newest
	grants  []*grant

	challenged [2]string    // the code_challenge and its method that a code was asked for with
	refusedAt  *check.Reply // where it was refused
	batchAt    int          // number of the first request of the newest batch
	seriesAt   int          // the same of the series
	settled    bool         // the scenario has come to a good end early

	skipped string // why the rest is skipped
	broken  string // why it cannot be judged: our fault, or a start that failed
}

// token is what an exchange_code gave, and what it was given for.
type token struct {
	name                 string
	value, refresh       string
	request              int // number of the one that got it
	client, code, secret string
}

// errStop ends a scenario whose finding is already in the books.
var errStop = errors.New("stopped")

// skip notes why a scenario does not apply to this node, and ends it.
func (w *world) skip(reason string) error {
	w.skipped = reason
	return errStop
}

func (w *world) begin() error {
	if w.proc != nil {
		return nil
	}
	w.begun = time.Now()
	w.conv = check.NewConversation(w.job.schemas, w.job.options.Framing)
	w.conv.Trust(w.job.right)
	w.event(wire.Suite, wire.ScenarioEvent(w.scenario.Feature, w.scenario.Name, w.scenario.IDs))
	if framing := w.job.options.Framing; framing != "auto" {
		w.expect(check.Expectation{What: "framing", Text: framing})
	}
	return w.start()
}

// start starts the process of the world.
func (w *world) start() error {
	p, err := node.Start(w.job.command, node.DefaultLimits)
	if err != nil {
		w.broken = "the node could not be started: " + err.Error()
		w.over = true
		return err
	}
	w.proc = p
	w.event(wire.Suite, wire.Started)
	w.release = w.job.onCancel(p)
	return nil
}

func (w *world) add(e wire.Entry) {
	e.At = e.At.Truncate(time.Microsecond) // as it is written
	w.transcript.Add(e)
	w.conv.Add(e)
}

func (w *world) event(from wire.Side, event string) {
	var at time.Duration
	if w.proc != nil {
		at = w.proc.Since()
	}
	w.add(wire.Entry{At: at, From: from, Event: event})
}

// write sends lines in one write.
func (w *world) write(lines ...[]byte) error {
	var all []byte
	for _, line := range lines {
		w.add(wire.Entry{At: w.proc.Since(), From: wire.Client, Line: line})
		all = append(all, line...)
	}
	return w.put(all)
}

// put writes bytes that are in the transcript already.
func (w *world) put(b []byte) error {
	w.deadline = time.Now().Add(w.job.options.Timeout)
	switch err := w.proc.Send(b, w.deadline); {
	case errors.Is(err, node.ErrDeadline):
		w.event(wire.Suite, wire.NotRead)
		return w.missed()
	case err != nil && !errors.Is(err, node.ErrClosed):
		w.broken = err.Error()
		return err
	}
	// A node that closed its stdin is judged by what it answers.
	return nil
}

// settle waits until every request that is owed a reply has it.
func (w *world) settle() error {
	for len(w.conv.Pending()) > 0 {
		if w.over {
			return errStop
		}
		waiting := len(w.conv.Pending())
		if err := w.receive(w.deadline); err != nil {
			return err
		}
		if len(w.conv.Pending()) < waiting {
			// SMP-10: pipelined requests count from the reply before.
			w.deadline = time.Now().Add(w.job.options.Timeout)
		}
	}
	return nil
}

// receive takes one line, or notes why there is none.
func (w *world) receive(deadline time.Time) error {
	line, err := w.proc.Receive(deadline)
	switch {
	case err == nil:
		if w.line(line) {
			return nil
		}
		return w.flooded()
	case errors.Is(err, node.ErrDeadline):
		return w.missed()
	case errors.Is(err, io.EOF):
		return w.gone()
	default:
		return w.flooded()
	}
}

// flooded ends a node that prints more than is read.
func (w *world) flooded() error {
	w.event(wire.Suite, wire.Flood)
	w.end(w.proc.Kill)
	return errStop
}

// spare is how many lines a node may print beyond one or two for each request. What
// goes beyond is a flood: judging it line by line would outlast any deadline.
const spare = 1000

// line takes a line, unless the node has printed too many.
func (w *world) line(l node.Line) bool {
	if w.printed++; w.printed > 2*len(w.conv.Requests)+spare {
		return false
	}
	w.add(wire.Entry{At: l.At, From: wire.Node, Line: l.Bytes})
	if l.Cut {
		w.event(wire.Suite, wire.Flood)
	}
	return true
}

// How long a missed deadline is looked into: a while for a late reply, then the
// rest for one that comes when stdin is closed. A slow node must not be taken for
// one that buffers its stdout, so that the while is not short.
const (
	lateFor    = 200 * time.Millisecond
	experiment = 500 * time.Millisecond
)

// missed notes a missed deadline, closes stdin and looks whether the reply
// comes then: a node that buffers its stdout gives itself away.
func (w *world) missed() error {
	w.event(wire.Suite, wire.Deadline)
	w.job.missedDeadline(w.conv.Pending())
	end := time.Now().Add(experiment)
	w.drain(time.Now().Add(lateFor))
	if len(w.conv.Pending()) > 0 {
		w.closeStdin()
		w.drain(end)
	}
	w.end(w.proc.Kill)
	if w.conv.OneShotAnswered() {
		return nil
	}
	return errStop
}

// drain takes lines until the deadline, the end of the file, or until nothing
// is waited for.
func (w *world) drain(deadline time.Time) {
	for len(w.conv.Pending()) > 0 {
		l, err := w.proc.Receive(deadline)
		if err != nil || !w.line(l) {
			return
		}
	}
}

// gone notes the end of the node's stdout, and of the node if it ended too.
func (w *world) gone() error {
	if exit, ended := w.proc.WaitExit(time.Now().Add(250 * time.Millisecond)); ended {
		w.exit = exit.String()
		w.event(wire.Node, w.exit)
	} else {
		w.event(wire.Node, wire.EndOfFile)
	}
	w.end(w.proc.Kill)
	return errStop
}

func (w *world) closeStdin() {
	w.proc.CloseStdin()
	w.event(wire.Suite, wire.ClosedStdin)
}

// end stops the process in the given way and takes what it still said.
func (w *world) end(stop func() node.Exit) {
	if w.over {
		return
	}
	w.over = true
	if exit, ended := w.proc.Ended(); !ended {
		w.event(wire.Suite, wire.Stopped)
	} else if w.exit == "" {
		w.exit = exit.String()
		w.event(wire.Node, w.exit)
	}
	exit := stop()
	w.release()
	for _, l := range w.proc.Drain() {
		if !w.line(l) {
			break
		}
	}
	if w.exit == "" {
		w.exit = exit.String()
		w.event(wire.Node, w.exit)
	}
}

// finish ends the process as a client would: stdin closed, stdout read to its
// end.
func (w *world) finish() {
	if w.proc == nil || w.over {
		return
	}
	w.event(wire.Suite, wire.ClosedStdin)
	w.end(w.proc.Stop)
}

// stderr is what tells most of what the node wrote there, for a message.
func (w *world) stderr() string {
	if w.proc == nil {
		return ""
	}
	tail, _ := w.proc.Stderr()
	return report.LastWords(string(tail))
}
