package scan

// forms are the ways in which the lines of a recording are written, learned from
// accepted ones: a tree of the runs of bytes that are the same in all lines of a
// form, with the values between them. A line that takes a way of the tree to its
// end, and whose values are right, is accepted as the one was that made the way.
//
// Encoders write alike again and again; traffic whose members come in random
// order does not, and is left alone after a while.
type forms struct {
	first   *run
	size    size
	nodes   []uint64 // hashes of the names of nodes that are parts of runs
	tried   int      // lines since the last look at hits
	hits    int
	resting int // lines to leave alone
	rested  int // how many it were the last time; 0: the last look found most lines known
}

// size is how much there is of each.
type size struct{ runs, stretches, typed, ends int }

// Bounds of what is learned: beyond them nothing more is.
const (
	mostRuns      = 1 << 13
	mostStretches = 1 << 14
	mostTyped     = 1 << 8
	mostEnds      = 1 << 11
	mostSiblings  = 16
	mostNodes     = 4
	longestRun    = 1 << 7
	longestForm   = 4 << 10 // of a line to learn from
)

// stretch is eight bytes of a line, and which of their bits count.
type stretch struct{ bytes, mask uint64 }

// run is a stretch of bytes, and what stands behind it.
type run struct {
	first   [3]stretch // most are no longer
	sibling *run       // another run that may stand here
	next    *run       // behind the value
	value   *value     // where the value is put: a member of the scanner's
	n       uint8      // bytes
	then    uint8      // what stands behind it
	kind    uint8      // of that value
	further []stretch  // the rest of it
	typed   []*run     // behind a type, by its number
	ending  *ending
}

// What stands behind a run.
const (
	aText = iota
	aNumber
	aType
	anotherValue
	theEnd
)

// ending is what a form is known to be.
type ending struct {
	kind   *kind
	named  uint64 // hash of the node's name, where it is part of a run
	places places // of the members of the body
	seen   uint64
	fixed  []fixed
	checks []checked

	// msg_id or in_reply_to, a msg_id of the node's own, and src and dest, unless
	// they are parts of runs; nil: there is none.
	id, own, src, dest *value
}

// fixed is a member that is the same in all lines of a form: true, false, null.
type fixed struct {
	value *value
	kind  uint8
}

// checked is a member of the body whose kind alone does not decide. Of a plain
// one length decides, and of a spelled one characters.
type checked struct {
	value   *value
	rule    *rule
	plain   bool
	spelled bool
}

// trial is after how many lines it is asked whether forms are worth while, and
// rest how many lines go without if they are not: twice as many the next time, up to
// longestRest.
const (
	trial       = 1 << 11
	rest        = 1 << 15
	longestRest = 1 << 17
)

// look has forms rest where most lines have none. What they were is forgotten
// if there is no room for others.
func (f *forms) look() {
	known := f.hits*2 >= f.tried
	f.tried, f.hits = 0, 0
	if known {
		f.rested = 0
		return
	}
	f.rested = min(max(rest, 2*f.rested), longestRest)
	if f.resting = f.rested; f.full() {
		*f = forms{resting: f.rested, rested: f.rested}
	}
}

// full says whether the bounds are reached.
func (f *forms) full() bool {
	n := &f.size
	return n.runs >= mostRuns || n.stretches >= mostStretches || n.typed >= mostTyped || n.ends >= mostEnds
}
