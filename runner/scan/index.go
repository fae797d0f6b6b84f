package scan

// index finds the oldest outstanding request with a key. It is a table with
// linear probing; requests with one key stand in the order in which they came.
type index struct {
	rows [2 * mostOutstanding]int32 // place of the slot, plus 1; 0: empty
}

const rowMask = 2*mostOutstanding - 1

func home(key uint64) uint64 { return key * mixer >> 32 & rowMask }

// add enters a slot behind those with its key.
func (x *index) add(key uint64, place int32) {
	i := home(key)
	for x.rows[i] != 0 {
		i = (i + 1) & rowMask
	}
	x.rows[i] = place + 1
}

// find is the place of the oldest slot with the key, -1 where there is none.
func (x *index) find(key uint64, slots []slot) int32 {
	for i := home(key); x.rows[i] != 0; i = (i + 1) & rowMask {
		if place := x.rows[i] - 1; slots[place].key == key {
			return place
		}
	}
	return -1
}

// remove takes a slot out and moves up those behind it that stand too far from
// home.
func (x *index) remove(key uint64, place int32, slots []slot) {
	i := home(key)
	for x.rows[i] != place+1 {
		if x.rows[i] == 0 {
			return
		}
		i = (i + 1) & rowMask
	}
	for j := i; ; {
		j = (j + 1) & rowMask
		if x.rows[j] == 0 {
			break
		}
		if from := home(slots[x.rows[j]-1].key); (j-from)&rowMask >= (j-i)&rowMask {
			x.rows[i] = x.rows[j]
			i = j
		}
	}
	x.rows[i] = 0
}
