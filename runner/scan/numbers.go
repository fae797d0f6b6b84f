package scan

// mostPages bounds a set of numbers: 4 MiB, or 33 million numbers that stand
// close together.
const mostPages = 1 << 16

// numbers is a set of whole numbers, as bits. Beyond its bound it forgets all of
// them.
type numbers struct {
	low   []*page         // of the numbers from 0 on, as far as they are few
	pages map[int64]*page // of all others
	full  bool            // it has forgotten some
}

// mostLow is how many pages stand in a list.
const mostLow = 1 << 14

type page [8]uint64

func (s *numbers) page(n int64) *page {
	if at := uint64(n >> 9); at < uint64(len(s.low)) {
		return s.low[at]
	}
	return s.pages[n>>9]
}

// enter adds an empty page.
func (s *numbers) enter(n int64) *page {
	p := &page{}
	if at := uint64(n >> 9); at < mostLow {
		if more := int(at) + 1 - len(s.low); more > 0 {
			s.low = append(s.low, make([]*page, more)...)
		}
		s.low[at] = p
		return p
	}
	if len(s.pages) >= mostPages {
		s.pages, s.full = nil, true
	}
	if s.pages == nil {
		s.pages = map[int64]*page{}
	}
	s.pages[n>>9] = p
	return p
}

func (s *numbers) has(n int64) bool {
	p := s.page(n)
	return p != nil && p[n>>6&7]>>(n&63)&1 != 0
}

// add takes a number in and says whether it was there.
func (s *numbers) add(n int64) bool {
	p := s.page(n)
	if p == nil {
		p = s.enter(n)
	}
	bit := uint64(1) << (n & 63)
	was := p[n>>6&7]&bit != 0
	p[n>>6&7] |= bit
	return was
}
