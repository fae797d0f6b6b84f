package hint

var clientHints = []flowHint{
	{"secret.ignored", "Check the client_secret of a registered client in every exchange: the node serves any.", []string{"TOK-11 served one character changed"}},
	{"secret.optional", "Demand the client_secret of a registered confidential client: the node checks it only if it is there and not empty, and missing is wrong too.",
		[]string{"TOK-11 served empty", "TOK-11 served none"}},
	{"secret.compare", "Compare the whole client_secret with ==: no prefix, no trimming, no case folding.", []string{"TOK-11"}},
	{"code.reused", "Use up a code when you give a token for it: delete it, or mark it as used, before you answer.", []string{"TOK-15", "TOK-16 refusal.missing"}},
	{"code.race", "Test and use up a code in one step: requests that come at once find it unused otherwise (a lock, or one map operation that deletes and returns).", []string{"TOK-17"}},
	{"code.client", "Bind a code to the client it was issued to: keep the client_id with it and compare at the exchange.", []string{"TOK-13"}},
	{"code.stranger", "Refuse the code of a registered client to a client_id that is not registered: what is lenient to strangers must not serve them this code.", []string{"TOK-12"}},
	{"redirect.ignored", "Keep the redirect_uri with the code and compare it at the exchange: the node serves any.", []string{"TOK-14 served http"}},
	{"redirect.prefix", "Compare the redirect_uri of the exchange with that of the request as whole strings: the beginning is not enough (==, not startswith).", []string{"TOK-14 served a query"}},
	{"redirect.compare", "Compare the redirect_uri of the exchange with that of the request character by character, and demand it: no normalising of case or slashes, no shorter one, and none is wrong.", []string{"TOK-14"}},
	{"code.unknown", "Refuse a code that was never issued to this registered client, with invalid_grant: look it up, exactly.", []string{"TOK-18"}},
	{"code.replay", "When a used code comes again, revoke the tokens that were issued from it: keep them with the code.", []string{"TOK-16"}},
	{"code.second-time", "Check the client_secret at each attempt: a second attempt with the same wrong one is refused too.", []string{"TOK-19"}},
	{"code.spoiled", "Check the client before you touch the code: a failed attempt by somebody else must not use it up.", []string{"TOK-19 refused"}},
}

var authorizeHints = []flowHint{
	{"authorize.own-url", "Take the URL of authorize apart and read its parameters: do not compare it with the URLs that the node has built itself.", nil},
	{"redirect.any", "Refuse a redirect_uri that is not registered for the client: the node sends codes to any.", []string{"TOK-21 served a longer host", "TOK-21 served another one"}},
	{"redirect.below", "Compare redirect_uri with the registered ones as whole strings: a URI that begins with a registered one is another one (==, not startswith).", []string{"TOK-21 served a path"}},
	{"redirect.unregistered", "Compare redirect_uri with the registered ones character by character, query included: no normalising, no pattern.", []string{"TOK-21"}},
	{"state.echo", "Return the state of the URL in code_issued, decoded exactly once: not as it stands in the URL, and not decoded again.", []string{"TOK-22"}},
	{"state.stale", "Leave state out of code_issued where the URL has none: it is read from this URL, not remembered.", []string{"TOK-23"}},
	{"user.ignored", "Look at approved: where it is false, answer access_denied and issue no code.", []string{"TOK-24 served"}},
	{"user.refused", "Answer approved: false with error access_denied and the same state.", []string{"TOK-24", "TOK-24 refused"}},
	{"response.type", "Refuse a URL without response_type=code: invalid_request where it is missing, unsupported_response_type for another.", []string{"TOK-25"}},
	{"url.unknown-parameter", "Ignore parameters of the URL that you do not know.", []string{"TOK-26 refused"}},
	{"url.reading", "Take the URL apart by name, in any order, and decode each value once: + and %20 are both a blank, %2f and %2F both a slash.", []string{"TOK-28", "TOK-28 refused"}},
	{"url.doubled", "Refuse a URL with a parameter twice: read all of its pieces before you put them into a map.", []string{"TOK-27"}},
	{"scope.order", "Compare scopes as a set: \"write read\" asks for what \"read write\" does.", []string{"TOK-29 refused another order"}},
	{"scope.escalation", "Grant no scope beyond the registration: refuse it with invalid_scope, or leave it out and name what is granted.", []string{"TOK-29"}},
	{"scope.silent", "Name the granted scope in token_issued where the user granted less than was asked for.", []string{"TOK-10"}},
}

