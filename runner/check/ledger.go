package check

import (
	"bytes"
	"encoding/json"
	"iter"
	"slices"
)

// Ledger keeps the requests of a recording that is too long to be kept whole,
// in place of the Conversation itself, and what was granted in it. What it has
// forgotten is not judged. It is an interface since package scan, which keeps them,
// imports this one.
type Ledger interface {
	// Sent takes in a request.
	Sent(*Request)
	// Waiting gives the unanswered requests, oldest first; with named, their Src and
	// Dest are set.
	Waiting(named bool) iter.Seq[*Request]
	// Numbered gives the requests with this msg_id, answered ones among
	// them, oldest first. Of an answered one it sets Row, Line, Type and the Line
	// of its Reply; where several wait, of those that ask for a URL the Body.
	Numbered(id json.Number) []*Request
	// Answered takes a request off the waiting ones; its Body and Reply are
	// set from then on.
	Answered(*Request)
	// Own notes a msg_id of the node's own, and says whether it came before.
	Own(id json.Number) (again bool)
	// Restarted forgets what was granted: the node was started again.
	Restarted()
	// Over forgets all requests and numbers: what comes is another recording.
	Over()
	// Unclear notes that a request for a URL may have been granted or not.
	Unclear(*Request)
	// Grant follows a success. Of a check_scope it gives the scopes of its
	// token where they are known, and whether anybody asked for the required
	// one.
	Grant(r *Reply) (scopes []string, known, ever bool)
}

// Keep begins a conversation whose requests a ledger keeps: nothing in it
// grows with the length of the recording.
func Keep(s Schemas, framing string, l Ledger) *Conversation {
	c := NewConversation(s, framing)
	c.ledger = l
	return c
}

// Passed notes a reply that needs no judging: it answers its request, in an
// envelope.
func (c *Conversation) Passed() {
	c.replied++
	c.pairs(Envelope)
}

// Shows notes that such a reply was a success of the type.
func (c *Conversation) Shows(typ string) { c.shows[typ] = true }

// Unpaired notes one more right reply before the first request.
func (c *Conversation) Unpaired() {
	c.replied++
	c.shows[anyReply], c.shows[Envelope] = true, true
}

// Calm says whether a right line may be passed over: nothing that came before
// it has to be held against it.
func (c *Conversation) Calm() bool { return c.Framing == Envelope && c.partial == nil && !c.missed }

// Sent is how many lines the client wrote.
func (c *Conversation) Sent() int { return c.sent }

// Passes notes a request that needs no judging.
func (c *Conversation) Passes() { c.sent++ }

// Charges counts findings, those that were made before or left out included.
func (c *Conversation) Charges() int { return c.charges }

// Names says whether a name is the node's.
func (c *Conversation) Names(name string) bool { return c.isNode(name) }

// waiting are the requests without a reply, oldest first.
func (c *Conversation) waiting() iter.Seq[*Request] {
	if c.ledger != nil {
		return c.ledger.Waiting(false)
	}
	return slices.Values(c.pending)
}

// addressed are the waiting requests, with Src and Dest set.
func (c *Conversation) addressed() iter.Seq[*Request] {
	if c.ledger != nil {
		return c.ledger.Waiting(true)
	}
	return slices.Values(c.pending)
}

// numbered are the requests with a msg_id, oldest first.
func (c *Conversation) numbered(id json.Number) []*Request {
	if c.ledger != nil {
		return c.ledger.Numbered(id)
	}
	return c.byID[CanonicalID(id)]
}

// keep takes in a request that can be answered.
func (c *Conversation) keep(r *Request) {
	if c.ledger != nil {
		c.ledger.Sent(r)
		return
	}
	c.pending = append(c.pending, r)
	if r.ID != "" {
		c.byID[CanonicalID(r.ID)] = append(c.byID[CanonicalID(r.ID)], r)
	}
}

// unnumberedDone bounds how many answered requests without msg_id are kept.
const unnumberedDone = 100

// done keeps the answered requests without msg_id, which a ledger cannot find.
func (c *Conversation) done(q *Request) {
	if q.ID != "" {
		return
	}
	c.Requests = append(c.Requests, q)
	if len(c.Requests) > unnumberedDone {
		c.Requests = slices.Delete(c.Requests, 0, 1)
	}
}

// reply takes in a reply, before it is paired.
func (c *Conversation) reply(r *Reply) {
	c.replied++
	c.shows[anyReply] = true
	if r.Framing == Envelope {
		c.shows[Envelope] = true
	}
	late := (r.afterEOF || r.late) && len(c.Replies) < maxFindings
	if c.ledger == nil || late {
		c.Replies = append(c.Replies, r)
	}
}

// pairs notes that a reply has its request.
func (c *Conversation) pairs(framing string) {
	if c.paired && (framing != Envelope || c.pairedIn) {
		return
	}
	c.paired, c.shows[pairedReply] = true, true
	if framing == Envelope {
		c.pairedIn, c.shows[pairedEnvelope] = true, true
	}
}

// ReadMessage reads a line as a message in one of the two framings.
func ReadMessage(line []byte) (*Reply, bool) {
	v, err := decode(bytes.TrimPrefix(bytes.TrimSpace(line), []byte("\ufeff")))
	if err != nil {
		return nil, false
	}
	m, ok := asMessage(v)
	return &Reply{Line: line, Framing: m.framing, Envelope: m.envelope, Body: m.body}, ok
}

// body is the body of a reply; one that a ledger gives is read only when it is
// asked for.
func (r *Reply) body() map[string]any {
	if r.Body == nil {
		if m, ok := ReadMessage(r.Line); ok {
			r.Body, r.Envelope, r.Framing = m.Body, m.Envelope, m.Framing
		}
	}
	return r.Body
}

// repeats says whether a reply says what another one has said before, however the
// two are written.
func (r *Reply) repeats(before *Reply) bool {
	if string(r.Line) == string(before.Line) {
		return true
	}
	return before.body() != nil && r.Framing == before.Framing && alike(r.Body, before.Body) &&
		alike(r.Envelope["src"], before.Envelope["src"]) && alike(r.Envelope["dest"], before.Envelope["dest"])
}
