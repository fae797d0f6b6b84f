package scan

// index finds the oldest outstanding request with a key. It is a table with
// linear probing, that grows; requests with one key stand in the order in which
// they came.
type index struct {
	rows []int32 // place of the slot, plus 1; 0: empty
	n    int
}

// fewestRows is how many rows an index begins with.
const fewestRows = 1 << 10

// home is where a key belongs.
func (x *index) home(key uint64) int { return int(key*mixer>>32) & (len(x.rows) - 1) }

// next is the row behind another one.
func (x *index) next(i int) int { return (i + 1) & (len(x.rows) - 1) }

// add enters a slot behind those with its key.
func (x *index) add(key uint64, place int32, slots []slot) {
	if x.n++; 2*x.n > len(x.rows) {
		x.grow(slots)
	}
	i := x.home(key)
	for x.rows[i] != 0 {
		i = x.next(i)
	}
	x.rows[i] = place + 1
}

// grow doubles the rows.
func (x *index) grow(slots []slot) {
	old := x.rows
	x.rows = make([]int32, max(fewestRows, 2*len(old)))
	// From behind an empty row on, so that equal keys keep their order.
	from := 0
	for from < len(old) && old[from] != 0 {
		from++
	}
	for k := range old {
		if row := old[(from+k)%len(old)]; row != 0 {
			i := x.home(slots[row-1].key)
			for x.rows[i] != 0 {
				i = x.next(i)
			}
			x.rows[i] = row
		}
	}
}

// find is the place of the oldest slot with the key, -1 where there is none.
func (x *index) find(key uint64, slots []slot) int32 {
	if x.n == 0 {
		return -1
	}
	for i := x.home(key); x.rows[i] != 0; i = x.next(i) {
		if place := x.rows[i] - 1; slots[place].key == key {
			return place
		}
	}
	return -1
}

// remove takes a slot out and moves up those behind it that stand too far from
// home.
func (x *index) remove(key uint64, place int32, slots []slot) {
	i := x.home(key)
	for x.rows[i] != place+1 {
		if x.rows[i] == 0 {
			return
		}
		i = x.next(i)
	}
	x.n--
	mask := len(x.rows) - 1
	for j := i; ; {
		j = x.next(j)
		if x.rows[j] == 0 {
			break
		}
		if from := x.home(slots[x.rows[j]-1].key); (j-from)&mask >= (j-i)&mask {
			x.rows[i] = x.rows[j]
			i = j
		}
	}
	x.rows[i] = 0
}
