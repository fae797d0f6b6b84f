package check_test

import (
	"strings"
	"testing"
)

// replyTo is a right answer to a check_scope, with this in_reply_to.
func replyTo(id string) string { return strings.Replace(no, "7", id, 1) }

func TestWhichRequestAReplyAnswers(t *testing.T) {
	without := strings.Replace(no, `"in_reply_to":7,`, "", 1)
	atTop := strings.Replace(without, `{"src"`, `{"in_reply_to":7,"src"`, 1)
	other := func(line string) string { return strings.Replace(line, `"client"`, `"c2"`, 1) }
	node := func(line string) string { return strings.Replace(line, `"oauth"`, `"n2"`, 1) }
	first := strings.Replace(asksURL, `"msg_id":1`, `"msg_id":7`, 1)
	oddly := strings.Replace(asks, "7", `"a"`, 1)
	const url = `{"src":"oauth","dest":"client","body":{"type":"auth_url_generated","in_reply_to":7,"url":"` + sampleURL + `"}}`
	const unswapped = `{"src":"client","dest":"oauth","body":{"type":"scope_valid","in_reply_to":7,"has_scope":false}}`
	const failed = `{"src":"oauth","dest":"client","body":{"type":"error","code":12,"text":"not JSON"}}`
	judgeAll(t, []judged{
		{name: "in any order", sent: []string{asks, asksNext}, printed: lf(noNext, no)},
		{name: "7.0 is 7", sent: []string{asks}, printed: lf(replyTo("7.0"))},
		{name: "the same reply twice", sent: []string{asks}, printed: lf(no, no), want: []string{"ENV-05 reply.duplicate"}},
		{name: "two different replies", sent: []string{asks}, printed: lf(no, strings.Replace(no, "false", "true", 1)),
			want: []string{"ENV-05 reply.duplicate"}},
		{name: "another number", sent: []string{asks}, printed: lf(replyTo("1")), want: []string{"SMP-05 in_reply_to.wrong"}},
		{name: "the first number again", sent: []string{asks, asksURL}, printed: lf(no, url),
			want: []string{"SMP-05 in_reply_to.wrong"}},
		{name: "the number as a string", sent: []string{asks}, printed: lf(replyTo(`"7"`)), want: []string{"SMP-05 in_reply_to.string"}},
		{name: "true", sent: []string{asks}, printed: lf(replyTo("true")), want: []string{"SMP-05 in_reply_to.type"}},
		{name: "null", sent: []string{asks}, printed: lf(replyTo("null")), want: []string{"SMP-05 in_reply_to.missing"}},
		{name: "none", sent: []string{asks}, printed: lf(without), want: []string{"SMP-05 in_reply_to.missing"}},
		{name: "in the envelope", sent: []string{asks}, printed: lf(atTop), want: []string{"ENV-04 in_reply_to.at-top", "SMP-05 in_reply_to.at-top"}},
		{name: "an exponent beyond all use", sent: []string{asks}, printed: lf(replyTo("1e1000001")), want: []string{"SMP-05 in_reply_to.wrong"}},

		{name: "0", sent: []string{asksZero}, printed: lf(replyTo("0"))},
		{name: "none for 0", sent: []string{asksZero}, printed: lf(without), want: []string{"ENV-07 in_reply_to.zero"}},
		{name: "1 for 0", sent: []string{asksZero}, printed: lf(replyTo("1")), want: []string{"ENV-07 in_reply_to.zero"}},

		{name: "a large number", sent: []string{asksBig}, printed: lf(replyTo("9007199254740991"))},
		{name: "a large number, one off", sent: []string{asksBig}, printed: lf(replyTo("9007199254740992")), want: []string{"ENV-08 in_reply_to.large"}},
		{name: "a large number, wrapped to 32 bits", sent: []string{asksBig}, printed: lf(replyTo("-1")), want: []string{"ENV-08 in_reply_to.large"}},
		{name: "a large number as a float", sent: []string{asksBig}, printed: lf(replyTo("9.007199254740991e15")),
			want: []string{"ENV-08 in_reply_to.large"}},

		{name: "before any request", printed: lf(no), want: []string{"TRN-19 reply.unsolicited"}},
		{name: "one too many, to a number that nobody used", sent: []string{asks}, printed: lf(no, replyTo("99")),
			want: []string{"TRN-19 reply.unsolicited"}},
		{name: "a message of the node's own", sent: []string{asks}, printed: lf(`{"src":"oauth","dest":"client","body":{"type":"ready"}}`, no),
			want: []string{"TRN-19 reply.unsolicited"}},
		{name: "an error without in_reply_to, for a line that is no JSON", sent: []string{"{", asks}, printed: lf(failed, no)},
		{name: "an error without in_reply_to, and nothing else", sent: []string{asks}, printed: lf(failed), want: []string{"ENV-05 error.uncorrelated"}},

		{name: "no reply to a request that is no UTF-8", sent: []string{strings.Replace(asks, `"client"`, "\"client\xff\"", 1), asksNext}, printed: lf(noNext)},
		{name: "no reply to a request without msg_id", sent: []string{asksNoID, asks}, printed: lf(no)},
		{name: "a reply without in_reply_to, to a request without msg_id", sent: []string{asksNoID}, printed: lf(without)},
		{name: "a reply with null, to a request without msg_id", sent: []string{asksNoID}, printed: lf(replyTo("null"))},
		{name: "an invented number", sent: []string{asksNoID}, printed: lf(replyTo("5")), want: []string{"ENV-09 in_reply_to.invented"}},
		{name: "an invented string", sent: []string{asksNoID}, printed: lf(replyTo(`"None"`)), want: []string{"ENV-09 in_reply_to.invented"}},

		{name: "a msg_id that is a string, given back", sent: []string{oddly}, printed: lf(replyTo(`"a"`))},
		{name: "a msg_id that is a string, not given back", sent: []string{oddly}, printed: lf(replyTo("0"))},
		{name: "a msg_id that is a string, not answered", sent: []string{oddly, asks}, printed: lf(replyTo("1")), want: []string{"SMP-05 in_reply_to.wrong"}},
		{name: "a msg_id that is a fraction, refused", sent: []string{strings.Replace(asks, "7", "1.5", 1)},
			printed: lf(`{"src":"oauth","dest":"client","body":{"type":"error","in_reply_to":1.5,"code":12,"error":"invalid_request"}}`)},

		{name: "two clients with one number", sent: []string{asks, other(asks)}, printed: lf(no, other(no))},
		{name: "two clients with one number, the other way round", sent: []string{asks, other(asks)}, printed: lf(other(no), no)},
		{name: "two clients with one number, both replies to the first", sent: []string{asks, other(asks)}, printed: lf(no, no),
			want: []string{"ENV-05 reply.duplicate", "ENV-05 reply.missing.some"}},
		{name: "two clients with one number and one question, in bare bodies", sent: []string{asks, other(asks)}, printed: lf(noBare, noBare)},
		{name: "one number with two nodes", sent: []string{asks, node(asks)}, printed: lf(node(no), no)},
		{name: "one number with two nodes, both replies from the first", sent: []string{asks, node(asks)}, printed: lf(no, no),
			want: []string{"ENV-05 reply.duplicate"}}, // n2 is no name of the node, and owes nothing
		{name: "one question twice with one number", sent: []string{asks, asks}, printed: lf(no, no)},
		{name: "one question twice with one number, three replies", sent: []string{asks, asks}, printed: lf(no, no, no), want: []string{"ENV-05 reply.duplicate"}},
		{name: "one question twice with one number, src and dest not swapped", sent: []string{asks, asks}, printed: lf(unswapped, unswapped),
			want: []string{"ENV-02 envelope.not-swapped", "ENV-03 envelope.not-swapped"}},
		{name: "a number that begins again, for another type", sent: []string{first, asks}, printed: lf(no), want: []string{"ENV-05 reply.missing.some"}},
		{name: "a number that begins again, for another type, both answered", sent: []string{first, asks}, printed: lf(no, url)},
		{name: "a number that begins again, for another URL", sent: []string{strings.Replace(first, "xyz789", "abc", 1), first}, printed: lf(url),
			want: []string{"ENV-05 reply.missing.some"}},
		{name: "a number that begins again, and a URL for neither", sent: []string{first, first}, printed: lf(strings.Replace(url, "abc123", "other", 1), url),
			want: []string{"SMP-06 url.changed.client_id"}},
		{name: "a reply again, written otherwise, while another client waits with this number", sent: []string{asks, other(asks)},
			printed: lf(no, strings.Replace(no, `{"src":"oauth","dest":"client"`, `{ "dest":"client","src":"oauth"`, 1)), want: []string{"ENV-05 reply.duplicate", "ENV-05 reply.missing.some"}},
		{name: "another number, while an older request of another client waits", sent: []string{other(asks), asksNext}, printed: lf(replyTo("99"), other(no)),
			want: []string{"SMP-05 in_reply_to.wrong"}},
		{name: "no number, while an older request of another client waits", sent: []string{other(asks), asksNext}, printed: lf(without, other(no)),
			want: []string{"SMP-05 in_reply_to.missing"}},
		{name: "no reply", sent: []string{asks}, want: []string{"ENV-05 reply.missing"}},
		{name: "a reply to one of two", sent: []string{asks, asksNext}, printed: lf(noNext), want: []string{"ENV-05 reply.missing.some"}},
	})
}
