package runner

import (
	"fmt"
	"strings"

	"flowcheck/runner/check"
)

// secondsPass moves the node's virtual clock.
func (w *world) secondsPass(seconds string) error {
	if err := w.send(request{typ: "advance_clock", table: table([][2]string{{"seconds", seconds}})}); err != nil {
		return err
	}
	return w.supported("advance_clock", "clock_advanced")
}

// startAgain ends the node and starts it afresh, in the same conversation.
func (w *world) startAgain() error {
	if err := w.ready(); err != nil {
		return err
	}
	w.finish()
	old := w.proc
	w.proc = nil
	if err := w.start(); err != nil {
		w.proc = old
		return err
	}
	w.over, w.exit = false, ""
	w.clients, w.grant, w.grants = nil, nil, nil
	return nil
}

// issue obtains n tokens, each with a code of its own.
func (w *world) issue(n int) error {
	for range n {
		if err := w.accessToken(fmt.Sprintf("%d", len(w.tokens)), "", ""); err != nil {
			return err
		}
	}
	return nil
}

// unguessable holds what was issued against one property.
func (w *world) unguessable(what, property string) error {
	w.expect(check.Expectation{What: "unguessable", Member: what, Text: property})
	return nil
}

// revealsNothing is about the newest token (TOK-04).
func (w *world) revealsNothing() error {
	if w.token == nil {
		return w.fault(fmt.Errorf("no token was issued"))
	}
	w.expect(check.Expectation{What: "random", Request: w.token.request})
	return nil
}

// raw sends bytes that are no request, written as the inside of a Go string is,
// a number of times.
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
