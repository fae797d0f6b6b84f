package scan

import "math/bits"

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
