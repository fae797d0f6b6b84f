package check_test

import (
	"slices"
	"strings"
	"testing"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

func TestWhatALineShows(t *testing.T) {
	const pretty = "{\n  \"src\": \"oauth\",\n  \"dest\": \"client\",\n  \"body\": {\"type\": \"scope_valid\", \"in_reply_to\": 7, \"has_scope\": false}\n}\n"
	deep := func(n int) string {
		return strings.Replace(no, `"has_scope"`, `"x":`+strings.Repeat("[", n)+strings.Repeat("]", n)+`,"has_scope"`, 1)
	}
	judgeAll(t, []judged{
		{name: "a right reply", sent: []string{asks}, printed: lf(no)},
		{name: "a right bare body", sent: []string{asks}, printed: lf(noBare)},
		{name: "white space around a reply", sent: []string{asks}, printed: lf(" \t" + no + " ")},
		{name: "no line feed", sent: []string{asks}, printed: []string{no}, want: []string{"TRN-03 stdout.no-line-feed"}},
		{name: "CR LF", sent: []string{asks}, printed: lf(no + "\r"), want: []string{"TRN-21 stdout.carriage-return"}},
		{name: "a blank line", sent: []string{asks}, printed: lf(no, ""), want: []string{"TRN-20 stdout.blank-line"}},
		{name: "a byte order mark", sent: []string{asks}, printed: lf("\ufeff" + no), want: []string{"TRN-13 stdout.bom"}},
		{name: "Latin-1", sent: []string{asks}, printed: lf(strings.Replace(no, `"has_scope"`, `"x":"caf`+"\xe9"+`","has_scope"`, 1)),
			want: []string{"TRN-13 stdout.not-utf8"}},
		{name: "a banner", sent: []string{asks}, printed: lf("OAuth node ready", no), want: []string{"TRN-02 stdout.banner", "TRN-19 stdout.banner"}},
		{name: "a banner and no reply", sent: []string{asks}, printed: lf("OAuth node ready"),
			want: []string{"TRN-02 stdout.banner", "TRN-19 stdout.banner", "ENV-05 reply.unusable"}},
		{name: "a Python dict", sent: []string{asks}, printed: lf("{'type': 'scope_valid', 'in_reply_to': 7, 'has_scope': False}", no),
			want: []string{"TRN-02 stdout.python-repr", "TRN-19 stdout.python-repr"}},
		{name: "two replies on one line", sent: []string{asks, asksNext}, printed: lf(no + noNext), want: []string{"TRN-03 stdout.two-objects"}},
		{name: "one reply twice on one line", sent: []string{asks}, printed: lf(no + no),
			want: []string{"TRN-03 stdout.two-objects", "ENV-05 reply.duplicate"}},
		{name: "a reply and a log line on one line", sent: []string{asks, asksNext}, printed: lf(no+" done", no, noNext),
			want: []string{"TRN-02 stdout.banner", "TRN-19 stdout.banner"}},
		{name: "a reply over several lines", sent: []string{asks}, printed: strings.SplitAfter(strings.TrimSuffix(pretty, "\n"), "\n"),
			want: []string{"TRN-02 stdout.pretty-printed", "TRN-03 stdout.no-line-feed"}},
		{name: "a reply that is cut off", sent: []string{asks}, printed: lf(no[:40]), want: []string{"TRN-02 stdout.cut", "ENV-05 stdout.cut"}},
		{name: "an array", sent: []string{asks}, printed: lf("[1]", no), want: []string{"ENV-01 stdout.no-message", "TRN-02 stdout.no-message"}},
		{name: "an object that is no message", sent: []string{asks}, printed: lf(`{"ok":true}`, no),
			want: []string{"ENV-01 stdout.no-message", "TRN-02 stdout.no-message"}},
		{name: "a body that is a string", sent: []string{asks},
			printed: lf(`{"src":"oauth","dest":"client","body":"{\"type\":\"scope_valid\",\"in_reply_to\":7,\"has_scope\":false}"}`),
			want:    []string{"ENV-01 envelope.body-string", "TRN-02 envelope.body-string", "ENV-05 envelope.body-string"}},
		{name: "an echo before the reply", sent: []string{asks}, printed: lf(asks, no), want: []string{"TRN-19 stdout.echo", "ENV-04 stdout.echo"}},
		{name: "the framing changes", sent: []string{asks, asksNext}, printed: lf(no, strings.Replace(noBare, "7", "8", 1)),
			want: []string{"TRN-02 framing.changed"}},
		{name: "a bare body where envelopes are demanded", sent: []string{asks}, printed: lf(noBare), framing: "envelope",
			want: []string{"ENV-01 framing.body"}},
		{name: "an envelope where bare bodies are demanded", sent: []string{asks}, printed: lf(no), framing: "body",
			want: []string{"TRN-02 framing.envelope"}},
		{name: "nesting that every parser reads", sent: []string{asks}, printed: lf(deep(500))},
		{name: "nesting beyond all parsers", sent: []string{asks}, printed: lf(deep(200_000), no),
			want: []string{"TRN-02 stdout.broken-json", "TRN-19 stdout.broken-json"}},
		{name: "UTF-16", sent: []string{asks}, printed: []string{wide(no + "\n")[:2*len(no)+1], "\x00"},
			want: []string{"TRN-02 stdout.utf-16", "TRN-19 stdout.utf-16", "ENV-05 stdout.utf-16"}},
		{name: "UTF-16 with its mark, big-endian", sent: []string{asks}, printed: []string{"\xfe\xff\x00" + wide(no + "\n")[:2*len(no)+1]},
			want: []string{"TRN-13 stdout.not-utf8", "TRN-02 stdout.utf-16", "TRN-19 stdout.utf-16", "ENV-05 stdout.utf-16"}},
	})
}

// wide is a text in UTF-16, the lower byte of each character first.
func wide(ascii string) string { return strings.Join(strings.Split(ascii, ""), "\x00") + "\x00" }

// All that came before is read again with each line of a message.
func TestAMessageHasNotAnyNumberOfLines(t *testing.T) {
	pretty := func(lines int) []string {
		return append(strings.SplitAfter("{\n"+strings.Repeat(" \"x\":1,\n", lines)+`"type":"ready"`+"\n", "\n"), "}\n")
	}
	judgeAll(t, []judged{
		{name: "some", printed: slices.DeleteFunc(pretty(500), func(s string) bool { return s == "" }), want: []string{"TRN-02 stdout.pretty-printed", "TRN-19 reply.unsolicited"}},
	})
	var tr wire.Transcript
	for range 20_000 {
		tr.Add(wire.Entry{From: wire.Node, Line: []byte("{\"a\":\n")})
	}
	c := check.Judge(compile(t), tr, "auto")
	compare(t, c.End(), []string{"TRN-02 stdout.banner", "TRN-19 stdout.banner", "TRN-02 stdout.cut"}) // a last one is begun
}

// Of what the suite reads no further it cannot say that it is cut off.
func TestWhatTheSuiteCutsOffIsNotTheNodes(t *testing.T) {
	var tr wire.Transcript
	tr.Add(wire.Entry{From: wire.Suite, Event: wire.Started})
	tr.Add(wire.Entry{From: wire.Client, Line: []byte(asks + "\n")})
	tr.Add(wire.Entry{From: wire.Node, Line: []byte("{\n")})
	tr.Add(wire.Entry{From: wire.Suite, Event: wire.Flood})
	compare(t, check.Judge(compile(t), tr, "").End(), []string{"ENV-05 stdout.flood"})
}
