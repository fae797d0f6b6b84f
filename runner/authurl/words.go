package authurl

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// quote gives s in quotes for a message, cut when it is long.
func quote(s string) string {
	const most = 80
	if len(s) <= most {
		return strconv.Quote(s)
	}
	end := most
	for end > most-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return fmt.Sprintf("%s... (%d bytes)", strconv.Quote(s[:end]), len(s))
}

// title names a parameter: quoted where its name is unusual.
func title(name string) string {
	if name == "" || len(name) > 40 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") != "" {
		return quote(name)
	}
	return name
}

// call names a character in a message.
func call(s string) string {
	if s == " " {
		return "blank"
	}
	return quote(s)
}

// firstRune gives the first character of s, or its first byte where s is not UTF-8.
func firstRune(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// formAll is escapeAll in the writing of the exercise's sample, where a blank is +.
func formAll(s string) string { return strings.ReplaceAll(escapeAll(s), "%20", "+") }

// escapeAll percent-encodes every byte of s.
func escapeAll(s string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, "%%%02X", s[i])
	}
	return b.String()
}

// listed joins words as a sentence does.
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
