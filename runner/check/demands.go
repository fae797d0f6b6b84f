package check

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
)

// demand is how expectations of one kind are judged. An error says that this
// one makes no sense here.
type demand func(*Conversation, Expectation) error

// demands are all kinds of expectations, by the word that stands in transcripts,
// and what their members mean.
var demands = map[string]demand{
	// The reply to Request ...
	"type":     ofReply(func(c *Conversation, r *Reply, e Expectation) { c.expectType(r, e.Text) }),                       // has the type Text
	"member":   ofReply(func(c *Conversation, r *Reply, e Expectation) { c.expectMember(r, e.Member, e.Value) }),          // has Member with Value
	"other":    ofReply(func(c *Conversation, r *Reply, e Expectation) { c.expectOther(r, e.Member, e.Text) }),            // has a Member that is not Text
	"absent":   ofReply(func(c *Conversation, r *Reply, e Expectation) { c.expectAbsent(r, e.Member) }),                   // has no Member
	"kind":     ofReply(func(c *Conversation, r *Reply, e Expectation) { c.expectKind(r, e.Member, e.Text) }),             // has a Member that is a string, or a number
	"between":  ofReply(func(c *Conversation, r *Reply, e Expectation) { c.expectBetween(r, e.Member, e.Least, e.Most) }), // has a Member from Least to Most
	"digits":   ofReply(func(c *Conversation, r *Reply, e Expectation) { c.expectDigits(r, e.Text) }),                     // writes in_reply_to as Text
	"envelope": ofReply(func(c *Conversation, r *Reply, e Expectation) { c.expectEnvelope(r) }),                           // is a whole envelope
	"address":  ofReply(func(c *Conversation, r *Reply, e Expectation) { c.expectAddress(r, e.Member, e.Text) }),          // has Text as its src or dest
	"url":      ofReply(func(c *Conversation, r *Reply, e Expectation) { c.expectURL(r, e.Member) }),                      // carries all that was asked for, or one parameter
	"scope":    ofReply(func(c *Conversation, r *Reply, e Expectation) { c.expectScope(r, e.Granted, e.Text) }),           // says yes where Granted; Text: what was asked for
	"refusal":  ofReply(func(c *Conversation, r *Reply, e Expectation) { c.expectRefusal(r) }),                            // refuses
	"random":   ofReply(func(c *Conversation, r *Reply, e Expectation) { c.expectRandom(r) }),                             // has a token that holds no secret
	"body":     expectedBody,                                                                                              // has the members of Body
	"error":    expectedError,                                                                                             // refuses with one of Names
	"change":   ofTwo((*Conversation).expectOnlyChange),                                                                   // differs from the one Before in Member only
	"alike":    ofTwo(func(c *Conversation, a, b *Reply, _ string) { c.expectAlike(a, b) }),                               // is that Before
	// Request ...
	"answer": ofRequest(func(c *Conversation, q *Request, e Expectation) { c.expectAnswer(q) }),                         // is answered
	"count":  ofRequest(func(c *Conversation, q *Request, e Expectation) { c.expectCount(q, e.Text, e.Least, e.Most) }), // and those after it have Least to Most replies of type Text
	"steady": ofRequest(func(c *Conversation, q *Request, e Expectation) { c.expectSteady(q) }),                         // and those after it are answered as quickly at the end
	// The node ...
	"own requests":  ofAll(func(c *Conversation, e Expectation) { c.expectOwnRequests() }),             // gives each URL the values of its request
	"one line":      ofAll(func(c *Conversation, e Expectation) { c.expectOneLine() }),                 // prints one line
	"messages":      ofAll(func(c *Conversation, e Expectation) { c.expectMessages() }),                // prints messages only
	"requests only": ofAll(func(c *Conversation, e Expectation) { c.expectRequestsOnly() }),            // answers requests only
	"unguessable":   expectedUnguessable,                                                               // gives tokens or codes that have the property Text
	"short":         expectedShort,                                                                     // prints no reply of more than Most bytes
	"hidden":        expectedHidden,                                                                    // prints Text nowhere, or in no refusal where Member says so
	"exit":          ofAll(func(c *Conversation, e Expectation) { c.expectExit(e.Most) }),              // has ended, Most seconds after stdin
	"exit status":   ofAll(func(c *Conversation, e Expectation) { c.expectExitStatus() }),              // has ended with status 0
	"feature":       ofAll(func(c *Conversation, e Expectation) { c.expectFeature(e.Member, e.Text) }), // has Member, which profile Text rests on: it has not
	"framing":       ofAll(func(c *Conversation, e Expectation) { c.demanded = e.Text }),               // keeps to envelopes, or to bodies, from here on
}

