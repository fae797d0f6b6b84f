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
	var all []byte
	for _, text := range texts {
		all = binary.AppendUvarint(all, uint64(len(text)))
		all = append(all, text...)
	}
	return sha256.Sum256(all)
}

// shelf holds things until their time is up. All things on one shelf stay
// equally long, so the first one put there is the first to go.
type shelf[V any] struct {
	items map[digest]item[V]
	queue []due // oldest first
}

type item[V any] struct {
	value V
	until time.Time
}

// due says what goes when, and how many bytes are free then.
type due struct {
	key   digest
	until time.Time
	bytes int
}

func newShelf[V any]() shelf[V] { return shelf[V]{items: map[digest]item[V]{}} }

// find returns what lies there under a key and is still good.
func (s *shelf[V]) find(key digest, now time.Time) (V, bool) {
	found, known := s.items[key]
	if !known || !now.Before(found.until) {
		var none V
		return none, false
	}
	return found.value, true
}

// put replaces what lies under the key.
func (s *shelf[V]) put(d due, value V) {
	s.items[d.key] = item[V]{value, d.until}
	s.queue = append(s.queue, d)
}

// alter changes what lies under a key, for as long as it stays there.
func (s *shelf[V]) alter(key digest, value V) {
	if old, known := s.items[key]; known {
		s.items[key] = item[V]{value, old.until}
	}
}

// clear drops what is no longer good and returns the number of bytes freed.
func (s *shelf[V]) clear(now time.Time) int {
	freed := 0
	for len(s.queue) > 0 && !now.Before(s.queue[0].until) {
		oldest := s.queue[0]
		// A newer thing may lie under the same key.
		if s.items[oldest.key].until.Equal(oldest.until) {
			delete(s.items, oldest.key)
		}
		freed += oldest.bytes
		s.queue = s.queue[1:]
	}
	return freed
}
