package mutant

import (
	"math"
	"sync"
	"time"
)

// ends are the nodes that end too early, too late or with the wrong status.
func ends() []Mutant {
	return []Mutant{
		{Name: "answers-only-first", ID: "SMP-03", Profile: "core",
			Summary: "It answers the first request and no other.",
			hear:    func(t *turn) { t.dropped = t.count > 0 }},
		{Name: "exits-after-first", ID: "SMP-03", Profile: "core",
			Summary: "It ends after its first reply.",
			say:     func(t *turn) { t.end = Exit{Status: 0} }},
		{Name: "exit-status-one", ID: "TRN-08", Profile: "transport",
			Summary: "It ends with status 1 when its input ends.",
			run: func(s *session) error {
				if end := s.lines(); end != nil {
					return end
				}
				return Exit{Status: 1, Text: "EOFError: EOF when reading a line"}
			}},
		{Name: "hangs-after-eof", ID: "TRN-07", Profile: "transport",
			Summary: "It stays when its input has ended.",
			run: func(s *session) error {
				end := s.lines()
				s.sleep(math.MaxInt64)
				return end
			}},
		{Name: "exits-before-answering", ID: "TRN-07", Profile: "transport",
			Summary:  "It ends as soon as its input ends, though it still works on replies.",
			Stimulus: burst(10),
			run:      exitsBeforeAnswering},
	}
}

// exitsBeforeAnswering answers the first request of a batch at once and the
// others a little later, unless the input ends before.
func exitsBeforeAnswering(s *session) error {
	var one sync.Mutex // guards the session
	ended := false
	defer func() {
		one.Lock()
		ended = true
		one.Unlock()
	}()
	return s.batches(func(lines [][]byte) error {
		one.Lock()
		defer one.Unlock()
		if len(lines) > 1 {
			time.AfterFunc(50*time.Millisecond, func() {
				one.Lock()
				defer one.Unlock()
				if !ended {
					s.answerAll(lines[1:]) // a client that is gone reads nothing anyway
				}
			})
		}
		return s.answer(lines[0])
	})
}
