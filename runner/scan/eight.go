package scan

import (
	"encoding/binary"
	"math/bits"
)

// Eight bytes at a time, in one word of 64 bits (SIMD within a register). A test of
// them sets the high bit of each byte that it finds.
const (
	ones   = 0x0101010101010101
	highs  = 0x8080808080808080
	quotes = ones * '"'
	slants = ones * '\\'
	blanks = ones * ' '
	equals = ones * '='
)

// load gives the eight bytes at a place.
func load(buf []byte, i uint) uint64 { return binary.LittleEndian.Uint64(buf[i : i+8]) }

// first marks the first byte that is zero. What it does to the bytes behind that
// one says nothing.
func first(w uint64) uint64 { return (w - ones) &^ w & highs }

// zero marks each byte that is zero.
func zero(w uint64) uint64 { return ^((w&^highs + highs - ones) | w) & highs }

// within marks each byte from low to high, both of which are ASCII. Behind one that is
// not ASCII it says nothing.
func within(w uint64, low, high byte) uint64 {
	return (w + ones*uint64(0x80-low)) &^ (w + ones*uint64(0x7F-high)) & highs
}

// seek gives the place of the first byte of a kind, which is given eight times, or the
// end.
func seek(buf []byte, i, end uint, kind uint64) uint {
	for ; i < end; i += 8 {
		if m := first(load(buf, i) ^ kind); m != 0 {
			return min(i+uint(bits.TrailingZeros64(m))>>3, end)
		}
	}
	return end
}
