package authurl

import (
	"fmt"
	neturl "net/url"
	"strings"
)

// separators finds wanted parameters that stand after something else than "&".
// All of them are one difference, placed at the first.
func separators(url string, start int, wanted []expected, s sheet, gaps []gap) ([]gap, Difference) {
	var seams []gap
	var names []string
	places := s.byName()
	gaps = append(gaps[:len(gaps):len(gaps)], s.sound(wanted)...)
	for _, e := range wanted {
		if len(places[e.name]) > 0 || e.value == "" {
			continue
		}
		at := start
		for range maxPlaces {
			i := strings.Index(url[at:], e.name+"=")
			if i < 0 {
				break
			}
			at += i
			seam := seamBefore(url, start, at)
			if seam.from < at && free(gap{seam.from, at + 1}, gaps) && !s.within(at) && follows(url[at+len(e.name)+1:], e) {
				seams, names = append(seams, seam), append(names, e.name)
				break
			}
			at++
		}
	}
	if len(seams) == 0 {
		return nil, Difference{}
	}
	seam := arrangeGaps(seams)[0]
	text := url[seam.from:seam.to]
	return seams, Difference{
		Rule: RuleSeparator, At: seam.from, Want: "&", Got: text,
		Message: fmt.Sprintf("%s stands before %s at byte %d, where a plain \"&\" alone parts two parameters", call(text), listed(names), seam.from),
	}
}

// seamBefore gives what stands between two parameters, if it is one of the
// usual mistakes: an escape of HTML or JSON, another mark, or a blank.
func seamBefore(url string, start, at int) gap {
	for _, seam := range []string{"&amp;", `\u0026`, "%26", ";", "?", ",", "|", "\n", "\t", " "} {
		from := at - len(seam)
		if from >= start && url[from:at] == seam {
			return gap{from, at}
		}
	}
	return gap{at, at}
}

// sound gives where the values stand that are right: nothing is wrong within.
func (s sheet) sound(wanted []expected) []gap {
	var spans []gap
	for _, e := range wanted {
		for _, p := range s.pieces {
			if p.Name == e.name && p.fault == nil && e.right(p.Value) {
				spans = append(spans, gap{p.valueAt(), p.valueAt() + len(p.RawValue)})
			}
		}
	}
	return spans
}

// within tells whether at lies inside the fragment.
func (s sheet) within(at int) bool {
	return s.fragment >= 0 && at > s.fragment
}

// follows tells whether text starts with the value of e, encoded or not.
func follows(text string, e expected) bool {
	return strings.HasPrefix(text, e.value) || strings.HasPrefix(text, neturl.QueryEscape(e.value))
}
