package runner

import (
	"context"
	"regexp"
	"strconv"
	"time"

	"github.com/cucumber/godog"

	"flowcheck/runner/wire"
)

const oneShotEvent = wire.OneShot

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

	{`^the reply is ([a-z_]+)$`, func(w *world) any { return w.replyIs }},
	{`^the reply is ([a-z_]+) or a refusal$`, func(w *world) any { return w.replyIsOrRefusal }},
	{`^the reply body is:$`, func(w *world) any {
		return func(doc *godog.DocString) error { return w.bodyIs("", doc) }
	}},
	{`^the reply body, with (\w+) as a pattern, is:$`, func(w *world) any { return w.bodyIs }},
	{`^"(\w+)" is a (string|number)$`, func(w *world) any { return w.memberIsA }},
	{`^"(\w+)" is a whole (\S+)$`, func(w *world) any { return w.memberMatches }},
	{`^"(\w+)" is (-?\d+|true|"[^"]*")$`, func(w *world) any { return w.memberIs }},
	{`^"(\w+)" is not true$`, func(w *world) any { return w.memberIsNotTrue }},
	{`^"in_reply_to" is written (\d+)$`, func(w *world) any { return w.inReplyToIsWritten }},

	{`^the URL(?:, if any,)? carries (?:the (client_id|redirect_uri|scope|state)|everything) asked for$`, func(w *world) any { return w.urlCarries }},
	{`^the URLs differ only in (\w+)$`, func(w *world) any { return w.urlsDifferOnlyIn }},
	{`^each URL carries the state of its own request$`, func(w *world) any { return w.eachURLIsItsOwn }},

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
const sends = `^the client(?: "([^"]+)")? sends (a malformed )?(generate_auth_url|exchange_code|check_scope)(?: to "([^"]+)")?(?: written ([^:]+?))?`

// register gives the vocabulary to godog, bound to this world.
func (w *world) register(sc *godog.ScenarioContext) {
	for _, s := range vocabulary {
		sc.Step(regexp.MustCompile(s.expr), s.handler(w))
	}
	sc.StepContext().Before(func(ctx context.Context, _ *godog.Step) (context.Context, error) {
		return ctx, ctx.Err()
	})
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
