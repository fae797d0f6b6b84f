package runner

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/cucumber/godog"
)

// step is one entry of the vocabulary: all that a feature can say.
type step struct {
	expr    string
	handler func(w *world) any
}

// vocabulary is the whole of it, in the order Given, When, Then.
var vocabulary = []step{
	{`^a fresh node$`, func(w *world) any { return w.begin }},
	{`^a token of the sample client$`, func(w *world) any {
		return func() error { return w.newToken("", `["read", "write"]`) }
	}},
	{`^a token (?:"(\w+)" )?with the scopes (\[.*\])$`, func(w *world) any { return w.newToken }},

	{`^a registered (public )?client(?: "(\w+)")?(?: with the scope "([^"]*)")?$`, func(w *world) any { return w.registeredClient }},
	{`^an authorization code(?: "(\w+)")?(?: of client "(\w+)")?(?: with the scopes (\[.*\]))?( with PKCE)?$`, func(w *world) any { return w.authorizationCode }},
	{`^an access token(?: "(\w+)")?(?: of client "(\w+)")?(?: with the scopes (\[.*\]))?$`, func(w *world) any { return w.accessToken }},
	{`^an authorization code for the code_challenge "([^"]*)"(?: and the code_challenge_method "([^"]*)")?$`, func(w *world) any { return w.codeForChallenge }},
	{`^an authorization code for the S256 of "(.*)"$`, func(w *world) any { return w.codeForVerifier }},
	{`^the node is initialised as "(\w+)"$`, func(w *world) any { return w.initialise }},
	{`^the (code|token) is called "(\w+)"$`, func(w *world) any { return w.call }},
	{`^(code|token) "(\w+)" is in use$`, func(w *world) any { return w.useNamed }},

	{`^the client sends only:$`, func(w *world) any {
		return func(doc *godog.DocString) error { return w.only(doc.Content) }
	}},
	{sends + `$`, func(w *world) any {
		return func(src, malformed, typ, dest, form string) error {
			return w.send(request{typ: typ, src: src, dest: dest, form: form, malformed: malformed != ""})
		}
	}},
	{sends + ` with:$`, func(w *world) any {
		return func(src, malformed, typ, dest, form string, table *godog.Table) error {
			return w.send(request{typ, src, dest, form, malformed != "", table})
		}
	}},
	{`^the client sends (up to )?(\d+) (\w+|requests of mixed types) in one write(, then closes stdin)?$`, func(w *world) any { return w.sendBatch }},
	{`^the client sends (\d+) requests of mixed types one after another$`, func(w *world) any {
		return func(n int) error { return w.series(n, 0) }
	}},
	{`^the client sends requests one after another for (\d+) seconds, at most (\d+)$`, func(w *world) any {
		return func(seconds, most int) error { return w.series(most, time.Duration(seconds)*time.Second) }
	}},

	{`^the client sends a message of type "([^"]*)"$`, func(w *world) any { return w.unknownType }},
	{`^the client sends authorize with the URL (with \w.*|in another order|of the suite)$`, func(w *world) any {
		return func(change string) error { return w.authorizeURL(change, "", "", "") }
	}},
	{`^the client sends authorize with the URL, (?:without (\w+)|its (\w+) "(.*)")$`, func(w *world) any {
		return func(without, parameter, value string) error { return w.authorizeURL("", without, parameter, value) }
	}},
	{`^the client sends the line:$`, func(w *world) any {
		return func(doc *godog.DocString) error { return w.raw([]byte(doc.Content + "\n")) }
	}},
	{`^the client sends a line (with .*|nested .*|of .*)$`, func(w *world) any { return w.oversizedLine }},
	{`^the client sends (\d+) bad lines$`, func(w *world) any { return w.badLines }},
	{`^the client sends a good line, the line (.*) and a good line in one write$`, func(w *world) any { return w.goodBadGood }},
	{`^(\d+) seconds pass$`, func(w *world) any { return w.secondsPass }},
	{`^the node is started again$`, func(w *world) any { return w.startAgain }},
	{`^(\d+) codes and tokens are issued$`, func(w *world) any { return w.issue }},

	{`^the reply is ([a-z_]+)$`, func(w *world) any { return w.replyIs }},
	{`^the reply is ([a-z_]+) or a refusal$`, func(w *world) any { return w.replyIsOrRefusal }},
	{`^the reply is ([a-z_]+), or the scenario ends with a refusal$`, func(w *world) any { return w.servedOrRefused }},
	{`^the code_verifier "(.*)" (gives a token|is refused|gives a token unless the code_challenge was refused)$`, func(w *world) any { return w.verifierIs }},
	{`^no token is to be had (?:with the code_verifier "(.*)"|without a code_verifier)$`, func(w *world) any { return w.noTokenToBeHad }},
	{`^the code_challenge was refused$`, func(w *world) any { return w.challengeWasRefused }},
	{`^the callback is (valid|invalid|invalid or refused)$`, func(w *world) any { return w.callbackIs }},
	{`^"(\w+)" is between (\d+) and (\d+)$`, func(w *world) any { return w.memberBetween }},
	{`^the request is refused$`, func(w *world) any { return w.refused }},
	{`^the request gives no token$`, func(w *world) any { return w.givesNoToken }},
	{`^the answer is no, or a refusal with invalid_token$`, func(w *world) any { return w.refusedOrNo }},
	{`^the reply is ([a-z_]+), or the error is ([a-z_]+)$`, func(w *world) any { return w.replyIsOrError }},
	{`^the error is ([a-z_]+(?: or [a-z_]+)*)$`, func(w *world) any { return w.errorIs }},
	{`^(exactly|at most) one reply is ([a-z_]+)$`, func(w *world) any { return w.countReplies }},
	{`^no (reply|refusal) holds "(.+)"$`, func(w *world) any { return w.noReplyHolds }},
	{`^no reply is longer than (\d+) bytes$`, func(w *world) any { return w.shortReplies }},
	{`^nothing but requests was answered$`, func(w *world) any { return w.onlyRequestsAnswered }},
	{`^the (tokens|codes) (are all different|have at least 22 characters|share no long prefix|carry at least 96 bits)$`, func(w *world) any { return w.unguessable }},
	{`^the token reveals neither code nor client_secret$`, func(w *world) any { return w.revealsNothing }},
	{`^the reply body is:$`, func(w *world) any {
		return func(doc *godog.DocString) error { return w.bodyIs("", doc) }
	}},
	{`^the reply body, with (\w+) as a pattern, is:$`, func(w *world) any { return w.bodyIs }},
	{`^"(\w+)" is a (string|number)$`, func(w *world) any { return w.memberIsA }},
	{`^"(\w+)" is a whole (\S+)$`, func(w *world) any { return w.memberMatches }},
	{`^"(\w+)" is (-?\d+|true|false|"[^"]*")$`, func(w *world) any { return w.memberIs }},
	{`^"(\w+)" is absent$`, func(w *world) any { return w.memberIsAbsent }},
	{`^"(\w+)" is not "(.*)"$`, func(w *world) any { return w.memberIsNot }},
	{`^"(\w+)" is not true$`, func(w *world) any { return w.memberIsNotTrue }},
	{`^"in_reply_to" is written (\d+)$`, func(w *world) any { return w.inReplyToIsWritten }},

	{`^the URL(?:, if any,)? carries (?:the (client_id|redirect_uri|scope|state|code_challenge|code_challenge_method)|everything) asked for$`, func(w *world) any { return w.urlCarries }},
	{`^the URLs differ only in (\w+)$`, func(w *world) any { return w.urlsDifferOnlyIn }},
	{`^each URL carries what its own request asked for$`, func(w *world) any { return w.eachURLIsItsOwn }},

	{`^(?:the token|token "(\w+)") (has|does not have) the scope "(.*)"$`, func(w *world) any { return w.tokenHas }},
	{`^"(.*)" does not pass for a token with the scope "(.*)"$`, func(w *world) any { return w.noToken }},

	{`^the reply is an envelope$`, func(w *world) any { return w.replyIsEnvelope }},
	{`^the reply (goes to|comes from) "(.*)"$`, func(w *world) any { return w.replyAddress }},
	{`^the replies are alike$`, func(w *world) any { return w.repliesAlike }},

	{`^every request gets exactly one reply$`, func(w *world) any { return w.everyRequestAnswered }},
	{`^the latency does not grow tenfold$`, func(w *world) any { return w.latencyHolds }},
	{`^the node still answers$`, func(w *world) any { return w.stillAnswers }},
	{`^the node exits within (\d+) seconds$`, func(w *world) any { return w.exitsWithin }},
	{`^the node exits with status 0$`, func(w *world) any { return w.exitsWithZero }},
	{`^stdout holds exactly one line$`, func(w *world) any { return w.oneLine }},
	{`^every line parses$`, func(w *world) any { return w.everyLineParses }},
	{`^the output keeps this rule$`, func(w *world) any { return w.readToTheEnd }},
}

