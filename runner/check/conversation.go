package check

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"time"
	"unicode/utf8"

	"flowcheck/runner/wire"
)

// Request is a line that the client sent.
type Request struct {
	Number int           // among the conversation's requests, from 1
	At     time.Duration // since the node was started
	Line   []byte
	Src    any // as sent; nil: none
	Dest   any
	Type   string
	ID     json.Number // "": none, or no integer
	Body   map[string]any
	Formed bool // a well-formed request: what answers it is judged
	Owed   bool // and the node's, which is owed a reply
	Reply  *Reply
	Row    int  // of its entry in the recording
	late   bool // unanswered when its deadline passed
	stood  standing
	mixed  bool // see coming
}

// Reply is a message of the node, paired with its request if it has one.
type Reply struct {
	At       time.Duration // since the node was started
	Line     []byte
	Framing  string
	Envelope map[string]any // nil for a bare body
	Body     map[string]any
	Request  *Request
	afterEOF bool // came only after the suite had closed stdin past the deadline
	late     bool // came after the deadline, stdin still open
	Row      int  // of its entry
}

// Type is body.type, "" where it is no string.
func (r *Reply) Type() string { s, _ := r.Body["type"].(string); return s }

// Success says whether the reply has the type that answers its request.
func (r *Reply) Success() bool { return r.Request != nil && r.Type() == successType[r.Request.Type] }

// Conversation is one node's conversation with the suite, judged line by line.
type Conversation struct {
	Framing  string // of the first reply; "" before it
	Requests []*Request
	Replies  []*Reply
	Lines    int      // lines on stdout that are not blank
	More     int      // findings beyond those that are kept
	IDs      []string // the scenario's requirements: charged when a reply is missing
	Complete bool     // the scenario has come to its end
	Skipped  string   // why the scenario does not apply to the node
	Broken   string   // why the scenario cannot be judged

	schemas     Schemas
	right       func(line []byte) bool // see Trust; nil: nobody is trusted
	demanded    string                 // auto, envelope or body
	cut         bool                   // see CutOff
	findings    []Finding
	fresh       []Finding       // those that Fresh has not given
	seen        map[string]bool // findings already made, by ID and cause, and by line too
	pending     []*Request      // sent and not answered, oldest first
	byID        map[string][]*Request
	partial     []byte // a JSON object that goes on over several lines
	partialRow  int    // the row where it began
	partialLine int    // and the number of its first line
	own         map[string]bool
	oneShot     bool
	missed      bool   // a deadline has passed
	closed      bool   // the suite has closed stdin
	ending      string // how the process ended: "exit status 1"
	exit        string // the same, though it was told to
	flood       bool
	unread      bool
	eof         bool
	stopped     bool
	grants      grants
	live        bool     // every line between client and node is there
	foreign     bool     // the client was not the suite
	names       []string // that init gave the node
	junk        []byte   // the newest output that is no reply
	junkIs      string   // its cause
	junkAt      int      // how many messages came before it
	opening     *Request // which the first message answered
	at          time.Duration
	printed     int               // bytes on stdout
	issued      map[string]string // every access token that the node gave, and its client
	repeated    bool              // two clients got the same
	unmet       int               // charges of expectations
	met         bool              // the newest expectation
	work        int               // what expectations have looked at
	row         int               // of the entry that is judged

	ledger   Ledger          // nil: the conversation keeps its own requests
	sent     int             // lines of the client
	settled  int             // of them: they belong to a recording that is over
	replied  int             // messages of the node
	paired   bool            // one of them answered a request
	pairedIn bool            // one such was an envelope
	shows    map[string]bool // what Visible goes by
	charges  int             // findings, counted before any is dropped
	lone     int             // of More: messages that answer no request
}

// NewConversation begins a conversation. framing is what --framing demands:
// auto, envelope or body.
func NewConversation(s Schemas, framing string) *Conversation {
	return &Conversation{schemas: s, demanded: framing, seen: map[string]bool{}, byID: map[string][]*Request{},
		own: map[string]bool{}, issued: map[string]string{}, shows: map[string]bool{}}
}

// Trust has a quicker judge asked first: where it says that a line is right, the
// line is an envelope whose body satisfies the schema of its type. Where it says
// no, the schema decides.
func (c *Conversation) Trust(right func(line []byte) bool) { c.right = right }

// faults holds the body of a line against the schema of its type.
func (c *Conversation) faults(typ string, body map[string]any, line []byte) []Fault {
	if c.right != nil && c.right(line) {
		return nil
	}
	return c.schemas.Validate(typ, body)
}

// Add takes the next entry of the transcript.
func (c *Conversation) Add(e wire.Entry) {
	c.at, c.row = e.At, e.Row
	switch {
	case e.Event != "" && !c.remark(e.Event):
		c.event(e)
	case e.Event != "":
	case e.From == wire.Client:
		c.send(e.Line)
	case e.From == wire.Node:
		c.receive(e.Line)
	}
}

