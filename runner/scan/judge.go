package scan

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// Options of a Judge. The zero value is as a run has them.
type Options struct {
	Framing string // auto, envelope or body; "": auto

	// Found takes what is found as soon as the lines that show it are judged,
	// in order and from one goroutine at a time: what Part.Findings has at the
	// end. nil: nobody waits for it.
	Found func([]check.Finding)
}

// Judge judges recordings, one after another. It is not for use from several
// goroutines.
type Judge struct {
	tier    *Tier
	schemas check.Schemas
	options Options

	talk     *check.Conversation // the second tier
	whole    bool                // talk is a run's, and keeps all that was said
	kept     int                 // bytes of a whole one
	book     *book
	answered *answered
	ownIDs   numbers
	grants   *grants
	calm     map[uint64]bool  // refusals of which nothing is to be said
	nodes    map[uint64]bool  // whether a name is the node's
	near     uint64           // the last name that is; 0: none
	given    map[uint64]bool  // names that init gave
	stood    int32            // list, when the request that was answered last was sent
	mixed    bool             // see grants.comes
	own      scanner          // for what has to be looked at again
	shown    [256]bool        // successes that were seen, by the number of their type
	lone     int              // replies of a recording without requests
	chunks   [mostKept][]byte // buffers of the last chunks, which lend lines
	chunk    int              // number of the one whose lines are judged
	free     buffers          // which the next recording has, too: many are small
	part     Part
	parts    int
	each     func(Part)
}

// NewJudge compiles the schemas.
func NewJudge(schemas check.Schemas, options Options) (*Judge, error) {
	tier, err := NewTier()
	if err != nil {
		return nil, err
	}
	if options.Framing == "" {
		options.Framing = "auto"
	}
	return &Judge{tier: tier, schemas: schemas, options: options, own: scanner{tier: tier}}, nil
}

func (j *Judge) workers() int {
	if j.options.Found != nil { // another one would wait for a file to grow where a damaged line has ended it
		return 1
	}
	return runtime.GOMAXPROCS(0)
}

// begin begins a conversation of which only what is outstanding is kept.
func (j *Judge) begin() {
	j.open()
	j.calm, j.nodes, j.given, j.lone, j.near = map[uint64]bool{}, map[uint64]bool{}, map[uint64]bool{}, 0, 0
	j.shown = [256]bool{}
	j.talk = check.Keep(j.schemas, j.options.Framing, ledger{j})
	j.part, j.whole = Part{}, false
}

// beginWhole begins the transcript of a scenario: what that expects may be said
// of any line before it.
func (j *Judge) beginWhole(feature, name string) {
	j.talk, j.whole, j.kept = check.NewConversation(j.schemas, j.options.Framing), true, 0
	j.part = Part{Feature: feature, Name: name}
}

// mostWhole bounds the transcript of one scenario, in bytes of its lines: more
// than a node may print and a scenario sends.
const mostWhole = 256 << 20

// keep takes in an entry of a scenario's transcript.
func (j *Judge) keep(e wire.Entry, at int) {
	if j.kept += len(e.Line) + len(e.Event); j.kept > mostWhole {
		if j.part.Cut == "" {
			j.part.Cut = fmt.Sprintf("from line %d on the transcript is more than %d MiB, which is not read", at, mostWhole>>20)
		}
		return
	}
	j.part.Lines++
	j.part.looked++
	j.part.Entries = append(j.part.Entries, e)
	j.talk.Add(e)
}

// Bounds of what the judge remembers of names and refusals.
const mostRemembered = 1 << 12

// pass takes in a line that the first tier has accepted, and says whether
// nothing is to be said of it. Where it says no it has changed nothing.
func (j *Judge) pass(r *record, line []byte, at int) bool {
	k := j.tier.kinds[r.kind]
	if k.success != 0 {
		return j.request(k, r, line, at)
	}
	if !j.talk.Calm() {
		return false
	}
	if j.talk.Sent() == 0 && j.lone > mostLone {
		j.talk.Unpaired()
		return true
	}
	return j.reply(k, r, line)
}

// mostLone is how many replies of a recording without requests are looked at
// one by one: more than a report has room for.
const mostLone = 1000

// request enters a request among the outstanding ones.
func (j *Judge) request(k *kind, r *record, line []byte, at int) bool {
	if k.role == introduces && !j.given[r.subject] {
		return false // it gives the node a name
	}
	owed := k.role == introduces || j.isNode(r.dest, line)
	list := int32(0)
	if k.role == asksURL {
		list = j.listOf(r, line)
	}
	s := j.book.add(j.lend(line), at)
	s.kind, s.owed, s.list = r.kind, owed, list
	s.dest, s.url, s.client, s.scopes, s.subject = r.dest, r.url, join(r.client, r.dest), r.scopes, r.subject
	switch k.role {
	case asksURL:
		s.asks = true
		j.grants.asks(s.client, list)
	case exchanges:
		s.list = j.grants.stands(s.client)
	case asksScope:
		s.subject = join(r.subject, r.dest)
	}
	j.book.enter(s, r.id, r.src)
	j.talk.Passes()
	return true
}

