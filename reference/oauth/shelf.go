package oauth

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
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
//
// It is a hash table with chains. A chain leads from the latest thing to the
// earliest, and so the things that are gone are at its end: whoever follows it
// stops at a number below first, and nothing has to be taken out of it.
type shelf[V any] struct {
	chains      []int       // the number of the latest thing in each; a power of two
	seed        uint64      // so that nobody can make things that share a chain
	blocks      []*block[V] // the things in the order of their numbers
	spare       []*block[V] // empty blocks, to be used again
	first, next int         // the number of the oldest thing, and of the next to come
}

// block is where some things lie. They never move.
type block[V any] [64]item[V]

type item[V any] struct {
	due
	value V
	older int // number of the thing before it in its chain
}

// due says what goes when, and how many bytes are free then.
type due struct {
	key   digest
	until time.Duration // on the virtual clock
	bytes int
}

func newShelf[V any]() shelf[V] {
	size := len(block[V]{}) // so that 0 is below first, and the first thing begins a block
	return shelf[V]{chains: make([]int, 64), seed: rand.Uint64() | 1, first: size, next: size}
}

func (s *shelf[V]) isEmpty() bool { return s.first == s.next }

// item is the one of that number.
func (s *shelf[V]) item(number int) *item[V] {
	size := len(block[V]{})
	return &s.blocks[number/size-s.first/size][number%size]
}

// chain is where the things with a key are.
func (s *shelf[V]) chain(key *digest) *int {
	mixed := binary.LittleEndian.Uint64(key[:]) * s.seed
	return &s.chains[mixed>>32&uint64(len(s.chains)-1)]
}

// find returns what lies there under a key.
func (s *shelf[V]) find(key digest) (*V, bool) {
	for number := *s.chain(&key); number >= s.first; {
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
	if 2*(s.next-s.first) == len(s.chains) { // so that most chains are empty
		s.grow()
	}
	if s.next%len(block[V]{}) == 0 {
		if len(s.spare) == 0 {
			s.spare = append(s.spare, new(block[V]))
		}
		last := len(s.spare) - 1
		s.blocks, s.spare = append(s.blocks, s.spare[last]), s.spare[:last]
	}
	chain, added := s.chain(&d.key), s.item(s.next)
	// Part by part: as a whole it would be put together elsewhere first, and
	// wait there for the chain, which is seldom near.
	added.due, added.value, added.older = d, value, *chain
	*chain = s.next
	s.next++
	return &added.value
}

// grow makes twice as many chains.
func (s *shelf[V]) grow() {
	s.chains = make([]int, 2*len(s.chains))
	for number := s.first; number < s.next; number++ {
		thing := s.item(number)
		chain := s.chain(&thing.key)
		thing.older, *chain = *chain, number
	}
}

// clear drops what is no longer good and returns the number of bytes freed.
func (s *shelf[V]) clear(now time.Duration) int {
	freed := 0
	for !s.isEmpty() && s.item(s.first).until <= now {
		oldest := s.item(s.first)
		freed += oldest.bytes
		*oldest = item[V]{}
		if s.first++; s.first%len(block[V]{}) == 0 {
			s.spare = append(s.spare, s.blocks[0])
			s.blocks = s.blocks[1:]
		}
	}
	return freed
}
