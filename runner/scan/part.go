package scan

import (
	"bytes"
	"fmt"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// Part is one conversation of a recording: a transcript, or all of a file of
// envelopes.
type Part struct {
	Feature, Name string // of the scenario that a transcript is of
	Findings      []check.Finding
	Left          int      // findings that were left out
	IDs           []string // requirements that it shows
	Framing       string   // of its first reply, "" where there is none
	Lines         int      // entries, events among them
	Looked        int      // how many of them the second tier judged
	Entries       []wire.Entry
	Unanswered    []int    // lines of requests without reply, the first ones
	Silent        int      // how many such requests there are
	Notes         []string // what could not be judged
}

// Bounds of what a part keeps to show.
const (
	mostShown      = 120
	longestShown   = 16 << 10
	mostUnanswered = 20
)

// show keeps the first entries.
func (p *Part) show(e wire.Entry) {
	if p.Lines++; len(p.Entries) >= mostShown {
		return
	}
	if n := len(e.Line); n > longestShown {
		e.Line = fmt.Appendf(bytes.Clone(e.Line[:longestShown]), "… (%d bytes)", n)
	}
	p.Entries = append(p.Entries, e)
}

// passed counts an accepted line, and keeps it if it is one of the first.
func (p *Part) passed(k *kind, line []byte) {
	if p.Lines >= mostShown {
		p.Lines++
		return
	}
	e := wire.Entry{From: wire.Client, Line: bytes.Clone(line)}
	if k.success == 0 {
		e.From = wire.Node
	}
	p.show(e)
}

// finish closes the books of a conversation.
func (j *Judge) finish() {
	if j.talk == nil {
		return
	}
	p := &j.part
	for place := j.book.first; place >= 0; place = j.book.slots[place].next {
		if s := &j.book.slots[place]; s.owed {
			if p.Silent++; len(p.Unanswered) < mostUnanswered {
				p.Unanswered = append(p.Unanswered, s.at)
			}
		}
	}
	p.Findings, p.Left, p.IDs, p.Framing = j.talk.End(), j.talk.Left(), check.Visible(j.talk), j.talk.Framing
	p.Notes = j.notes()
	j.parts = append(j.parts, *p)
	j.talk = nil
}

// notes say what was forgotten, and so not judged.
func (j *Judge) notes() []string {
	var all []string
	if n := j.book.forgotten; n > 0 {
		all = append(all, fmt.Sprintf("%d requests were forgotten before their replies came, and could not be judged: no more than %d, or %d MiB of them, are kept", n, mostOutstanding, mostBytes>>20))
	}
	if j.grants.full || j.grants.tokens.full || j.grants.asked.full || j.grants.codes.full {
		all = append(all, "scopes of tokens that were issued long before could not be judged")
	}
	if j.ownIDs.full || j.answered.ids.full {
		all = append(all, "msg_ids that were used long before could not be recognised")
	}
	return all
}