var tokenHints = []flowHint{
	{"token.guessable", "Make tokens of 128 random bits from a cryptographic source (Python: secrets.token_urlsafe; JavaScript: crypto.randomBytes; Go: crypto/rand): no counter, no time, no hash of what is known, no long beginning that all share.", []string{"TOK-02 entropy.*", "TOK-03 entropy.*", "TOK-31 entropy.tokens"}},
	{"token.seeded", "Take random numbers from a cryptographic source: a generator with a fixed seed makes the same tokens in each process (Python: secrets, not random.seed; Java: SecureRandom; Go: crypto/rand).", nil},
	{"code.guessable", "Make codes of 128 random bits from a cryptographic source, a new one each time.", []string{"TOK-20 entropy.*", "TOK-31 entropy.codes"}},
	{"token.reveals", "Make the token a random value: it must not hold the code or the client_secret, encoded or hashed.", []string{"TOK-04"}},
	{"token.lifetime", "Send in expires_in how many seconds the token lives, such as 3600: not the time at which it ends.", []string{"TOK-07"}},
	{"secret.revealed", "Keep secrets, codes and tokens out of replies, error texts included: name the member, not its value.", []string{"TOK-30 secret.*"}},
	{"exchange.unchecked", "Refuse this exchange: its client_secret, client or redirect_uri is not that of the code.", []string{"TOK-30 served"}},
	{"revoke.nothing", "Let revoke_token end the token it names: the node says token_revoked, and the token lives on.", []string{"REV-01 served"}},
	{"revoke.unknown", "Answer token_revoked for a token that nobody knows: it is as dead as the client wants it.", []string{"REV-01 refused An unknown token"}},
	{"revoke.stranger", "Let a client revoke its own tokens only: compare the client_id with that of the token.", []string{"REV-01 denied"}},
	{"revoke.family", "When a refresh token is revoked, end the access tokens that came with it too.", []string{"REV-02"}},
}

var expiryHints = []flowHint{
	{"expiry.unit", "Count lifetimes in seconds: 3600 is no number of milliseconds.", []string{"EXP-05"}},
	{"expiry.clock", "Let codes and tokens expire on the clock that advance_clock moves: keep that number of seconds, and add it wherever the node looks at the time.", nil},
	{"expiry.never", "Let an access token expire 3600 seconds after it was issued: keep the time with it, and look at it in check_scope.", []string{"EXP-01 served", "EXP-04 served"}},
	{"expiry.early", "Let an access token live for all of its 3600 seconds.", []string{"EXP-01 denied"}},
	{"expiry.renewed", "Keep the time of issue with each token: a younger one must not renew an older one.", []string{"EXP-03 served"}},
	{"expiry.each", "Keep the time of issue with each token: a younger one must not die with an older one.", []string{"EXP-03 denied"}},
	{"expiry.code-early", "Let a code live for some minutes: a browser needs seconds to follow the redirect.", []string{"EXP-02 refused"}},
	{"expiry.code-never", "Let a code expire ten minutes after it was issued: keep the time with it, and look at it at the exchange.", []string{"EXP-02"}},
	{"expiry.code-late", "Let a code expire after ten minutes at most, not after an hour.", []string{"EXP-06"}},
	{"expiry.refresh", "Let a refresh token outlive its access token: it is there for what has expired.", []string{"EXP-04 refused"}},
	{"expiry.kept", "Give a refreshed token a full lifetime from now: do not copy the expiry of the old one.", []string{"EXP-04 denied", "EXP-04"}},
}
