package mutant

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// garbage are the nodes that do not survive a bad line.
func garbage() []Mutant {
	good := enveloped(chk("t", "read"))
	crash := func(name, id, summary, line string, when func(*turn) bool) Mutant {
		return Mutant{Name: name, ID: id, Profile: "robustness", Summary: summary, Stimulus: []string{line, good},
			hear: func(t *turn) {
				if when(t) {
					t.crash("unhandled exception")
				}
			}}
	}
	return []Mutant{
		crash("crash-on-garbage", "ROB-01", "It crashes on a line that is not JSON.", "nope\n", isGarbage),
		crash("crash-on-non-object", "ROB-02", "It crashes on JSON that is not an object.", "null\n", func(t *turn) bool {
			return !isGarbage(t) && !isBlank(t) && t.incoming == nil
		}),
		crash("crash-on-missing-body", "ROB-03", "It crashes on an envelope without body.", `{"src":"client","dest":"oauth"}`+"\n", func(t *turn) bool {
			return t.incoming != nil && t.incoming["body"] == nil
		}),
		crash("crash-on-missing-type", "ROB-03", "It crashes on a body without a type that is text.", enveloped(`{"msg_id":1}`), func(t *turn) bool {
			_, isText := t.ask["type"].(string)
			return t.ask != nil && !isText
		}),
		crash("crash-on-body-of-another-type", "ROB-03", "It crashes on a body that is a number, a list or text.", `{"src":"client","dest":"oauth","body":[]}`+"\n", func(t *turn) bool {
			return t.incoming != nil && t.incoming["body"] != nil && t.ask == nil
		}),
		crash("crash-on-missing-src", "ROB-04", "It crashes on a request without src.", `{"dest":"oauth","body":{"type":"check_scope"}}`+"\n", func(t *turn) bool {
			return t.incoming != nil && t.incoming["src"] == nil
		}),
		crash("crash-on-invalid-utf-8", "ROB-05", "It crashes on bytes that are not UTF-8.", "\"\xff\"\n", func(t *turn) bool { return !utf8.Valid(t.line) }),
		crash("crash-on-nul", "ROB-05", "It crashes on a NUL byte.", "\x00\n", func(t *turn) bool { return bytes.IndexByte(t.line, 0) >= 0 }),
		crash("crash-on-deep-nesting", "ROB-05", "It overflows its stack on a line that is nested ten thousand deep.",
			strings.Repeat("[", 10_000)+strings.Repeat("]", 10_000)+"\n", func(t *turn) bool { return nested().Match(t.line) }),
		crash("crash-on-long-number", "ROB-05", "It crashes on a number of more than 4300 digits.",
			`{"src":"client","dest":"oauth","body":{"x":`+strings.Repeat("9", 5000)+"}}\n", func(t *turn) bool { return digits(t.line) > 4300 }),
		crash("crash-on-repeated-member", "ROB-05", "It crashes on a body with two types.", enveloped(`{"type":"check_scope","type":"nope"}`), func(t *turn) bool {
			return bytes.Count(t.line, []byte(`"type":`)) > 1
		}),
		crash("crash-on-control-character", "URL-21", "It crashes on a control character in a state.", enveloped(want("state", "a\x00b")), func(t *turn) bool {
			return strings.ContainsAny(t.asked("state"), "\x00\n")
		}),
		crash("crash-on-lone-surrogate", "URL-21", "It crashes on half a surrogate pair.",
			enveloped(strings.Replace(want(), "xyz789", `\ud800`, 1)), func(t *turn) bool { return surrogate.Match(t.line) }),
	}
}

// careless are the nodes that survive a bad line and lose something.
func careless() []Mutant {
	good := enveloped(chk("t", "read"))
	return []Mutant{
		{Name: "forgets-after-bad-line", ID: "ROB-06", Profile: "robustness",
			Summary: "It starts afresh after a bad line, and has lost its tokens.",
			Stimulus: append(bodies(gen("abc123", "https://a/b", `["read"]`, `"s"`), exc("abc123", "AUTH_CODE")),
				"nope\n", enveloped(chk("$TOKEN", "read"))),
			hear: func(t *turn) {
				if isGarbage(t) {
					t.node = t.fresh()
				}
			}},
		{Name: "gives-up-after-100-bad-lines", ID: "ROB-06", Profile: "robustness",
			Summary:  "It ends after a hundred bad lines.",
			Stimulus: []string{strings.Repeat("nope\n", 100), good},
			hear: func(t *turn) {
				if isGarbage(t) {
					n, _ := t.memo["bad"].(int)
					if t.memo["bad"] = n + 1; n+1 >= 100 {
						t.crash("too many errors")
					}
				}
			}},
		{Name: "batch-ends-at-bad-line", ID: "ROB-07", Profile: "robustness",
			Summary:  "Of the lines that come at once, it drops all that follow a bad one.",
			Stimulus: []string{good + "nope\n" + good},
			run: func(s *session) error {
				return s.batches(func(lines [][]byte) error {
					for _, line := range lines {
						if t := s.newTurn(line); t.incoming == nil && !isBlank(t) {
							return nil
						}
						if end := s.answer(line); end != nil {
							return end
						}
					}
					return nil
				})
			}},
		{Name: "echoes-bad-line", ID: "ROB-08", Profile: "robustness",
			Summary:  "Its error repeats the line that it cannot read.",
			Stimulus: []string{"nope\n"},
			hear: func(t *turn) {
				if isGarbage(t) {
					t.dropped = true
					t.before = encode(map[string]any{"src": "oauth", "dest": "client", "body": map[string]any{
						"type": "error", "code": 12, "error": "invalid_request", "text": "cannot parse " + string(bytes.TrimSpace(t.line))}})
				}
			}},
	}
}

var (
	// Its program is large, and the built-in node compiles at every start what
	// is not put off.
	nested    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[\[{]{500}|(\{"[^"]*":){500}`) })
	surrogate = regexp.MustCompile(`(?i)\\ud[89ab][0-9a-f]{2}([^\\]|\\[^u])`)
)

func isBlank(t *turn) bool { return len(bytes.TrimSpace(t.line)) == 0 }

// isGarbage reports whether a line is neither blank nor JSON.
func isGarbage(t *turn) bool {
	return !isBlank(t) && !json.Valid(bytes.TrimPrefix(t.line, []byte("\uFEFF")))
}

// digits is the length of the longest row of digits.
func digits(line []byte) int {
	longest, row := 0, 0
	for _, c := range line {
		if row++; c < '0' || c > '9' {
			row = 0
		}
		longest = max(longest, row)
	}
	return longest
}
