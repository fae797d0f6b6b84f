package authurl

import (
	"fmt"
	neturl "net/url"
	"sort"
	"strings"
)

// maxPlaces bounds at how many places a parameter is looked for.
const maxPlaces = 8

// misreadings explains what makes url fall into the wrong pieces: values that
// stand in it raw, and parameters parted by something else than "&". It gives
// the stretches that are explained, so that the rest can be read without them.
func misreadings(url string, want Want, first sheet) (found []Difference, gaps []gap) {
	start := len(url) - len(first.query)
	if first.query == "" {
		return nil, nil
	}
	wanted := want.list()
	// A long value may hold a shorter one, never the other way round.
	sort.SliceStable(wanted, func(i, j int) bool { return len(wanted[i].value) > len(wanted[j].value) })
	for _, e := range wanted {
		if e.value == "" || first.carries(e) {
			continue
		}
		if d, g, ok := leftRaw(url, start, e, gaps); ok {
			found, gaps = append(found, d), append(gaps, g)
		}
	}
	rest := read(url, arrangeGaps(gaps))
	seams, d := separators(url, start, want.list(), rest, gaps)
	if len(seams) > 0 {
		found, gaps = append(found, d), append(gaps, seams...)
	}
	return found, arrangeGaps(gaps)
}

// carries tells whether the sheet has e once, right and without a fault.
func (s sheet) carries(e expected) bool {
	times := 0
	for _, p := range s.pieces {
		if p.Name == e.name {
			times++
			if p.fault != nil || !e.right(p.Value) {
				return false
			}
		}
	}
	return times == 1
}

// arrangeGaps sorts gaps by their place.
func arrangeGaps(gaps []gap) []gap {
	sort.Slice(gaps, func(i, j int) bool { return gaps[i].from < gaps[j].from })
	return gaps
}

// free tells whether g shares no byte with gaps.
func free(g gap, gaps []gap) bool {
	for _, other := range gaps {
		if g.from < other.to && other.from < g.to {
			return false
		}
	}
	return true
}

// leftRaw looks for e with its value raw where that harms.
func leftRaw(url string, start int, e expected, gaps []gap) (Difference, gap, bool) {
	prefix := e.name + "="
	at := start
	for range maxPlaces {
		if at > start || !strings.HasPrefix(url[at:], prefix) {
			i := strings.Index(url[at:], "&"+prefix)
			if i < 0 {
				break
			}
			at += i + 1
		}
		text := url[at+len(prefix):]
		n, harm := overlay(text, e.value)
		if g := (gap{at, at + len(prefix) + n}); harm != "" && free(g, gaps) {
			return raw(e, at, text[:n], harm), g, true
		}
		at += len(prefix)
	}
	return Difference{}, gap{}, false
}

// overlay reads text as value of which any byte may stand raw. It gives the
// length of text that is the value, and the raw characters that do harm: ""
// where text is something else, or is encoded as it has to be.
func overlay(text, value string) (n int, harm string) {
	if strings.HasPrefix(text, value) && ends(text[len(value):]) {
		return len(value), harmful(value)
	}
	var left strings.Builder
	i := 0
	for k := range len(value) {
		if i == len(text) {
			return 0, ""
		}
		if c, ok := hex(text[i:]); ok && c == value[k] {
			i += 3
			continue
		}
		if text[i] == value[k] {
			left.WriteByte(value[k])
		} else if text[i] != '+' || value[k] != ' ' {
			return 0, ""
		}
		i++
	}
	if !ends(text[i:]) {
		return 0, ""
	}
	harm = harmful(left.String())
	if _, at := fault(text[:i]); harm == "%" && at < 0 {
		return 0, "" // a "%" that was left alone: explain knows better why
	}
	return i, harm
}

// ends tells whether a value may end before rest.
func ends(rest string) bool {
	return rest == "" || rest[0] == '&' || rest[0] == '#'
}

// harmful gives each character of s once that may not stand raw in a value.
func harmful(s string) string {
	var b strings.Builder
	seen := map[rune]bool{}
	for _, r := range s {
		// Beyond ASCII nothing is legal; of what is legal, these have another meaning.
		if r < 0x80 && legal(byte(r)) && !strings.ContainsRune("&;+", r) || seen[r] {
			continue
		}
		seen[r] = true
		b.WriteRune(r)
	}
	return b.String()
}

// raw words a value that stands in the URL as text, where harm is raw.
func raw(e expected, at int, text, harm string) Difference {
	d := Difference{Rule: RuleNotEncoded, Parameter: e.name, At: at, Want: e.value, Got: text}
	switch {
	case harm == "+":
		d.Rule = RulePlus
		d.Got = decode(text)
		d.Message = fmt.Sprintf("%s stands as %s, and a raw + is a blank: within a value write %%2B", e.name, quote(text))
		return d
	case text == e.value:
		d.Message = "%s stands in the URL as %s, not encoded"
	case text == encodeURI(e.value):
		d.Rule = RuleEncodeURI
		d.Message = "%s stands as %s, the work of JavaScript's encodeURI: use encodeURIComponent or URLSearchParams"
	case text == neturl.PathEscape(e.value):
		d.Rule = RulePathEscaped
		d.Message = "%s stands as %s, the work of Go's url.PathEscape: use url.QueryEscape"
	default:
		d.Message = "%s stands as %s, only partly encoded"
	}
	d.Message = fmt.Sprintf(d.Message, e.name, quote(text)) + "; " + write(harm)
	return d
}

// write tells how the harmful characters are written.
func write(harm string) string {
	const most = 6
	var raw, encoded []string
	for _, r := range harm {
		if len(raw) == most {
			raw, encoded = append(raw, "others"), append(encoded, "so on")
			break
		}
		raw, encoded = append(raw, call(string(r))), append(encoded, formAll(string(r)))
	}
	return listed(raw) + " must not stand raw in a value: write " + listed(encoded)
}

// encodeURI is JavaScript's function of that name (ECMA-262 section 19.2.6.4).
func encodeURI(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; plain(c) || strings.IndexByte(";/?:@&=+$,#", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
