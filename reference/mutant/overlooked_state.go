package mutant

import "slices"

// overlookedStates are the nodes that are right about all callbacks but some which
// their authors never tried.
func overlookedStates() []Mutant {
	const other = "https://accounts.example.com/authorize?response_type=code&client_id=one&redirect_uri=https%3A%2F%2Fa%2Fb&scope=read&state=other"
	valid := func(t *turn) {
		t.answer(map[string]any{"type": "callback_valid", "code": t.asked("code")})
	}
	accepting := func(when func(*turn) bool) func(*turn) {
		return on("callback_invalid", func(t *turn) {
			if when(t) {
				valid(t)
			}
		})
	}
	stateless := func(t *turn) bool { return t.ask["state"] == nil }
	return []Mutant{
		{Name: "state-of-any-authorize", ID: "STA-02", Profile: "state",
			Summary:  "It waits for the state of each URL that is opened, whoever made the URL.",
			Stimulus: bodies(want(), allow("url", other), arrive("state", "other")),
			say: both(
				on("code_issued", func(t *turn) { t.memo["opened "+t.known.last.state] = true }),
				accepting(func(t *turn) bool {
					return !slices.Contains(t.known.states, t.asked("state")) && t.memo["opened "+t.asked("state")] != nil
				}))},
		{Name: "refused-state-remembered", ID: "STA-02", Profile: "state",
			Summary:  "It keeps the state of a callback that it refused, and takes it for one of its own the next time.",
			Stimulus: bodies(want(), arrive("state", "other"), arrive("state", "other")),
			say: on("callback_invalid", func(t *turn) {
				key := "refused " + t.asked("state")
				if slices.Contains(t.known.states, t.asked("state")) || t.asked("state") == "" {
					return
				}
				if t.memo[key] != nil {
					valid(t)
				}
				t.memo[key] = true
			})},
		{Name: "no-state-after-none", ID: "STA-03", Profile: "state",
			Summary:  "It waits for a callback without a state where the request had none, since nothing equals nothing.",
			Stimulus: bodies(want("state", "-"), arrive("state", "-")),
			say: both(
				on("auth_url_generated", func(t *turn) { t.memo["stateless"] = t.memo["stateless"] == true || stateless(t) }),
				accepting(func(t *turn) bool { return t.memo["stateless"] == true && stateless(t) }))},
		{Name: "empty-state-after-empty", ID: "STA-03", Profile: "state",
			Summary:  "It waits for an empty state where that of the request was empty.",
			Stimulus: bodies(want("state", ""), arrive("state", "")),
			say: both(
				on("auth_url_generated", func(t *turn) { t.memo["empty"] = t.memo["empty"] == true || t.ask["state"] == "" }),
				accepting(func(t *turn) bool { return t.memo["empty"] == true && t.ask["state"] == "" }))},
		{Name: "no-state-with-known-code", ID: "STA-03", Profile: "state",
			Summary:  "It takes a callback without a state where it has issued the code.",
			Stimulus: bodies(want(), allow(), arrive("state", "-", "code", "$CODE", "iss", issuer)),
			say:      accepting(func(t *turn) bool { return stateless(t) && t.code() != nil })},
		{Name: "state-cut-in-the-store", ID: "STA-04", Profile: "state",
			Summary:  "It compares the first 255 characters of a state, which is what its column holds.",
			Stimulus: bodies(want("state", long(300)), arrive("state", long(299)+"x")),
			hear: stateAs(func(shown, pending string) bool {
				return min(len(shown), len(pending)) > 255 && shown[:255] == pending[:255]
			})},
		{Name: "newest-code-handed-on", ID: "STA-01", Profile: "state",
			Summary:  "Its callback hands the code on that was issued last, not the one that came.",
			Stimulus: bodies(want(), allow(), want("state", "second"), allow("url", "$URL2"), arrive("code", "$CODE", "iss", issuer)),
			say: both(
				on("code_issued", func(t *turn) { t.memo["newest"] = t.said("code") }),
				on("callback_valid", func(t *turn) {
					if t.code() != nil {
						t.body["code"] = t.memo["newest"]
					}
				}))},
		{Name: "five-states-at-most", ID: "STA-01", Profile: "state",
			Summary: "It remembers the latest five states.",
			Stimulus: bodies(want(), want("state", "2"), want("state", "3"), want("state", "4"), want("state", "5"), want("state", "6"),
				arrive()),
			say: rejecting(func(t *turn) bool {
				i := slices.Index(t.known.states, t.asked("state"))
				return i >= 0 && i < len(t.known.states)-5
			})},
	}
}

// overlookedIssuers are the nodes that name their issuer, and compare it, in all cases
// but some.
func overlookedIssuers() []Mutant {
	const bare = "https://accounts.example.com/authorize?response_type=code&client_id=one&redirect_uri=https%3A%2F%2Fa%2Fb&scope=read"
	return []Mutant{
		{Name: "iss-with-state-only", ID: "ISS-01", Profile: "issuer",
			Summary:  "It names its issuer in code_issued only where the URL has a state.",
			Stimulus: bodies(want(), allow(), allow("url", bare)),
			say: on("code_issued", func(t *turn) {
				if t.body["state"] == nil {
					delete(t.body, "iss")
				}
			})},
		{Name: "iss-of-known-codes-compared", ID: "ISS-01", Profile: "issuer",
			Summary:  "It compares iss only where it has issued the code.",
			Stimulus: bodies(want(), allow(), arrive("iss", "https://evil.example.com")),
			hear: heard("callback", func(t *turn) {
				if _, named := t.ask["iss"].(string); named && t.code() == nil {
					t.change("iss", issuer)
				}
			})},
		{Name: "iss-of-known-codes-demanded", ID: "ISS-01", Profile: "issuer",
			Summary:  "It demands iss only where it has issued the code.",
			Stimulus: bodies(want(), allow(), arrive()),
			hear: heard("callback", func(t *turn) {
				if _, named := t.ask["iss"]; !named && t.code() == nil {
					t.change("iss", issuer)
				}
			})},
		{Name: "iss-without-scheme", ID: "ISS-01", Profile: "issuer",
			Summary:  "It compares the host of iss, not http or https.",
			Stimulus: bodies(want(), allow(), arrive("iss", "http://accounts.example.com")),
			hear:     issAs(func(shown string) bool { return shown == "http://accounts.example.com" })},
	}
}
