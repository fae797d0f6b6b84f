package scan

import "testing"

func TestAMemoryKeepsTheNewestAndSaysWhenItForgot(t *testing.T) {
	key := func(i int) uint64 { return uint64(i)*mixer | 1 }
	value := func(i int) int32 { return int32(i % mostLists) }
	var m memory
	for i := range 2*mostEntries + 10 {
		m.put(key(i), value(i))
		if m.full != (i >= 2*mostEntries) {
			t.Fatalf("after %d entries, forgotten: %v", i+1, m.full)
		}
	}
	for i := range 2*mostEntries + 10 {
		v, ok := m.get(key(i))
		if ok != (i >= mostEntries) || ok && v != value(i) {
			t.Fatalf("entry %d is %d, %v", i, v, ok)
		}
	}
}

func TestASetOfNumbersHoldsWhatWasAdded(t *testing.T) {
	var s numbers
	for _, n := range []int64{0, 1, 511, 512, 1 << 22, 1<<23 - 1, 1 << 23, 1 << 40, -1, -1 << 62} {
		if s.has(n) || s.add(n) || !s.has(n) || !s.add(n) || s.has(n+3) {
			t.Errorf("%d", n)
		}
	}
}
