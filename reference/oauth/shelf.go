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

// brief is the beginning of a digest. Two digests with the same are rare, and
// are told apart.
func (d *digest) brief() uint64 { return binary.LittleEndian.Uint64(d[:]) }

// shelf holds things until their time is up. All things on one shelf stay
// equally long, so the first one put there is the first to go.
type shelf[V any] struct {
	newest      map[uint64]int // brief digest -> number of the latest thing with it
	blocks      []*block[V]    // the things in the order of their numbers
	first, next int            // the number of the oldest thing, and of the next to come
}

// block is where some things lie. They never move.
type block[V any] [64]item[V]

type item[V any] struct {
	due
	value V
	older int // number of the thing before this one with the same brief digest
}

// due says what goes when, and how many bytes are free then.
type due struct {
	key   digest
	until time.Duration // on the virtual clock
	bytes int
}

func newShelf[V any]() shelf[V] { return shelf[V]{newest: map[uint64]int{}} }

func (s *shelf[V]) isEmpty() bool { return s.first == s.next }

// item is the one of that number.
func (s *shelf[V]) item(number int) *item[V] {
	size := len(block[V]{})
	return &s.blocks[number/size-s.first/size][number%size]
}

// find returns what lies there under a key.
func (s *shelf[V]) find(key digest) (*V, bool) {
	number, known := s.newest[key.brief()]
	for known && number >= s.first {
		found := s.item(number)
		if found.key == key {
			return &found.value, true
		}
		number = found.older
	}
	return nil, false
}

// put replaces what lies under the key.
func (s *shelf[V]) put(d due, value V) *V {
	if s.next%len(block[V]{}) == 0 {
		s.blocks = append(s.blocks, new(block[V]))
	}
	older, known := s.newest[d.key.brief()]
	if !known {
		older = -1
	}
	s.newest[d.key.brief()] = s.next
	s.next++
	added := s.item(s.next - 1)
	*added = item[V]{d, value, older}
	return &added.value
}

// clear drops what is no longer good and returns the number of bytes freed.
func (s *shelf[V]) clear(now time.Duration) int {
	// When the latest is due, all are, and to forget them at once is faster.
	if !s.isEmpty() && s.item(s.next-1).until <= now {
		clear(s.newest)
	}
	freed := 0
	for !s.isEmpty() && s.item(s.first).until <= now {
		oldest := s.item(s.first)
		if s.newest[oldest.key.brief()] == s.first {
			delete(s.newest, oldest.key.brief())
		}
		freed += oldest.bytes
		*oldest = item[V]{}
		if s.first++; s.first%len(block[V]{}) == 0 {
			s.blocks = s.blocks[1:]
		}
	}
	return freed
}
