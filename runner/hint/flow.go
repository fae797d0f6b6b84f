package hint

import (
	"slices"
	"strings"

	"flowcheck/runner/check"
)

// flowHint is the usual mistake behind a requirement of the opt-in profiles:
// there a scenario is about one thing, and its ID says which.
type flowHint struct {
	ids   []string
	cause string
	text  string
}

// flowHints is in the order in which one should fix things.
var flowHints = []flowHint{
	{[]string{"INI-01", "INI-03"}, "init.handshake", "Answer init with init_ok, once, before anything else is needed."},
	{[]string{"INI-02"}, "init.name", "After init, send replies with src = node_id, the name that init gave the node."},
	{[]string{"INI-04"}, "init.wipes", "Keep the tokens when init comes again."},
	{[]string{"ROB-01", "ROB-02", "ROB-03", "ROB-04", "ROB-05", "ROB-07"}, "line.unreadable", "Survive a line that is no request: catch what the JSON parser throws, test that the line is an object with an object body and a string type, and go on with the next line."},
	{[]string{"ROB-06"}, "state.lost", "Keep the tokens whatever stands on a line: do not start afresh after an error, and set no limit on bad lines."},
	{[]string{"ROB-08"}, "error.long", "Name the error in a few words: do not hand the bad line back."},
	{[]string{"URL-21"}, "value.unusual", "Survive values that are allowed though unusual, such as control characters in a state: encode or refuse them."},
	{[]string{"ERR-01"}, "error.unknown-type", "Answer an unknown type with {\"type\":\"error\",\"in_reply_to\":msg_id,\"code\":10}: compare the whole type, with its case, and do not stay silent."},
	{[]string{"ERR-02"}, "error.missing-member", "Refuse a request that lacks a required member with invalid_request (code 12): test that each is there before you use it, and make no default up."},
	{[]string{"ERR-03"}, "error.wrong-type", "Refuse a member of the wrong JSON type with invalid_request (code 12): test for a string, and for a list of strings."},
	{[]string{"ERR-04"}, "error.shape", "Give every error type \"error\", in_reply_to of the request, an integer code and, if you like, a text."},
	{[]string{"ERR-05"}, "error.words", "Use the names of RFC 6749 section 5.2 for error, in plain ASCII; put details into text, on one line."},
	{[]string{"ERR-06"}, "error.name", "Name each error by what is wrong: invalid_request, invalid_client, invalid_grant, invalid_scope, unsupported_response_type, access_denied."},
	{[]string{"ERR-07"}, "refusal.gives-away", "Send no token and no code with a refusal."},
	{[]string{"ERR-08"}, "error.unknown-token", "Answer an unknown token with has_scope false, or with invalid_token."},
	{[]string{"ERR-09"}, "reply.to-reply", "Answer requests only: a message with in_reply_to is a reply, and gets none."},
	{[]string{"ERR-10"}, "error.code", "Use Maelstrom's numbers: 10 for an unknown type, 12 for a malformed request, 22 for what is not allowed, 14 for a user who refuses."},
	{[]string{"TOK-11"}, "client.secret", "Compare the client_secret of a registered client exactly and in every exchange: no prefix, no trimming, no case folding, and missing is wrong."},
	{[]string{"TOK-15"}, "code.reused", "Use up a code when you give a token for it: delete it, or mark it, before you answer."},
	{[]string{"TOK-17"}, "code.race", "Test and use up a code in one step: requests that come at once find it unused otherwise (a lock, or one map operation that deletes and returns)."},
	{[]string{"TOK-12", "TOK-13"}, "code.client", "Bind a code to the client it was issued to: keep the client_id with it and compare at the exchange."},
	{[]string{"TOK-14"}, "code.redirect", "Keep the redirect_uri with the code and compare it at the exchange, character by character."},
	{[]string{"TOK-18"}, "code.unknown", "Refuse a code that was never issued to this registered client, with invalid_grant."},
	{[]string{"TOK-16"}, "code.replay", "When a used code comes again, revoke the tokens that were issued from it."},
	{[]string{"TOK-19"}, "code.spoiled", "Check the client before you touch the code: a failed attempt by somebody else must not use it up."},
	{[]string{"TOK-21"}, "redirect.unregistered", "Compare redirect_uri with the registered ones as whole strings: no prefix, no pattern, no normalising."},
	{[]string{"TOK-22", "TOK-23"}, "state.echo", "Return the state of the URL in code_issued, decoded exactly once; none where there was none."},
	{[]string{"TOK-24"}, "user.refused", "Answer approved: false with access_denied, the same state and no code."},
	{[]string{"TOK-25"}, "response.type", "Refuse a URL without response_type=code: invalid_request where it is missing, unsupported_response_type for another."},
	{[]string{"TOK-26", "TOK-28"}, "url.reading", "Take the URL apart by name: decode each value once, + and %20 alike, in any order, and ignore parameters that you do not know."},
	{[]string{"TOK-27"}, "url.doubled", "Refuse a URL with a parameter twice: read all of its pieces before you put them into a map."},
	{[]string{"TOK-10", "TOK-29"}, "scope.grant", "Grant no scope beyond the registration, and name the granted scope in token_issued where it differs from the requested one."},
	{[]string{"TOK-02", "TOK-03", "TOK-31"}, "token.guessable", "Make tokens of 128 random bits from a cryptographic source (Python: secrets.token_urlsafe; JavaScript: crypto.randomBytes; Go: crypto/rand): no counter, no time, no seeded generator."},
	{[]string{"TOK-20"}, "code.guessable", "Make codes of 128 random bits from a cryptographic source, a new one each time."},
	{[]string{"TOK-04"}, "token.reveals", "Make the token a random value: it must not hold the code or the client_secret, encoded or hashed."},
	{[]string{"TOK-07"}, "token.lifetime", "Send expires_in in seconds: 3600 is an hour."},
	{[]string{"TOK-30"}, "secret.revealed", "Keep secrets, codes and tokens out of error texts."},
	{[]string{"REV-01", "REV-02"}, "token.revocation", "Let revoke_token end the token it names, and its family for a refresh token; answer token_revoked for an unknown one, and leave the tokens of other clients alone."},
	{[]string{"PKC-01"}, "pkce.transform", "Compute S256 as base64url without padding of the SHA-256 of the verifier's bytes: not standard base64, not hexadecimal, and do not decode the verifier first."},
	{[]string{"PKC-02"}, "pkce.compare", "Compare the S256 of the code_verifier with the code_challenge of the code, exactly."},
	{[]string{"PKC-03"}, "pkce.optional", "Demand a code_verifier for every code that was asked for with a code_challenge."},
	{[]string{"PKC-04"}, "pkce.downgrade", "Refuse a code_verifier for a code that was asked for without a code_challenge."},
	{[]string{"PKC-05", "PKC-17"}, "pkce.length", "Take verifiers of 43 to 128 characters, both ends included, and no others."},
	{[]string{"PKC-06", "PKC-18"}, "pkce.characters", "Take verifiers of A-Z a-z 0-9 - . _ ~ and no others."},
	{[]string{"PKC-07"}, "pkce.default", "Without code_challenge_method the method is plain, never S256; refuse it if you do not want plain."},
	{[]string{"PKC-08"}, "pkce.plain", "Refuse the method plain: it protects nothing when the URL is seen."},
	{[]string{"PKC-09"}, "pkce.method", "Refuse every code_challenge_method but S256 (and plain, if you must), with its exact case."},
	{[]string{"PKC-10", "PKC-11"}, "pkce.binding", "Keep challenge and method with each code: the challenge is no verifier, and another code's verifier is not this one's."},
	{[]string{"PKC-12"}, "pkce.public", "Refuse a public client that asks without a code_challenge."},
	{[]string{"PKC-13"}, "pkce.secret", "Check the client_secret of a confidential client, PKCE or not."},
	{[]string{"PKC-14"}, "pkce.twice", "Give one token for a code at most, whatever was tried before."},
	{[]string{"PKC-15"}, "pkce.challenge", "Take a code_challenge as it is, 43 characters of base64url: do not decode it, pad it or cut it."},
	{[]string{"URL-22"}, "pkce.url", "Copy code_challenge and code_challenge_method into the URL where they were given, and only there."},
	{[]string{"REF-01"}, "refresh.same", "Give a new access token at each refresh."},
	{[]string{"REF-02", "REF-03"}, "refresh.scope", "Give a refreshed token the scopes of the grant, or the narrower ones that were asked for: for this token only."},
	{[]string{"REF-04"}, "refresh.escalation", "Refuse a scope beyond the grant with invalid_scope, and let the refresh token live on."},
	{[]string{"REF-05", "REF-16"}, "refresh.rotation", "Send a new refresh_token with each refresh, and refuse the old one from then on."},
	{[]string{"REF-06", "REF-07"}, "refresh.reuse", "Notice a refresh token that comes a second time: end every token of its family."},
	{[]string{"REF-08"}, "refresh.client", "Bind a refresh token to the client it was issued to."},
	{[]string{"REF-09"}, "refresh.authentication", "Demand the client_secret of a confidential client at a refresh too."},
	{[]string{"REF-10", "REF-11"}, "refresh.kinds", "Keep access tokens, refresh tokens and codes in tables of their own, and refuse what is in none."},
	{[]string{"REF-13"}, "refresh.replay", "When a used code comes again, revoke its refresh token too."},
	{[]string{"REF-15"}, "refresh.lifetime", "Send the lifetime of the new access token: 3600 seconds, a number."},
	{[]string{"EXP-05"}, "expiry.unit", "Count lifetimes in seconds: 3600 is no number of milliseconds."},
	{[]string{"EXP-01"}, "expiry.token", "Let an access token expire 3600 seconds after it was issued, on the clock that advance_clock moves."},
	{[]string{"EXP-03"}, "expiry.each", "Keep the time of issue with each token: one timer for all is wrong."},
	{[]string{"EXP-02", "EXP-06"}, "expiry.code", "Let a code expire after ten minutes at most, and not at once."},
	{[]string{"EXP-04"}, "expiry.refresh", "Let a refresh token outlive its access token, and give the new one a full lifetime from now."},
	{[]string{"STA-01", "STA-07"}, "state.pending", "Keep every state that was sent until its callback comes: a set, not one variable."},
	{[]string{"STA-02", "STA-04", "STA-05", "STA-08"}, "state.compare", "Compare the state of a callback with those that were sent, exactly: same type, same case, no trimming, no decoding; without any it is invalid."},
	{[]string{"STA-03"}, "state.missing", "Treat a callback without a state as invalid: null is not equal to null here."},
	{[]string{"STA-06"}, "state.replay", "Use up a state: a second callback with it is invalid."},
	{[]string{"STA-09"}, "state.client", "Keep the client_id with each state, and compare it where the callback names one."},
	{[]string{"STA-10"}, "state.roundtrip", "Decode the state of the URL exactly once, + to a blank and %2B to +, and hand it on as it is."},
	{[]string{"ISS-01"}, "issuer.check", "Send iss with code_issued, and compare it in callback: another one, or none, is invalid."},
}

