package scan

import "math/bits"

// wholeNumber reads a whole number and gives the place behind it, or 0. Of a short one
// it looks at all digits at once; what stands behind it is for the caller to
// compare.
func wholeNumber(buf []byte, i uint, v *value) uint {
	w := load(buf, i)
	if n := few(w); n != 0 {
		v.kind, v.integer = isInteger, int64(decimal(w, n))
		return i + n>>3
	}
	end := number(buf, int(i), v)
	if end < 0 || v.kind != isInteger {
		return 0
	}
	return uint(end)
}

// few is the length of a number of one to seven digits, in bits; 0: it is another
// one.
func few(w uint64) uint {
	x := w ^ '0'*ones
	m := (x&^highs + (0x80-10)*ones | x) & highs // the bytes that are no digits
	at := uint(bits.TrailingZeros64(m)) &^ 7
	if m == 0 || at > 8 && byte(x) == 0 {
		return 0
	}
	return at
}

// decimal is the number that the first digits of a word give, of so many bits.
func decimal(w uint64, at uint) uint64 {
	// The digits to the high end, zeroes before them; then pairs, and pairs of pairs.
	x := (w ^ '0'*ones) << ((64 - at) & 63)
	x = (x*10 + x>>8) & 0x00FF00FF00FF00FF
	x = (x*100 + x>>16) & 0x0000FFFF0000FFFF
	return uint64(uint32(x*10000 + x>>32))
}
