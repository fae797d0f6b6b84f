package scan

// mostEntries bounds each half of a memory.
const mostEntries = 1 << 17

// memory maps hashes to small numbers, and forgets the older half of them when
// it is full.
type memory struct {
	young, old entries
	full       bool // it has forgotten some
}

func (m *memory) get(key uint64) (int32, bool) {
	if v, ok := m.young.get(key); ok {
		return v, true
	}
	return m.old.get(key)
}

func (m *memory) put(key uint64, v int32) {
	if m.young.n >= mostEntries {
		m.full = m.full || m.old.n > 0
		m.old, m.young = m.young, m.old
		m.young.clear()
	}
	m.young.put(key, v)
}

// entries are numbers by hashes: a table with linear probing. The
// hashes are made with secret keys, so that nobody can have many of them meet.
type entries struct {
	// Each is a hash whose lowest bits give way to the number; 0: empty. What
	// takes half the room is twice as often near.
	rows []uint64
	n    int
}

// valueBits is how long a number may be: that of a list.
const valueBits = 12

const valueMask = 1<<valueBits - 1

// fewest is how many rows a table begins with.
const fewest = 1 << 6

// at is the row of a key, or the empty one where it belongs.
func (t *entries) at(key uint64) *uint64 {
	key = max(key&^valueMask, valueMask+1)
	mask := uint64(len(t.rows) - 1)
	for i := key * mixer >> 32; ; i++ {
		if r := &t.rows[i&mask]; *r&^valueMask == key || *r == 0 {
			return r
		}
	}
}

func (t *entries) get(key uint64) (int32, bool) {
	if t.n == 0 {
		return 0, false
	}
	r := *t.at(key)
	return int32(r & valueMask), r != 0
}

func (t *entries) put(key uint64, v int32) {
	if 4*t.n >= 3*len(t.rows) {
		t.grow()
	}
	r := t.at(key)
	if *r == 0 {
		t.n++
	}
	*r = max(key&^valueMask, valueMask+1) | uint64(v)
}

func (t *entries) grow() {
	all := t.rows
	t.rows = make([]uint64, max(fewest, 2*len(all)))
	for _, r := range all {
		if r != 0 {
			*t.at(r) = r
		}
	}
}

func (t *entries) clear() {
	clear(t.rows)
	t.n = 0
}
