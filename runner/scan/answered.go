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
	request  []byte
	reply    []byte
}

// answered keeps the newest pairs whole, and of all others the msg_id.
type answered struct {
	newest [mostAnswered]pair
	next   int
	ids    numbers
	long   int // bytes of lines that are longer than usual
}

// add moves a slot's request here, and takes in its reply.
func (a *answered) add(s *slot, reply []byte) {
	p := &a.newest[a.next%mostAnswered]
	a.next++
	p.id, p.kind, p.numbered, p.at = s.id, s.kind, s.numbered, s.at
	a.long -= beyond(p.request) + beyond(p.reply)
	p.request, s.line = s.line, usual(p.request)
	p.reply = append(usual(p.reply), reply...)
	if a.long += beyond(p.request) + beyond(p.reply); a.long > mostLong {
		a.long -= beyond(p.request) + beyond(p.reply)
		p.request, p.reply = nil, nil
	}
	if s.numbered {
		a.ids.add(s.id)
	}
}

// beyond is the room of a line that is longer than usual.
func beyond(line []byte) int {
	if cap(line) <= longestKept {
		return 0
	}
	return cap(line)
}

// usual is the room of a line, to be used again unless it is much.
func usual(line []byte) []byte {
	if cap(line) > longestKept {
		return nil
	}
	return line[:0]
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
