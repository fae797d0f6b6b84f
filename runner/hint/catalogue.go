// Package hint names the first thing to change for what a check found.
//
// The catalogue is a list in the order in which one should fix things: a node
// that does not flush fails everywhere, and nothing else is worth looking at
// before that. Diagnose refines the causes of a whole run, since one mistake
// shows in many scenarios, and gives each finding its hint.
package hint

import (
	"path"
	"slices"
)

// Hint is one usual mistake and what to change.
type Hint struct {
	Cause string // of the findings that it explains; a trailing * stands for any ending
	Text  string // what to change first, one sentence or two
}

// Catalogue lists all hints in the order in which mistakes should be fixed.
func Catalogue() []Hint {
	return slices.Concat(processHints, outputHints, replyHints, envelopeHints, valueHints, urlHints, encodingHints, scopeHints, inputHints, flowCatalogue())
}

// Rank orders causes by when they should be fixed; the smallest comes first.
func Rank(cause string) int {
	all := Catalogue()
	if i := index(all, cause); i >= 0 {
		return i
	}
	return len(all)
}

// For is the hint for a cause; "" where the catalogue has none.
func For(cause string) string {
	all := Catalogue()
	if i := index(all, cause); i >= 0 {
		return all[i].Text
	}
	return ""
}

// index finds the hint of a cause: its own before one for any ending.
func index(all []Hint, cause string) int {
	own := slices.IndexFunc(all, func(h Hint) bool { return h.Cause == cause })
	if own >= 0 {
		return own
	}
	return slices.IndexFunc(all, func(h Hint) bool { return matches(h.Cause, cause) })
}

func matches(pattern, cause string) bool {
	ok, err := path.Match(pattern, cause)
	return err == nil && ok
}

var processHints = []Hint{
	{"process.crashed", "Make the node survive its first request: it ended before it answered anything. Its last words on stderr, shown below, say where; if there are none, check that it reads stdin in a loop."},
	{"process.signal*", "Find out why the operating system killed the node (a null pointer, an index out of range, a stack overflow): run it by hand and type the line shown under \"sent\"."},
	{"process.exited", "Make the node survive this request: it ended instead of answering. Its exit status and its last words on stderr, shown below, say where."},
	{"process.exited.recorded", "Make the node survive this request: it ended instead of answering. Run the node by hand and type the line shown under \"sent\": what it writes to stderr says where."},
	{"process.exited.exchange_code", "Survive exchange_code on a fresh node, where nothing is remembered: the exercise exchanges AUTH_CODE with no generate_auth_url before it (Python: scopes.get(client_id, []), not scopes[client_id])."},
	{"process.exited.later", "Keep the node running after a reply: put reading, answering and printing in a loop that ends only when stdin ends (Python: for line in sys.stdin; Java: while ((line = in.readLine()) != null))."},
	{"reply.missing.later", "Answer every line, not only the first: put reading, answering and printing in a loop that ends only when stdin ends (Python: for line in sys.stdin; JavaScript: on('line', ...))."},
	{"reply.missing.some", "Answer this line too: the node answers others, and says nothing to this one. Look for a branch that prints nothing, and for an error that is caught and dropped."},
	{"reply.on-stderr", "Print replies to stdout: they stand on stderr, where nobody reads them (Python: print(...) without file=sys.stderr)."},
	{"reply.after-eof", "Flush stdout after each reply, and read stdin one line at a time, not to its end: the reply comes only when stdin is closed (Python: print(..., flush=True), and for line in sys.stdin, not sys.stdin.read(); C: fflush(stdout); Java: out.flush(); Go: w.Flush(); Ruby: $stdout.sync = true; Perl: $| = 1; Rust: stdout().flush())."},
	{"stdin.not-read", "Read stdin: the node does not take its input. Read it one line at a time, in a loop."},
	{"stdout.closed", "Keep stdout open: the node closed it before it answered."},
	{"stdout.flood", "Print one line for each request: the node prints without end, or very many lines for each."},
}

// stderrIdioms is how the commonest languages write to stderr.
const stderrIdioms = "Python: print(..., file=sys.stderr); JavaScript: console.error; Java: System.err; Go: log; C: fprintf(stderr, ...)"

