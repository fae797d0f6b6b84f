package oauth

import (
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// digest is what is kept of a secret, a code, a token or a state. RFC 6819
// section 5.1.4.1.3: what is stolen from a server that stores hashes is of no
// use. And a lookup by hash takes the same time for a near miss and a far one.
type digest [sha256.Size]byte

// digestOf hashes texts, of which no two lists give the same bytes.
func digestOf(texts ...string) digest {
	var room [256]byte
	all := room[:0]
	for _, text := range texts {
		all = binary.AppendUvarint(all, uint64(len(text)))
		all = append(all, text...)
	}
	return sha256.Sum256(all)
}

// shelf holds things until their time is up. All things on one shelf stay
// equally long, so the first one put there is the first to go.
type shelf[V any] struct {
	places map[digest]int // where in the queue, counted from the first thing of all
	queue  []item[V]      // oldest first
	empty  int            // how many at the beginning of the queue are gone
	cut    int            // how many that were gone have been cut from the queue
}

type item[V any] struct {
	due
	value V
}

// due says what goes when, and how many bytes are free then.
type due struct {
	key   digest
	until time.Time
	bytes int
}

func newShelf[V any]() shelf[V] { return shelf[V]{places: map[digest]int{}} }

// find returns what lies there under a key and is still good.
func (s *shelf[V]) find(key digest, now time.Time) (V, bool) {
	place, known := s.places[key]
	if !known || !now.Before(s.queue[place-s.cut].until) {
		var none V
		return none, false
	}
	return s.queue[place-s.cut].value, true
}

// put replaces what lies under the key.
func (s *shelf[V]) put(d due, value V) {
	s.places[d.key] = s.cut + len(s.queue)
	s.queue = append(s.queue, item[V]{d, value})
}

// alter changes what lies under a key, for as long as it stays there.
func (s *shelf[V]) alter(key digest, value V) {
	if place, known := s.places[key]; known {
		s.queue[place-s.cut].value = value
	}
}

// clear drops what is no longer good and returns the number of bytes freed.
func (s *shelf[V]) clear(now time.Time) int {
	freed := 0
	for s.empty < len(s.queue) && !now.Before(s.queue[s.empty].until) {
		oldest := &s.queue[s.empty]
		// A newer thing may lie under the same key.
		if s.places[oldest.key] == s.cut+s.empty {
			delete(s.places, oldest.key)
		}
		freed += oldest.bytes
		*oldest = item[V]{}
		s.empty++
	}
	// To move what is left costs no more than what went.
	if left := len(s.queue) - s.empty; s.empty > left {
		copy(s.queue, s.queue[s.empty:])
		clear(s.queue[left:])
		s.cut += s.empty
		s.queue, s.empty = s.queue[:left], 0
	}
	return freed
}
