package hint

import (
	"slices"
	"strings"

	"flowcheck/runner/check"
)

// Diagnose refines the causes of all findings of a run and gives each its hint.
// One mistake shows in many scenarios and under many IDs; after Diagnose it has
// one cause.
func Diagnose(all []*check.Finding) {
	e := &evidence{all}
	for _, refine := range []func(*evidence){
		silence, pipelining, twice, blind, stray, numbers, strangers, addresses, urls, encoders, letters, grants, denials, output, flows,
	} {
		refine(e)
	}
	for _, f := range all {
		f.Hint = For(f.Cause)
	}
}

// evidence is what a run found, looked at as a whole.
type evidence struct {
	all []*check.Finding
}

// has says whether a finding has a cause that matches the pattern; with ids,
// one that is charged to one of them.
func (e *evidence) has(pattern string, ids ...string) bool {
	return slices.ContainsFunc(e.all, func(f *check.Finding) bool {
		return matches(pattern, f.Cause) && (len(ids) == 0 || slices.Contains(ids, f.ID))
	})
}

// rename gives findings with a matching cause another one; with ids, only
// those that are charged to one of them.
func (e *evidence) rename(pattern, cause string, ids ...string) {
	for _, f := range e.all {
		if matches(pattern, f.Cause) && (len(ids) == 0 || slices.Contains(ids, f.ID)) {
			f.Cause = cause
		}
	}
}

// renameAll is rename for several patterns.
func (e *evidence) renameAll(cause string, patterns ...string) {
	for _, pattern := range patterns {
		e.rename(pattern, cause)
	}
}

// basic are requirements that any conversation meets; a mistake that shows
// there is a general one.
var basic = []string{"SMP-01", "SMP-02", "SMP-03", "SMP-04", "SMP-06", "SMP-07", "SMP-10", "SMP-12", "TRN-01"}

// numbers looks at in_reply_to over the whole run.
func numbers(e *evidence) {
	got, want := map[string]bool{}, map[string]bool{}
	for _, f := range e.all {
		if f.Cause == "in_reply_to.wrong" && f.Difference != "" {
			g, w, _ := strings.Cut(f.Difference, " instead of ")
			got[g], want[w] = true, true
		}
	}
	if len(got) == 1 && len(want) > 1 {
		e.rename("in_reply_to.wrong", "in_reply_to.constant")
	}
	zero := func(f *check.Finding) bool { return strings.HasPrefix(f.Scenario, "An error for msg_id 0") }
	if !slices.ContainsFunc(e.all, func(f *check.Finding) bool { return f.Cause == "error.uncorrelated" && !zero(f) }) {
		e.rename("error.uncorrelated", "in_reply_to.zero") // errors for other requests have it
	}
	for _, general := range []string{"in_reply_to.constant", "in_reply_to.at-top", "in_reply_to.missing", "in_reply_to.string", "in_reply_to.type", "in_reply_to.wrong"} {
		if e.has(general, "SMP-05", "SMP-01", "SMP-02") {
			e.renameAll(general, "in_reply_to.zero", "in_reply_to.large")
			break
		}
	}
}

// twice finds a node that prints each reply in both framings: what is left over
// is taken for the reply to the next request.
func twice(e *evidence) {
	if !e.has("framing.changed") || !e.has("reply.duplicate", "SMP-13") {
		return
	}
	e.renameAll("reply.twice-framed", "framing.changed", "reply.duplicate", "in_reply_to.missing", "envelope.dest")
	if !e.has("url.*", "SMP-07") {
		e.rename("url.changed*", "reply.twice-framed")
	}
}

// blind finds a node that prints one and the same message whatever it is asked,
// and then its reply, which is taken for the reply to the next request.
func blind(e *evidence) {
	if !e.has("reply.duplicate", "SMP-13") {
		return
	}
	asked := map[string]map[string]bool{} // types of the requests, by the line that answered them
	for _, f := range e.all {
		if t := requestType(f.Sent); t != "" && strings.HasPrefix(f.Got, "{") && f.Cause != "reply.duplicate" {
			if asked[f.Got] == nil {
				asked[f.Got] = map[string]bool{}
			}
			asked[f.Got][t] = true
		}
	}
	for _, types := range asked {
		if len(types) > 1 {
			e.renameAll("reply.blind", "reply.duplicate", "in_reply_to.*", "type.*", "envelope.*", "url.*", "value.*", "unicode.not-alike")
			return
		}
	}
}

