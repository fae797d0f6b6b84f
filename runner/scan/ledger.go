package scan

import (
	"encoding/json"
	"iter"
	"slices"
	"strconv"
	"strings"

	"flowcheck/runner/check"
)

// ledger is the judge as package check sees it, which asks it for requests when it
// judges a line.
type ledger struct{ *Judge }

// Sent takes in a request that the first tier did not accept.
func (j ledger) Sent(q *check.Request) {
	s := j.book.add(lent{q.Line, own}, q.Row)
	s.request, s.owed, s.slow = q, q.Owed, true
	s.kind = j.tier.types.number(q.Type)
	node, _ := q.Dest.(string)
	s.client = join(j.text(q.Body, "client_id"), j.tier.hash([]byte(node)))
	switch q.Type {
	case "generate_auth_url":
		if s.asks = q.Formed; s.asks {
			s.list = j.grants.list(j.tier, texts(q.Body["scopes"]))
			j.grants.asks(s.client, s.list)
		}
	case "exchange_code":
		s.list = j.grants.stands(s.client)
	}
	if id, ok := whole(q.ID); ok {
		src := uint64(0)
		if text, ok := q.Src.(string); ok {
			src = j.tier.hash([]byte(text))
		}
		j.book.enter(s, id, src)
	}
}

// whole is a msg_id as a number, where it is one of 64 bits.
func whole(id json.Number) (int64, bool) {
	if id == "" {
		return 0, false
	}
	n, err := strconv.ParseInt(check.CanonicalID(id), 10, 64)
	return n, err == nil
}

// Waiting gives the unanswered requests, oldest first.
func (j ledger) Waiting(named bool) iter.Seq[*check.Request] {
	request := j.stub
	if named {
		request = j.named
	}
	return func(yield func(*check.Request) bool) {
		for place := j.book.first; place >= 0; {
			s := &j.book.slots[place]
			place = s.next
			if !yield(request(s)) {
				return
			}
		}
	}
}

// stub is a request as package check knows it, its body and its names not yet
// read.
func (j *Judge) stub(s *slot) *check.Request {
	if s.request == nil {
		s.request = &check.Request{Line: s.line.text, Row: s.at, Type: j.tier.types.texts[s.kind], Formed: true, Owed: s.owed, ID: json.Number(strconv.FormatInt(s.id, 10))}
	}
	return s.request
}

// named is a stub with src and dest.
func (j *Judge) named(s *slot) *check.Request {
	q, r := j.stub(s), &j.own
	if !s.slow && q.Src == nil {
		r.buf = append(append(r.buf[:0], s.line.text...), make([]byte, margin)...)
		r.message(0) // was accepted before
		// One after the other: both may stand in the scratch of the scanner.
		q.Src = string(r.raw(r.top.get(j.tier.src)))
		q.Dest = string(r.raw(r.top.get(j.tier.dest)))
	}
	return q
}

// mostNumbered bounds how many requests with one msg_id a wrong reply is held
// against: as many clients as count alike, but not a client that never counts.
const mostNumbered = 4096