// flows gives findings of the opt-in profiles the cause that their requirement
// stands for, unless the node fails in general.
func flows(e *evidence) {
	families(e)
	for _, f := range e.all {
		if slices.Contains([]string{"feature.missing", "error.uncorrelated", "refusal.gives-away", "code.guessable", "token.guessable"}, f.Cause) || !special(f.Cause) || silent(f.Cause) && !hostile(f.ID) {
			continue
		}
		i := slices.IndexFunc(flowHints, func(h flowHint) bool { return slices.Contains(h.ids, f.ID) })
		if i >= 0 && !e.elsewhere(f.Cause) {
			f.Cause = flowHints[i].cause
		}
	}
}

// families makes one cause of one mistake that shows under several IDs.
func families(e *evidence) {
	e.rename("entropy.codes", "code.guessable")
	e.rename("entropy.tokens", "token.guessable")
	family := func(prefix, pattern, cause string) {
		for _, f := range e.all {
			if (strings.HasPrefix(f.ID, prefix) || prefix == "PKC-" && f.ID == "URL-22") && matches(pattern, f.Cause) {
				f.Cause = cause
			}
		}
	}
	const refused = "reply.refused*"
	switch {
	case e.has("url.*", "URL-22") || e.has("value.*", "URL-22"):
		family("PKC-", "*", "pkce.url")
	case e.has(refused, "PKC-01") && !e.has(refused, "PKC-06"):
		family("PKC-", refused, "pkce.length")
	case e.has(refused, "PKC-06") && !e.has(refused, "PKC-02"):
		family("PKC-", refused, "pkce.characters")
	case e.has(refused, "PKC-01"):
		family("PKC-", refused, "pkce.transform")
	}
	if e.has("refusal.missing", "PKC-02") {
		family("PKC-", "refusal.missing", "pkce.compare")
	}
	if e.has("refusal.missing", "REF-06") && !e.has("refusal.missing", "REF-05", "REF-16") {
		family("REF-13", "*", "refresh.reuse")
	}
	if e.has("refusal.missing", "REF-05", "REF-16") || e.has("value.refresh_token*", "REF-05", "REF-16") {
		family("REF-", "refusal.missing", "refresh.rotation")
		family("REF-", "scope.granted.*", "refresh.rotation")
	}
}

