package mutant

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf16"
)

// encodings are the nodes that encode a value of the URL wrongly.
func encodings() []Mutant {
	return []Mutant{
		{Name: "percent-twenty", ID: "SMP-01", Profile: "core",
			Summary: "It writes a blank as %20, not as a plus sign.",
			say:     allWritten(func(v string) string { return strings.ReplaceAll(url.QueryEscape(v), "+", "%20") })},
		{Name: "redirect-uri-not-encoded", ID: "SMP-08", Profile: "core",
			Summary: "It pastes the redirect_uri into the URL as it is.",
			say:     written("redirect_uri", raw)},
		{Name: "encode-uri", ID: "SMP-08", Profile: "core",
			Summary: "It encodes values with JavaScript's encodeURI, which leaves & and = as they are.",
			say:     allWritten(encodeURI)},
		{Name: "encoded-twice", ID: "SMP-08", Profile: "core",
			Summary: "It encodes the redirect_uri twice.",
			say:     changed("redirect_uri", url.QueryEscape)},
		{Name: "decodes-redirect-first", ID: "URL-07", Profile: "url",
			Summary:  "It decodes a redirect_uri that has a percent sign before it encodes it.",
			Stimulus: redirect("https://a/?u=https%3A%2F%2Fx"),
			say:      changed("redirect_uri", decodedFirst)},
		{Name: "fragment-left-raw", ID: "URL-18", Profile: "url",
			Summary:  "It leaves the # of a redirect_uri as it is, so the rest of the URL becomes a fragment.",
			Stimulus: redirect("https://a/cb#f"),
			say:      written("redirect_uri", leaving("#"))},
		{Name: "state-not-encoded", ID: "URL-03", Profile: "url",
			Summary:  "It pastes the state into the URL as it is.",
			Stimulus: state("a&b=c"),
			say:      written("state", raw)},
		{Name: "client-id-not-encoded", ID: "URL-05", Profile: "url",
			Summary:  "It pastes the client_id into the URL as it is.",
			Stimulus: bodies(gen("a b&c=d", "https://a/b", `["read"]`, `"s"`)),
			say:      written("client_id", raw)},
		{Name: "scopes-not-encoded", ID: "URL-06", Profile: "url",
			Summary:  "It joins the scopes with plus signs and encodes none, so a plus in a scope separates.",
			Stimulus: bodies(gen("abc123", "https://a/b", `["a+b"]`, `"s"`)),
			say:      written("scope", replaced(" ", "+"))},
		{Name: "quotes-left-raw", ID: "URL-08", Profile: "url",
			Summary:  "It leaves quotes, braces and brackets as they are, which no URL may hold.",
			Stimulus: state(`{\"a\"}`),
			say:      allWritten(leaving("\"<>[]{}|\\^`"))},
		{Name: "slash-left-raw", ID: "URL-23", Profile: "url",
			Summary: "It leaves slashes as they are, as Python's quote does by default.",
			say:     allWritten(leaving("/"))},
		{Name: "lower-case-hex", ID: "URL-19", Profile: "url",
			Summary: "It writes %2f in place of %2F.",
			say:     finished(func(u string) string { return hex.ReplaceAllStringFunc(u, strings.ToLower) })},
	}
}

// characters are the nodes that take a character for another.
func characters() []Mutant {
	return []Mutant{
		{Name: "percent-u-escape", ID: "URL-04", Profile: "url",
			Summary:  "It encodes text beyond ASCII with JavaScript's escape: %u20AC for the euro.",
			Stimulus: state("é€😀"),
			say:      allWritten(percentU)},
		{Name: "escapes-not-decoded", ID: "URL-20", Profile: "url",
			Summary:  "It takes the text between the quotes as it stands, with JSON's backslashes.",
			Stimulus: redirect(`https:\/\/app.com\/cb`),
			hear: func(t *turn) {
				t.line = bytes.ReplaceAll(t.line, []byte(`\/`), []byte(`\\/`))
				t.line = bytes.ReplaceAll(t.line, []byte(`\u0026`), []byte(`\\u0026`))
			}},
		{Name: "latin-1-locale", ID: "TRN-13", Profile: "transport",
			Summary:  "It reads its input as Latin-1, so é becomes Ã©.",
			Stimulus: state("é"),
			hear:     func(t *turn) { t.reread(mojibake) },
			say:      addressed},
		{Name: "question-marks", ID: "TRN-13", Profile: "transport",
			Summary:  "Its locale knows ASCII only, so it reads a question mark for each byte beyond.",
			Stimulus: state("é"),
			hear:     func(t *turn) { t.reread(questionMarks) },
			say:      addressed},
	}
}

var hex = regexp.MustCompile(`%[0-9A-F]{2}`)

// decodedFirst undoes an encoding that the client wanted.
func decodedFirst(s string) string {
	if decoded, err := url.QueryUnescape(s); err == nil && strings.Contains(s, "%") {
		return decoded
	}
	return s
}

// encodeURI is JavaScript's function of that name.
func encodeURI(value string) string {
	plus := strings.ReplaceAll(url.QueryEscape(value), "+", "%20")
	return unescaping(";/?:@&=+$,#!'()*").Replace(plus)
}

// percentU form encodes ASCII and writes the rest as UTF-16 in %uXXXX.
func percentU(value string) string {
	var b strings.Builder
	for _, c := range value {
		if c < 0x80 {
			b.WriteString(url.QueryEscape(string(c)))
			continue
		}
		for _, unit := range utf16.Encode([]rune{c}) {
			fmt.Fprintf(&b, "%%u%04X", unit)
		}
	}
	return b.String()
}

// reread makes the node hear a line in which each byte beyond ASCII was read
// as something else. The order mark at the beginning is none of them.
func (t *turn) reread(as func(b byte) string) {
	mark := []byte("\uFEFF")
	line, marked := bytes.CutPrefix(t.line, mark)
	var b bytes.Buffer
	if marked {
		b.Write(mark)
	}
	for _, c := range line {
		if c < 0x80 {
			b.WriteByte(c)
			continue
		}
		b.WriteString(as(c))
	}
	t.line = b.Bytes()
}

// addressed repairs the addresses of a reply to a line that was reread.
func addressed(t *turn) { t.envelope["src"], t.envelope["dest"] = t.dest, t.src }

func mojibake(b byte) string { return string(rune(b)) }

func questionMarks(byte) string { return "?" }
