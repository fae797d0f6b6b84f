package scan

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

const mixer = 0x9E3779B97F4A7C15 // odd and without a pattern: the golden ratio

// longestName bounds the names that a table holds, in bytes.
const longestName = 24

// margin is how far behind the end of a line the scanner may read. What stands
// there is never looked at.
const margin = longestRun + 8

// table finds the number of a name that stands in a line: it multiplies the
// name's bytes into a place of its own. 0 is no name of the table.
type table struct {
	factor uint64
	rows   [1 << rowBits]name
	texts  []string // by number; the first is empty
}

const rowBits = 8

// name is a name as three words of eight bytes, the rest zeroes.
type name struct {
	words [3]uint64
	id, n uint8 // and its length
}

var errNames = errors.New("the names of the schemas do not fit into a table")

// newTable numbers names from 1 on, in their order.
func newTable(names []string) (*table, error) {
	if len(names) > 250 {
		return nil, errNames
	}
	t := &table{texts: append([]string{""}, names...)}
	for try := uint64(1); try < 1<<16; try++ {
		t.factor = try*mixer | 1
		if t.fill(names) {
			return t, nil
		}
	}
	return nil, errNames
}

// fill says whether every name has a place of its own.
func (t *table) fill(names []string) bool {
	t.rows = [1 << rowBits]name{}
	for i, text := range names {
		if len(text) == 0 || len(text) >= longestName {
			continue // such a name is never found, and so never accepted
		}
		var w [longestName]byte
		copy(w[:], text)
		words := [3]uint64{binary.LittleEndian.Uint64(w[:]), binary.LittleEndian.Uint64(w[8:]), binary.LittleEndian.Uint64(w[16:])}
		r := &t.rows[t.place(words[0], words[1], words[2])]
		if r.id != 0 {
			return false
		}
		*r = name{words, uint8(i + 1), uint8(len(text))}
	}
	return true
}

func (t *table) place(v, w, x uint64) uint64 {
	return (v ^ bits.RotateLeft64(w, 23) ^ bits.RotateLeft64(x, 46)) * t.factor >> (64 - rowBits)
}

// window is what find looks at: a name and its closing quote.
type window = [longestName + 8]byte

// window is what stands at a place of a line.
func (s *sheet) window(i uint) *window {
	i &= longestLine - 1
	return (*window)(s[i : i+uint(len(window{}))])
}

// find reads the string at the beginning of a window, behind its opening quote.
// It gives the number of its name and its length; 0 where it is not in the
// table, and then the length says nothing. It has no branch that the length
// decides: what stands behind the closing quote is masked away.
func (t *table) find(b *window) (id uint8, n int) {
	v, w, x := binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(b[8:]), binary.LittleEndian.Uint64(b[16:])
	m := first(v ^ quotes)
	n, v = bits.TrailingZeros64(m)>>3, v&before(m)
	ends := none(m) // all ones, as long as there was no quote
	m = first(w ^ quotes)
	n, w = n+bits.TrailingZeros64(m)>>3&int(ends), w&before(m)&ends
	ends &= none(m)
	m = first(x ^ quotes)
	n, x = n+bits.TrailingZeros64(m)>>3&int(ends), x&before(m)&ends
	r := &t.rows[t.place(v, w, x)]
	if (r.words[0]^v)|(r.words[1]^w)|(r.words[2]^x) != 0 || int(r.n) != n {
		return 0, 0
	}
	return r.id, n
}

// before masks the bytes before the first that is marked, or all.
func before(marks uint64) uint64 { return marks&-marks>>7 - 1 }

// none is all ones where no byte is marked, and else zero.
func none(marks uint64) uint64 { return uint64(int64(marks&-marks-1) >> 63) }

// number is that of a name, 0 where the table lacks it.
func (t *table) number(name string) uint8 {
	for i, n := range t.texts[1:] {
		if n == name && len(n) < longestName {
			return uint8(i + 1)
		}
	}
	return 0
}