var outputHints = []Hint{
	{"stdout.python-repr", "Print JSON, not a Python dict (Python: print(json.dumps(reply), flush=True))."},
	{"stdout.json-string", "Encode the reply once: the line is a string that holds JSON (Python: one json.dumps; JavaScript: one JSON.stringify)."},
	{"stdout.pretty-printed", "Print each message on one line: switch off indenting in the JSON encoder (Python: json.dumps without indent; JavaScript: JSON.stringify(reply) with nothing more)."},
	{"stdout.two-objects", "End every message with a line feed (\\n): two messages share a line."},
	{"stdout.no-line-feed", "End every message with a line feed (\\n): what the node prints is no whole line (Python: print(s, flush=True); JavaScript: process.stdout.write(s + \"\\n\"); C: printf(\"%s\\n\", s); Go: fmt.Println(s))."},
	{"stdout.echo", "Print the reply only: the node also prints the request that it has read."},
	{"envelope.body-string", "Make body a JSON object, not a string that holds JSON: encode the whole envelope once, and do not encode body before."},
	{"stdout.no-message", "Print a message: an object with src, dest and an object body, or at least the body with its string type."},
	{"reply.twice-framed", "Print each reply once, as a whole envelope: the node prints its body by itself too."},
	{"stdout.cut", "Write each reply whole, up to its line feed: this one breaks off (a buffer of fixed size, a write that takes a part, an end before all is flushed)."},
	{"stdout.broken-json", "Let a JSON encoder write the whole line: this one breaks off where \"differs\" says (a comma before a brace, NaN, a quotation mark inside a string)."},
	{"reply.unrecognised", "Give the reply in_reply_to and the type that answers its request, both in body itself: what the node printed is a message, and answers nothing."},
	{"reply.early", "Print a reply after its request was read, and only once: this one came when no request waited for it."},
	{"reply.blind", "Print replies only: this very line comes first, whatever is asked, as if it were left over from a test (Python: a print outside the loop that reads stdin)."},
	{"reply.unusable", "Print the reply as one JSON object, with nothing else on its line: what the node printed is no message, and answers nothing."},
	{"stdout.banner", "Print nothing before the first reply: stdout holds messages only. Send greetings and logs to stderr (" + stderrIdioms + ")."},
	{"stdout.not-json", "Send logs to stderr, not to stdout: stdout holds messages only (" + stderrIdioms + ")."},
	{"framing.changed", "Answer every request in the same framing: always an envelope with src, dest and body."},
	{"framing.body", "Wrap the reply in an envelope: {\"src\":...,\"dest\":...,\"body\":{...}}; --framing envelope demands it."},
	{"framing.envelope", "Print the bare body: --framing body demands it."},
	{"stdout.bom", "Write UTF-8 without a byte order mark (Python: encoding=\"utf-8\", not \"utf-8-sig\"; C#: new UTF8Encoding(false))."},
	{"stdout.utf-16", "Write UTF-8, not UTF-16: every other byte on stdout is a NUL (Python: sys.stdout.reconfigure(encoding=\"utf-8\"); C#: new UTF8Encoding(false); PowerShell: [Console]::OutputEncoding = [Text.UTF8Encoding]::new())."},
	{"stdout.not-utf8", "Write UTF-8: set the encoding of stdout, whatever the locale is (Python: sys.stdout.reconfigure(encoding=\"utf-8\"); Java: new PrintStream(System.out, true, UTF_8))."},
	{"pipelining.interleaved", "Let one thread write at a time, each reply with its line feed in one write: replies to requests that come at once mix their bytes."},
}

var replyHints = []Hint{
	{"reply.missing.generate_auth_url", "Answer generate_auth_url with auth_url_generated: the node says nothing to it."},
	{"reply.missing.exchange_code", "Answer exchange_code with token_issued, at once and on a fresh node: the code AUTH_CODE needs no request before it."},
	{"reply.missing.check_scope", "Answer check_scope in every case, with scope_valid and has_scope false when the scope was not granted."},
	{"reply.missing.recorded", "Answer this request: the recording ends, and has no reply to it. If it was broken off before the reply came, record again to the end."},
	{"reply.missing", "Answer within the deadline: the node got the line shown under \"sent\" and said nothing. Run the node by hand, type that line and look where it waits."},
	{"reply.late", "Answer faster: the reply came after the deadline. Do not sleep, and do not call a real server."},
	{"in_reply_to.at-top", "Put in_reply_to into the body, next to type: {\"src\":...,\"dest\":...,\"body\":{\"type\":...,\"in_reply_to\":...}}."},
	{"in_reply_to.missing", "Add in_reply_to to the body of every reply: it is the msg_id of the request."},
	{"in_reply_to.string", "Send in_reply_to as a number, without quotation marks: it is the msg_id of the request, not a string of it."},
	{"in_reply_to.type", "Send in_reply_to as a number: it is the msg_id of the request."},
	{"in_reply_to.constant", "Copy msg_id of the request to in_reply_to: the node always sends the same number."},
	{"in_reply_to.wrong", "Copy msg_id of the request to in_reply_to: the node sends a number of its own."},
	{"in_reply_to.zero", "Treat msg_id 0 like any other number: test whether msg_id is there, not whether it is true (Python: is not None; JavaScript: !== undefined; Go: no omitempty)."},
	{"in_reply_to.large", "Keep msg_id as a 64-bit integer: neither as a 32-bit integer (Java, C: long long) nor as a floating-point number that prints as 9.007e15 (Go: json.Number or int64)."},
	{"type.of-request", "Give the reply the type of a reply: auth_url_generated, token_issued or scope_valid, not the type of the request."},
	{"type.missing", "Give the body of the reply, not the envelope, a string type: auth_url_generated, token_issued or scope_valid."},
	{"type.wrong", "Give the reply its type: auth_url_generated for generate_auth_url, token_issued for exchange_code, scope_valid for check_scope."},
	{"reply.duplicate", "Print each reply once: the node answers a request twice."},
	{"reply.unsolicited", "Print replies only: the node sends a message that answers no request."},
	{"reply.refused.exchange_code", "Accept the code AUTH_CODE on a fresh node: the exercise exchanges it with no request before, so neither the client nor the code can be known."},
	{"reply.refused.url", "Serve this request: its values are unusual and right, and need encoding, not refusing."},
	{"reply.refused", "Serve this request: it is right, and the node refuses it."},
}