// stray finds a node that answers what is no request, a blank line or one that it
// cannot read, with an error for no request: it is taken for the reply to the request
// that waits, and fits it in nothing.
func stray(e *evidence) {
	cause := ""
	for _, c := range [][2]string{{"line.blank", "TRN-15"}, {"line.bom", "TRN-17"}} {
		if cause == "" && e.has(c[0], c[1]) {
			cause = c[0]
		}
	}
	unfit := []string{"in_reply_to.wrong", "in_reply_to.missing", "in_reply_to.type", "envelope.src", "envelope.dest", unsolicited}
	general := slices.ContainsFunc(e.all, func(f *check.Finding) bool {
		return slices.Contains(unfit, f.Cause) && !strings.Contains(strings.ReplaceAll(f.Got, " ", ""), `"type":"error"`)
	})
	if cause == "" || general {
		return
	}
	if !e.has("reply.duplicate", "SMP-13") && slices.ContainsFunc(unfit, func(c string) bool { return e.has(c) }) {
		unfit = append(unfit, "reply.duplicate") // the right reply, behind it
	}
	e.renameAll(cause, unfit...)
}

// strangers tells a message that nobody asked for from a wrong reply: where one
// arrives while a request waits, it is taken for its reply.
func strangers(e *evidence) {
	if !e.has("reply.unsolicited", "SMP-13") {
		return
	}
	e.rename("framing.changed", "reply.unsolicited")
	if !e.has("in_reply_to.missing", "SMP-01", "SMP-02") {
		e.rename("in_reply_to.missing", "reply.unsolicited")
	}
	if !e.has("reply.duplicate", "SMP-13") {
		e.rename("reply.duplicate", "reply.unsolicited")
	}
	if !e.has("url.*", "SMP-07") {
		e.rename("url.changed*", "reply.unsolicited", "ENV-09", "SMP-06")
	}
}

// addresses looks at src and dest over the whole run.
func addresses(e *evidence) {
	if e.has("envelope.incomplete") {
		e.renameAll("envelope.incomplete", "envelope.src", "envelope.dest")
	}
	onlyDamaged := true
	for _, f := range e.all {
		if matches("envelope.dest", f.Cause) || matches("envelope.src", f.Cause) {
			onlyDamaged = onlyDamaged && !ascii(f.Expected)
		}
	}
	switch {
	case onlyDamaged:
		// The name is copied, and its letters are damaged on the way.
		cause := "url.charset"
		if e.has("stdout.not-utf8") {
			cause = "stdout.not-utf8"
		}
		e.renameAll(cause, "envelope.dest", "envelope.src")
	case e.has("envelope.dest") && !e.has("reply.duplicate", "SMP-13"):
		// A reply that goes to the first client looks like a second one to it.
		e.rename("reply.duplicate", "envelope.dest")
		e.rename("reply.missing*", "envelope.dest", "ENV-06", "ENV-10")
		e.rename("reply.deduplicated", "envelope.dest", "ENV-06", "ENV-10")
	}
	if e.has("reply.deduplicated", "ENV-10") {
		e.rename("process.exited*", "reply.deduplicated", "ENV-02") // two clients, there too
		e.rename("reply.missing*", "reply.deduplicated", "ENV-02")
	}
	if e.has("reply.deduplicated") && !e.has("reply.duplicate", "SMP-13") {
		e.rename("reply.duplicate", "reply.deduplicated")
	}
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}

// output tells lines on stdout apart.
func output(e *evidence) {
	if e.has("stdout.not-json") {
		e.rename("stdout.banner", "stdout.not-json")
	}
	for _, cause := range []string{"stdout.python-repr", "stdout.no-message", "stdout.json-string", "stdout.broken-json"} {
		if e.has(cause, "SMP-13") && !e.has(cause, basic...) {
			e.rename(cause, "stdout.not-json") // the replies are there besides
		}
	}
	if !e.has("stdout.flood", basic...) {
		// Only many requests make it too much: it is what stands on stdout for each.
		for _, cause := range []string{"stdout.pretty-printed", "stdout.echo", "stdout.not-json", "reply.duplicate"} {
			if e.has(cause, "SMP-13") {
				e.rename("stdout.flood", cause)
			}
		}
	}
	if e.has("stdout.echo", "SMP-13") {
		e.rename("stdout.bom", "stdout.echo") // of the request
	}
}
