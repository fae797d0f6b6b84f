package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"flowcheck/runner/check"
)

// lineLimit is the greatest length, in characters, of a line of traffic in a
// report for people. The exercise's own samples fit twice.
const lineLimit = 320

// shorten returns s cut to about limit characters around the byte at focus,
// with … where something is left out and the whole length behind it.
func shorten(s string, focus, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	runes := []rune(s)
	at := utf8.RuneCountInString(s[:min(max(focus, 0), len(s))])
	from := max(at-limit/3, 0)
	to := min(from+limit, len(runes))
	from = max(to-limit, 0)
	cut := string(runes[from:to])
	if from > 0 {
		cut = "…" + cut
	}
	if to < len(runes) {
		cut += "…"
	}
	return fmt.Sprintf("%s (%d characters in all)", cut, len(runes))
}

// focus is the byte of text at which the reader should look: the member that
// the pointer names, and behind it the place up to which the text agrees with
// what was expected.
func focus(f check.Finding, text string) int {
	at := 0
	if member := lastMember(f.Pointer); member != "" {
		if i := strings.Index(text, `"`+member+`"`); i >= 0 {
			at = i
		}
	}
	expected := strings.Trim(Visible(f.Expected), `"`)
	const enough = 8 // characters that are no coincidence
	if len(expected) < enough {
		return at
	}
	i := strings.Index(text[at:], expected[:enough])
	if i < 0 {
		return at
	}
	at += i
	for n := 0; n < len(expected) && at < len(text) && text[at] == expected[n]; n++ {
		at++
	}
	return at
}

// lastMember is the last reference token of a JSON pointer (RFC 6901 section 4).
func lastMember(pointer string) string {
	token := pointer[strings.LastIndex(pointer, "/")+1:]
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
}

// lines splits text at its line ends, makes each line visible and shortens
// it, and keeps at most most lines: the first ones and, where there is room,
// the last ones too, since a program's last words tell most.
func lines(text string, limit, most int) []string {
	all := strings.Split(strings.TrimRight(text, "\n"), "\n")
	head, tail := len(all), 0
	if len(all) > most {
		head = most - 1
		if most >= 4 {
			head = 2
		}
		tail = most - 1 - head
	}
	var out []string
	for i, line := range all {
		switch {
		case i < head || i >= len(all)-tail:
			out = append(out, shorten(Visible(line), 0, limit))
		case i == head:
			out = append(out, fmt.Sprintf("… (%s)", plural(len(all)-head-tail, "more line")))
		}
	}
	return out
}

// wrap breaks prose at blanks into at most most lines of width characters; a
// word that is longer stays whole on its line, up to lineLimit.
func wrap(text string, width, most int) []string {
	var out []string
	line, used := "", 0
	flush := func() {
		out = append(out, line)
		line, used = "", 0
	}
	for _, word := range strings.Fields(text) {
		word = shorten(Visible(word), 0, lineLimit)
		n := utf8.RuneCountInString(word)
		if used > 0 && used+1+n > width {
			if len(out) == most-1 {
				line += " …"
				break
			}
			flush()
		}
		if used > 0 {
			line += " "
			used++
		}
		line += word
		used += n
	}
	if line != "" {
		flush()
	}
	return out
}
