package oauth

// Rule is one sentence of the protocol that the node obeys and that can be
// left out with Without.
type Rule int

// The rules, in the order in which a flow meets them.
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
	// ClientSecret: a confidential client shows its secret.
	ClientSecret

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
	// ChallengeInURL: a challenge in the request is a challenge in the URL.
	ChallengeInURL

	// NoMethodIsPlain: a challenge without a method is a plain one.
	NoMethodIsPlain
	// KnownMethod: a method other than S256 and plain is refused.
	KnownMethod
	// PlainRefused: the method plain is refused.
	PlainRefused
	// ChallengeFormat: an S256 challenge is the text of a hash.
	ChallengeFormat
	// PublicNeedsChallenge: a public client gets no code without a challenge.
	PublicNeedsChallenge

	// NoRepeatedParameter: a URL with a parameter twice is refused.
	NoRepeatedParameter
	// RegisteredRedirect: a code goes to a registered redirect_uri only.
	RegisteredRedirect
	// ResponseTypeChecked: a URL that asks for anything but a code is refused.
	ResponseTypeChecked
	// ScopeOfRegistration: a client gets the scopes of its registration at most.
	ScopeOfRegistration
	// UserMayRefuse: when the user says no, there is no code.
	UserMayRefuse
	// IssuerNamed: a code comes with the name of its issuer.
	IssuerNamed
	// UnguessableCodes: a code is random.
	UnguessableCodes

	// IssuerDemanded: a callback of a server that names itself does so.
	IssuerDemanded
	// IssuerCompared: a callback of another issuer is invalid.
	IssuerCompared
	// StateNeeded: a callback without a state is invalid.
	StateNeeded
	// StateKnown: a callback with a state that nobody waits for is invalid.
	StateKnown
	// StateOfClient: a callback answers a request of the same client.
	StateOfClient
	// StateOnce: a state is good for one callback.
	StateOnce

	// KnownCode: a registered client cannot invent a code.
	KnownCode
	// CodeOfClient: a code is good for the client that it was issued to.
	CodeOfClient
	// CodeOnce: a code is exchanged once.
	CodeOnce
	// ReplayRevokes: a code that comes twice ends the tokens that it gave.
	ReplayRevokes
	// CodeExpires: a code does not last.
	CodeExpires
	// CodeWithinTenMinutes: it lasts for ten minutes at most.
	CodeWithinTenMinutes
	// SameRedirect: the exchange names the redirect_uri of the request.
	SameRedirect
	// NoVerifierAlone: a verifier without a challenge is refused.
	NoVerifierAlone
	// VerifierNeeded: a challenge without a verifier is refused.
	VerifierNeeded
	// VerifierLength: a verifier has 43 to 128 characters.
	VerifierLength
	// VerifierCharset: a verifier has unreserved characters only.
	VerifierCharset
	// VerifierCompared: a verifier answers the challenge.
	VerifierCompared

	// UnguessableTokens: a token is random.
	UnguessableTokens
	// TokenExpires: an access token lasts as long as it says.
	TokenExpires
	// TokenHasScopes: a token carries the scopes that were asked for.
	TokenHasScopes
	// ScopesPerClient: the scopes asked for are those of the same client.
	ScopesPerClient
	// ScopeTold: a client learns when it got less than it asked for.
	ScopeTold

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

	// RefreshOfClient: a refresh token is good for the client that got it.
	RefreshOfClient
	// RefreshOnce: a refresh token that was replaced is refused.
	RefreshOnce
	// ReuseEndsGrant: and it ends all tokens of its grant.
	ReuseEndsGrant
	// GrantEndsRefresh: the end of a grant ends its refresh tokens too.
	GrantEndsRefresh
	// WithinGrant: no scope is added when a token is refreshed.
	WithinGrant
	// ScopesKept: and none is lost.
	ScopesKept
	// NarrowedOnce: a narrower scope is for one access token.
	NarrowedOnce
	// Rotate: a refresh gives a new refresh token as well.
	Rotate
	// RotatePublic: so it does for public clients.
	RotatePublic

	// RevocationKills: a revoked token is dead.
	RevocationKills
	// RevokeOwnOnly: a client revokes its own tokens only.
	RevokeOwnOnly
	// RevocationEndsGrant: a revoked refresh token ends its access tokens.
	RevocationEndsGrant

	ruleCount // how many there are; no rule itself
)

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
