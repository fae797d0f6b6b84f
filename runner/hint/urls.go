package hint

import (
	"slices"
	"strings"
)

// urls makes one cause of what one mistake did to several parameters.
func urls(e *evidence) {
	hardCoded(e)
	if e.has("url.moved.state") && e.has("url.changed.state", "SMP-07") {
		e.renameAll("url.own-state", "url.moved.state", "url.changed.state", "url.unexpected.state", "unicode.not-alike")
	}
	for _, f := range e.all {
		if rest, ok := strings.CutPrefix(f.Cause, "url."); ok {
			rule, _, _ := strings.Cut(rest, ".")
			f.Cause = "url." + rule
		}
	}
	stale := e.has("url.unmoved") || e.has("url.changed", "SMP-12", "URL-16") && !e.has("url.changed", "SMP-07") ||
		e.has("url.scope-extra", "SMP-12", "URL-16") && !e.has("url.scope*", "SMP-07")
	if stale {
		e.renameAll("url.stale", "url.unmoved", "url.moved", "url.changed", "url.scope-missing", "url.scopes-differ", "url.scope-extra",
			"unicode.not-alike")
	}
	for _, list := range []string{"url.scope-comma", "url.scope-plus-encoded", "url.scope-repeated", "url.scope-list", "url.scope-separator", "url.encoded-twice"} {
		if e.has(list, "SMP-09", "SMP-07") {
			e.renameAll(list, "url.scopes-differ", "url.scope-missing", "url.scope-extra")
			break
		}
	}
	if e.has("url.scope-list") {
		e.rename("url.stringified", "url.scope-list", "URL-11") // of no scopes
	}
	for _, f := range e.all {
		if (f.Cause == "url.missing" || f.Cause == "url.scope-missing") && noValue(f.Expected) && !e.has(f.Cause, "SMP-01") {
			f.Cause = "url.zero"
		}
	}
	if e.has("url.missing", "SMP-01") {
		e.rename("url.unexpected", "url.missing", "SMP-01") // under another name
	}
	if e.has("url.separator") {
		e.renameAll("url.separator", "url.semicolon", "url.illegal-character") // the very separator
	}
	if e.has("url.illegal-character", "SMP-01") {
		e.rename("url.unexpected", "url.illegal-character") // all that stands where no value does
	}
}

// noValue says whether what is expected of a parameter is a text that many
// languages take for no value.
func noValue(expected string) bool {
	_, value, _ := strings.Cut(expected, "=")
	return slices.Contains([]string{"0", "true", "false", "null"}, value) || strings.HasPrefix(value, "0+")
}

// hardCoded finds a node whose URL does not follow the request: a parameter
// that is wrong in the first URL and the same in the next. Three of them make
// the whole URL hard-coded.
func hardCoded(e *evidence) {
	fixed := 0
	for _, name := range []string{"client_id", "redirect_uri", "scope", "state"} {
		if e.has("url.unmoved."+name) && (e.has("url.*."+name, "SMP-07") || e.has("url.scope*", "SMP-07") && name == "scope") {
			e.rename("url.*."+name, "url.fixed-value")
			fixed++
		}
	}
	if fixed >= 3 {
		e.renameAll("url.hard-coded", "url.*", "unicode.not-alike")
	}
}

// encoders finds which encoder left some characters raw: it leaves values
// without the others as they are, and writes a blank as %20.
func encoders(e *evidence) {
	for _, encoder := range []string{"url.encode-uri", "url.path-escaped", "url.escape"} {
		if e.has(encoder) {
			e.renameAll(encoder, "url.not-encoded", "url.plus-as-blank", "url.encode-uri", "url.path-escaped", "url.not-form-encoded",
				"url.percent-20", "url.fragment")
			return
		}
	}
	if e.has("url.not-encoded") {
		e.renameAll("url.not-encoded", "url.plus-as-blank", "url.illegal-character", "url.semicolon", "url.bad-percent", "url.not-form-encoded")
		if e.has("url.not-encoded", "SMP-01") {
			e.rename("url.percent-20", "url.not-encoded")
		}
		if !e.has("url.fragment", "SMP-07") {
			e.rename("url.fragment", "url.not-encoded") // of a value
		}
	}
}

// letters finds a request that was read wrongly, so that its letters are
// damaged wherever they come back.
func letters(e *evidence) {
	if e.has("url.charset", "TRN-10") && !e.has("url.latin-1") && !e.has("url.escape") && !e.has("url.charset", "TRN-13") && !e.has("unicode.not-alike") {
		e.renameAll("read.pieces", "url.charset") // only where a character is cut
	}
	for _, cause := range []string{"url.latin-1", "url.escape"} {
		if e.has(cause) {
			e.rename("url.charset", cause)
		}
	}
	for _, cause := range []string{"url.charset", "url.json-escaped", "url.latin-1", "url.escape"} {
		if e.has(cause) {
			e.rename("unicode.not-alike", cause)
		}
	}
	if e.has("url.json-escaped", "URL-20") && !e.has("url.changed", "SMP-07") {
		e.rename("url.changed", "url.json-escaped")
	}
}
