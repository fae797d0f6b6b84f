package scan

// Bounds of the answered requests that are kept, to know a second reply.
const (
	mostAnswered = 1 << 10
	longestKept  = 4 << 10 // of a line, where there is no room for longer ones
	mostLong     = 8 << 20 // of all longer ones
)

// pair is a request with its reply. Lines that are too long are nil.
type pair struct {
	id       int64
	kind     uint8 // of the request
	numbered bool
	at       int
	request  lent
	reply    lent
}

// answered keeps the newest pairs whole, and of all others the msg_id.
type answered struct {
	newest [mostAnswered]pair
	oldest [mostAnswered]int // chunk that lends a line of the pair
	next   int
	ids    numbers
	long   int // bytes of lines that are longer than usual
}

// add moves a slot's request here, and takes in its reply.
func (a *answered) add(s *slot, reply lent) {
	place := a.next % mostAnswered
	p := &a.newest[place]
	a.next++
	a.long += s.line.beyond() + reply.beyond() - p.request.beyond() - p.reply.beyond()
	p.id, p.kind, p.numbered, p.at, p.request, p.reply = s.id, s.kind, s.numbered, s.at, s.line, reply
	if a.long > mostLong {
		a.long -= p.request.beyond() + p.reply.beyond()
		p.request, p.reply = lent{}, lent{}
	}
	a.oldest[place] = min(p.request.until(), p.reply.until())
	if s.numbered {
		a.ids.add(s.id)
	}
}

// retire copies what is still lent by a chunk, or by one before it.
func (a *answered) retire(chunk int) {
	for i, oldest := range a.oldest[:min(a.next, mostAnswered)] {
		if oldest <= chunk {
			p := &a.newest[i]
			p.request.retire(chunk)
			p.reply.retire(chunk)
			a.oldest[i] = min(p.request.until(), p.reply.until())
		}
	}
}

// numbered gives the pairs with a msg_id, oldest first, and whether one was
// answered that is no longer kept.
func (a *answered) numbered(id int64) (kept []*pair, more bool) {
	for i := max(0, a.next-mostAnswered); i < a.next; i++ {
		if p := &a.newest[i%mostAnswered]; p.numbered && p.id == id {
			kept = append(kept, p)
		}
	}
	return kept, len(kept) == 0 && a.ids.has(id)
}
