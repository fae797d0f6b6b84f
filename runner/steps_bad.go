package runner

import (
	"errors"
	"io"
	"time"

	"flowcheck/runner/check"
	"flowcheck/runner/node"
	"flowcheck/runner/wire"
)

// awaitRefusal waits for the reply to a request that is malformed on purpose:
// no reply is owed to it by the protocol as a whole, but by the requirement
// under test.
func (w *world) awaitRefusal(q *check.Request) error {
	for q.Reply == nil {
		if w.over {
			w.expectAnswer(q)
			return errStop
		}
		line, err := w.proc.Receive(w.deadline)
		switch {
		case err == nil && w.line(line):
			if q.Reply == nil && w.conv.Junk() {
				w.expectAnswer(q)
				return errStop
			}
		case errors.Is(err, node.ErrDeadline):
			w.event(wire.Suite, wire.Deadline)
			w.job.missedDeadline(nil)
			w.expectAnswer(q)
			w.end(w.proc.Kill)
			return errStop
		case errors.Is(err, io.EOF):
			err := w.gone()
			w.expectAnswer(q)
			return err
		default:
			w.expectAnswer(q)
			return w.flooded()
		}
	}
	return nil
}

// unknownType sends a message of a type that the protocol does not have. In all
// else it is a right generate_auth_url, so that nothing else is refused.
func (w *world) unknownType(typ string) error {
	if err := w.ready(); err != nil {
		return err
	}
	body, err := w.compose("generate_auth_url", nil)
	if err != nil {
		return w.fault(err)
	}
	w.reply = nil
	w.deadline = time.Now().Add(w.job.options.Timeout)
	return w.write(compact(object{{"src", usualSrc}, {"dest", usualDest}, {"body", body.set("type", typ)}}))
}

// authorizeURL opens a URL of the suite's own.
func (w *world) authorizeURL(change, without, parameter, value string) error {
	text, err := w.text(value)
	if err != nil {
		return w.fault(err)
	}
	u, err := w.suiteURL(change, without, parameter, text)
	if err != nil {
		return err
	}
	w.grant = &grant{client: w.clients[0]}
	w.grants = append(w.grants, w.grant)
	return w.send(request{typ: "authorize", table: table([][2]string{{"url", literal(u)}})})
}

func (w *world) oversizedLine(name string) error {
	line, err := oversized(name)
	if err != nil {
		return w.fault(err)
	}
	return w.raw(line)
}

// bad are lines that no node can read.
var bad = []string{`{`, `nope`, `{"a":}`, `[]`, `1`, `"x"`, `null`, `true`, `{"src":"client","dest":"oauth"}`, `{"src":"client","dest":"oauth","body":7}`}

func (w *world) badLines(n int) error {
	lines := make([][]byte, n)
	for i := range lines {
		lines[i] = []byte(bad[i%len(bad)] + "\n")
	}
	return w.raw(lines...)
}

func (w *world) goodBadGood(line string) error {
	if err := w.ready(); err != nil {
		return err
	}
	first, err := w.numbered(1, "generate_auth_url", usualSrc)
	if err != nil {
		return w.fault(err)
	}
	last, err := w.numbered(2, "generate_auth_url", usualSrc)
	if err != nil {
		return w.fault(err)
	}
	return w.raw(first, []byte(line+"\n"), last)
}

// shortReplies bounds what an error hands back (ROB-08).
func (w *world) shortReplies(most int) error {
	w.finish()
	w.expect(check.Expectation{What: "short", Most: most})
	return nil
}

// onlyRequestsAnswered demands that what is no request got no answer.
func (w *world) onlyRequestsAnswered() error {
	if err := w.settle(); err != nil {
		return err
	}
	w.finish()
	w.expect(check.Expectation{What: "requests only"})
	return nil
}
