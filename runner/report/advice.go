package report

import (
	"strings"
	"unicode/utf8"
)

// advice parts a hint into what to change and, where it ends in a parenthesis,
// how: the idioms of some languages, or an example.
func advice(hint string) (what string, how []string) {
	text, ok := strings.CutSuffix(hint, ").")
	if !ok {
		return hint, nil
	}
	depth := 1
	for i := len(text) - 1; i > 0; i-- {
		switch text[i] {
		case ')':
			depth++
		case '(':
			depth--
		}
		if depth == 0 {
			return strings.TrimSpace(text[:i]) + ".", strings.Split(text[i+1:], "; ")
		}
	}
	return hint, nil
}

// pack puts items on at most most lines of width characters, and breaks none:
// they are code.
func pack(items []string, width, most int) []string {
	var out []string
	for i, item := range items {
		item = shorten(Visible(item), 0, lineLimit)
		if i < len(items)-1 {
			item += ";"
		}
		last := len(out) - 1
		switch {
		case last >= 0 && utf8.RuneCountInString(out[last])+1+utf8.RuneCountInString(item) <= width:
			out[last] += " " + item
		case len(out) == most:
			out[last] += " …"
			return out
		default:
			out = append(out, item)
		}
	}
	return out
}
