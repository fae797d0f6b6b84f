package hint

// servedHints are for right requests that are refused, by their type; the part
// of the cause after the dot is the type.
var servedHints = []flowHint{
	{"refused.register_client", "Serve this register_client: it has all that the protocol names.", nil},
	{"refused.generate_auth_url", "Serve this generate_auth_url: client, redirect_uri and scopes are those of the registration.", nil},
	{"refused.authorize", "Serve this authorize: the URL is right, for a client, a redirect_uri and scopes that are registered.", nil},
	{"refused.exchange_code", "Serve this exchange: code, redirect_uri, client_id and client_secret are right, and the code is fresh. Keep all of them with the code when authorize issues it.", nil},
	{"refused.check_scope", "Serve this check_scope: the token was issued and is alive.", nil},
	{"refused.refresh_token", "Serve this refresh: the refresh token is the newest one, and client_id and client_secret are those of its client.", []string{"REF-12 refused"}},
	{"refused.revoke_token", "Serve this revoke_token: the client shows its own client_secret.", nil},
	{"refused.callback", "Call this callback valid: its state is that of a generate_auth_url. Keep every state until its callback comes, and look it up there.", []string{"STA-01 refused The state of the request"}},
}

var initHints = []flowHint{
	{"init.twice", "Answer init once: one init_ok for each init, and no message of the node's own beside it.",
		[]string{"INI-01 reply.to-reply", "INI-01 reply.duplicate", "INI-01 reply.unsolicited"}},
	{"init.handshake", "Answer init with a message of type init_ok and its in_reply_to.", []string{"INI-01", "INI-01 refused", "INI-02 refused", "INI-04 refused"}},
	{"init.before", "Answer a request that comes before init, or refuse it: a node without a name must neither stop nor stay silent.", []string{"INI-03"}},
	{"init.name", "After init, send replies with src = node_id, the name that init gave the node.", []string{"INI-02"}},
	{"init.wipes", "Keep the tokens when init comes again: do not start afresh.", []string{"INI-04"}},
}

var lineHints = []flowHint{
	{"line.not-json", "Survive a line that is not JSON: catch what the parser throws and go on with the next line (Python: except ValueError; JavaScript: try around JSON.parse; Java: catch the parser's exception; Go: continue on err).", []string{"ROB-01"}},
	{"line.not-object", "Survive JSON that is no object: test for an object (Python: isinstance(m, dict); JavaScript: null and lists are objects too) before you read its members.", []string{"ROB-02"}},
	{"line.no-body", "Survive an envelope without a body, or with one that is no object: test body before you read its members.",
		[]string{"ROB-03 silent no body", "ROB-03 silent body"}},
	{"line.no-type", "Survive a body whose type is missing or no string: test type before you compare it or look it up.", []string{"ROB-03"}},
	{"line.no-src", "Survive a request without src: read src as an optional member.", []string{"ROB-04"}},
	{"line.utf8", "Survive bytes that are not UTF-8: read stdin as bytes, or replace what is wrong (Python: errors=\"replace\").", []string{"ROB-05 silent with invalid UTF-8"}},
	{"line.nul", "Survive a NUL byte: a line ends at its line feed, not at NUL (C: use the length of getline, not strlen).", []string{"ROB-05 silent with a NUL"}},
	{"line.nested", "Survive deep nesting: bound the depth, or catch what the parser throws (Python: RecursionError, which is no ValueError; Java: StackOverflowError).", []string{"ROB-05 silent nested"}},
	{"line.number", "Survive a number of a million digits: catch its error too, which may come late (Python: int() of more than 4300 digits).", []string{"ROB-05 silent with a number"}},
	{"line.repeated", "Survive a member that comes twice in an object: take one of them, or refuse the line.", []string{"ROB-05"}},
	{"line.batch", "Go on with the next line after a bad one: drop the bad line alone, not what was read together with it or comes after it.", []string{"ROB-07"}},
	{"line.limit", "Set no limit on bad lines: a thousand of them must not end the node.", []string{"ROB-06 silent"}},
	{"state.lost", "Keep the tokens whatever stands on a line: do not start afresh after an error.", []string{"ROB-06"}},
	{"error.long", "Name the error in a few words: do not hand the bad line back.", []string{"ROB-08"}},
	{"value.surrogate", "Survive half a surrogate pair in a string (\\ud800): encode it with a replacement, or refuse the request (Python: UnicodeEncodeError when it is encoded or printed).",
		[]string{"URL-21 silent surrogate"}},
	{"value.control", "Survive control characters in a state: encode or refuse them.", []string{"URL-21"}},
}

