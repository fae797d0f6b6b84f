package scan

import "encoding/binary"

// longestLine is the longest line that the first tier looks at, in bytes. It is a
// power of two, so that a place in a sheet is within it by its bits alone.
const longestLine = 64 << 10

// sheet is a line and what stands behind it, which is never looked at: as much as
// one may be long. A place beyond the longest line wraps round to one within it,
// which keeps reading in bounds: whoever relies on what was read looks at the place
// first.
type sheet [longestLine + margin]byte

// word gives the eight bytes at a place.
func (s *sheet) word(i uint) uint64 {
	i &= longestLine - 1
	return binary.LittleEndian.Uint64(s[i : i+8])
}

// put writes eight bytes at a place.
func (s *sheet) put(i uint, w uint64) {
	i &= longestLine - 1
	binary.LittleEndian.PutUint64(s[i:i+8], w)
}

// at gives the byte at a place.
func (s *sheet) at(i uint) byte { return s[i&(longestLine-1)] }

// set writes a byte at a place.
func (s *sheet) set(i uint, c byte) { s[i&(longestLine-1)] = c }

// differ gives bits in which the text at a place is not that of the first
// stretches of a run.
func (s *sheet) differ(i uint, r *run) uint64 {
	i &= longestLine - 1
	text, w := (*[24]byte)(s[i:i+24]), &r.first
	return (binary.LittleEndian.Uint64(text[:])^w[0].bytes)&w[0].mask | (binary.LittleEndian.Uint64(text[8:])^w[1].bytes)&w[1].mask |
		(binary.LittleEndian.Uint64(text[16:])^w[2].bytes)&w[2].mask
}

// differs is differ for the stretches behind them.
func (s *sheet) differs(i uint, further []stretch) (d uint64) {
	for k := range further {
		i += 8
		d |= (s.word(i+16) ^ further[k].bytes) & further[k].mask
	}
	return d
}
