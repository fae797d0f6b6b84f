package scan

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// raw is the text of a string: the bytes of the line, or the scratch of the
// scanner where it has escapes.
func (s *scanner) raw(v *value) []byte {
	if v.flags&escaped == 0 {
		return s.buf[v.start:v.end]
	}
	s.scratch = unescape(s.scratch[:0], s.buf[v.start:v.end])
	return s.scratch
}

// hash is the hash of a string, never 0.
func (s *scanner) hash(v *value) uint64 {
	if n := v.end - v.start; n <= 8 && v.flags&escaped == 0 {
		w := binary.LittleEndian.Uint64(s.buf[v.start:]) & (1<<(8*uint(n)) - 1)
		return s.tier.short(w, int(n))
	}
	return s.tier.hash(s.raw(v))
}

// hash is the hash of a text: equal to that of a value that has it. It
// multiplies sixteen bytes at a time with keys that are secret to this process,
// so that nobody can write texts whose hashes are equal.
func (t *Tier) hash(text []byte) uint64 {
	n := len(text)
	if n <= 8 {
		var word [8]byte
		copy(word[:], text)
		return t.short(binary.LittleEndian.Uint64(word[:]), n)
	}
	h := t.keys[0] ^ uint64(n)
	first, last := text[:8], text[n-8:]
	if n > 16 {
		for rest := text; len(rest) > 16; rest = rest[16:] {
			h = mix(binary.LittleEndian.Uint64(rest)^h, binary.LittleEndian.Uint64(rest[8:])^t.keys[1])
		}
		first = text[n-16:]
	}
	// The ends once more, where they are no sixteen bytes of their own.
	return mix(binary.LittleEndian.Uint64(first)^h, binary.LittleEndian.Uint64(last)^t.keys[2]) | 1
}

// mix multiplies two words and folds the product.
func mix(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}

// short is the hash of a text of at most eight bytes.
func (t *Tier) short(w uint64, n int) uint64 {
	return mix(w^t.keys[0], t.keys[1]+2*uint64(n)) | 1
}

// join adds an element to the hash of a list.
func join(list, element uint64) uint64 {
	return bits.RotateLeft64(list, 7)*mixer ^ element
}

// empty is the hash of a list without elements.
const empty = 1 << 40

// member is the hash of a member that is a string, 0 where it is absent.
func (s *scanner) member(id uint8) uint64 {
	if !s.body.has(id) {
		return 0
	}
	return s.hash(s.body.get(id))
}

// list is the hash of an array of strings.
func (s *scanner) list(id uint8) uint64 {
	v := s.body.get(id)
	all := uint64(empty)
	for i := v.start; i < v.end; i++ {
		all = join(all, s.hash(&s.items[i]))
	}
	return all
}

// named is the hash of the list that a string names, its elements parted by
// white space; 0 where there is more than single blanks.
func (s *scanner) named(v *value) uint64 {
	text := s.raw(v)
	for _, c := range text {
		if c < ' ' || c >= 0x80 {
			return 0
		}
	}
	return s.tier.split(text)
}

// split is the hash of the list whose elements single blanks part, 0 where an
// element is empty.
func (t *Tier) split(text []byte) uint64 {
	all := uint64(empty)
	for more := len(text) > 0; more; {
		var element []byte
		element, text, more = bytes.Cut(text, []byte(" "))
		if len(element) == 0 {
			return 0
		}
		all = join(all, t.hash(element))
	}
	return all
}

// single is the hash of a string that is one scope, 0 where it is none or more.
func (s *scanner) single(id uint8) uint64 {
	v := s.body.get(id)
	text := s.raw(v)
	if len(text) == 0 || bytes.IndexByte(text, ' ') >= 0 {
		return 0
	}
	return s.hash(v)
}
