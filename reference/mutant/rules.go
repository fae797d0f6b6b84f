package mutant

import (
	"slices"

	"flowcheck/reference/oauth"
)

// messageRules are the nodes that lack a rule of messages and URLs.
func messageRules() []Mutant {
	return []Mutant{
		{Name: "addresses-not-swapped", ID: "ENV-02", Profile: "envelope", Without: without(oauth.SwapAddresses),
			Summary: "It copies src and dest from the request, so the reply is addressed to itself."},
		{Name: "in-reply-to-missing", ID: "SMP-05", Profile: "core", Without: without(oauth.EchoMsgID),
			Summary: "Its replies do not say which request they answer."},
		{Name: "unknown-type-unanswered", ID: "ERR-01", Profile: "errors", Without: without(oauth.KnownTypes),
			Summary:  "It stays silent when it does not know the type of a request.",
			Stimulus: bodies(`{"type":"frobnicate","msg_id":1}`)},
		{Name: "answers-replies", ID: "ERR-09", Profile: "errors", Without: without(oauth.IgnoreReplies),
			Summary:  "It answers messages that are replies themselves, so that two such nodes talk for ever.",
			Stimulus: bodies(`{"type":"error","in_reply_to":1,"code":10,"text":"no"}`)},
		{Name: "missing-member-served", ID: "ERR-02", Profile: "errors", Without: without(oauth.RequiredMembers),
			Summary:  "It serves a request that lacks a member, as if it were empty.",
			Stimulus: bodies(`{"type":"generate_auth_url","msg_id":1,"redirect_uri":"https://a/b","scopes":["read"],"state":"s"}`)},
		{Name: "wrong-type-served", ID: "ERR-03", Profile: "errors", Without: without(oauth.MemberTypes),
			Summary:  "It turns whatever it gets into text: the state 5 becomes \"5\".",
			Stimulus: bodies(gen("abc123", "https://a/b", `["read"]`, `5`))},

		{Name: "response-type-missing", ID: "SMP-07", Profile: "core", Without: without(oauth.ResponseTypeCode),
			Summary: "Its URL has no response_type."},
		{Name: "nothing-encoded", ID: "URL-08", Profile: "url", Without: without(oauth.FormEncoding),
			Summary: "It pastes the values into the URL as they are."},
		{Name: "scopes-without-separator", ID: "SMP-09", Profile: "core", Without: without(oauth.SpaceBetweenScopes),
			Summary: "It joins read and write to readwrite."},
		{Name: "state-dropped", ID: "SMP-07", Profile: "core", Without: without(oauth.StateReturned),
			Summary: "Its URL never has a state."},
		{Name: "state-invented", ID: "URL-12", Profile: "url", Without: without(oauth.NoStateInvented),
			Summary:  "It writes an empty state into the URL when the request has none.",
			Stimulus: bodies(genNoState)},
	}
}

// grantRules are the nodes that lack a rule of tokens and scopes.
func grantRules() []Mutant {
	return []Mutant{
		{Name: "code-never-spent", ID: "TOK-15", Profile: "security", Without: without(oauth.CodeOnce),
			Summary:  "It gives a token for a code each time it is shown.",
			Stimulus: bodies(exc("abc123", "AUTH_CODE"), exc("abc123", "AUTH_CODE"))},
		{Name: "counted-tokens", ID: "TOK-02", Profile: "security", Without: without(oauth.UnguessableTokens),
			Summary: "Its tokens are numbered, so anybody can guess the next one."},
		{Name: "token-not-stored", ID: "SMP-03", Profile: "core", Without: without(oauth.TokenHasScopes),
			Summary: "It forgets which scopes a token was issued for."},
		{Name: "scopes-of-the-last-client", ID: "SCP-09", Profile: "scope", Without: without(oauth.ScopesPerClient),
			Summary: "A new token gets the scopes that anybody asked for last, even another client.",
			Stimulus: bodies(gen("a", "https://a/b", `["read"]`, `"s"`), gen("b", "https://a/b", `["write"]`, `"s"`),
				exc("a", "CODE_1"), chk("$TOKEN", "read"))},
		{Name: "one-global-scope-list", ID: "SCP-09", Profile: "scope", Without: without(oauth.ScopesPerToken),
			Summary: "It keeps one list of scopes for all tokens, and the last request replaces it.",
			Stimulus: bodies(gen("a", "https://a/b", `["read"]`, `"s"`), exc("a", "CODE_1"),
				gen("b", "https://a/b", `["write"]`, `"s"`), chk("$TOKEN", "read"))},

		{Name: "scope-trimmed", ID: "SCP-06", Profile: "scope", Without: without(oauth.ScopeGrammar),
			Summary:  "It trims blanks and line feeds off the required scope before it looks it up.",
			Stimulus: asking("write\\n")},
		{Name: "empty-scope-granted", ID: "SCP-04", Profile: "scope", Without: without(oauth.NonEmptyScope),
			Summary:  "It says that every token includes the empty scope.",
			Stimulus: asking("")},
		{Name: "any-scope-suffices", ID: "SCP-05", Profile: "scope", Without: without(oauth.EveryScope),
			Summary:  "Of several required scopes, one is enough for it.",
			Stimulus: asking("read admin")},
		{Name: "substring-scope", ID: "SCP-01", Profile: "scope", Without: without(oauth.ExactScope),
			Summary:  "It searches the required scope inside the text of all scopes, so writ passes for write.",
			Stimulus: asking("writ")},
		{Name: "case-folding-scope", ID: "SCP-03", Profile: "scope", Without: without(oauth.CaseSensitiveScope),
			Summary:  "To it, WRITE and write are the same scope.",
			Stimulus: asking("WRITE")},
	}
}

// unnamed are the nodes without a rule that no mutant of the table lacks.
func unnamed(table []Mutant, rules []oauth.Rule) []Mutant {
	var all []Mutant
	for _, r := range rules {
		if !slices.ContainsFunc(table, func(m Mutant) bool { return slices.Contains(m.Without, r) }) {
			all = append(all, Mutant{Name: "without-" + r.String(), Without: without(r),
				Summary: "It lacks the rule " + r.String() + " (" + r.Clause() + ")."})
		}
	}
	return all
}

func without(r oauth.Rule) []oauth.Rule { return []oauth.Rule{r} }
