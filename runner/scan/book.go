package scan

import "flowcheck/runner/check"

// Bounds of what is outstanding. Beyond them the oldest request is forgotten,
// and its reply is not judged.
const (
	mostOutstanding = 1 << 14
	mostBytes       = 8 << 20
)

// slot is a request that waits for its reply.
type slot struct {
	key        uint64
	kind       uint8 // number of the type
	numbered   bool  // it has an id
	owed       bool  // a reply
	asks       bool  // for a URL, and is counted among those that are coming
	slow       bool  // its reply is for the second tier, whatever it is
	id         int64
	src, dest  uint64
	url        uint64
	client     uint64
	scopes     uint64
	subject    uint64
	list       int32 // of scopes; 0: unknown
	at         int   // line of the recording
	line       lent
	request    *check.Request // once the second tier has seen it
	prev, next int32          // in the order of sending; -1: none
}

// book holds the outstanding requests.
type book struct {
	slots       []slot
	free        []int32
	first, last int32
	lent        int32 // the first whose line may be lent; -1: none
	bytes       int
	index       index
	forgotten   int
	forget      func(*slot)
	gone        numbers // msg_ids of those that were forgotten
}

func newBook() *book { return &book{first: -1, last: -1, lent: -1} }

// keyOf joins a msg_id and its sender.
func keyOf(id int64, src uint64) uint64 { return src ^ uint64(id)*0xD6E8FEB86659FD93 }

// add gives a slot for a request, behind all others.
func (b *book) add(line lent, at int) *slot {
	for len(b.slots)-len(b.free) >= mostOutstanding || b.bytes+len(line.text) > mostBytes && b.first >= 0 {
		if s := &b.slots[b.first]; s.numbered {
			b.gone.add(s.id)
		}
		b.forget(&b.slots[b.first])
		b.release(b.first)
		b.forgotten++
	}
	if len(b.free) == 0 {
		b.free = append(b.free, int32(len(b.slots)))
		b.slots = append(b.slots, slot{})
	}
	place := b.free[len(b.free)-1]
	b.free = b.free[:len(b.free)-1]
	s := &b.slots[place]
	s.line, s.at, s.prev, s.next = line, at, b.last, -1
	s.numbered, s.asks, s.slow = false, false, false
	s.url, s.client, s.scopes, s.subject, s.list = 0, 0, 0, 0, 0
	if b.last >= 0 {
		b.slots[b.last].next = place
	} else {
		b.first = place
	}
	if b.lent < 0 {
		b.lent = place
	}
	b.last = place
	b.bytes += len(line.text)
	return s
}

// enter makes the newest slot findable by its msg_id and sender.
func (b *book) enter(s *slot, id int64, src uint64) {
	s.numbered, s.id, s.src, s.key = true, id, src, keyOf(id, src)
	b.index.add(s.key, b.last, b.slots)
}

// find is the oldest request with this msg_id from this sender.
func (b *book) find(id int64, src uint64) int32 {
	key := keyOf(id, src)
	place := b.index.find(key, b.slots)
	if place >= 0 && (b.slots[place].id != id || b.slots[place].src != src) {
		return -1
	}
	return place
}

// release takes a slot out.
func (b *book) release(place int32) {
	s := &b.slots[place]
	if s.numbered {
		b.index.remove(s.key, place, b.slots)
	}
	if s.prev >= 0 {
		b.slots[s.prev].next = s.next
	} else {
		b.first = s.next
	}
	if s.next >= 0 {
		b.slots[s.next].prev = s.prev
	} else {
		b.last = s.prev
	}
	if b.lent == place {
		b.lent = s.next
	}
	b.bytes -= len(s.line.text)
	s.request, s.line = nil, lent{}
	b.free = append(b.free, place)
}

// retire copies what is still lent by a chunk, or by one before it.
func (b *book) retire(chunk int) {
	for ; b.lent >= 0 && b.slots[b.lent].line.chunk <= chunk; b.lent = b.slots[b.lent].next {
		s := &b.slots[b.lent]
		if s.line.retire(chunk); s.request != nil {
			s.request.Line = s.line.text
		}
	}
}