// Numbered gives the requests with a msg_id, oldest first. Of those that were
// answered long ago nothing but that is known.
func (j ledger) Numbered(id json.Number) []*check.Request {
	var all []*check.Request
	n, ok := whole(id)
	if ok {
		kept, more := j.answered.numbered(n)
		if more {
			all = append(all, &check.Request{ID: id, Reply: &check.Reply{}})
		}
		for _, p := range kept {
			all = append(all, &check.Request{ID: id, Line: p.request.text, Row: p.at, Type: j.tier.types.texts[p.kind], Reply: &check.Reply{Line: p.reply.text}})
		}
	}
	done := len(all)
	for place := j.book.first; place >= 0 && len(all) < mostNumbered; place = j.book.slots[place].next {
		s := &j.book.slots[place]
		if s.numbered && ok && s.id == n || !s.numbered && !ok && s.request.ID != "" && check.CanonicalID(s.request.ID) == check.CanonicalID(id) {
			all = append(all, j.named(s))
		}
	}
	if waiting := all[done:]; len(waiting) > 1 {
		for _, q := range waiting {
			if q.Body == nil && q.Type == "generate_auth_url" {
				readBody(q)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *check.Request) int { return a.Row - b.Row })
	return all
}

// Answered takes a request off the waiting ones and reads its body.
func (j ledger) Answered(q *check.Request) {
	for place := j.book.first; place >= 0; place = j.book.slots[place].next {
		s := &j.book.slots[place]
		if s.request != q {
			continue
		}
		j.named(s)
		if !s.slow {
			q.Line = slices.Clone(q.Line) // it may be lent
		}
		if q.Body == nil {
			readBody(q)
		}
		j.mixed = s.asks && j.grants.comes(s.client)
		j.stood = s.list
		j.answered.add(s, lent{q.Reply.Line, own})
		j.book.release(place)
		return
	}
}

func readBody(q *check.Request) {
	if m, ok := check.ReadMessage(q.Line); ok {
		q.Body = m.Body
	}
}

// Own notes a msg_id of the node's own. One beyond 64 bits is forgotten.
func (j ledger) Own(id json.Number) bool {
	n, ok := whole(id)
	return ok && j.ownIDs.add(n)
}

// Restarted forgets what was granted.
func (j ledger) Restarted() {
	j.grants = newGrants()
	clear(j.nodes)
	j.near = 0
	clear(j.given)
}

// Over begins another book. What was forgotten of the last one is said in the notes.
func (j ledger) Over() {
	j.silent(&j.part)
	if len(j.part.Notes) < mostUnanswered {
		j.part.Notes = append(j.part.Notes, j.notes()...)
	}
	j.open()
}

// open begins a book.
func (j *Judge) open() {
	j.book, j.answered, j.ownIDs, j.grants = newBook(), &answered{}, numbers{}, newGrants()
	j.book.forget = func(s *slot) {
		if s.asks {
			j.grants.comes(s.client)
		}
	}
}

// Unclear notes that nobody sees what the latest list of a client is.
func (j ledger) Unclear(q *check.Request) {
	node, _ := q.Dest.(string)
	j.grants.asked.put(join(j.text(q.Body, "client_id"), j.tier.hash([]byte(node))), 0)
}

// Grant follows a success that package check judges.
func (j ledger) Grant(r *check.Reply) (granted []string, known, ever bool) {
	q, g := r.Request, j.grants
	name, _ := q.Dest.(string)
	node := j.tier.hash([]byte(name))
	switch q.Type {
	case "generate_auth_url":
		g.ask(join(j.text(q.Body, "client_id"), node), g.list(j.tier, texts(q.Body["scopes"])), j.mixed)
	case "authorize":
		g.codes.put(j.text(r.Body, "code"), 0)
	case "exchange_code":
		token, _ := r.Body["access_token"].(string)
		if token == "" {
			return nil, false, false
		}
		list := int32(unasked)
		if named, ok := r.Body["scope"].(string); ok {
			list = g.list(j.tier, strings.Fields(named))
		}
		g.exchange(join(j.text(q.Body, "client_id"), node), j.text(q.Body, "code"), join(j.text(r.Body, "access_token"), node), j.stood, list)
	case "check_scope":
		list, known := g.tokens.get(join(j.text(q.Body, "token"), node))
		return g.lists[list].texts, known && list != 0, g.ever[j.text(q.Body, "required_scope")]
	}
	return nil, false, false
}

// text is the hash of a member, as the first tier makes it.
func (j *Judge) text(body map[string]any, name string) uint64 {
	s, _ := body[name].(string)
	return j.tier.hash([]byte(s))
}

// texts are the strings of a list.
func texts(v any) []string {
	list, _ := v.([]any)
	all := make([]string, len(list))
	for i, e := range list {
		all[i], _ = e.(string)
	}
	return all
}
