package mutant

import (
	"slices"
	"strings"
)

// types are the nodes that take a type for another.
func types() []Mutant {
	known := []string{"generate_auth_url", "exchange_code", "check_scope"}
	return []Mutant{
		{Name: "crash-on-unknown-type", ID: "ERR-01", Profile: "errors",
			Summary:  "It crashes on a type that it does not know.",
			Stimulus: bodies(body("frobnicate")),
			say:      refused("unsupported_message_type", func(t *turn) { t.crash("KeyError: 'frobnicate'") })},
		{Name: "unknown-type-echoed", ID: "ERR-01", Profile: "errors",
			Summary:  "It answers an unknown type with a message of that type.",
			Stimulus: bodies(body("frobnicate")),
			say: refused("unsupported_message_type", func(t *turn) {
				t.answer(map[string]any{"type": t.asked("type"), "ok": false})
			})},
		{Name: "type-by-prefix", ID: "ERR-01", Profile: "errors",
			Summary:  "It serves every type that begins with one that it knows.",
			Stimulus: bodies(body("check_scope2", "token", "t", "required_scope", "read")),
			hear: typeAs(func(sent string) int {
				return slices.IndexFunc(known, func(k string) bool { return strings.HasPrefix(sent, k) })
			}, known)},
		{Name: "type-in-any-case", ID: "ERR-01", Profile: "errors",
			Summary:  "It serves a type in any spelling, with capitals and blanks.",
			Stimulus: bodies(body("Check_Scope ", "token", "t", "required_scope", "read")),
			hear: typeAs(func(sent string) int {
				return slices.Index(known, strings.ToLower(strings.TrimSpace(sent)))
			}, known)},
		{Name: "undefined-in-url", ID: "ERR-02", Profile: "errors",
			Summary:  "It writes undefined into the URL where the request lacks a member.",
			Stimulus: bodies(want("redirect_uri", "-")),
			hear:     filled("generate_auth_url", "client_id", "redirect_uri")},
		{Name: "missing-redirect-uri-served", ID: "ERR-02", Profile: "errors",
			Summary:  "It does not miss the redirect_uri of an exchange.",
			Stimulus: bodies(body("exchange_code", "client_id", "abc123", "code", "C")),
			hear:     filled("exchange_code", "redirect_uri")},
		{Name: "missing-scope-served", ID: "ERR-02", Profile: "errors",
			Summary:  "It answers a check_scope that has no required_scope.",
			Stimulus: bodies(body("check_scope", "token", "t")),
			hear:     filled("check_scope", "token", "required_scope")},
		{Name: "scopes-by-character", ID: "ERR-03", Profile: "errors",
			Summary:  "It goes through scopes that are a string character by character.",
			Stimulus: bodies(want("scopes", "read")),
			hear: heard("generate_auth_url", func(t *turn) {
				if text, ok := t.ask["scopes"].(string); ok {
					t.change("scopes", strings.Split(strings.ReplaceAll(text, " ", ""), ""))
				}
			})},
	}
}

// refusals are the nodes that refuse in a wrong way.
func refusals() []Mutant {
	unknown := bodies(body("frobnicate"))
	lacking := bodies(body("exchange_code", "client_id", "abc123", "redirect_uri", "https://a/b"))
	used := coded(redeem(), redeem())
	return []Mutant{
		{Name: "error-code-as-string", ID: "ERR-04", Profile: "errors",
			Summary:  "It writes the code of an error as a string.",
			Stimulus: unknown,
			say:      on("error", func(t *turn) { t.body["code"] = "12" })},
		{Name: "error-without-in-reply-to", ID: "ERR-04", Profile: "errors",
			Summary:  "Its errors do not say which request they answer.",
			Stimulus: unknown,
			say:      on("error", func(t *turn) { delete(t.body, "in_reply_to") })},
		{Name: "error-without-code", ID: "ERR-04", Profile: "errors",
			Summary:  "Its errors have no code.",
			Stimulus: unknown,
			say:      on("error", func(t *turn) { delete(t.body, "code") })},
		{Name: "error-is-traceback", ID: "ERR-05", Profile: "errors",
			Summary:  "It writes what its language printed for the name of an error.",
			Stimulus: lacking,
			say:      on("error", func(t *turn) { t.body["error"] = "Traceback:\n\tKeyError: \"code\"" })},
		{Name: "error-name-of-its-own", ID: "ERR-05", Profile: "errors",
			Summary:  "It invents names of errors, such as BadRequest.",
			Stimulus: lacking,
			say:      on("error", func(t *turn) { t.body["error"] = "BadRequest" })},
		{Name: "one-error-for-all", ID: "ERR-06", Profile: "errors",
			Summary:  "It calls every error invalid_request.",
			Stimulus: used,
			say:      on("error", func(t *turn) { t.body["error"] = "invalid_request" })},
		{Name: "wrong-secret-is-invalid-grant", ID: "ERR-06", Profile: "errors",
			Summary:  "It calls a wrong client_secret an invalid_grant.",
			Stimulus: coded(redeem("client_secret", "wrong")),
			say:      refused("invalid_client", func(t *turn) { t.body["error"] = "invalid_grant" })},
		{Name: "refusal-with-token", ID: "ERR-07", Profile: "errors",
			Summary:  "Its refusal of an exchange carries a token nevertheless.",
			Stimulus: coded(redeem("client_secret", "wrong")),
			say:      refusedExchange(func(t *turn) { t.body["access_token"] = hashOf(t.asked("code")) })},
		{Name: "refusal-with-empty-token", ID: "ERR-07", Profile: "errors",
			Summary:  "Its refusals have an access_token that is null.",
			Stimulus: used,
			say:      refusedExchange(func(t *turn) { t.body["access_token"] = nil })},
		{Name: "invalid-callback-with-token", ID: "ERR-07", Profile: "errors",
			Summary:  "Its callback_invalid carries a token nevertheless.",
			Stimulus: bodies(want(), arrive("state", "xyz788")),
			say:      on("callback_invalid", func(t *turn) { t.body["access_token"] = hashOf(t.asked("code")) })},
		{Name: "unknown-token-is-invalid-request", ID: "ERR-08", Profile: "errors",
			Summary:  "It answers a check_scope of an unknown token with invalid_request.",
			Stimulus: bodies(chk("unknown", "read")),
			say: checked(func(t *turn, c *check) {
				if !c.known {
					t.refuse(12, "invalid_request")
				}
			})},
		{Name: "http-status-for-code", ID: "ERR-10", Profile: "errors",
			Summary:  "It writes 400 for the code of every error, as HTTP has it.",
			Stimulus: lacking,
			say:      on("error", func(t *turn) { t.body["code"] = 400 })},
	}
}

// refusedExchange makes a vice for the refusals of exchange_code.
func refusedExchange(vice func(*turn)) func(*turn) {
	return on("error", func(t *turn) {
		if t.asked("type") == "exchange_code" {
			vice(t)
		}
	})
}

// typeAs makes a vice of another way to find the type of a request.
func typeAs(find func(sent string) int, known []string) func(*turn) {
	return func(t *turn) {
		if i := find(t.asked("type")); t.ask != nil && i >= 0 {
			t.change("type", known[i])
		}
	}
}

// filled makes a vice that puts undefined where a member is missing.
func filled(kind string, names ...string) func(*turn) {
	return heard(kind, func(t *turn) {
		for _, name := range names {
			if _, given := t.ask[name]; !given {
				t.change(name, "undefined")
			}
		}
	})
}
