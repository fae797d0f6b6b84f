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
	e := gather(all)
	for _, refine := range []func(*evidence){silence, numbers, urls, grants, denials, output} {
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

func gather(all []*check.Finding) *evidence { return &evidence{all} }

// has says whether a finding has a cause that matches the pattern; with ids,
// one that is charged to one of them.
func (e *evidence) has(pattern string, ids ...string) bool {
	return slices.ContainsFunc(e.all, func(f *check.Finding) bool {
		return matches(pattern, f.Cause) && (len(ids) == 0 || slices.Contains(ids, f.ID))
	})
}

// rename gives findings with a matching cause another one.
func (e *evidence) rename(pattern, cause string) {
	for _, f := range e.all {
		if matches(pattern, f.Cause) {
			f.Cause = cause
		}
	}
}

// basic are requirements that any conversation meets; a mistake that shows
// there is a general one.
var basic = []string{"SMP-01", "SMP-02", "SMP-03", "SMP-04", "SMP-06", "SMP-07", "SMP-10", "SMP-12", "TRN-01"}

// provoked names what a scenario provokes that others do not: a missing reply
// there, and only there, has this cause.
var provoked = map[string]string{
	"ENV-07": "in_reply_to.zero", "ENV-08": "in_reply_to.large", "ENV-09": "msg_id.absent", "ENV-10": "reply.deduplicated",
	"ENV-11": "json.extra-members", "ENV-12": "json.order", "ENV-13": "message.not-mine", "ENV-14": "json.whitespace",
	"TRN-04": "pipelining.lost", "TRN-05": "pipelining.lost", "TRN-06": "pipelining.lost", "TRN-11": "pipelining.lost",
	"TRN-07": "eof.unanswered", "TRN-08": "exit.status", "TRN-09": "line.last", "TRN-10": "line.pieces",
	"TRN-12": "line.long", "TRN-22": "line.long", "TRN-13": "unicode.not-alike", "TRN-14": "line.separators",
	"TRN-15": "line.blank", "TRN-17": "line.bom", "URL-10": "value.unusual", "URL-11": "value.unusual", "URL-12": "value.unusual",
	"URL-13": "value.unusual", "URL-14": "state.long",
}

// silence tells why a reply is missing.
func silence(e *evidence) {
	lost := func(f *check.Finding) bool {
		return matches("reply.missing*", f.Cause) || matches("process.*", f.Cause) || matches("reply.unusable", f.Cause) || f.Cause == "eof.unanswered" ||
			f.Cause == "reply.refused"
	}
	general := e.has("reply.missing*", basic...) || e.has("process.*", basic...)
	for _, f := range e.all {
		if !lost(f) {
			continue
		}
		cause, special := provoked[f.ID]
		switch {
		case f.Cause == "reply.refused" && !special && strings.HasPrefix(f.ID, "URL-"):
			f.Cause = "reply.refused.url"
		case special && !general:
			f.Cause = cause
		case f.Cause == "process.exited" && general && e.has("process.exited", "SMP-01", "SMP-02"):
			f.Cause = "process.crashed"
		}
	}
	oneType(e)
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
	for name := range types {
		if name != "generate_auth_url" || e.has("reply.missing", "SMP-01") {
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
	for _, general := range []string{"in_reply_to.at-top", "in_reply_to.missing", "in_reply_to.string", "in_reply_to.type", "in_reply_to.constant", "in_reply_to.wrong"} {
		if e.has(general, "SMP-05", "SMP-01", "SMP-02") {
			e.rename("in_reply_to.*", general)
			break
		}
	}
}

// urls makes one cause of what one mistake did to several parameters.
func urls(e *evidence) {
	hardCoded(e)
	for _, f := range e.all {
		if rest, ok := strings.CutPrefix(f.Cause, "url."); ok {
			rule, _, _ := strings.Cut(rest, ".")
			f.Cause = "url." + rule
		}
	}
	if e.has("url.unmoved") || e.has("url.changed", "SMP-12", "URL-16") && !e.has("url.changed", "SMP-07") {
		for _, rule := range []string{"url.unmoved", "url.moved", "url.changed", "url.scope-missing", "url.scopes-differ", "url.scope-extra"} {
			e.rename(rule, "url.stale")
		}
	}
	// An encoder that leaves some characters raw leaves values without the
	// others as they are.
	for _, encoder := range []string{"url.encode-uri", "url.path-escaped", "url.escape"} {
		if e.has(encoder) {
			for _, rule := range []string{"url.not-encoded", "url.plus-as-blank", "url.encode-uri", "url.path-escaped", "url.not-form-encoded"} {
				e.rename(rule, encoder)
			}
			break
		}
	}
	if e.has("url.not-encoded") {
		e.rename("url.plus-as-blank", "url.not-encoded")
		e.rename("url.illegal-character", "url.not-encoded")
		e.rename("url.semicolon", "url.not-encoded")
		e.rename("url.not-form-encoded", "url.not-encoded")
	}
}

// hardCoded finds a node whose URL follows nothing.
func hardCoded(e *evidence) {
	unmoved := 0
	for _, name := range []string{"client_id", "redirect_uri", "scope", "state"} {
		if e.has("url.unmoved."+name) || e.has("url.*."+name, "SMP-07") {
			unmoved++
		}
	}
	if unmoved >= 3 && e.has("url.unmoved.*") {
		e.rename("url.*", "url.hard-coded")
		e.rename("unicode.not-alike", "url.hard-coded")
	}
}

// probes names what a scope scenario tries.
var probes = map[string]string{
	"SMP-04": "scope.always", "SCP-01": "scope.substring", "SCP-02": "scope.prefix", "SCP-03": "scope.case", "SCP-04": "scope.empty",
	"SCP-05": "scope.any-of", "SCP-06": "scope.trimmed", "SCP-07": "scope.pattern", "SCP-09": "scope.global", "SCP-10": "scope.mutated",
	"SCP-11": "scope.any-token", "SCP-12": "scope.not-a-token", "SCP-14": "scope.unicode", "SCP-15": "scope.object",
}

// grants tells why a scope was granted that should not be.
func grants(e *evidence) {
	const granted = "scope.granted.*"
	if e.has(granted, "SMP-04") {
		e.rename(granted, "scope.always")
		return
	}
	if e.has(granted, "SCP-08") {
		e.rename(granted, "scope.global")
	}
	if e.has(granted, "SCP-07") && e.has(granted, "SCP-01") && !e.has(granted, "SCP-02") {
		e.rename(granted, "scope.pattern")
	}
	if e.has(granted, "SCP-01") {
		for _, f := range e.all {
			if matches(granted, f.Cause) && slices.Contains([]string{"SCP-01", "SCP-02", "SCP-04", "SCP-06"}, f.ID) {
				f.Cause = "scope.substring"
			}
		}
	}
	if e.has(granted, "SCP-11") && e.has(granted, "SCP-12") {
		for _, f := range e.all {
			if matches(granted, f.Cause) && f.ID == "SCP-12" {
				f.Cause = "scope.any-token"
			}
		}
	}
	for _, f := range e.all {
		if cause := probes[f.ID]; cause != "" && matches(granted, f.Cause) {
			f.Cause = cause
		}
	}
}

// denials tells why a scope was denied that was granted.
func denials(e *evidence) {
	general := e.has("value.has_scope", "SMP-03", "SMP-11", "SCP-01", "SCP-02", "SCP-08")
	for _, f := range e.all {
		switch {
		case f.Cause == "value.has_scope" && general:
			f.Cause = "scope.forgotten"
		case f.Cause == "value.has_scope" && f.ID == "SCP-09" && e.has("scope.global"):
			f.Cause = "scope.global"
		case f.Cause == "value.has_scope" && f.ID == "SCP-09":
			f.Cause = "scope.second-token"
		case f.Cause == "value.has_scope" && f.ID == "SCP-10":
			f.Cause = "scope.mutated"
		case f.ID == "SCP-16" && (matches("type.*", f.Cause) || matches("reply.refused*", f.Cause)):
			f.Cause = "type.negative"
		}
	}
}

// output tells lines on stdout apart.
func output(e *evidence) {
	for _, f := range e.all {
		if matches("url.changed*", f.Cause) && f.ID == "TRN-05" && !e.has("url.changed", "SMP-12") {
			f.Cause = "pipelining.mixed"
		}
		if f.ID == "TRN-06" && matches("stdout.*", f.Cause) && !e.has("stdout.*", "SMP-13", "TRN-19") {
			f.Cause = "pipelining.interleaved"
		}
	}
	if e.has("pipelining.interleaved") {
		e.rename("stdout.not-json", "pipelining.interleaved")
		e.rename("stdout.two-objects", "pipelining.interleaved")
	}
}
