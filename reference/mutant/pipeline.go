package mutant

import (
	"bytes"
	"fmt"
	"strings"
)

// pipelines are the nodes that go wrong only when several requests come at
// once.
func pipelines() []Mutant {
	return []Mutant{
		{Name: "queue-of-ten", ID: "TRN-04", Profile: "transport",
			Summary:  "It drops what does not fit into its queue of ten requests.",
			Stimulus: burst(20),
			run: func(s *session) error {
				return s.batches(func(lines [][]byte) error { return s.answerAll(lines[:min(len(lines), 10)]) })
			}},
		{Name: "answers-only-last", ID: "TRN-04", Profile: "transport",
			Summary:  "Of the requests that come at once, it answers the last.",
			Stimulus: burst(20),
			run: func(s *session) error {
				return s.batches(func(lines [][]byte) error { return s.answer(lines[len(lines)-1]) })
			}},
		{Name: "first-line-of-a-read", ID: "TRN-11", Profile: "transport",
			Summary:  "Of the lines that one read returns, it looks at the first.",
			Stimulus: burst(5),
			run: func(s *session) error {
				return s.batches(func(lines [][]byte) error { return s.answer(lines[0]) })
			}},
		{Name: "shared-state-variable", ID: "TRN-05", Profile: "transport",
			Summary:  "It keeps the state in one variable for all requests, and the last one that came wins.",
			Stimulus: []string{strings.Join(append(state("first"), state("second")...), "")},
			run: func(s *session) error {
				return s.batches(func(lines [][]byte) error {
					s.batch = lines
					return s.answerAll(lines)
				})
			},
			hear: shared("state")},
		{Name: "interleaved-writes", ID: "TRN-06", Profile: "transport",
			Summary:  "It writes replies from several threads, so one lands in the middle of another.",
			Stimulus: burst(2),
			run:      interleavedWrites},
		{Name: "counts-on-stdout", ID: "TRN-02", Profile: "transport",
			Summary:  "It prints a line on standard output at every twentieth reply.",
			Stimulus: burst(20),
			say: func(t *turn) {
				if served := t.count + 1; served%20 == 0 {
					t.after = fmt.Appendf(nil, "served %d requests\n", served)
				}
			}},
		{Name: "crash-after-15-replies", ID: "TRN-06", Profile: "transport",
			Summary:  "It crashes when it has answered 15 requests, as one whose table is full.",
			Stimulus: burst(16),
			hear: func(t *turn) {
				if t.count == 15 {
					t.crash("IndexError: list assignment index out of range")
				}
			}},
	}
}

// burst is a number of requests in one write.
func burst(count int) []string {
	return []string{strings.Repeat(enveloped(chk("t", "read")), count)}
}

func (s *session) answerAll(lines [][]byte) error {
	for _, line := range lines {
		if end := s.answer(line); end != nil {
			return end
		}
	}
	return nil
}

// shared replaces a text of a request by that of the last one in its batch that has
// one.
func shared(name string) func(*turn) {
	return func(t *turn) {
		if _, own := t.ask[name].(string); !own {
			return
		}
		for _, line := range t.batch {
			if other, given := t.newTurn(line).ask[name].(string); given {
				t.ask[name] = other
			}
		}
		t.line = encode(t.incoming)
	}
}

// interleavedWrites writes the second half of a batch's first reply after its
// second reply.
func interleavedWrites(s *session) error {
	return s.batches(func(lines [][]byte) error {
		var replies [][]byte
		for _, line := range lines {
			reply, end := s.reply(line)
			if end != nil {
				return end
			}
			replies = append(replies, reply)
		}
		if len(replies) > 1 {
			half := len(replies[0]) / 2
			replies = append([][]byte{replies[0][:half], replies[1], replies[0][half:]}, replies[2:]...)
		}
		_, err := s.out.Write(bytes.Join(replies, nil))
		return err
	})
}