// send notes a line of the client. Whether it is owed a reply is read off the
// line itself (protocol, section 3), so that a recording is judged alike.
func (c *Conversation) send(line []byte) {
	c.sent++
	r := &Request{Number: c.sent, At: c.at, Line: line, Row: c.row}
	if c.ledger == nil {
		c.Requests = append(c.Requests, r)
	}
	v, err := decode(bytes.TrimPrefix(bytes.TrimSpace(line), []byte("\ufeff")))
	// RFC 8259 section 8.1: JSON is UTF-8. decode takes anything.
	if err != nil || !utf8.Valid(line) {
		c.unreadable(r)
		return
	}
	m, ok := asMessage(v)
	if !ok {
		return
	}
	body := m.body
	r.Body, r.Src, r.Dest = body, m.envelope["src"], m.envelope["dest"]
	r.Type, _ = body["type"].(string)
	r.ID, _ = integer(body["msg_id"])
	if successType[r.Type] == "" {
		c.junk = nil // what the node says to an unknown type, it says from here on
	}
	_, src := r.Src.(string)
	_, dest := r.Dest.(string)
	addressed := src && dest
	if m.framing == Body {
		addressed = !c.live || c.foreign // recorded bare, as some nodes speak
	}
	r.Formed = addressed && r.ID != "" && successType[r.Type] != "" && len(c.faults(r.Type, body, line)) == 0
	// What goes to another name may be dropped (ENV-13).
	r.Owed = r.Formed && (m.framing == Body || c.isNode(r.Dest) || r.Type == "init")
	if id, ok := body["node_id"].(string); ok && r.Type == "init" && len(c.names) < maxNames && !slices.Contains(c.names, id) {
		c.names = append(c.names, id)
	}
	c.keep(r)
	c.asks(r)
}

// maxNames bounds the names that a node is given.
const maxNames = 1000

// usualDest is the node's name in the exercise. A message to another name may
// be dropped (ENV-13).
const usualDest = "oauth"

var msgID = regexp.MustCompile(`"msg_id":\s*(-?[0-9]{1,18})\b`)

// unreadable notes a line that this program cannot parse and a node may: a
// reply to its msg_id belongs to it.
func (c *Conversation) unreadable(r *Request) {
	if m := msgID.FindSubmatch(r.Line); m != nil {
		r.ID = json.Number(m[1])
		c.keep(r)
	}
}

// isNode says whether a name is the node's: the exercise's, or the one that
// init gave it.
func (c *Conversation) isNode(name any) bool {
	for _, n := range c.names {
		if n == name {
			return true
		}
	}
	return name == usualDest
}

// CanonicalID makes equal numbers, such as 7 and 7.0, equal texts.
func CanonicalID(n json.Number) string {
	if plainInteger(n) {
		return string(n)
	}
	if r, ok := rational(n); ok {
		return r.RatString()
	}
	return n.String()
}

// answered takes a request off the pending ones.
func (c *Conversation) answered(r *Request) {
	if c.ledger != nil {
		c.ledger.Answered(r)
		c.done(r)
		return
	}
	c.grants.comes(r)
	for i, p := range c.pending {
		if p == r {
			c.pending = append(c.pending[:i:i], c.pending[i+1:]...)
			return
		}
	}
}

// Pending are the requests that are owed a reply and have none.
func (c *Conversation) Pending() []*Request {
	var owed []*Request
	for r := range c.waiting() {
		if r.Owed {
			owed = append(owed, r)
		}
	}
	return owed
}

// Last is the newest request, nil before the first.
func (c *Conversation) Last() *Request {
	if len(c.Requests) == 0 {
		return nil
	}
	return c.Requests[len(c.Requests)-1]
}

// find charges a finding. One cause in one line is charged to a requirement
// once; of very many, the first of each requirement and cause are kept, so that
// the verdict is that on all.
func (c *Conversation) find(f Finding, ids ...string) {
	c.charges += len(ids)
	for _, id := range ids {
		kind := id + "\x00" + f.Cause
		k := kind + "\x00" + f.Got + "\x00" + f.Sent
		if c.seen[k] {
			continue
		}
		if len(c.findings) >= maxFindings && c.seen[kind] {
			c.leave(f)
			continue
		}
		c.seen[kind], c.seen[k] = true, true
		f.ID, f.Row = id, c.row
		c.findings, c.fresh = append(c.findings, f), append(c.fresh, f)
	}
}

// maxFindings bounds what one conversation can fill a report with. Beyond it
// the first finding of each requirement is still kept: it decides a status.
const maxFindings = 200

// leave counts a finding that is not kept.
func (c *Conversation) leave(f Finding) {
	c.More++
	if f.Cause == unsolicited {
		c.lone++
	}
}

// Judge is the judging of a whole transcript: what a live run found in passing,
// found again.
func Judge(s Schemas, t wire.Transcript, framing string) *Conversation {
	c := NewConversation(s, framing)
	for _, e := range t.Entries {
		c.Add(e)
	}
	return c
}
