package scan

import "bytes"

// split has the first tier look at the lines of a chunk.
func (s *scanner) split(c *chunk) {
	s.buf = c.buf
	c.records, c.lines = c.records[:0], 0
	for at := 0; at < c.size; {
		r := c.next()
		r.start, r.line, r.kind = int32(at), int32(c.lines), 0
		c.lines++
		if end := s.line(r); end > 0 {
			r.end = int32(end)
			at = end + 1
			continue
		}
		end := at + bytes.IndexByte(c.buf[at:], '\n')
		at, r.end = end+1, int32(end)
		if end > int(r.start) && c.buf[end-1] == '\r' {
			c.buf[end-1] = '\n' // such a line end is the file's, not the message's
			r.end--
			s.plain(r, false)
		}
	}
}

// line makes the record of a line, and gives its end; 0: only the second tier
// knows.
func (s *scanner) line(r *record) (end int) {
	f := &s.forms
	if f.resting > 0 {
		f.resting--
		return s.plain(r, false)
	}
	if f.tried++; f.tried >= trial {
		f.look()
	}
	if end = s.match(int(r.start), r); end > 0 {
		f.hits++
		return end
	}
	return s.plain(r, true)
}

// plain makes the record of a line without a form; it may be a form for others.
func (s *scanner) plain(r *record, learn bool) int {
	r.kind = 0
	k, end := s.message(int(r.start))
	if k == nil {
		return 0
	}
	if !s.record(k, r) {
		r.kind = 0
		return end
	}
	if learn {
		s.learn(k, int(r.start), end)
	}
	return end
}

// next is one more record of a chunk, with whatever the last chunk left in it.
func (c *chunk) next() *record {
	n := len(c.records)
	if n < cap(c.records) {
		c.records = c.records[:n+1]
	} else {
		c.records = append(c.records, record{})
	}
	return &c.records[n]
}
