package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"flowcheck/runner/wire"
)

// Expectation is what a step demands of the conversation up to this place. It
// stands in the transcript as an event and is judged when the event is added,
// so a recording gets the verdict that the run got. What says which demand it
// is (the table is in demands.go) and so which of the other members count.
type Expectation struct {
	What     string         `json:"what"`
	Request  int            `json:"request,omitempty"`  // whose reply: the Number of the request
	Before   int            `json:"before,omitempty"`   // another request, whose reply is compared
	Member   string         `json:"member,omitempty"`   // of the body or envelope, or a parameter of the URL
	Text     string         `json:"text,omitempty"`     // the argument that most demands have
	Value    any            `json:"value,omitempty"`    // wanted; numbers are json.Number
	Body     map[string]any `json:"body,omitempty"`     // wanted members
	Patterns []string       `json:"patterns,omitempty"` // pointers of the members of Body that are patterns
	Names    []string       `json:"names,omitempty"`    // of errors, any of them
	Granted  bool           `json:"granted,omitempty"`
	Least    int            `json:"least,omitempty"`
	Most     int            `json:"most,omitempty"`
}

// Bounds of what a recording may ask for: the bytes of one expectation, of one
// pattern in it, and what all of them together may look at.
const (
	maxExpectation = 1 << 20
	maxPattern     = 1 << 10
	maxWork        = 10_000_000 // messages, or KiB of them
)

// Event is the expectation as it stands in a transcript.
func (e Expectation) Event() string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		return wire.BrokenEvent("the suite cannot write an expectation: " + err.Error())
	}
	return wire.ExpectsEvent(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

// ParseExpectation reads the JSON of an expectation, and nothing else.
func ParseExpectation(text string) (Expectation, error) {
	if len(text) > maxExpectation {
		return Expectation{}, fmt.Errorf("read expectation: it has %d bytes, and may have %d", len(text), maxExpectation)
	}
	if e, ok := plainExpectation(text); ok {
		return e, nil
	}
	return anyExpectation(text)
}

// anyExpectation reads one that is written in any way.
func anyExpectation(text string) (Expectation, error) {
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	dec.DisallowUnknownFields()
	var e Expectation
	if err := dec.Decode(&e); err != nil {
		return Expectation{}, fmt.Errorf("read expectation: %w", err)
	}
	if dec.More() {
		return Expectation{}, errors.New("read expectation: something follows it")
	}
	return e, nil
}

// plainExpectation reads one that is written as Event writes it; ok is false where
// encoding/json has to read it. A run writes and reads some for each request.
func plainExpectation(text string) (e Expectation, ok bool) {
	v, _ := Plain([]byte(text))
	members, ok := v.(map[string]any)
	for name, value := range members {
		if !ok {
			break
		}
		switch name {
		case "what":
			e.What, ok = value.(string)
		case "request":
			e.Request, ok = count(value)
		case "before":
			e.Before, ok = count(value)
		case "member":
			e.Member, ok = value.(string)
		case "text":
			e.Text, ok = value.(string)
		case "value":
			e.Value = value
		case "body":
			e.Body, ok = value.(map[string]any)
		case "granted":
			e.Granted, ok = value.(bool)
		default: // the others are rare
			ok = false
		}
	}
	return e, ok
}

// count reads a number of Go's.
func count(v any) (int, bool) {
	digits, ok := v.(json.Number)
	n, err := strconv.Atoi(string(digits))
	return n, ok && err == nil
}

// expects judges an expectation of the transcript. One that cannot be judged
// breaks its scenario: what it should have shown has not passed.
func (c *Conversation) expects(text string) {
	c.met = false
	e, err := ParseExpectation(text)
	if c.ledger != nil && e.What != "framing" {
		return // no scenario made it, to whose requirements it could be charged
	}
	if err == nil {
		err = c.hold(e)
	}
	if err != nil && c.Broken == "" {
		c.Broken = "the transcript cannot be judged: " + clip(err.Error())
	}
}

// Met says whether the newest expectation was met.
func (c *Conversation) Met() bool { return c.met }

// hold holds the conversation against one expectation.
func (c *Conversation) hold(e Expectation) error {
	judge, ok := demands[e.What]
	if !ok {
		return fmt.Errorf("judge expectation: none is called %q", e.What)
	}
	before := c.unmet
	if err := judge(c, e); err != nil {
		return fmt.Errorf("judge expectation %q: %w", e.What, err)
	}
	c.met = c.unmet == before
	return nil
}

// afford counts what is looked at: so many messages, and a line for as long as
// it is.
func (c *Conversation) afford(messages, bytes int) error {
	c.work += 1 + messages + bytes>>10
	if c.work > maxWork {
		return errors.New("all of them together ask for too much")
	}
	return nil
}

// charge notes that an expectation is not met, at the scenario's own
// requirements.
func (c *Conversation) charge(f Finding) {
	c.unmet++
	c.find(f, c.IDs...)
}

// request finds a request by its number.
func (c *Conversation) request(number int) (*Request, error) {
	if number < 1 || number > len(c.Requests) {
		return nil, fmt.Errorf("there is no request %d", number)
	}
	return c.Requests[number-1], nil
}

// replyTo finds the reply to a request.
func (c *Conversation) replyTo(number int) (*Reply, error) {
	q, err := c.request(number)
	if err != nil {
		return nil, err
	}
	if q.Reply == nil {
		return nil, fmt.Errorf("request %d has no reply", number)
	}
	return q.Reply, c.afford(0, len(q.Reply.Line))
}
