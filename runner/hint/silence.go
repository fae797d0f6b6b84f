package hint

import (
	"slices"
	"strings"

	"flowcheck/runner/check"
)

// provoked names what a scenario provokes that others do not: a missing reply
// there, and only there, has this cause.
var provoked = map[string]string{
	"ENV-06": "reply.deduplicated",
	"ENV-07": "in_reply_to.zero", "ENV-08": "in_reply_to.large", "ENV-09": "msg_id.absent", "ENV-10": "reply.deduplicated",
	"ENV-11": "json.extra-members", "ENV-12": "json.order", "ENV-13": "message.not-mine", "ENV-14": "json.whitespace",
	"TRN-04": "pipelining.lost", "TRN-05": "pipelining.lost", "TRN-06": "pipelining.lost", "TRN-11": "pipelining.lost",
	"TRN-07": "eof.unanswered", "TRN-08": "exit.status", "TRN-09": "line.last", "TRN-10": "line.pieces",
	"TRN-12": "line.long", "TRN-22": "line.long", "TRN-13": "unicode.not-alike", "TRN-14": "line.separators",
	"TRN-15": "line.blank", "TRN-17": "line.bom", "URL-10": "request.unusual", "URL-11": "request.unusual", "URL-12": "request.unusual",
	"URL-13": "request.unusual", "URL-14": "state.long",
}

// silence tells why a reply is missing.
func silence(e *evidence) {
	general := e.has("reply.missing*", basic...) || e.has("process.*", basic...)
	usual := map[string]bool{} // causes that show in any conversation
	for _, f := range e.all {
		usual[f.Cause] = usual[f.Cause] || slices.Contains(basic, f.ID)
	}
	refused := e.has("reply.refused", "SMP-02")
	letters := e.has("process.*", "TRN-13") && e.has("process.*", "TRN-10") && e.has("process.*", "ENV-02")
	tail := e.has("eof.unanswered", "TRN-07")
	firstWords(e)
	for _, f := range e.all {
		cause, special := provoked[f.ID]
		switch {
		case f.Cause == "reply.refused" && refused:
			if requestType(f.Sent) == "exchange_code" && !e.has("reply.refused", "SMP-01") {
				f.Cause = "reply.refused.exchange_code"
			}
		case f.Cause == "reply.refused" && !special && strings.HasPrefix(f.ID, "URL-"):
			f.Cause = "reply.refused.url"
		case f.Cause == "eof.unanswered" && tail: // whatever stands at the end is lost
		case slices.Contains(pipelined, f.ID) && crashed(f) && !misread(f): // its last words say more than how many requests came
		case special && !general && !usual[f.Cause] && isLoss(f):
			f.Cause = cause
		}
	}
	if letters && !general {
		// One that dies of letters beyond ASCII dies of them everywhere.
		e.renameAll("unicode.crash", "unicode.not-alike", "line.pieces", "line.separators", "line.bom")
		for _, f := range e.all {
			if matches("process.*", f.Cause) && !ascii(f.Sent) {
				f.Cause = "unicode.crash"
			}
		}
	}
	endings(e)
	for _, cause := range []string{"reply.unusable", "stdout.broken-json"} {
		if e.has(cause, basic...) {
			e.renameAll(cause, "stdout.banner", "stdout.not-json")
		}
	}
	for _, cause := range []string{"reply.unrecognised", "reply.early"} {
		if e.has(cause) {
			e.rename(unsolicited, cause)
		}
	}
	oneType(e)
	longLines(e)
}

// unsolicited is the cause of a message that answers nothing.
const unsolicited = "reply.unsolicited"

// firstWords tells a node that ends over whatever comes first from one that has
// to remember something, and one that speaks to the wrong stream.
func firstWords(e *evidence) {
	first, fresh := e.has("process.exited", "SMP-01"), e.has("process.exited", "SMP-02")
	switch {
	case first && fresh:
		e.rename("process.exited", "process.crashed")
	case fresh && !e.has("process.*", "SMP-03"):
		for _, f := range e.all {
			if f.Cause == "process.exited" && requestType(f.Sent) == "exchange_code" {
				f.Cause = "process.exited.exchange_code"
			}
		}
	}
	for _, f := range e.all {
		if _, stderr, ok := strings.Cut(f.Got, "\nstderr:\n"); ok && f.Cause == "reply.missing" && strings.Contains(stderr, `"in_reply_to"`) {
			f.Cause = "reply.on-stderr"
		}
	}
}

// endings tells a node that crashes over some requests from one that ends as if
// its work were done.
func endings(e *evidence) {
	for _, f := range e.all {
		if f.Cause == "process.exited.later" && !strings.Contains(f.Message, "(exit status 0)") {
			f.Cause = "process.exited"
		}
	}
	for _, cause := range []string{"process.exited.later", "process.exited"} {
		if e.has(cause) {
			e.rename("stdout.closed", cause) // its end was seen a little later
			e.rename("eof.unanswered", cause, "TRN-07", "TRN-08", "TRN-09")
			break
		}
	}
}

// crashed says whether a node ended as after an error.
func crashed(f *check.Finding) bool {
	return matches("process.exited*", f.Cause) && strings.Contains(f.Message, "(exit status ") && !strings.Contains(f.Message, "(exit status 0)")
}