// isNode says whether a name, which stands in the line as its dest, is the
// node's.
func (j *Judge) isNode(dest uint64, line []byte) bool {
	if dest == j.near { // most requests go to one node
		return true
	}
	is, known := j.nodes[dest]
	if known {
		if is {
			j.near = dest
		}
		return is
	}
	if len(j.nodes) >= mostRemembered {
		clear(j.nodes)
	}
	j.look(line)
	is = j.talk.Names(string(j.own.raw(j.own.top.get(j.tier.dest))))
	j.nodes[dest] = is
	return is
}

// look reads an accepted line again.
func (j *Judge) look(line []byte) {
	j.own.buf = append(append(j.own.buf[:0], line...), make([]byte, margin)...)
	j.own.message(0)
}

// listOf gives the place of the scopes that a line names.
func (j *Judge) listOf(r *record, line []byte) int32 {
	if place, ok := j.grants.places.get(r.scopes); ok || len(j.grants.lists) >= mostLists {
		j.grants.full = j.grants.full || !ok
		return place
	}
	m, _ := check.ReadMessage(line)
	if named, ok := m.Body["scope"].(string); ok && m.Type() == "token_issued" {
		return j.grants.list(j.tier, strings.Fields(named))
	}
	return j.grants.list(j.tier, texts(m.Body["scopes"]))
}

// reply holds a reply against its request.
func (j *Judge) reply(k *kind, r *record, line []byte) bool {
	place := j.book.find(r.id, r.dest)
	if place < 0 {
		return false
	}
	s := &j.book.slots[place]
	q := j.tier.kinds[s.kind]
	if s.slow || q == nil || s.dest != r.src || r.own && j.ownIDs.has(r.ownID) {
		return false
	}
	success := q.success == r.kind
	if !success {
		quiet := k.role == rejects || k.role == refuses && j.calm[refusal(s, r)]
		if !quiet {
			return false
		}
	} else if !j.right(k, r, s) {
		return false
	}
	if r.own {
		j.ownIDs.add(r.ownID)
	}
	mixed := s.asks && j.grants.comes(s.client)
	if success {
		j.granted(q, r, s, line, mixed)
	}
	j.answered.add(s, j.lend(line))
	j.book.release(place)
	j.talk.Passed()
	if success && !j.shown[r.kind] {
		j.shown[r.kind] = true
		j.talk.Shows(j.tier.types.texts[r.kind])
	}
	return true
}

// right says whether a success says what its request asks for.
func (j *Judge) right(k *kind, r *record, s *slot) bool {
	switch k.role {
	case givesURL:
		return r.url != 0 && r.url == s.url
	case givesScope:
		return !r.yes || j.grants.allows(s.subject, s.scopes)
	}
	return true
}

// granted notes what a success grants.
func (j *Judge) granted(q *kind, r *record, s *slot, line []byte, mixed bool) {
	switch q.role {
	case asksURL:
		j.grants.ask(s.client, s.list, mixed)
	case exchanges:
		named := int32(unasked)
		if r.scopes != 0 {
			named = j.listOf(r, line)
		}
		j.grants.exchange(s.client, s.subject, join(r.subject, s.dest), s.list, named)
	case other:
		if j.tier.kinds[r.kind].role == givesCode {
			j.grants.codes.put(r.subject, 0)
		}
	}
}

// refusal is what decides whether something is to be said of a refusal.
func refusal(s *slot, r *record) uint64 { return join(join(empty, uint64(s.kind)), r.subject) }

// forgotten says whether a line answers a request that had to be forgotten:
// nothing can be said of it.
func (j *Judge) forgotten(line []byte) bool {
	if j.book.forgotten == 0 {
		return false
	}
	m, ok := check.ReadMessage(line)
	if !ok {
		return false // an event has no line, and a banner is none
	}
	id, _ := m.Body["in_reply_to"].(json.Number)
	n, ok := whole(id)
	if !ok || !j.book.gone.has(n) {
		return false
	}
	// Others may wait with this number, and he whom it goes to does not.
	if dest, ok := m.Envelope["dest"].(string); ok {
		return j.book.find(n, j.tier.hash([]byte(dest))) < 0
	}
	return len(ledger{j}.Numbered(id)) == 0
}

// charged hands an entry to the second tier. Where it finds nothing to say of a
// refusal, the next one like it is passed over.
func (j *Judge) charged(e wire.Entry, r *record, at int) {
	key, learn := uint64(0), false
	if r.kind != 0 && j.tier.kinds[r.kind].role == refuses && len(j.calm) < mostRemembered {
		if place := j.book.find(r.id, r.dest); place >= 0 && !j.book.slots[place].slow {
			key, learn = refusal(&j.book.slots[place], r), true
		}
	}
	if r.kind != 0 && e.From == wire.Client && j.tier.kinds[r.kind].role == introduces {
		if len(j.given) < mostRemembered {
			j.given[r.subject] = true
		}
		clear(j.nodes) // what was none may be one now
	}
	if e.From == wire.Node && j.forgotten(e.Line) {
		return
	}
	if j.talk.Sent() == 0 {
		j.lone++
	}
	j.part.looked++
	before := j.talk.Charges()
	e.Row = at
	j.talk.Add(e)
	if learn && j.talk.Charges() == before && j.talk.Calm() {
		j.calm[key] = true
	}
}
