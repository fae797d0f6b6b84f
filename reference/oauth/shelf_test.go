package oauth

import (
	"maps"
	"math/rand/v2"
	"testing"
	"time"
)

// A shelf is held against a map, with keys of which many share a chain.
func TestAShelfKeepsEachThingForItsTimeAndNoLonger(t *testing.T) {
	const life = 100
	type thing struct {
		value int
		until time.Duration
	}
	random := rand.New(rand.NewPCG(1, 1))
	s, want := newShelf[int](), map[digest]thing{}
	used, now := 0, time.Duration(0)
	for step := range 50_000 {
		switch {
		case random.IntN(5000) == 0:
			now += life // everything goes at once
		case random.IntN(10) == 0:
			now++
		}
		used -= s.clear(now)
		maps.DeleteFunc(want, func(_ digest, it thing) bool { return it.until <= now })
		var key digest
		key[0], key[31] = byte(random.IntN(4)), byte(random.IntN(200))
		found, known := s.find(key)
		if it, there := want[key]; known != there || known && *found != it.value {
			t.Fatalf("step %d: found %v, %v, want %v, %v", step, found, known, it, there)
		}
		switch random.IntN(3) {
		case 0:
			s.put(due{key, now + life, 1}, step)
			used++
			want[key] = thing{step, now + life}
		case 1:
			if known {
				*found = -step
				want[key] = thing{-step, want[key].until}
			}
		}
	}
	if used -= s.clear(1 << 40); used != 0 || !s.isEmpty() {
		t.Errorf("%d bytes are still in use", used)
	}
}
