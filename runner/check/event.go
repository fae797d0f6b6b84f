package check

import "flowcheck/runner/wire"

// remark takes an event that carries a text; it says whether the event is one.
func (c *Conversation) remark(event string) bool {
	if _, _, ids, ok := wire.ParseScenarioEvent(event); ok {
		c.IDs = ids
		return true
	}
	if text, ok := wire.ParseExpectsEvent(event); ok {
		c.expects(text)
		return true
	}
	if reason, ok := wire.ParseSkippedEvent(event); ok {
		c.Skipped = reason
		return true
	}
	reason, ok := wire.ParseBrokenEvent(event)
	if ok {
		c.Broken = reason
	}
	return ok
}

func (c *Conversation) event(e wire.Entry) {
	switch e.Event {
	case wire.OneShot:
		c.oneShot = true
	case wire.Deadline:
		c.missed = true
		for r := range c.waiting() {
			r.late = true
		}
	case wire.ClosedStdin:
		c.closed = true
	case wire.NotRead:
		c.unread, c.missed = true, true
	case wire.Flood:
		c.flood = true
	case wire.EndOfFile:
		c.eof = true
	case wire.Stopped, wire.Interrupted:
		c.stopped = true
	case wire.Recorded:
		c.foreign = true
	case wire.Started:
		// A scenario may start its node again, and go on.
		if c.foreign || !c.live && c.sent+c.replied > 0 {
			c.over()
		}
		c.live, c.closed, c.stopped, c.eof, c.ending, c.exit, c.names, c.grants = true, false, false, false, "", "", nil, grants{}
		if c.ledger != nil {
			c.ledger.Restarted()
		}
	case wire.EndOfScenario:
		c.Complete = true
	default:
		if e.From == wire.Node {
			c.exit = e.Event
		}
		if !c.stopped && !c.closed {
			c.ending = e.Event
		}
	}
}
