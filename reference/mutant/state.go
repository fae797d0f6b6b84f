package mutant

import "slices"

// states are the nodes that return another state than they were given.
func states() []Mutant {
	return []Mutant{
		{Name: "state-cached", ID: "SMP-12", Profile: "core",
			Summary:  "It answers every request with the state of the first.",
			Stimulus: slices.Concat(state("first"), state("second")),
			say: spoil(func(t *turn, q *query) {
				q.change("state", func(own string) string {
					if first, known := t.memo["state"].(string); known {
						return first
					}
					t.memo["state"] = own
					return own
				})
			})},
		{Name: "state-none", ID: "URL-12", Profile: "url",
			Summary:  "It writes state=None when the request has no state.",
			Stimulus: bodies(genNoState),
			say: spoil(func(_ *turn, q *query) {
				if _, given := q.value("state"); !given {
					q.add("state", "None")
				}
			})},
		{Name: "empty-state-replaced", ID: "URL-13", Profile: "url",
			Summary:  "It writes state=null when the state is empty.",
			Stimulus: state(""),
			say: changed("state", func(s string) string {
				if s == "" {
					return "null"
				}
				return s
			})},
		{Name: "state-cut", ID: "URL-14", Profile: "url",
			Summary:  "It keeps the first 255 characters of a state.",
			Stimulus: state(long(512)),
			say: changed("state", func(s string) string {
				runes := []rune(s)
				return string(runes[:min(len(runes), 255)])
			})},
	}
}

// long is a text of n characters.
func long(n int) string {
	text := make([]byte, n)
	for i := range text {
		text[i] = "abcdefghij"[i%10]
	}
	return string(text)
}
