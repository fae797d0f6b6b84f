package mutant

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// authorizations are the nodes that read the URL, or answer it, wrongly.
func authorizations() []Mutant {
	return []Mutant{
		{Name: "state-decoded-twice", ID: "TOK-22", Profile: "security",
			Summary:  "It decodes the state of the URL twice.",
			Stimulus: bodies(want("state", "%41"), allow()),
			say:      stateOut(decodedFirst)},
		{Name: "state-encoded-again", ID: "TOK-22", Profile: "security",
			Summary:  "It returns the state as it stands in the URL, encoded.",
			Stimulus: bodies(want("state", "a b"), allow()),
			say:      stateOut(url.QueryEscape)},
		{Name: "state-with-slashes", ID: "TOK-22", Profile: "security",
			Summary:  "It puts a backslash before each quotation mark and backslash of the state, as if it went into a database.",
			Stimulus: bodies(want("state", `a"b`), allow()),
			say:      stateOut(strings.NewReplacer(`"`, `\"`, `\`, `\\`).Replace)},
		{Name: "stale-state", ID: "TOK-23", Profile: "security",
			Summary:  "It returns the state of an earlier request when the URL has none.",
			Stimulus: bodies(want(), allow(), visit("&state=xyz789", "")),
			say: on("code_issued", func(t *turn) {
				if state, given := t.body["state"]; given {
					t.memo["state"] = state
				} else if old, known := t.memo["state"]; known {
					t.body["state"] = old
				}
			})},
		{Name: "denial-without-state", ID: "TOK-24", Profile: "security",
			Summary:  "It forgets the state when the user refuses.",
			Stimulus: bodies(want(), allow("approved", "=false")),
			say:      refused("access_denied", func(t *turn) { delete(t.body, "state") })},
		{Name: "unknown-parameter-refused", ID: "TOK-26", Profile: "security",
			Summary:  "It refuses a URL with a parameter that it does not know.",
			Stimulus: bodies(visit("state", "extra=foobar&state")),
			say:      refusing("code_issued", "invalid_request", hasUnknownParameter)},
		{Name: "own-url-only", ID: "TOK-28", Profile: "security",
			Summary:  "It compares a URL with those that it has written, in place of reading it.",
			Stimulus: bodies(registerOne, visit("read+write", "read%20write")),
			say: both(
				on("auth_url_generated", func(t *turn) { t.memo[t.said("url")] = true }),
				refusing("code_issued", "invalid_request", func(t *turn) bool { return t.memo[t.url] == nil }))},
		{Name: "lower-case-hex-refused", ID: "TOK-28", Profile: "security",
			Summary:  "It refuses a URL with lower-case hexadecimal digits.",
			Stimulus: bodies(visit("%3A%2F%2F", "%3a%2f%2f")),
			say:      refusing("code_issued", "invalid_request", func(t *turn) bool { return lowerHex.MatchString(t.url) })},
		{Name: "scope-order-matters", ID: "TOK-29", Profile: "security",
			Summary:  "It compares the scope with that of the registration as one text.",
			Stimulus: bodies(registerOne, visit("read+write", "write+read")),
			say:      refusing("code_issued", "invalid_scope", otherOrder)},
		{Name: "denial-with-code", ID: "TOK-24", Profile: "security",
			Summary:  "It puts a code into the error when the user refuses.",
			Stimulus: bodies(want(), allow("approved", "=false")),
			say:      refused("access_denied", func(t *turn) { t.body["code"] = "denied-" + long(32) })},
		{Name: "iss-with-slash", ID: "ISS-01", Profile: "issuer",
			Summary:  "It writes its name with a slash at the end in code_issued.",
			Stimulus: bodies(want(), allow()),
			say:      on("code_issued", func(t *turn) { t.body["iss"] = t.said("iss") + "/" })},
	}
}

// stateOut makes a vice of another way to return a state.
func stateOut(write func(string) string) func(*turn) {
	return on("code_issued", func(t *turn) {
		if state := t.said("state"); state != "" {
			t.body["state"] = write(state)
		}
	})
}

var lowerHex = regexp.MustCompile(`%([a-f][0-9A-Fa-f]|[0-9A-F][a-f])`)

func hasUnknownParameter(t *turn) bool {
	return slices.ContainsFunc(dissect(t.url).pairs, func(p pair) bool {
		return !slices.Contains([]string{"response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method"}, p.name)
	})
}

// otherOrder reports whether the scopes are the same as in the registration,
// in another order.
func otherOrder(t *turn) bool {
	q := dissect(t.url)
	client, _ := q.value("client_id")
	scope, _ := q.value("scope")
	c, known := t.known.clients[client]
	return known && scope != c.scope && sorted(scope) == sorted(c.scope)
}

// callbacks are the nodes that compare a state loosely.
func callbacks() []Mutant {
	loosely := func(name, summary, state string, enough func(shown, pending string) bool) Mutant {
		return Mutant{Name: name, ID: "STA-04", Profile: "state", Summary: summary,
			Stimulus: bodies(want(), arrive("state", state)), hear: stateAs(enough)}
	}
	return []Mutant{
		{Name: "state-never-valid", ID: "STA-01", Profile: "state",
			Summary:  "It rejects every callback.",
			Stimulus: bodies(want(), arrive()),
			say:      rejecting(func(*turn) bool { return true })},
		loosely("state-by-prefix", "It is content with the beginning of a state.", "xyz",
			func(shown, pending string) bool { return shown != "" && strings.HasPrefix(pending, shown) }),
		loosely("state-with-more", "It is content when what comes begins with a state.", "xyz7890",
			func(shown, pending string) bool { return strings.HasPrefix(shown, pending) }),
		loosely("state-contained", "It is content when what comes is a part of a state.", "789",
			func(shown, pending string) bool { return shown != "" && strings.Contains(pending, shown) }),
		loosely("state-in-any-case", "It compares states without regard to case.", "XYZ789", strings.EqualFold),
		loosely("state-trimmed", "It trims blanks off a state before it compares.", "xyz789 ",
			func(shown, pending string) bool { return strings.TrimSpace(shown) == pending }),
		loosely("state-decoded", "It decodes a state that was decoded already.", "xyz%3789",
			func(shown, pending string) bool { return decodedFirst(shown) == pending }),
		{Name: "callback-valid-by-default", ID: "STA-05", Profile: "state",
			Summary:  "It accepts every callback as long as it has sent no state.",
			Stimulus: bodies(arrive()),
			say: on("callback_invalid", func(t *turn) {
				if len(t.known.states) == 0 && t.asked("state") != "" {
					t.answer(map[string]any{"type": "callback_valid", "code": t.asked("code")})
				}
			})},
		{Name: "latest-state-only", ID: "STA-07", Profile: "state",
			Summary:  "It remembers one state, the latest.",
			Stimulus: bodies(want("state", "first"), want(), arrive("state", "first")),
			say: rejecting(func(t *turn) bool {
				return len(t.known.states) > 0 && t.asked("state") != t.known.states[len(t.known.states)-1]
			})},
		{Name: "oldest-state-first", ID: "STA-07", Profile: "state",
			Summary:  "It wants callbacks in the order of the requests.",
			Stimulus: bodies(want("state", "first"), want(), arrive()),
			say: rejecting(func(t *turn) bool {
				i := slices.Index(t.known.states, t.asked("state"))
				if i == 0 {
					t.known.states = t.known.states[1:]
				}
				return i > 0
			})},
		{Name: "state-as-text", ID: "STA-08", Profile: "state",
			Summary:  "It turns a state of any type into text before it compares, so 123 passes for \"123\".",
			Stimulus: bodies(want("state", "123"), arrive("state", "=123")),
			hear: heard("callback", func(t *turn) {
				if _, isText := t.ask["state"].(string); !isText && t.ask["state"] != nil {
					t.change("state", strings.Trim(strings.TrimSpace(string(encode(t.ask["state"]))), `[]"`))
				}
			})},
		{Name: "callback-of-a-client-rejected", ID: "STA-09", Profile: "state",
			Summary:  "It rejects every callback that names its client.",
			Stimulus: bodies(want(), arrive("client_id", "one")),
			say:      rejecting(func(t *turn) bool { return t.asked("client_id") != "" })},
		{Name: "plus-becomes-blank", ID: "STA-10", Profile: "state",
			Summary:  "It decodes the state of a callback once too often, so a plus becomes a blank.",
			Stimulus: bodies(want("state", "a+b"), arrive("state", "a+b")),
			hear: heard("callback", func(t *turn) {
				if state := t.asked("state"); strings.Contains(state, "+") {
					t.change("state", strings.ReplaceAll(state, "+", " "))
				}
			})},
		{Name: "code-in-invalid-callback", ID: "STA-02", Profile: "state",
			Summary:  "It hands the code of an invalid callback on.",
			Stimulus: bodies(want(), arrive("state", "other")),
			say:      on("callback_invalid", func(t *turn) { t.body["code"] = t.asked("code") })},
	}
}

// stateAs makes a vice of another way to compare states.
func stateAs(enough func(shown, pending string) bool) func(*turn) {
	return heard("callback", func(t *turn) {
		shown := t.asked("state")
		i := slices.IndexFunc(t.known.states, func(pending string) bool { return enough(shown, pending) })
		if i >= 0 && !slices.Contains(t.known.states, shown) {
			t.change("state", t.known.states[i])
		}
	})
}

// rejecting makes a vice that finds right callbacks invalid.
func rejecting(when func(*turn) bool) func(*turn) {
	return on("callback_valid", func(t *turn) {
		if when(t) {
			t.answer(map[string]any{"type": "callback_invalid", "error": "invalid_state"})
		}
	})
}
