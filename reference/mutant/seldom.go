package mutant

import (
	"slices"
	"strconv"
	"strings"
)

// seldomInURLs are the nodes that spoil a value which their authors never put
// into a URL.
func seldomInURLs() []Mutant {
	return []Mutant{
		{Name: "state-as-replacement", ID: "URL-03", Profile: "url",
			Summary:  "It puts the state into the URL with JavaScript's replace(), to which $& is what was replaced.",
			Stimulus: state("a$&b"),
			say:      changed("state", replaced("$&", "{state}"))},
		{Name: "client-id-semicolon-raw", ID: "URL-05", Profile: "url",
			Summary:  "It leaves a semicolon in a client_id as it is.",
			Stimulus: bodies(gen("a;b", "https://a/b", `["read"]`, `"s"`)),
			say:      written("client_id", leaving(";"))},
		{Name: "scope-ampersand-raw", ID: "URL-06", Profile: "url",
			Summary:  "It leaves an ampersand in a scope as it is.",
			Stimulus: bodies(gen("abc123", "https://a/b", `["a&b"]`, `"s"`)),
			say:      written("scope", leaving("&"))},
		{Name: "redirect-gets-a-path", ID: "URL-07", Profile: "url",
			Summary:  "It reads a redirect_uri as a URL and writes it anew, with a slash where it had no path.",
			Stimulus: redirect("https://a?b=c"),
			say: changed("redirect_uri", func(uri string) string {
				if authority, rest, found := strings.Cut(uri, "?"); found && strings.Count(authority, "/") == 2 {
					return authority + "/?" + rest
				}
				return uri
			})},
		{Name: "redirect-loses-default-port", ID: "URL-07", Profile: "url",
			Summary:  "It reads a redirect_uri as a URL and writes it anew, without the port that https has anyway.",
			Stimulus: redirect("https://a:443/b"),
			say:      changed("redirect_uri", replaced(":443/", "/"))},
		{Name: "state-null-left-out", ID: "URL-15", Profile: "url",
			Summary:  "It takes a state that reads null for none.",
			Stimulus: state("null"),
			say: spoil(func(t *turn, q *query) {
				if t.asked("state") == "null" {
					q.drop("state")
				}
			})},
		{Name: "state-digits-rounded", ID: "URL-15", Profile: "url",
			Summary:  "It takes a state of many digits for a number, and rounds it.",
			Stimulus: state("12345678901234567890"),
			say: changed("state", func(s string) string {
				if n, err := strconv.ParseFloat(s, 64); err == nil && number.MatchString(s) && len(s) > 16 {
					return strconv.FormatFloat(n, 'f', 0, 64)
				}
				return s
			})},
		{Name: "redirect-uri-cut", ID: "URL-14", Profile: "url",
			Summary:  "It keeps 255 characters of a redirect_uri.",
			Stimulus: redirect("https://a/" + long(300)),
			say:      changed("redirect_uri", func(uri string) string { return uri[:min(len(uri), 255)] })},
	}
}

// seldomChecked are the nodes that answer a check rightly, but for a scope or a
// token which their authors never asked for.
func seldomChecked() []Mutant {
	many := make([]string, 20)
	for i := range many {
		many[i] = `"s` + strconv.Itoa(i) + `"`
	}
	return []Mutant{
		{Name: "parent-scope-by-dot", ID: "SCP-02", Profile: "scope",
			Summary:  "It takes read.all for granted where read is.",
			Stimulus: asking("read.all"),
			say: judged(func(c *check) bool {
				return c.any(func(granted string) bool { return strings.HasPrefix(c.required, granted+".") })
			})},
		{Name: "two-required-scopes-checked", ID: "SCP-05", Profile: "scope",
			Summary:  "It looks at the first two of several required scopes.",
			Stimulus: asking("read write admin"),
			say: judged(func(c *check) bool {
				required := strings.Fields(c.required)
				return len(required) > 2 && c.all(required[:2])
			})},
		{Name: "sixteen-scopes-kept", ID: "SCP-08", Profile: "scope",
			Summary:  "It has room for sixteen scopes of a token.",
			Stimulus: bodies(gen("abc123", "https://a/b", "["+strings.Join(many, ",")+"]", `"s"`), exc("abc123", "C"), chk("$TOKEN", "s19")),
			say: checked(func(t *turn, c *check) {
				t.body["has_scope"] = c.right && (strings.Contains(c.required, " ") || slices.Index(c.granted, c.required) < 16)
			})},
		{Name: "scope-compared-to-64", ID: "SCP-08", Profile: "scope",
			Summary:  "It compares the first 64 characters of scopes.",
			Stimulus: bodies(gen("abc123", "https://a/b", `["`+long(64)+`"]`, `"s"`), exc("abc123", "C"), chk("$TOKEN", long(65))),
			say: judged(func(c *check) bool {
				return len(c.required) >= 64 && c.any(func(granted string) bool { return strings.HasPrefix(granted, c.required[:64]) })
			})},
		{Name: "three-tokens-kept", ID: "SCP-09", Profile: "scope",
			Summary: "It has room for three tokens, and a fourth takes the place of the first.",
			Stimulus: slices.Concat(bodies(gen("abc123", "https://a/b", `["read"]`, `"s"`), exc("abc123", "C0")),
				bodies(exc("one", "C1"), exc("two", "C2"), exc("three", "C3"), chk("$TOKEN", "read"))),
			say: both(
				issued(func(t *turn) {
					kept, _ := t.memo["tokens"].([]string)
					kept = append(kept, t.said("access_token"))
					t.memo["tokens"] = kept[max(0, len(kept)-3):]
				}),
				checked(func(t *turn, c *check) {
					kept, _ := t.memo["tokens"].([]string)
					t.body["has_scope"] = c.right && slices.Contains(kept, c.token)
				}))},
		{Name: "token-padding-ignored", ID: "SCP-11", Profile: "scope",
			Summary:  "It decodes a token from base64, and takes = at its end for what fills it up.",
			Stimulus: append(asking("read"), bodies(chk("$TOKEN=", "read"))...),
			hear:     heard("check_scope", func(t *turn) { t.change("token", strings.TrimRight(t.asked("token"), "=")) })},
	}
}

