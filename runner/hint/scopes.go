package hint

import (
	"slices"
	"strings"

	"flowcheck/runner/check"
)

// probes names what a scope scenario tries.
var probes = map[string]string{
	"SMP-04": "scope.always", "SCP-01": "scope.substring", "SCP-02": "scope.prefix", "SCP-03": "scope.case", "SCP-04": "scope.empty",
	"SCP-05": "scope.any-of", "SCP-06": "scope.trimmed", "SCP-07": "scope.pattern", "SCP-09": "scope.global", "SCP-10": "scope.mutated",
	"SCP-11": "scope.any-token", "SCP-12": "scope.not-a-token", "SCP-14": "scope.unicode", "SCP-15": "scope.object",
}

// granted begins the causes of a scope that was granted and should not be.
const granted = "scope.granted."

// grants tells why a scope was granted that should not be.
func grants(e *evidence) {
	if e.has(granted + "SMP-04") {
		e.rename(granted+"*", "scope.always")
		return
	}
	if e.has(granted+"*", "SCP-07") && e.has(granted+"*", "SCP-01") && !e.has(granted+"*", "SCP-02") {
		e.rename(granted+"*", "scope.pattern")
	}
	if e.has(granted+"*", "SCP-01") {
		e.rename(granted+"*", "scope.substring", "SCP-01", "SCP-02", "SCP-04", "SCP-06")
	}
	if e.has(granted+"*", "SCP-11") {
		e.rename(granted+"*", "scope.any-token", "SCP-12")
	}
	if e.has("process.exited*", "SCP-11") && !slices.ContainsFunc(e.all, func(f *check.Finding) bool {
		return matches("process.exited*", f.Cause) && !strings.Contains(f.Sent, `"token":"constructor"`)
	}) {
		e.rename("process.exited*", "scope.object") // no other unknown token ends it
	}
	latest(e)
	unexplained := granted + "SCP-08" // which a line in passing shows, whatever was probed
	explained := map[string]string{}
	for _, f := range e.all {
		if cause := probes[f.ID]; cause != "" && matches(granted+"*", f.Cause) && f.Cause != unexplained {
			f.Cause = cause
		}
		if f.Cause != unexplained && matches("scope.*", f.Cause) {
			explained[f.Sent] = f.Cause
		}
	}
	for _, f := range e.all {
		if cause := explained[f.Sent]; cause != "" && f.Cause == unexplained {
			f.Cause = cause
		}
	}
}

// anotherRequest and textScope begin the names of scenarios of SCP-08, each about
// one mistake: what is wrong there, and right elsewhere, has its cause.
const (
	anotherRequest = "Other scopes are asked for"
	textScope      = "A scope is text: "
)

// latest tells scopes of another request of the client, and scopes that are taken
// for more than text, from those that are not kept at all.
func latest(e *evidence) {
	wrong := func(f *check.Finding) bool { return matches(granted+"*", f.Cause) || f.Cause == denied }
	within := func(f *check.Finding, name string) bool { return strings.HasPrefix(f.Scenario, name) }
	if slices.ContainsFunc(e.all, func(f *check.Finding) bool {
		return wrong(f) && !within(f, anotherRequest) && !within(f, textScope)
	}) {
		return // it fails in general
	}
	for _, f := range e.all {
		switch {
		case !wrong(f):
		case within(f, anotherRequest):
			f.Cause = "scope.of-another-request"
		default:
			f.Cause = "scope.text"
		}
	}
}

// denied is the cause of a scope that was denied and should not be.
const denied = "value.has_scope"

// denials tells why a scope was denied that was granted.
func denials(e *evidence) {
	switch {
	case e.has(denied, "SCP-08") && e.has("scope.any-token", "SCP-11") && !e.has(denied, "SMP-03"):
		e.renameAll("scope.fixed", denied, "scope.*")
	case e.has(denied, "SMP-03", "SMP-11"):
		e.rename(denied, "scope.forgotten")
	case e.has(denied, "SCP-08"):
		e.rename(denied, "scope.one-kept") // write is the last of two
	case e.has(denied, "SCP-01", "SCP-02"):
		e.rename(denied, "scope.forgotten")
	}
	for _, f := range e.all {
		switch {
		case f.Cause == denied && f.ID == "SCP-09" && e.has("scope.global"):
			f.Cause = "scope.global"
		case f.Cause == denied && f.ID == "SCP-09":
			f.Cause = "scope.second-token"
		case f.Cause == denied && f.ID == "SCP-03":
			f.Cause = "scope.case" // a scope with capitals, and no other is denied
		case f.Cause == denied && f.ID == "SCP-10":
			f.Cause = "scope.mutated"
		case f.ID != "SCP-16" || requestType(f.Sent) != "check_scope" || !matches("type.*", f.Cause) && !matches("reply.refused*", f.Cause):
		case e.has("type.wrong", basic...):
			f.Cause = "type.wrong" // of a yes, too
		case !e.has(f.Cause, basic...):
			f.Cause = "type.negative"
		}
	}
}
