package runner

import (
	"errors"
	"fmt"
	"io"
	"strings"
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

// raw sends lines as they are, requests or not, in one write.
func (w *world) raw(lines ...[]byte) error {
	if err := w.ready(); err != nil {
		return err
	}
	w.reply = nil
	return w.write(lines...)
}

// oversized are the lines of ROB-05 and ROB-08 that no table can hold.
func oversized(name string) ([]byte, error) {
	envelope := func(inner string) []byte {
		return []byte(`{"src":"client","dest":"oauth","body":` + inner + "}\n")
	}
	switch name {
	case "with invalid UTF-8":
		return envelope("{\"type\":\"generate_auth_url\",\"msg_id\":1,\"state\":\"\xff\xfe\xc3\x28\"}"), nil
	case "with a NUL byte":
		return envelope("{\"type\":\"generate_auth_url\",\"msg_id\":1,\"state\":\"\x00\"}"), nil
	case "nested 10,000 deep":
		return envelope(`{"type":"generate_auth_url","msg_id":1,"x":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}`), nil
	case "with a number of 1 MB":
		return envelope(`{"type":"generate_auth_url","msg_id":` + strings.Repeat("7", 1_000_000) + `}`), nil
	case "with duplicate members":
		return envelope(`{"type":"generate_auth_url","type":"nope","msg_id":1,"msg_id":2,"state":"a","state":"b"}`), nil
	case "of 1 MiB of garbage":
		return []byte(strings.Repeat("garbage ", 1<<17) + "\n"), nil
	}
	return nil, fmt.Errorf("no line is named %q", name)
}
