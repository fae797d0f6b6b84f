package runner

import (
	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// expect writes an expectation into the transcript, where it is judged as any
// reader of the transcript judges it. It says whether it is met.
func (w *world) expect(e check.Expectation) bool {
	w.event(wire.Suite, e.Event())
	return w.conv.Met()
}

// of is an expectation of a reply.
func of(r *check.Reply, what string) check.Expectation {
	return check.Expectation{What: what, Request: r.Request.Number}
}

func (w *world) expectType(r *check.Reply, typ string) bool {
	e := of(r, "type")
	e.Text = typ
	return w.expect(e)
}

func (w *world) expectRefusal(r *check.Reply) { w.expect(of(r, "refusal")) }

func (w *world) expectURL(r *check.Reply, parameter string) {
	e := of(r, "url")
	e.Member = parameter
	w.expect(e)
}

func (w *world) expectKind(r *check.Reply, member, kind string) {
	e := of(r, "kind")
	e.Member, e.Text = member, kind
	w.expect(e)
}

func (w *world) expectAbsent(r *check.Reply, member string) {
	e := of(r, "absent")
	e.Member = member
	w.expect(e)
}

// expectScope holds the answer of a check_scope; about words what was asked for
// where the request does not say it.
func (w *world) expectScope(r *check.Reply, granted bool, about string) {
	e := of(r, "scope")
	e.Granted, e.Text = granted, about
	w.expect(e)
}

func (w *world) expectError(r *check.Reply, names ...string) {
	e := of(r, "error")
	e.Names = names
	w.expect(e)
}

// expectAnswer is for a request that is malformed on purpose and was given up
// on, or answered.
func (w *world) expectAnswer(q *check.Request) {
	w.expect(check.Expectation{What: "answer", Request: q.Number})
}

// conclude closes the transcript: why the scenario does not apply or could not
// be judged, if so, and that it came to its end. err is what its steps ended
// with.
func (w *world) conclude(err error) {
	switch {
	case w.broken != "":
		w.event(wire.Suite, wire.BrokenEvent(w.broken))
	case w.skipped != "":
		w.event(wire.Suite, wire.SkippedEvent(w.skipped))
	case err != nil && !w.settled && len(w.conv.End()) == 0:
		w.event(wire.Suite, wire.BrokenEvent("the scenario is at fault: "+err.Error()))
	}
	w.event(wire.Suite, wire.EndOfScenario)
}
