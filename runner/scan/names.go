package scan

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

// The bytes of eight characters at once. An operation on all of them sets the
// high bit of each byte that it is after.
const (
	ones   = 0x0101010101010101
	highs  = 0x8080808080808080
	quotes = ones * '"'
	slants = ones * '\\'

	mixer = 0x9E3779B97F4A7C15 // odd and without a pattern: the golden ratio
)

// longestName bounds the names that a table holds, in bytes.
const longestName = 24

// margin is how far behind the end of a line the scanner may read. What stands
// there is never looked at.
const margin = longestRun + 8

// table finds the number of a name that stands in a line: it multiplies the
// name's bytes into a place of its own. 0 is no name of the table.
type table struct {
	factor uint64
	short  [1 << rowBits]short // names of at most seven bytes
	long   [1 << rowBits]long
	texts  []string // by number; the first is empty
}

const rowBits = 8

// short is a name as a word of eight bytes, the rest zeroes.
type short struct {
	word uint64
	id   uint8
}

// long is a name as three such words.
type long struct {
	words [3]uint64
	id    uint8
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
	t.short, t.long = [1 << rowBits]short{}, [1 << rowBits]long{}
	for i, name := range names {
		var w [longestName]byte
		copy(w[:], name)
		words := [3]uint64{binary.LittleEndian.Uint64(w[:]), binary.LittleEndian.Uint64(w[8:]), binary.LittleEndian.Uint64(w[16:])}
		switch {
		case len(name) == 0 || len(name) >= longestName:
			// Such a name is never found, and so never accepted.
		case len(name) < 8:
			r := &t.short[words[0]*t.factor>>(64-rowBits)]
			if r.id != 0 {
				return false
			}
			*r = short{words[0], uint8(i + 1)}
		default:
			r := &t.long[t.place(&words)]
			if r.id != 0 {
				return false
			}
			*r = long{words, uint8(i + 1)}
		}
	}
	return true
}

func (t *table) place(w *[3]uint64) uint64 {
	return (w[0] ^ bits.RotateLeft64(w[1], 23) ^ bits.RotateLeft64(w[2], 46)) * t.factor >> (64 - rowBits)
}

// window is what find looks at: a name and its closing quote.
type window = [longestName + 8]byte

// find reads the string at the beginning of a window, behind its opening quote.
// It gives the number of its name and its length; 0 where it is not in the
// table, and then the length says nothing.
func (t *table) find(b *window) (id uint8, n int) {
	w := binary.LittleEndian.Uint64(b[:])
	q := w ^ quotes
	m := (q - ones) &^ q & highs
	if m == 0 {
		return t.findLong(b)
	}
	n = bits.TrailingZeros64(m)
	w &= 1<<(n&56) - 1
	r := &t.short[w*t.factor>>(64-rowBits)]
	if r.word != w {
		return 0, 0
	}
	return r.id, n >> 3
}

func (t *table) findLong(b *window) (id uint8, n int) {
	w := [3]uint64{binary.LittleEndian.Uint64(b[:])}
	for k := 1; k < len(w); k++ {
		v := binary.LittleEndian.Uint64(b[8*k:])
		q := v ^ quotes
		if m := (q - ones) &^ q & highs; m != 0 {
			n = bits.TrailingZeros64(m)
			w[k] = v & (1<<(n&56) - 1)
			n = 8*k + n>>3
			break
		}
		w[k] = v
	}
	if r := &t.long[t.place(&w)]; r.words == w && n != 0 {
		return r.id, n
	}
	return 0, 0
}

// number is that of a name, 0 where the table lacks it.
func (t *table) number(name string) uint8 {
	for i, n := range t.texts[1:] {
		if n == name && len(n) < longestName {
			return uint8(i + 1)
		}
	}
	return 0
}
