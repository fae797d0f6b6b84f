package hint

import "strings"

const (
	wasRefused = "reply.refused*"  // a right request
	wasServed  = "refusal.missing" // a wrong one
)

// families makes one cause of one mistake that shows under several IDs, where
// no single finding tells it.
func families(e *evidence) {
	if e.has("entropy.tokens", "TOK-02") && !e.has("entropy.tokens", "TOK-03", "TOK-31") {
		e.rename("entropy.tokens", "token.seeded")
	}
	if e.has("error.uncorrelated") {
		e.family("ERR-", "reply.missing*", "error.uncorrelated") // what came does not answer
	}
	if e.has("refusal.gives-away") {
		e.rename("value.code", "refusal.gives-away") // the very member
	}
	if e.has("reply.missing*", "ROB-07") && !e.has("process.*", "ROB-01", "ROB-07") {
		e.family("ROB-", "reply.missing*", "line.batch")
	}
	if e.has(wasRefused, "TOK-28") && e.has(wasRefused, "TOK-21") && !e.has(wasRefused, "TOK-15") {
		e.family("TOK-2", wasRefused, "authorize.own-url")
	}
	verifiers(e)
}

// family is rename for all requirements whose ID begins with a prefix.
func (e *evidence) family(prefix, pattern, cause string) {
	for _, f := range e.all {
		if strings.HasPrefix(f.ID, prefix) && matches(pattern, f.Cause) {
			f.Cause = cause
		}
	}
}

// spellings are the scenarios of PKC-15 with the hash of the right verifier in
// a usual wrong spelling: the one that a node takes is the one that it computes.
var spellings = map[string]string{
	"padding": "pkce.padding", "standard base64": "pkce.base64", "standard base64 with padding": "pkce.base64",
	"hexadecimal": "pkce.hex", "of hexadecimal": "pkce.hex-text", "of the decoded verifier": "pkce.decoded",
}

// verifiers tells why right verifiers are refused: what refuses one refuses
// most of PKCE.
func verifiers(e *evidence) {
	switch {
	case e.has("url.missing*", "URL-22"):
		e.family("PKC-", "*", "pkce.url")
	case e.has(wasRefused, "PKC-01") && !e.has(wasRefused, "PKC-06"):
		e.family("PKC-", wasRefused, "pkce.short")
	case e.has(wasRefused, "PKC-06") && !e.has(wasRefused, "PKC-02"):
		e.family("PKC-", wasRefused, "pkce.specials")
	case e.has(wasRefused, "PKC-01") && e.has(wasRefused, "PKC-02"):
		cause := "pkce.transform"
		for _, f := range e.all {
			if computed := spellings[f.Scenario]; computed != "" && f.ID == "PKC-15" && f.Cause == wasServed {
				cause = computed
				f.Cause = cause
			}
		}
		e.family("PKC-", wasRefused, cause)
	}
}

// follows lists for a mistake what else it shows as: mended, both are.
var follows = []struct {
	cause     string
	followers []string
}{
	{"token.guessable", []string{"token.repeated", "scope.of-code"}},
	{"line.not-json", []string{"line.nul", "line.nested", "line.batch", "line.limit"}},
	{"line.not-object", []string{"line.batch", "line.limit"}},
	{"line.no-body", []string{"line.no-type", "line.limit"}},
	{"error.missing-member", []string{"error.refuse"}},
	{"error.wrong-type", []string{"error.scopes-text"}},
	{"error.characters", []string{"error.words"}},
	{"error.name", []string{"error.client"}},
	{"secret.ignored", []string{"secret.optional", "secret.long", "secret.type", "secret.compare", "secret.other", "code.second-time", "code.spoiled", "exchange.unchecked"}},
	{"secret.optional", []string{"secret.type"}},
	{"code.reused", []string{"code.every-client", "code.race", "code.replay"}},
	{"code.client", []string{"code.every-client", "code.stranger", "client.compare", "exchange.unchecked"}},
	{"code.stranger", []string{"client.compare", "code.every-client"}},
	{"redirect.ignored", []string{"code.every-client", "redirect.prefix", "redirect.compare", "redirect.registered", "exchange.unchecked"}},
	{"redirect.prefix", []string{"redirect.compare", "redirect.registered"}},
	{"redirect.compare", []string{"code.every-client"}},
	{"redirect.any", []string{"redirect.below", "redirect.unregistered"}},
	{"redirect.below", []string{"redirect.unregistered"}},
	{"redirect.unregistered", []string{"redirect.of-code"}},
	{"code.guessable", []string{"redirect.of-code"}},
	{"code.unknown", []string{"client.early", "code.every-client"}},
	{"scope.of-code", []string{"code.every-client"}},
	{"pkce.fallback", []string{"code.every-client"}},
	{"state.echo", []string{"state.charset", "state.whole"}},
	{"code.second-time", []string{"code.spoiled"}},
	{"revoke.nothing", []string{"revoke.family", "revoke.refresh", "revoke.public"}},
	{"scope.escalation", []string{"scope.loose", "scope.user"}},
	{"pkce.compare", []string{"code.every-client", "pkce.trimmed", "pkce.attempts", "pkce.fallback", "pkce.binding", "pkce.twice", "pkce.challenge"}},
	{"pkce.optional", []string{"code.every-client", "pkce.attempts", "pkce.type"}},
	{"pkce.unknown-method", []string{"pkce.method-case"}},
	{"refresh.lost", []string{"refresh.sticks"}},
	{"refresh.widened", []string{"refresh.asked", "refresh.not-narrowed", "refresh.escalation"}},
	{"refused.refresh_token", []string{"refresh.spent"}},
	{"refresh.escalation", []string{"refresh.spent"}},
	{"refresh.rotation", []string{"refresh.public", "refresh.old", "refresh.reuse", "refresh.race"}},
	{"refresh.old", []string{"refresh.public", "refresh.reuse", "refresh.race"}},
	{"refresh.race", []string{"refresh.reuse"}},
	{"refresh.replay", []string{"refresh.reuse"}},
	{"expiry.unit", []string{"expiry.early", "expiry.each", "expiry.kept"}},
	{"expiry.clock", []string{"expiry.code-again", "expiry.code-each", "expiry.never", "expiry.every-client", "expiry.renewed", "expiry.code-late"}},
	{"expiry.never", []string{"expiry.renewed", "expiry.every-client"}},
	{"expiry.code-never", []string{"expiry.code-again", "expiry.code-each", "expiry.code-late"}},
	{"expiry.each", []string{"expiry.kept"}},
	{"state.latest", []string{"state.order", "state.few"}},
	{"state.ignored", []string{"state.unasked", "state.learned", "state.cut", "state.names", "state.loose", "state.default", "state.missing", "state.type", "state.replay", "state.client"}},
	{"issuer.name", []string{"refused.callback"}},
	{"issuer.compare", []string{"issuer.demand"}},
	{"refused.callback", []string{"state.latest", "state.few", "state.order", "state.loose", "state.roundtrip"}},
}

// followers gives what follows from a mistake the cause of the mistake.
func followers(e *evidence) {
	if e.has("expiry.never") && e.has("expiry.code-never") {
		e.renameAll("expiry.clock", "expiry.never", "expiry.code-never")
	}
	for _, m := range follows {
		if e.has(m.cause) {
			e.renameAll(m.cause, m.followers...)
		}
	}
}
