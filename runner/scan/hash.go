package scan

import (
	"encoding/binary"
	"math/bits"
)

// raw is the text of a string: the bytes of the line, or the scratch of the
// scanner where it has escapes.
func (s *scanner) raw(v *value) []byte {
	buf, i, n := s.text(v)
	return buf[i : i+n]
}

// text is where the text of a string stands, and its length. There are bytes
// behind it that may be read.
func (s *scanner) text(v *value) (buf []byte, i, n uint) {
	if v.flags&escaped == 0 {
		return s.buf, uint(v.start), uint(v.end - v.start)
	}
	n = s.copy(v)
	return s.scratch[:], 0, n
}

// copy puts the text of a string into the scratch, and gives its length.
func (s *scanner) copy(v *value) uint {
	if s.scratch == nil {
		s.scratch, s.decoded = new(sheet), new(sheet)
	}
	if v.flags&escaped == 0 {
		return uint(copy(s.scratch[:], s.buf[v.start:v.end]))
	}
	return unescape(s.scratch, s.buf, uint(v.start), uint(v.end))
}

// hash is the hash of a string, never 0.
func (s *scanner) hash(v *value) uint64 {
	if v.flags&escaped == 0 {
		return s.tier.hashAt(s.buf, uint(v.start), uint(v.end-v.start))
	}
	n := s.copy(v)
	return s.tier.hashAt(s.scratch[:], 0, n)
}

// hash is the hash of a text: equal to that of a value that has it.
func (t *Tier) hash(text []byte) uint64 {
	n := len(text)
	if n > 8 {
		return t.hashAt(text, 0, uint(n))
	}
	var word [8]byte
	copy(word[:], text)
	return t.hashAt(word[:], 0, uint(n))
}

// hashAt is the hash of a text of n bytes, behind whose beginning there are at least
// eight. It multiplies sixteen bytes at a time with keys that are secret to this
// process, so that nobody can write texts whose hashes are equal.
func (t *Tier) hashAt(buf []byte, i, n uint) uint64 {
	if n <= 8 {
		return mix(load(buf, i)&(1<<(8*n)-1)^t.keys[0], t.keys[1]+2*uint64(n)) | 1
	}
	text := buf[i : i+n]
	h := t.keys[0] ^ uint64(n)
	for len(text) > 16 {
		h = mix(binary.LittleEndian.Uint64(text)^h, binary.LittleEndian.Uint64(text[8:])^t.keys[1])
		text = text[16:]
	}
	// The ends once more, where they are no sixteen bytes of their own.
	first := i
	if n > 16 {
		first = i + n - 16
	}
	return mix(load(buf, first)^h, load(buf, i+n-8)^t.keys[2]) | 1
}

// mix multiplies two words and folds the product.
func mix(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
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
	buf, i, n := s.text(v)
	for _, c := range buf[i : i+n] {
		if c < ' ' || c >= 0x80 {
			return 0
		}
	}
	return s.tier.split(buf, i, n)
}

// split is the hash of the list whose elements single blanks part, 0 where an
// element is empty. Behind the text there are bytes that may be read.
func (t *Tier) split(buf []byte, i, n uint) uint64 {
	all := uint64(empty)
	for end := i + n; n > 0; i++ {
		at := seek(buf, i, end, blanks)
		if at == i {
			return 0
		}
		all = join(all, t.hashAt(buf, i, at-i))
		if i = at; i == end {
			break
		}
	}
	return all
}

// single is the hash of a string that is one scope, 0 where it is none or more.
func (s *scanner) single(id uint8) uint64 {
	buf, i, n := s.text(s.body.get(id))
	if n == 0 || seek(buf, i, i+n, blanks) != i+n {
		return 0
	}
	return s.tier.hashAt(buf, i, n)
}
