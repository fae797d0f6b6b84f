package scan

// mostPages bounds a set of numbers: 4 MiB, or 33 million numbers that stand
// close together.
const mostPages = 1 << 16

// numbers is a set of whole numbers, as bits. Beyond its bound it forgets all of
// them.
type numbers struct {
	pages  map[int64]*page
	last   *page // of the newest number
	number int64 // of last
	full   bool  // it has forgotten some
}

type page [8]uint64

func (s *numbers) page(n int64) *page {
	if s.last == nil || s.number != n>>9 {
		s.last, s.number = s.pages[n>>9], n>>9
	}
	return s.last
}

func (s *numbers) has(n int64) bool {
	p := s.page(n)
	return p != nil && p[n>>6&7]>>(n&63)&1 != 0
}

// add takes a number in and says whether it was there.
func (s *numbers) add(n int64) bool {
	p := s.page(n)
	if p == nil {
		if len(s.pages) >= mostPages {
			s.pages, s.full = nil, true
		}
		if s.pages == nil {
			s.pages = map[int64]*page{}
		}
		p = &page{}
		s.pages[n>>9], s.last = p, p
	}
	bit := uint64(1) << (n & 63)
	was := p[n>>6&7]&bit != 0
	p[n>>6&7] |= bit
	return was
}

// mostEntries bounds each half of a memory.
const mostEntries = 1 << 17

// memory maps hashes to small numbers, and forgets the older half of them when
// it is full.
type memory struct {
	young, old map[uint64]int32
	full       bool // it has forgotten some
}

func (m *memory) get(key uint64) (int32, bool) {
	if v, ok := m.young[key]; ok {
		return v, true
	}
	v, ok := m.old[key]
	return v, ok
}

func (m *memory) put(key uint64, v int32) {
	if len(m.young) >= mostEntries {
		m.full = m.full || len(m.old) > 0
		m.old, m.young = m.young, m.old
		clear(m.young)
	}
	if m.young == nil {
		m.young = make(map[uint64]int32)
	}
	m.young[key] = v
}