// sends is the beginning of every step that sends one request: who, to whom, in
// which form.
const sends = `^the client(?: "([^"]+)")? sends (a malformed )?(` + types + `)(?: to "([^"]+)")?(?: written ([^:]+?))?`

// types are the requests of the protocol.
const types = `generate_auth_url|exchange_code|check_scope|register_client|authorize|callback|refresh_token|revoke_token|advance_clock|init`

// expression is that of an entry of the vocabulary. To compile it takes longer than
// to match it, and most runs need a few of them.
type expression struct {
	beginning string // of each text that it matches
	compiled  func() *regexp.Regexp
}

// expressions are those of the vocabulary.
var expressions = sync.OnceValue(func() []expression {
	all := make([]expression, len(vocabulary))
	for i, s := range vocabulary {
		all[i] = expression{beginning(s.expr), sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(s.expr) })}
	}
	return all
})

// beginning is what stands in an expression before anything that has a meaning.
func beginning(expr string) string {
	text := strings.TrimPrefix(expr, "^")
	n := strings.IndexAny(text, `\.+*?()|[]{}^$`)
	if n > 0 && strings.IndexByte("*?{", text[n]) >= 0 {
		n-- // the character before it need not be there
	}
	return text[:max(n, 0)]
}

// register gives godog those entries of the vocabulary that the steps of a
// scenario match, bound to this world. All of it would take longer than a short
// scenario.
func (w *world) register(sc *godog.ScenarioContext, steps []*godog.Step) {
	matched := make([]bool, len(vocabulary))
	for _, s := range steps {
		for _, i := range w.job.matches(s.Text) {
			matched[i] = true
		}
	}
	for i, s := range vocabulary {
		if matched[i] {
			sc.Step(expressions()[i].compiled(), s.handler(w))
		}
	}
}

// matches are the entries that a text matches: one, unless the feature is at
// fault, which godog then says. Scenarios have most of their texts in common.
func (j *job) matches(text string) []int {
	j.mu.Lock()
	found, known := j.matched[text]
	j.mu.Unlock()
	if known {
		return found
	}
	for i, expr := range expressions() {
		if strings.HasPrefix(text, expr.beginning) && expr.compiled().MatchString(text) {
			found = append(found, i)
		}
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.matched[text] = found
	return found
}

func (w *world) sendBatch(upTo, count, typ, closes string) error {
	n, err := strconv.Atoi(count)
	if err != nil {
		return w.fault(err)
	}
	if upTo != "" {
		if n, err = w.affordable(n); err != nil {
			return err
		}
	}
	return w.batch(n, typ, closes != "")
}
