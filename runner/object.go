package runner

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"unicode/utf16"
)

// member is a member of a JSON object whose order matters.
type member struct {
	name  string
	value any // string, json.Number, bool, nil, []any, map[string]any or object
}

// object is a JSON object in its order.
type object []member

// set puts a value in its place, or at the end.
func (o object) set(name string, value any) object {
	for i := range o {
		if o[i].name == name {
			o[i].value = value
			return o
		}
	}
	return append(o, member{name, value})
}

func (o object) without(name string) object {
	for i := range o {
		if o[i].name == name {
			return append(o[:i:i], o[i+1:]...)
		}
	}
	return o
}

// style is how a value is written: with white space between the tokens, with
// every character escaped that may be.
type style struct {
	blank  string
	escape bool
}

// write appends a JSON text in the style.
func (s style) write(b *bytes.Buffer, v any) {
	switch v := v.(type) {
	case object:
		b.WriteString("{" + s.blank)
		for i, m := range v {
			if i > 0 {
				b.WriteString("," + s.blank)
			}
			s.write(b, m.name)
			b.WriteString(s.blank + ":" + s.blank)
			s.write(b, m.value)
			b.WriteString(s.blank)
		}
		b.WriteString("}")
	case map[string]any:
		var o object
		for name, value := range v {
			o = append(o, member{name, value})
		}
		sort.Slice(o, func(i, j int) bool { return o[i].name < o[j].name })
		s.write(b, o)
	case []any:
		b.WriteString("[" + s.blank)
		for i, e := range v {
			if i > 0 {
				b.WriteString("," + s.blank)
			}
			s.write(b, e)
		}
		b.WriteString(s.blank + "]")
	case string:
		s.writeString(b, v)
	case nil:
		b.WriteString("null")
	default:
		fmt.Fprint(b, v)
	}
}

// separators are sent raw, as RFC 8259 section 7 allows: Go always escapes them.
var separators = strings.NewReplacer(`\\`, `\\`, `\u2028`, "\u2028", `\u2029`, "\u2029")

func (s style) writeString(b *bytes.Buffer, text string) {
	switch {
	case s.escape:
	case plainText(text):
		b.WriteByte('"')
		b.WriteString(text)
		b.WriteByte('"')
		return
	default:
		var quoted bytes.Buffer
		enc := json.NewEncoder(&quoted)
		enc.SetEscapeHTML(false)
		_ = enc.Encode(text) // a string into memory cannot fail
		b.WriteString(separators.Replace(strings.TrimSuffix(quoted.String(), "\n")))
		return
	}
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '/':
			b.WriteString(`\/`)
		case strings.ContainsRune(alphanumeric+"_", r):
			b.WriteRune(r)
		default:
			for _, u := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(b, `\u%04x`, u)
			}
		}
	}
	b.WriteByte('"')
}

// plainText says whether a string is written as it stands: nearly all are.
func plainText(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}
