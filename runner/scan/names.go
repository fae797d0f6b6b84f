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
	blanks = ones * ' '
)

// longestName bounds the names that a table holds, in bytes.
const longestName = 24

// margin is how far behind the end of a line the scanner may read. What stands
// there is never looked at.
const margin = longestName + 8

// table finds the number of a name that stands in a line: it multiplies the
// name's bytes into a place of its own. 0 is no name of the table.
type table struct {
	factor uint64
	rows   [1 << rowBits]row
	texts  []string // by number; the first is empty
}

const rowBits = 9

// row is a name as three words of eight bytes, the rest zeroes.
type row struct {
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
		t.factor = try*0x9E3779B97F4A7C15 | 1
		if t.fill(names) {
			return t, nil
		}
	}
	return nil, errNames
}

// fill says whether every name has a place of its own.
func (t *table) fill(names []string) bool {
	clear(t.rows[:])
	for i, name := range names {
		if len(name) == 0 || len(name) > longestName {
			continue // such a name is never found, and so never accepted
		}
		w := words([]byte(name))
		r := &t.rows[t.place(w[0], w[1], w[2])]
		if r.id != 0 {
			return false
		}
		*r = row{w, uint8(i + 1)}
	}
	return true
}

func words(name []byte) [3]uint64 {
	var padded [longestName]byte
	copy(padded[:], name)
	return [3]uint64{binary.LittleEndian.Uint64(padded[:]), binary.LittleEndian.Uint64(padded[8:]), binary.LittleEndian.Uint64(padded[16:])}
}

func (t *table) place(a, b, c uint64) uint64 {
	h := (a ^ bits.RotateLeft64(b, 23) ^ bits.RotateLeft64(c, 46)) * t.factor
	return h >> (64 - rowBits)
}

// find reads the string that begins at i, behind its opening quote. It gives
// the number of its name and the place of the closing quote; 0 where it is not
// in the table, and then the place says nothing.
func (t *table) find(buf []byte, i int) (id uint8, end int) {
	var w [3]uint64
	for k := range w {
		v := binary.LittleEndian.Uint64(buf[i+8*k:])
		q := v ^ quotes
		if m := (q - ones) &^ q & highs; m != 0 {
			n := bits.TrailingZeros64(m) &^ 7
			w[k] = v & (1<<n - 1)
			end = i + 8*k + n/8
			break
		}
		w[k] = v
	}
	if r := &t.rows[t.place(w[0], w[1], w[2])]; r.words == w {
		return r.id, end
	}
	return 0, 0
}

// number is that of a name, 0 where the table lacks it.
func (t *table) number(name string) uint8 {
	for i, n := range t.texts[1:] {
		if n == name && len(n) <= longestName {
			return uint8(i + 1)
		}
	}
	return 0
}