// special says whether a cause tells less than the requirement that it broke.
func special(cause string) bool {
	for _, pattern := range []string{"refusal.*", "reply.refused*", "reply.missing*", "process.*", "reply.unusable", "eof.*", "value.*", "type.*",
		"scope.*", "replay.*", "entropy.*", "error.*", "url.*", "token.*", "secret.*", "reply.unsolicited", "reply.to-reply", "reply.duplicate", "reply.late",
		"envelope.src", "value.unusual", "stdout.flood", "in_reply_to.missing"} {
		if matches(pattern, cause) {
			return true
		}
	}
	return false
}

// silent says whether a cause is the lack of any reply.
func silent(cause string) bool {
	return matches("reply.missing*", cause) || matches("process.*", cause) || matches("eof.*", cause) || cause == "reply.unusable"
}

// hostile says whether a requirement is about input that stops a careless node.
func hostile(id string) bool {
	return strings.HasPrefix(id, "ROB-") || strings.HasPrefix(id, "ERR-") || strings.HasPrefix(id, "INI-") || id == "URL-21" || strings.HasPrefix(id, "STA-")
}

// elsewhere says whether a cause also shows in a requirement of the default
// profiles: then it is a general mistake.
func (e *evidence) elsewhere(cause string) bool {
	return slices.ContainsFunc(e.all, func(f *check.Finding) bool {
		return f.Cause == cause && !slices.ContainsFunc(flowHints, func(h flowHint) bool { return slices.Contains(h.ids, f.ID) })
	})
}

// flowCatalogue is the catalogue of the opt-in profiles.
func flowCatalogue() []Hint {
	out := []Hint{
		{"feature.missing", "Implement the message that the profile rests on, named below, or do not ask for this profile."},
		{"error.uncorrelated", "Put in_reply_to into errors too: the msg_id of the request that is refused."},
	}
	for _, h := range flowHints {
		out = append(out, Hint{h.cause, h.text})
	}
	return out
}
