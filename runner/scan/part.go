package scan

import (
	"bytes"
	"fmt"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// Part is one conversation of a recording: the transcript of a scenario, or all
// of a file of envelopes.
type Part struct {
	Feature, Name string // of the scenario that a transcript is of
	Conversation  *check.Conversation
	Findings      []check.Finding
	Lines         int          // entries, events among them
	looked        int          // how many of them the second tier judged
	Entries       []wire.Entry // the first ones; of a scenario all
	Unanswered    []int        // lines of requests without reply, the first ones
	Silent        int          // how many such requests there are
	Notes         []string     // what could not be judged
	Cut           string       // why it ends before its end; "" if it does not
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

// mostParts bounds the transcripts that are judged together.
const mostParts = 100_000

// finish closes the books of a conversation and hands it over.
func (j *Judge) finish() error {
	if j.talk == nil {
		return nil
	}
	if j.parts++; j.parts > mostParts {
		return fmt.Errorf("there are more than %d transcripts: judge them in several calls", mostParts)
	}
	p := &j.part
	if !j.whole {
		j.silent(p)
		p.Notes = append(p.Notes, j.notes()...)
	}
	if p.Cut != "" {
		j.talk.CutOff()
	}
	p.Conversation, p.Findings = j.talk, j.talk.End()
	j.found()
	j.each(*p)
	j.talk, j.part = nil, Part{}
	return nil
}

// found hands over what was found since it was last called.
func (j *Judge) found() {
	if j.options.Found == nil || j.talk == nil {
		return
	}
	if fresh := j.talk.Fresh(); len(fresh) > 0 {
		j.options.Found(fresh)
	}
}

// silent lists the requests without a reply.
func (j *Judge) silent(p *Part) {
	for place := j.book.first; place >= 0; place = j.book.slots[place].next {
		if s := &j.book.slots[place]; s.owed {
			if p.Silent++; len(p.Unanswered) < mostUnanswered {
				p.Unanswered = append(p.Unanswered, s.at)
			}
		}
	}
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