// seldomSent are the nodes that answer a request rightly, but for one which their
// authors never sent.
func seldomSent() []Mutant {
	served := func(kind, name string, value any) func(*turn) {
		return heard(kind, func(t *turn) {
			if sent, given := t.ask[name]; given {
				if _, text := sent.(string); !text {
					t.change(name, value)
				}
			}
		})
	}
	return []Mutant{
		{Name: "client-zero-is-nobody", ID: "ENV-02", Profile: "envelope",
			Summary:  "It takes a client named 0 for one without a name, as PHP's ?: does.",
			Stimulus: from("0", "oauth"),
			say: func(t *turn) {
				if t.src == "0" {
					t.envelope["dest"] = "client"
				}
			}},
		{Name: "client-name-trimmed", ID: "ENV-02", Profile: "envelope",
			Summary:  "It trims the name of the client.",
			Stimulus: from(" c7", "oauth"),
			say:      func(t *turn) { t.envelope["dest"] = strings.TrimSpace(t.src) }},
		{Name: "check-drops-msg-id-zero", ID: "ENV-07", Profile: "envelope",
			Summary:  "Its answers to check_scope leave in_reply_to out for msg_id 0.",
			Stimulus: numbered("0"),
			say: on("scope_valid", func(t *turn) {
				if t.id() == "0" {
					delete(t.body, "in_reply_to")
				}
			})},
		{Name: "exchange-msg-id-int32", ID: "ENV-08", Profile: "envelope",
			Summary:  "It keeps the msg_id of an exchange in 32 bits.",
			Stimulus: bodies(body("exchange_code", "msg_id", "=9007199254740991", "client_id", "one", "code", "C", "redirect_uri", "https://a/b")),
			say: issued(inReplyTo(func(t *turn) any {
				n, _ := strconv.ParseInt(t.id(), 10, 64)
				return int32(n)
			}))},
		{Name: "shared-redirect-variable", ID: "TRN-05", Profile: "transport",
			Summary:  "It keeps the redirect_uri in one variable for all requests, and the last one that came wins.",
			Stimulus: []string{strings.Join(append(redirect("https://a/b"), redirect("https://c/d")...), "")},
			run: func(s *session) error {
				return s.batches(func(lines [][]byte) error {
					s.batch = lines
					return s.answerAll(lines)
				})
			},
			hear: shared("redirect_uri")},
		{Name: "long-line-costs-the-next", ID: "TRN-12", Profile: "transport",
			Summary:  "It loses the request that follows a line of more than 32 KiB.",
			Stimulus: append(padded(1<<15), bodies(chk("t", "read"))...),
			hear: func(t *turn) {
				_, t.dropped = t.memo["long"]
				if delete(t.memo, "long"); len(t.line) > 1<<15 {
					t.memo["long"] = true
				}
			}},
		{Name: "crash-on-body-of-text", ID: "ROB-03", Profile: "robustness",
			Summary:  "It looks for the type in a body that is text, and crashes as Python does.",
			Stimulus: []string{`{"src":"client","dest":"oauth","body":"x"}` + "\n", enveloped(chk("t", "read"))},
			hear: func(t *turn) {
				if _, text := t.incoming["body"].(string); text {
					t.crash("TypeError: string indices must be integers")
				}
			}},
		{Name: "no-scopes-for-null", ID: "ERR-03", Profile: "errors",
			Summary:  "It takes scopes that are null for an empty list.",
			Stimulus: bodies(want("scopes", "=null")),
			hear: heard("generate_auth_url", func(t *turn) {
				if scopes, given := t.ask["scopes"]; given && scopes == nil {
					t.change("scopes", []string{})
				}
			})},
		{Name: "secret-of-any-type-served", ID: "ERR-03", Profile: "errors",
			Summary:  "It never looks at the type of a client_secret.",
			Stimulus: bodies(body("exchange_code", "client_id", "one", "code", "C", "redirect_uri", "https://a/b", "client_secret", "=5")),
			hear:     served("exchange_code", "client_secret", "secret")},
		{Name: "client-id-list-served", ID: "ERR-03", Profile: "errors",
			Summary:  "It takes a list for a client_id.",
			Stimulus: bodies(want("client_id", `=["one"]`)),
			hear: heard("generate_auth_url", func(t *turn) {
				if list := t.askedList("client_id"); len(list) > 0 {
					t.change("client_id", list[0])
				}
			})},
		{Name: "token-list-is-no-token", ID: "ERR-03", Profile: "errors",
			Summary:  "It answers a check of a token that is a list with no.",
			Stimulus: bodies(body("check_scope", "token", `=["x"]`, "required_scope", "read")),
			hear: heard("check_scope", func(t *turn) {
				if _, list := t.ask["token"].([]any); list {
					t.change("token", "unknown")
				}
			})},
		{Name: "first-of-the-node-ids", ID: "INI-02", Profile: "init",
			Summary:  "It takes the first of the node_ids for its own name.",
			Stimulus: bodies(body("init", "node_id", "n3", "node_ids", `=["n1","n3"]`)),
			hear: heard("init", func(t *turn) {
				if list := t.askedList("node_ids"); len(list) > 0 {
					t.change("node_id", list[0])
				}
			})},
	}
}
