package oauth

// Rule is one sentence of the protocol that the node obeys and that can be
// left out with Without.
type Rule int

// The rules, in the order in which a request meets them.
const (
	// SwapAddresses: a reply goes from the request's dest to its src.
	SwapAddresses Rule = iota
	// EchoMsgID: a reply names the request that it answers in in_reply_to.
	EchoMsgID
	// KnownTypes: a request of an unknown type is refused, not left waiting.
	KnownTypes
	// IgnoreReplies: what is itself a reply gets no answer.
	IgnoreReplies
	// RequiredMembers: a request without a member that it needs, or with an
	// empty one, is refused.
	RequiredMembers
	// MemberTypes: a member of the wrong JSON type is refused.
	MemberTypes

	// ResponseTypeCode: the URL asks for a code.
	ResponseTypeCode
	// FormEncoding: names and values in the URL are form encoded.
	FormEncoding
	// SpaceBetweenScopes: scopes are joined with one blank.
	SpaceBetweenScopes
	// StateReturned: a state in the request is a state in the URL.
	StateReturned
	// NoStateInvented: no state in the request is no state in the URL.
	NoStateInvented

	// CodeOnce: a code is exchanged once.
	CodeOnce
	// UnguessableTokens: a token is random.
	UnguessableTokens
	// TokenHasScopes: a token carries the scopes that were asked for.
	TokenHasScopes
	// ScopesPerClient: the scopes asked for are those of the same client.
	ScopesPerClient

	// ScopesPerToken: a check looks at the scopes of the token shown.
	ScopesPerToken
	// ScopeGrammar: scopes are separated by one blank, with none around them.
	ScopeGrammar
	// NonEmptyScope: an empty scope is never granted.
	NonEmptyScope
	// EveryScope: of several required scopes, all must be granted.
	EveryScope
	// ExactScope: a scope is granted as a whole, not as a part of another.
	ExactScope
	// CaseSensitiveScope: upper and lower case are different scopes.
	CaseSensitiveScope

	ruleCount // how many there are; no rule itself
)

// sources holds the name and the clause of every rule.
var sources = [ruleCount]struct{ name, clause string }{
	SwapAddresses:      {"swap-addresses", "Maelstrom protocol, messages"},
	EchoMsgID:          {"echo-msg-id", "Maelstrom protocol, message bodies"},
	KnownTypes:         {"known-types", "Maelstrom protocol, error 10"},
	IgnoreReplies:      {"ignore-replies", "Maelstrom protocol, message bodies"},
	RequiredMembers:    {"required-members", "RFC 6749 section 5.2, invalid_request"},
	MemberTypes:        {"member-types", "RFC 6749 section 5.2, invalid_request"},
	ResponseTypeCode:   {"response-type-code", "RFC 6749 section 4.1.1"},
	FormEncoding:       {"form-encoding", "RFC 6749 appendix B"},
	SpaceBetweenScopes: {"space-between-scopes", "RFC 6749 section 3.3"},
	StateReturned:      {"state-returned", "RFC 6749 sections 4.1.1 and 10.12"},
	NoStateInvented:    {"no-state-invented", "RFC 6749 section 4.1.1"},
	CodeOnce:           {"code-once", "RFC 6749 section 4.1.2"},
	UnguessableTokens:  {"unguessable-tokens", "RFC 6749 section 10.10"},
	TokenHasScopes:     {"token-has-scopes", "RFC 6749 section 3.3"},
	ScopesPerClient:    {"scopes-per-client", "protocol section 5"},
	ScopesPerToken:     {"scopes-per-token", "RFC 6749 section 1.4"},
	ScopeGrammar:       {"scope-grammar", "RFC 6749 section 3.3"},
	NonEmptyScope:      {"non-empty-scope", "RFC 6749 section 3.3"},
	EveryScope:         {"every-scope", "RFC 6750 section 3.1, insufficient_scope"},
	ExactScope:         {"exact-scope", "RFC 6749 section 3.3"},
	CaseSensitiveScope: {"case-sensitive-scope", "RFC 6749 section 3.3"},
}

// Rules lists every rule, so that a test can demand something for each.
func Rules() []Rule {
	all := make([]Rule, ruleCount)
	for i := range all {
		all[i] = Rule(i)
	}
	return all
}

// String is the rule's name in kebab-case.
func (r Rule) String() string { return sources[r].name }

// Clause says where the rule is written.
func (r Rule) Clause() string { return sources[r].clause }