var envelopeHints = []Hint{
	{"envelope.not-swapped", "Swap src and dest: the reply has src = request.dest and dest = request.src."},
	{"envelope.incomplete", "Give the envelope a string src and a string dest: src = request.dest, dest = request.src."},
	{"envelope.dest", "Set dest of the reply to src of the request, whoever that is and as it came: write no fixed name, and do not trim, cut or test it."},
	{"envelope.src", "Set src of the reply to dest of the request."},
	{"msg_id.absent", "Read msg_id as an optional member: a request without it must not stop the node (Python: body.get(\"msg_id\"); Go: *int64)."},
	{"in_reply_to.invented", "Leave in_reply_to out where the request has no msg_id."},
	{"msg_id.own", "Number your own messages with a counter of your own, or leave msg_id out of replies: it is not the request's."},
	{"reply.deduplicated", "Serve every client: requests come from more than one src, and two clients may use the same msg_id. Remember nothing by msg_id alone."},
	{"json.extra-members", "Ignore members that you do not know, in the envelope and in the body (Java: FAIL_ON_UNKNOWN_PROPERTIES off; Go: no DisallowUnknownFields; Python: no Message(**body))."},
	{"json.order", "Read members by name, in any order: do not take the line apart by position or by regular expression."},
	{"json.whitespace", "Parse the line with a JSON parser: blanks and tabs between the tokens are allowed."},
	{"message.not-mine", "Survive a message for another node: drop it or serve it."},
}

var valueHints = []Hint{
	{"value.url.missing", "Send the URL in the member url of the body, which is not there."},
	{"value.url.*", "Send url as a string."},
	{"value.access_token.alphabet", "Make the token of A-Z a-z 0-9 _ - only, at least one of them: no dots as in a JWT, no = + / as in plain base64, no line feed at its end (Python: secrets.token_urlsafe(32); JavaScript: crypto.randomBytes(32).toString('base64url'); Go: base64.RawURLEncoding)."},
	{"value.access_token*", "Send access_token as a string of A-Z a-z 0-9 _ - (Python: secrets.token_urlsafe(32))."},
	{"value.token_type*", "Send token_type \"Bearer\", with a capital B."},
	{"value.expires_in.type", "Send expires_in as the number 3600, without quotation marks."},
	{"value.expires_in*", "Send expires_in 3600, a number of seconds."},
	{"value.has_scope.type", "Send has_scope as a JSON boolean: true or false, without quotation marks and not 1 or 0 (Python: True, not \"true\"; shell with jq: --argjson)."},
	{"value.has_scope.missing", "Send has_scope in every scope_valid, true or false (Go: no omitempty)."},
	{"token.repeated", "Issue another token at each exchange: the node gives one token to two clients, and the scopes of one hide those of the other (Python: secrets.token_urlsafe(32); JavaScript: crypto.randomBytes(32).toString('base64url'))."},
	{"scope.second-token", "Keep the scopes with each token: another client's request overwrote or hid them."},
	{"scope.fixed", "Look up the scopes that this token was given: check_scope goes by the name of the scope alone, as with a fixed list of names."},
	{"scope.forgotten", "Remember the scopes of a token: keep them when generate_auth_url asks for them, attach them to the token that exchange_code issues, look them up in check_scope."},
	{"scope.one-kept", "Keep all scopes of the request with the token: some of several that were asked for are not found again."},
	{"scope.of-another-request", "Give a token the scopes of its client's latest generate_auth_url alone: what the client asked for before neither stays nor is added up."},
	{"value.*", "Send the value shown under \"expected\"."},
}
