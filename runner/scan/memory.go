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
	rows []row
	n    int
}

type row struct {
	key   uint64 // 0: empty
	value int32
}

// fewest is how many rows a table begins with.
const fewest = 1 << 6

// at is the row of a key, or the empty one where it belongs.
func (t *entries) at(key uint64) *row {
	key = max(key, 1)
	mask := uint64(len(t.rows) - 1)
	for i := key * mixer >> 32; ; i++ {
		if r := &t.rows[i&mask]; r.key == key || r.key == 0 {
			return r
		}
	}
}

func (t *entries) get(key uint64) (int32, bool) {
	if t.n == 0 {
		return 0, false
	}
	r := t.at(key)
	return r.value, r.key != 0
}

func (t *entries) put(key uint64, v int32) {
	if 4*t.n >= 3*len(t.rows) {
		t.grow()
	}
	r := t.at(key)
	if r.key == 0 {
		r.key = max(key, 1)
		t.n++
	}
	r.value = v
}

func (t *entries) grow() {
	all := t.rows
	t.rows = make([]row, max(fewest, 2*len(all)))
	for _, e := range all {
		if e.key != 0 {
			*t.at(e.key) = e
		}
	}
}

func (t *entries) clear() {
	clear(t.rows)
	t.n = 0
}
