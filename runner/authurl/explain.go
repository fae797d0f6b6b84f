package authurl

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// explanation is one known way to spoil a value.
type explanation struct {
	rule  string
	why   string
	holds func(p Parameter, want string) bool
}

// explanations stand in the order in which they are tried: the first that
// holds is the most telling.
var explanations = []explanation{
	{RuleStringified, "that is the text of a value that is not there, or of a value in quotes", stringified},
	{RulePlus, "a + within a value has to be written %2B, since a raw + is a blank", func(p Parameter, want string) bool {
		return p.Value == strings.ReplaceAll(want, "+", " ")
	}},
	{RuleTwice, "it was encoded more than once", func(p Parameter, want string) bool {
		return decode(p.Value) == want || unescape(p.Value) == want
	}},
	{RuleEscape, "JavaScript's escape() writes no UTF-8: use encodeURIComponent or URLSearchParams", escaped},
	{RuleLatin1, "it was encoded in ISO 8859-1, as JavaScript's escape() does too: encode its UTF-8 bytes", latin1},
	{RuleJSONEscaped, "the JSON escapes of the request have to be undone before encoding", jsonEscaped},
	{RuleDecodedFirst, "the value was decoded before it was encoded: it is the client's text, to be encoded as it is", func(p Parameter, want string) bool {
		return p.Value == decode(want) || p.Value == unescape(want)
	}},
	{RuleCharset, "letters beyond ASCII were read or written in another charset than UTF-8", otherCharset},
	{RuleRewritten, "it is compared as text, not as a URL", func(p Parameter, want string) bool {
		return p.Name == "redirect_uri" && rewritten(p.Value) == rewritten(want)
	}},
	{RuleCase, "upper and lower case count", func(p Parameter, want string) bool {
		return strings.EqualFold(p.Value, want)
	}},
	{RuleNumber, "it is text, even where it looks like a number", func(p Parameter, want string) bool {
		return sameNumber(p.Value, want)
	}},
	{RuleTrimmed, "blanks at its ends belong to it", func(p Parameter, want string) bool {
		return strings.TrimSpace(want) == p.Value
	}},
	{RuleTruncated, "only its beginning is there", func(p Parameter, want string) bool {
		return p.Value != "" && strings.HasPrefix(want, p.Value)
	}},
}

// explain words the likely cause of a wrong value, at worst its own fault or
// the first byte that differs.
func explain(p piece, e expected) Difference {
	for _, x := range explanations {
		if x.holds(p.Parameter, e.value) {
			return differ(x.rule, p, e, x.why)
		}
	}
	if p.fault != nil {
		d := *p.fault
		d.Parameter, d.Want = e.name, e.value
		return d
	}
	n := agree(p.Value, e.value)
	at := p.valueAt() + offset(p.RawValue, n)
	d := differ(RuleChanged, p, e, fmt.Sprintf("they differ from byte %d of the URL on", at))
	d.At = at
	return d
}

// differ words a difference between a value and what is expected.
func differ(rule string, p piece, e expected, why string) Difference {
	return Difference{
		Rule: rule, Parameter: e.name, At: p.At, Want: e.value, Got: p.Value,
		Message: fmt.Sprintf("%s is %s, not %s: %s", e.name, quote(p.Value), quote(e.value), why),
	}
}

// nothing tells whether s is how a language prints a value that is not there.
func nothing(s string) bool {
	switch s {
	case "None", "undefined", "null", "nil", "<nil>", "NaN", "[]", "{}", "()", "[object Object]":
		return true
	}
	return false
}

// stringified recognises the text of nothing, and the quotes of a literal.
func stringified(p Parameter, want string) bool {
	if nothing(p.Value) {
		return true
	}
	s := strings.TrimPrefix(p.Value, "b") // Python's bytes
	last := len(s) - 1
	return last > 0 && s[0] == s[last] && (s[0] == '"' || s[0] == '\'') && s[1:last] == want
}

// escaped undoes JavaScript's escape, where it left a trace: %uXXXX, or a
// Latin-1 byte beside the "+", "/" or "@" that it leaves raw.
func escaped(p Parameter, want string) bool {
	if !strings.Contains(p.RawValue, "%u") && !strings.ContainsAny(p.RawValue, "+/@") {
		return false
	}
	var units []uint16
	for raw := p.RawValue; raw != ""; {
		if len(raw) >= 6 && raw[:2] == "%u" {
			n, err := strconv.ParseUint(raw[2:6], 16, 16)
			if err != nil {
				return false
			}
			units, raw = append(units, uint16(n)), raw[6:]
			continue
		}
		c, ok := hex(raw)
		if ok {
			raw = raw[3:]
		} else {
			c, raw = raw[0], raw[1:]
		}
		units = append(units, uint16(c))
	}
	return sameUTF16(units, want) && want != p.Value
}

// latin1 recognises a value whose bytes are its characters in ISO 8859-1.
func latin1(p Parameter, want string) bool {
	if utf8.ValidString(p.Value) {
		return false
	}
	var b strings.Builder
	for _, r := range want {
		if r > 0xff {
			return false
		}
		b.WriteByte(byte(r))
	}
	return b.String() == p.Value
}

// jsonEscaped recognises a value taken from the request line as it stood there.
func jsonEscaped(p Parameter, want string) bool {
	if strings.IndexByte(p.Value, '\\') < 0 {
		return false
	}
	var s string
	return json.Unmarshal([]byte(`"`+p.Value+`"`), &s) == nil && s == want
}

// otherCharset recognises a value whose ASCII part alone survived.
func otherCharset(p Parameter, want string) bool {
	ascii := func(r rune) rune {
		if r > unicode.MaxASCII || r == '?' {
			return -1
		}
		return r
	}
	if strings.IndexFunc(want, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return false
	}
	return strings.Map(ascii, p.Value) == strings.Map(ascii, want)
}

// sameNumber tells whether two texts are read as one number.
func sameNumber(a, b string) bool {
	const longest = 64 // more digits than any number type has
	if len(a) > longest || len(b) > longest {
		return false
	}
	if n, err := strconv.ParseInt(b, 0, 64); err == nil && strconv.FormatInt(n, 10) == a {
		return true
	}
	x, err := strconv.ParseFloat(a, 64)
	if err != nil {
		return false
	}
	y, err := strconv.ParseFloat(b, 64)
	return err == nil && x == y
}

// sameUTF16 tells whether units are want in UTF-16.
func sameUTF16(units []uint16, want string) bool {
	return string(utf16.Decode(units)) == want
}

// rewritten is a redirect_uri as a library may write it that takes it for a URL:
// host in lower case, no default port, a path without detours. Other text is nothing.
func rewritten(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return uri
	}
	u.Host = strings.TrimSuffix(strings.ToLower(u.Host), ":443")
	return strings.TrimSuffix(u.JoinPath("/").String(), "/")
}
