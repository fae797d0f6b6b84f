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
func digestOf[T string | []byte](texts ...T) digest {
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
	numbers     map[digest]int // of things, in the order in which they came
	blocks      []*block[V]    // the things, oldest first
	first, next int            // the number of the oldest thing, and of the next to come
}

// block is where some things lie. They never move.
type block[V any] [64]item[V]

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

func newShelf[V any]() shelf[V] { return shelf[V]{numbers: map[digest]int{}} }

// item is the one of that number.
func (s *shelf[V]) item(number int) *item[V] {
	size := len(block[V]{})
	return &s.blocks[number/size-s.first/size][number%size]
}

// find returns what lies there under a key and is still good.
func (s *shelf[V]) find(key digest, now time.Time) (*V, bool) {
	number, known := s.numbers[key]
	if !known {
		return nil, false
	}
	found := s.item(number)
	return &found.value, now.Before(found.until)
}

func (s *shelf[V]) isEmpty() bool { return s.first == s.next }

// put replaces what lies under the key.
func (s *shelf[V]) put(d due, value V) *V {
	if s.next%len(block[V]{}) == 0 {
		s.blocks = append(s.blocks, new(block[V]))
	}
	s.numbers[d.key] = s.next
	s.next++
	added := s.item(s.next - 1)
	*added = item[V]{d, value}
	return &added.value
}

// clear drops what is no longer good and returns the number of bytes freed.
func (s *shelf[V]) clear(now time.Time) int {
	freed := 0
	for s.first < s.next && !now.Before(s.item(s.first).until) {
		oldest := s.item(s.first)
		// A newer thing may lie under the same key.
		if s.numbers[oldest.key] == s.first {
			delete(s.numbers, oldest.key)
		}
		freed += oldest.bytes
		*oldest = item[V]{}
		if s.first++; s.first%len(block[V]{}) == 0 {
			s.blocks = s.blocks[1:]
		}
	}
	return freed
}
