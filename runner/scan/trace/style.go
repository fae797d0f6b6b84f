package trace

import (
	"fmt"
	neturl "net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// member is a member of an object, its value as JSON.
type member struct{ name, value string }

// message is a line to write.
type message struct {
	src, dest string
	body      []member
}

// style is how an encoder writes JSON and URLs.
type style struct {
	comma, colon string
	ascii        bool   // what is not is written \u00e9
	escapes      string // further characters that are escaped, each with its escape
	sorted       bool   // members by name
	bodyFirst    bool
	extra        bool // members of its own
	escape       func(string) string
}

// styles are the habits of well-known encoders.
var styles = []style{
	{comma: ",", colon: ":", escape: neturl.QueryEscape},
	{comma: ", ", colon: ": ", ascii: true, escape: neturl.QueryEscape},
	{comma: ",", colon: ":", escapes: `/\/`, ascii: true, escape: neturl.QueryEscape},
	{comma: ",", colon: ":", escapes: `&\u0026`, sorted: true, bodyFirst: true, escape: neturl.QueryEscape},
	{comma: ",", colon: ":", extra: true, escape: percent},
	{comma: ", ", colon: ":", sorted: true, escape: percent},
}

// percent writes a blank as %20, as encodeURIComponent does.
func percent(s string) string { return strings.ReplaceAll(neturl.QueryEscape(s), "+", "%20") }

// text is a string as JSON, escaped as little as may be; an encoder's style
// comes later.
func text(s string) string { return `"` + s + `"` }

func number(n int) string { return strconv.Itoa(n) }

// list is an array of strings, a blank standing for what follows a comma.
func list(texts []string) string { return `["` + strings.Join(texts, `","`) + `"]` }

// line writes a message in the style of a client, or of its node.
func (t *traffic) line(c *client, m message) {
	s := c.style
	if s.extra {
		m.body = append(m.body, member{"trace", `{"span":[1,2.5],"parent":null}`})
	}
	envelope := []member{{"src", text(m.src)}, {"dest", text(m.dest)}, {"body", t.object(s, m.body)}}
	if s.bodyFirst {
		slices.Reverse(envelope)
	}
	if s.extra {
		envelope = append(envelope, member{"id", number(t.lines)})
	}
	t.write(t.join(s, envelope) + "\n")
}

func (t *traffic) write(line string) {
	if _, err := t.out.WriteString(line); err != nil {
		t.err = err
	}
	t.lines++
}

// object is a body with every value in the style.
func (t *traffic) object(s style, body []member) string {
	body = slices.Clone(body)
	for i := range body {
		body[i].value = s.value(body[i].value)
	}
	if s.sorted {
		slices.SortFunc(body, func(a, b member) int { return strings.Compare(a.name, b.name) })
	}
	return t.join(s, body)
}

// join writes an object whose values are written.
func (t *traffic) join(s style, all []member) string {
	if t.options.Shuffled {
		t.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	}
	var b strings.Builder
	for i, m := range all {
		if i > 0 {
			b.WriteString(s.comma)
		}
		b.WriteString(`"` + m.name + `"` + s.colon + m.value)
	}
	return "{" + b.String() + "}"
}

// value writes the characters of a value as the style does.
func (s style) value(v string) string {
	if s.escapes != "" {
		v = strings.ReplaceAll(v, s.escapes[:1], s.escapes[1:])
	}
	if !s.ascii {
		return v
	}
	var b strings.Builder
	for _, r := range v {
		if r < 0x80 {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}