var errorHints = []flowHint{
	{"error.type-crash", "Survive an unknown type, and refuse it: let the last branch of the dispatch answer {\"type\":\"error\",\"in_reply_to\":msg_id,\"code\":10} (Python: handlers.get(type), not handlers[type]).", []string{"ERR-01 process.*"}},
	{"error.type-silent", "Answer an unknown type too, with {\"type\":\"error\",\"in_reply_to\":msg_id,\"code\":10}: the node stays silent.", []string{"ERR-01 silent", "ERR-04 refusal.silent", "ERR-10 refusal.silent"}},
	{"error.type-loose", "Compare the whole type, with its case: a type that only begins like a known one, or differs in case or blanks, is unknown.", []string{"ERR-01 served", "ERR-01 type.wrong"}},
	{"error.unknown-type", "Answer an unknown type with a message of type \"error\", with in_reply_to and the code 10: not with the type that came.", []string{"ERR-01", "ERR-01 refused"}},
	{"error.missing-member", "Refuse a request that lacks a required member with invalid_request (code 12): test that each is there before you use it, and put nothing (\"\", null, undefined) in its place.", []string{"ERR-02"}},
	{"error.scopes-text", "Refuse scopes that are a string: a loop over \"read write\" goes through its characters. Test for a list, and each element for a string.", []string{"ERR-03 served scopes \"read write\""}},
	{"error.wrong-type", "Refuse a member of the wrong JSON type with invalid_request (code 12): test for a string, and for a list of strings; do not turn numbers into text.", []string{"ERR-03"}},
	{"error.shape", "Give every error type \"error\", in_reply_to of the request, a code that is a number (12, not \"12\") and, if you like, a text.", []string{"ERR-04", "ERR-04 refused", "ERR-10 value.code.*"}},
	{"error.characters", "Write error and error_description in plain ASCII on one line, without quotation marks and backslashes: no stack trace, no exception's text.", []string{"ERR-05 error.error*"}},
	{"error.words", "Use the names of RFC 6749 section 5.2 for error, such as invalid_request and invalid_grant, and put words of your own into text.", []string{"ERR-05 error.*"}},
	{"error.client", "Call a wrong or missing client_secret invalid_client.", []string{"ERR-06 error.name a wrong client_secret", "ERR-06 error.name no client_secret"}},
	{"error.name", "Name each error by what is wrong: invalid_request, invalid_client, invalid_grant, invalid_scope, unsupported_response_type, access_denied.", []string{"ERR-06 error.name"}},
	{"refusal.gives-away", "Send no token and no code with a refusal: not even as null, and no code but Maelstrom's number.", []string{"ERR-07 refusal.*", "ERR-07 value.*", "ERR-07 type.*"}},
	{"error.unknown-token", "Answer an unknown token with has_scope false, or with invalid_token.", []string{"ERR-08"}},
	{"reply.to-reply", "Answer requests only: a message with in_reply_to is a reply, and gets none.", []string{"ERR-09"}},
	{"error.code", "Use Maelstrom's numbers: 10 for an unknown type, 12 for a malformed request, 22 for what is not allowed, 14 for a user who refuses.", []string{"ERR-10 error.*", "ERR-10 value.*"}},
	{"error.refuse", "Refuse this request: it is malformed on purpose, and the node serves it.", []string{"ERR-05", "ERR-06", "ERR-10"}},
}
