package runner

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/cucumber/godog"

	"flowcheck/runner/wire"
)

// usualSrc and usualDest are the names in the exercise's envelopes.
const (
	usualSrc  = "client"
	usualDest = "oauth"
)

// request is what a step says of one request.
type request struct {
	typ, src, dest, form string
	malformed            bool
	table                *godog.Table
}

// send sends one request, as a client does that waits for each reply before it
// sends the next.
func (w *world) send(r request) error {
	if err := w.ready(); err != nil {
		return err
	}
	if reason := w.job.unanswered(r.typ); reason != "" {
		w.broken = reason
		return errStop
	}
	body, err := w.compose(r.typ, r.table)
	if err != nil {
		return w.fault(err)
	}
	src, dest := usualSrc, usualDest
	if w.name != "" {
		dest = w.name // since init
	}
	if r.src != "" {
		if src, err = w.text(r.src); err != nil {
			return w.fault(err)
		}
	}
	if r.dest != "" {
		dest = r.dest
	}
	envelope := object{{"src", src}, {"dest", dest}, {"body", body}}
	line := compact(envelope)
	if err := w.wellFormed(line, body, r.malformed); err != nil {
		return w.fault(err)
	}
	w.reply = nil
	if r.form == "" {
		return w.write(line)
	}
	return w.writeForm(r.form, envelope)
}

// ready starts the node and waits for the replies that are still owed.
func (w *world) ready() error {
	if err := w.begin(); err != nil {
		return err
	}
	if w.over {
		return errStop
	}
	return w.settle()
}

// fault notes a mistake of the suite: the scenario cannot be judged. A skip
// stays a skip.
func (w *world) fault(err error) error {
	if w.skipped == "" && err != errStop {
		w.broken = "the scenario is at fault: " + err.Error()
	}
	return err
}

// wellFormed holds a request of the suite, and the line that it makes, against the
// schema of its type.
func (w *world) wellFormed(line []byte, body object, malformed bool) error {
	if !malformed && w.job.right != nil && w.job.right(line) {
		return nil
	}
	v, _ := plain(body).(map[string]any)
	typ, _ := v["type"].(string)
	faults := w.job.schemas.Validate(typ, v)
	switch {
	case malformed && len(faults) == 0:
		return fmt.Errorf("a malformed %s satisfies its schema", typ)
	case !malformed && len(faults) > 0:
		return fmt.Errorf("a %s does not satisfy its schema: %s %s", typ, faults[0].Pointer, faults[0].Message)
	}
	return nil
}

// plain is a value as it is decoded from what write makes of it.
func plain(v any) any {
	switch v := v.(type) {
	case object:
		all := make(map[string]any, len(v))
		for _, m := range v {
			all[m.name] = plain(m.value)
		}
		return all
	case map[string]any:
		all := make(map[string]any, len(v))
		for name, value := range v {
			all[name] = plain(value)
		}
		return all
	case []any:
		all := make([]any, len(v))
		for i, e := range v {
			all[i] = plain(e)
		}
		return all
	case nil, string, bool, json.Number:
		return v
	}
	return json.Number(fmt.Sprint(v))
}

// batch sends n requests in one write. Types are mixed or all the same; the
// requests differ in what their replies show.
func (w *world) batch(n int, typ string, closes bool) error {
	if err := w.ready(); err != nil {
		return err
	}
	lines := make([][]byte, n)
	for i := range lines {
		line, err := w.numbered(i, typ, batchSrc(i, typ))
		if err != nil {
			return w.fault(err)
		}
		lines[i] = line
	}
	w.reply = nil
	w.batchAt = len(w.conv.Requests) + 1
	if err := w.write(lines...); err != nil {
		return err
	}
	if closes {
		w.closeStdin()
	}
	return nil
}

// batchSrc is who sends the i-th request of a batch: a node that answers what
// it read at once has to tell two clients apart. A code or token is one client's.
func batchSrc(i int, typ string) string {
	if i%2 == 1 && typ != "exchange_code" && typ != "refresh_token" {
		return "c2"
	}
	return usualSrc
}

// numbered is the i-th request of a series. check_scope asks for a token that
// was issued before.
func (w *world) numbered(i int, typ, src string) ([]byte, error) {
	few := i % 8 // a node need not keep thousands of clients
	cells := [][2]string{{"state", fmt.Sprintf(`"{state_%d}"`, i)}, {"client_id", fmt.Sprintf(`"{client_%d}"`, few)},
		{"redirect_uri", fmt.Sprintf(`"{redirect_%d}"`, few)}, {"scopes", fmt.Sprintf(`["{scope_%d}"]`, few)}}
	if typ == "exchange_code" || typ == "refresh_token" {
		cells = nil // the same request again and again
	}
	if typ == "requests of mixed types" {
		typ = "generate_auth_url"
		if i%2 == 1 && w.token != nil {
			typ, cells = "check_scope", [][2]string{{"required_scope", `"read"`}}
		}
	}
	body, err := w.compose(typ, nil)
	if err != nil {
		return nil, err
	}
	for _, c := range cells {
		value, err := w.parse(c[1])
		if err != nil {
			return nil, err
		}
		body = body.set(c[0], value)
	}
	line := compact(object{{"src", src}, {"dest", usualDest}, {"body", body}})
	return line, w.wellFormed(line, body, false)
}

// The size of a batch follows from the pace of the node.
const (
	leastBatch = 20
	batchTime  = 2 * time.Second
)

// affordable is how many requests the node answers in two seconds by the pace
// of two that are measured now, at least 20.
func (w *world) affordable(most int) (int, error) {
	var slowest time.Duration
	for i := range 3 {
		began := time.Now()
		if err := w.send(request{typ: "generate_auth_url"}); err != nil {
			return 0, err
		}
		if err := w.settle(); err != nil {
			return 0, err
		}
		if i > 0 { // the first pays for the start
			slowest = max(slowest, time.Since(began))
		}
	}
	return min(most, max(leastBatch, int(batchTime/max(slowest, time.Microsecond)))), nil
}

// series sends requests one after another until the time or the number is
// reached.
func (w *world) series(most int, limit time.Duration) error {
	if err := w.ready(); err != nil {
		return err
	}
	w.seriesAt = len(w.conv.Requests) + 1
	end := time.Now().Add(limit)
	for i := 0; i < most && (limit == 0 || time.Now().Before(end)); i++ {
		if err := w.ready(); err != nil {
			return err
		}
		line, err := w.numbered(i, "requests of mixed types", usualSrc)
		if err != nil {
			return w.fault(err)
		}
		if err := w.write(line); err != nil {
			return err
		}
		if err := w.settle(); err != nil {
			return err
		}
	}
	return nil
}

// only sends one line as it stands in the feature, and nothing else: the
// exercise's sample tests.
func (w *world) only(line string) error {
	if err := w.begin(); err != nil {
		return err
	}
	w.event(wire.Suite, wire.OneShot)
	return w.write([]byte(strings.TrimSpace(line) + "\n"))
}
