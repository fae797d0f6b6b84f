package hint

import (
	"slices"
	"strings"

	"flowcheck/runner/check"
)

// flowHint is a usual mistake of the opt-in profiles and the signs by which it
// is known: there a scenario is about one thing, so the requirement, what
// happened and sometimes the scenario tell the mistake.
//
// A sign is "ID", "ID what" or "ID what part of the scenario's name". What
// happened is one of the words of happened, or a pattern of causes; without it,
// anything but a refusal of a right request, which is another mistake.
type flowHint struct {
	cause, text string
	signs       []string
}

// flowHints is in the order in which one should fix things; the first sign that
// fits a finding names its cause.
func flowHints() []flowHint {
	return slices.Concat(servedHints, initHints, lineHints, errorHints, clientHints, authorizeHints, tokenHints, pkceHints, refreshHints, expiryHints, stateHints)
}

// happened says in a word what a finding is about; "" for anything else.
func happened(f *check.Finding) string {
	words := []struct {
		word   string
		causes []string
	}{
		{"served", []string{"refusal.missing", granted + "*", "replay.*", "value.code"}}, // what had to be refused
		{"refused", []string{"reply.refused*"}},                                          // what had to be served
		{"denied", []string{denied}},                                                     // a scope that the token has
		{"silent", []string{"reply.missing*", "process.*", "eof.*", "reply.unusable", "reply.unrecognised", "reply.early", "refusal.silent"}},
	}
	for _, w := range words {
		if slices.ContainsFunc(w.causes, func(c string) bool { return matches(c, f.Cause) }) {
			return w.word
		}
	}
	return ""
}

// fits says whether a sign is that of a finding.
func fits(sign string, f *check.Finding) bool {
	id, rest, _ := strings.Cut(sign, " ")
	what, scenario, _ := strings.Cut(rest, " ")
	is := happened(f)
	switch {
	case id != f.ID || !strings.Contains(f.Scenario, scenario):
		return false
	case what == "":
		return is != "refused"
	}
	return what == is || strings.Contains(what, ".") && matches(what, f.Cause)
}

// flows gives findings of the opt-in profiles the cause that their signs stand
// for, unless the node fails in general.
func flows(e *evidence) {
	families(e)
	all := flowHints()
	known := map[string]bool{}
	for _, h := range all {
		for _, sign := range h.signs {
			id, _, _ := strings.Cut(sign, " ")
			known[id] = true
		}
	}
	type change struct {
		f     *check.Finding
		cause string
	}
	var changes []change
	for _, f := range e.all {
		if !known[f.ID] || specific(f.Cause) || !vague(f.Cause) || silent(f.Cause) && !hostile(f.ID) || e.elsewhere(f.Cause, known) {
			continue
		}
		if cause := causeOf(all, f); cause != "" {
			changes = append(changes, change{f, cause})
		}
	}
	for _, c := range changes { // all at once: a cause that is renamed is no evidence any more
		c.f.Cause = c.cause
	}
	followers(e)
}

// causeOf is the cause that the first fitting sign names. What was refused
// without a sign of its own is a right request of its type.
func causeOf(all []flowHint, f *check.Finding) string {
	for _, h := range all {
		if slices.ContainsFunc(h.signs, func(sign string) bool { return fits(sign, f) }) {
			return h.cause
		}
	}
	if happened(f) == "refused" {
		for _, h := range servedHints {
			if _, typ, _ := strings.Cut(h.cause, "."); strings.Contains(f.Sent, `"type":"`+typ+`"`) {
				return h.cause
			}
		}
	}
	return ""
}

// specific says whether a cause tells more than the requirement that it broke.
func specific(cause string) bool {
	return slices.Contains([]string{"feature.missing", "error.uncorrelated", "refusal.gives-away"}, cause)
}

// vague says whether a cause tells less than the requirement that it broke.
func vague(cause string) bool {
	for _, pattern := range []string{"refusal.*", "reply.refused*", "reply.missing*", "process.*", "reply.unusable", "reply.unrecognised", "reply.early", "eof.*", "value.*", "type.*",
		"scope.*", "replay.*", "entropy.*", "error.*", "url.*", "reply.unsolicited", "reply.to-reply", "reply.duplicate", "reply.late",
		"envelope.src", "stdout.flood", "in_reply_to.missing"} {
		if matches(pattern, cause) {
			return true
		}
	}
	return false
}

// silent says whether a cause is the lack of any reply.
func silent(cause string) bool {
	return matches("reply.missing*", cause) || matches("process.*", cause) || matches("eof.*", cause) || slices.Contains([]string{"reply.unusable", "reply.unrecognised", "reply.early"}, cause)
}

// hostile says whether a requirement is about input that stops a careless node.
func hostile(id string) bool {
	for _, prefix := range []string{"ROB-", "ERR-", "INI-", "STA-", "URL-21", "REF-10", "REF-11"} {
		if strings.HasPrefix(id, prefix) {
			return true
		}
	}
	return false
}

// elsewhere says whether a cause also shows in a requirement of the default
// profiles: then it is a general mistake.
func (e *evidence) elsewhere(cause string, optIn map[string]bool) bool {
	return slices.ContainsFunc(e.all, func(f *check.Finding) bool { return f.Cause == cause && !optIn[f.ID] })
}

// flowCatalogue is the catalogue of the opt-in profiles.
func flowCatalogue() []Hint {
	out := []Hint{
		{"feature.missing", "Implement the message that the profile rests on, named below, or do not ask for this profile."},
		{"error.uncorrelated", "Put in_reply_to into errors too: the msg_id of the request that is refused."},
	}
	for _, h := range flowHints() {
		out = append(out, Hint{h.cause, h.text})
	}
	return out
}