func ofReply(judge func(*Conversation, *Reply, Expectation)) demand {
	return func(c *Conversation, e Expectation) error {
		r, err := c.replyTo(e.Request)
		if err == nil {
			judge(c, r, e)
		}
		return err
	}
}

func ofTwo(judge func(c *Conversation, before, after *Reply, member string)) demand {
	return func(c *Conversation, e Expectation) error {
		before, err := c.replyTo(e.Before)
		if err != nil {
			return err
		}
		after, err := c.replyTo(e.Request)
		if err == nil {
			judge(c, before, after, e.Member)
		}
		return err
	}
}

func ofRequest(judge func(*Conversation, *Request, Expectation)) demand {
	return func(c *Conversation, e Expectation) error {
		q, err := c.request(e.Request)
		if err == nil {
			err = c.afford(len(c.Requests)-q.Number, 0)
		}
		if err == nil {
			judge(c, q, e)
		}
		return err
	}
}

// ofAll is for what looks at the whole conversation.
func ofAll(judge func(*Conversation, Expectation)) demand {
	return func(c *Conversation, e Expectation) error {
		err := c.afford(len(c.Requests)+len(c.Replies)+len(c.findings), c.printed)
		if err == nil {
			judge(c, e)
		}
		return err
	}
}

func expectedUnguessable(c *Conversation, e Expectation) error {
	values := c.gave(e.Member)
	if err := c.afford(len(c.Replies)+len(values)*len(values), c.printed); err != nil {
		return err // each is compared with each
	}
	if e.Text == "carry at least 96 bits" {
		c.expectEntropy(e.Member, values)
		return nil
	}
	c.expectUnguessable(e.Member, e.Text, values)
	return nil
}

func expectedBody(c *Conversation, e Expectation) error {
	r, err := c.replyTo(e.Request)
	if err != nil {
		return err
	}
	for name, want := range e.Body {
		if !slices.Contains(e.Patterns, "/"+name) {
			continue
		}
		pattern, ok := want.(string)
		if !ok || len(pattern) > maxPattern {
			return fmt.Errorf("%s: a pattern is a string of at most %d bytes", clip(name), maxPattern)
		}
		if _, err := regexp.Compile(pattern); err != nil {
			return err
		}
	}
	c.expectBody(r, e.Body, e.Patterns)
	return nil
}

func expectedError(c *Conversation, e Expectation) error {
	r, err := c.replyTo(e.Request)
	switch {
	case err != nil:
		return err
	case len(e.Names) == 0:
		return errors.New("it names no error")
	}
	c.expectError(r, e.Names)
	return nil
}

func expectedShort(c *Conversation, e Expectation) error {
	if e.Most < 0 {
		return fmt.Errorf("no reply has %d bytes", e.Most)
	}
	return ofAll(func(c *Conversation, e Expectation) { c.expectShort(e.Most) })(c, e)
}

func expectedHidden(c *Conversation, e Expectation) error {
	if e.Text == "" {
		return errors.New("an empty value is in every text")
	}
	return ofAll(func(c *Conversation, e Expectation) { c.expectHidden(e.Text, e.Member == "refusal") })(c, e)
}