// misread says whether a node that ended took a right line, or several, for bad JSON:
// so say JavaScript and Python, Perl, Ruby and Go, in this order.
func misread(f *check.Finding) bool {
	_, stderr, _ := strings.Cut(f.Got, "\nstderr:\n")
	for _, words := range []string{"SyntaxError: ", "JSONDecodeError: ", "garbage after JSON", "JSON::ParserError", "after top-level value"} {
		if strings.Contains(stderr, words) {
			return true
		}
	}
	return false
}

// isLoss says whether a finding is about a reply that did not come, or refuses.
func isLoss(f *check.Finding) bool {
	return matches("reply.missing*", f.Cause) || matches("process.*", f.Cause) ||
		slices.Contains([]string{"reply.unusable", "reply.unrecognised", "reply.early", "eof.unanswered", "reply.refused"}, f.Cause)
}

// oneType tells a node that never answers one type of request from one that
// answers only the first message.
func oneType(e *evidence) {
	types := map[string]bool{}
	for _, f := range e.all {
		if matches("reply.missing*", f.Cause) && !f.Mild {
			types[requestType(f.Sent)] = true
		}
	}
	if len(types) != 1 || types[""] || types["generate_auth_url"] && e.has("reply.missing.later") {
		return
	}
	fresh := map[string]string{"generate_auth_url": "SMP-01", "exchange_code": "SMP-02"}
	for name := range types {
		if name == "check_scope" || e.has("reply.missing", fresh[name]) {
			e.rename("reply.missing*", "reply.missing."+name)
		}
	}
}

func requestType(sent string) string {
	for _, t := range []string{"generate_auth_url", "exchange_code", "check_scope"} {
		if strings.Contains(sent, `"`+t+`"`) {
			return t
		}
	}
	return ""
}

// longLines tells what of a long line the node could not bear: a long line is
// made by a member that no node knows, and a long state makes one too.
func longLines(e *evidence) {
	switch {
	case e.has("json.extra-members") && e.has("line.long"):
		e.rename("line.long", "json.extra-members")
	case e.has("line.long"):
		e.rename("state.long", "line.long")
	}
}

// pipelined are the requirements that send several requests at once.
var pipelined = []string{"TRN-04", "TRN-05", "TRN-06", "TRN-11"}

// pipelining tells what goes wrong when requests come at once: replies get
// lost, take each other's values, or mix their bytes.
func pipelining(e *evidence) {
	const junk = "stdout.*"
	if e.has("reply.after-eof", pipelined...) && !e.has("reply.after-eof", basic...) {
		e.rename("reply.after-eof", "pipelining.lost") // one request alone is answered at once
	}
	garbled := e.has("stdout.not-json") || e.has("stdout.cut") || e.has("stdout.broken-json") || e.has("stdout.two-objects") || e.has("stdout.pretty-printed")
	apart := !e.has(junk, "SMP-13", "TRN-15") // one request alone is answered cleanly
	switch lost := e.has("pipelining.lost", pipelined...); {
	case garbled && apart && (lost || e.has(junk, "TRN-06")) && !e.logs():
		e.renameAll("pipelining.interleaved", "stdout.banner", "stdout.not-json", "stdout.cut", "stdout.two-objects", "stdout.pretty-printed",
			"stdout.broken-json", "stdout.no-message", "stdout.blank-line", "pipelining.lost", "reply.unsolicited")
	case lost && e.has("reply.duplicate") && !e.has("reply.duplicate", "SMP-13"):
		e.renameAll("pipelining.mixed", "pipelining.lost", "reply.duplicate")
	case e.has("url.*", "TRN-05") && !e.has("url.*", "SMP-01", "SMP-07", "SMP-12", "URL-16"):
		// What the URLs themselves show is charged to their own requirements.
		for _, f := range e.all {
			if valueLost(f.Cause) {
				f.Cause = "pipelining.mixed"
			}
		}
	}
	for _, cause := range []string{"pipelining.interleaved", "pipelining.lost", "pipelining.mixed"} {
		if e.has(cause, pipelined...) {
			for _, loss := range []string{"reply.missing*", "process.exited*", "reply.unusable", "stdout.broken-json"} {
				e.rename(loss, cause, "ENV-02", "TRN-07") // which send many at once, too
			}
			// Where no reply is waited for, the next request follows at once.
			e.renameAll(cause, "msg_id.absent", "message.not-mine", "line.blank", "eof.unanswered")
			break
		}
	}
}

// logs says whether all that is no message on stdout is lines of words: a piece of
// a reply has a brace or a quotation mark in it.
func (e *evidence) logs() bool {
	words := false
	for _, f := range e.all {
		switch {
		case !matches("stdout.*", f.Cause):
		case f.Cause != "stdout.not-json" && f.Cause != "stdout.banner" || f.Got == "" || strings.ContainsAny(f.Got, "{}\""):
			return false
		default:
			words = true
		}
	}
	return words
}

// valueLost says whether a cause is that a parameter has another request's
// value.
func valueLost(cause string) bool {
	for _, rule := range []string{"changed", "swapped", "scope-missing", "scope-extra", "scopes-differ", "unexpected", "missing"} {
		if matches("url."+rule+"*", cause) {
			return true
		}
	}
	return false
}
