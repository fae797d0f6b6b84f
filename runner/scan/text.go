package scan

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// What a string holds besides plain ASCII.
const (
	escaped = 1 << iota // a backslash: its text is not its bytes
	wide                // bytes beyond ASCII, not yet known to be UTF-8
	deleted             // DEL, the one character of ASCII that is neither printed nor escaped
)

// text finds the end of a string that begins at i, behind its opening quote:
// the place of the closing one. It looks at eight bytes at a time, and gives -1
// for what it does not judge.
func text(buf []byte, i int) (end int, flags uint8) {
	for {
		m := special(binary.LittleEndian.Uint64(buf[i:]))
		if m == 0 {
			i += 8
			continue
		}
		i += bits.TrailingZeros64(m) >> 3
		switch c := buf[i]; {
		case c == '"':
			return i, flags
		case c == '\\':
			n := escape(buf, i)
			if n == 0 {
				return -1, 0
			}
			flags |= escaped
			i += n
		case c >= utf8.RuneSelf:
			flags |= wide
			i++
		case c == 0x7F:
			flags |= deleted
			i++
		default: // RFC 8259 section 7: control characters are escaped
			return -1, 0
		}
	}
}

// special sets the high bit of the first byte of eight that is a quote, a
// backslash, a control character, DEL, or beyond ASCII. What it does to the
// bytes behind that one says nothing.
func special(w uint64) uint64 {
	// With the second bit the other way round, a quote is next to the control
	// characters, and a blank is not.
	return ((w ^ ones*2 - ones*('"'-1)) | (w ^ slants - ones) | (w + ones) | w) & highs
}

// escape is the length of the escape at i, 0 where it is none or a surrogate.
func escape(buf []byte, i int) int {
	switch buf[i+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if r := unicode(buf, i+2); r >= 0 && r&0xF800 != 0xD800 {
			return 6
		}
	}
	return 0
}

// unicode reads four hexadecimal digits, -1 where they are not.
func unicode(buf []byte, i int) rune {
	var r rune
	for _, c := range buf[i : i+4] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return -1
		}
		r = r<<4 | rune(c)
	}
	return r
}

// unescape writes a string whose escapes text has accepted to dst, without them, and
// gives its length.
func unescape(dst *sheet, buf []byte, i, end uint) uint {
	n := uint(0)
	for {
		w := load(buf, i)
		dst.put(n, w)
		m := first(w ^ slants)
		if m == 0 {
			i, n = i+8, n+8
			if i < end {
				continue
			}
			return n - (i - end)
		}
		k := uint(bits.TrailingZeros64(m)) >> 3
		if i, n = i+k, n+k; i >= end {
			return n - (i - end)
		}
		c := buf[i+1]
		i += 2
		switch c {
		case 'u':
			n += uint(utf8.EncodeRune(dst[n:], unicode(buf, int(i))))
			i += 4
			continue
		case 'b':
			c = '\b'
		case 'f':
			c = '\f'
		case 'n':
			c = '\n'
		case 'r':
			c = '\r'
		case 't':
			c = '\t'
		}
		dst.set(n, c)
		n++
	}
}
