package mutant

import (
	"bytes"
	"encoding/json"
	"io"
)

// framing are the nodes whose output is not one message a line.
func framing() []Mutant {
	return []Mutant{
		{Name: "no-flush", ID: "TRN-01", Profile: "transport", run: noFlush,
			Summary: "It keeps its replies in a buffer until its input ends."},
		{Name: "missing-newline", ID: "TRN-03", Profile: "transport",
			Summary: "It ends no reply with a line feed.",
			spell:   func(reply []byte) []byte { return bytes.TrimSuffix(reply, []byte("\n")) }},
		{Name: "pretty-printed", ID: "TRN-02", Profile: "transport",
			Summary: "It spreads a reply over several indented lines.",
			spell:   indent},
		{Name: "crlf-replies", ID: "TRN-21", Profile: "transport",
			Summary: "It ends its lines with a carriage return and a line feed.",
			spell:   func(reply []byte) []byte { return bytes.ReplaceAll(reply, []byte("\n"), []byte("\r\n")) }},
		{Name: "blank-line-after-reply", ID: "TRN-20", Profile: "transport",
			Summary: "It writes a blank line after each reply.",
			spell:   func(reply []byte) []byte { return append(reply, '\n') }},
		{Name: "bom-on-output", ID: "TRN-13", Profile: "transport",
			Summary: "It begins its output with a byte order mark.",
			say: func(t *turn) {
				if t.count == 0 {
					t.before = []byte("\uFEFF")
				}
			}},
		{Name: "invalid-utf8-output", ID: "TRN-13", Profile: "transport",
			Summary: "It writes text in Latin-1, which is not valid UTF-8.",
			say:     func(t *turn) { t.body["note"] = "caf#" },
			spell:   func(reply []byte) []byte { return bytes.Replace(reply, []byte("caf#"), []byte("caf\xe9"), 1) }},

		{Name: "banner", ID: "TRN-02", Profile: "transport",
			Summary: "It greets on standard output when it starts.",
			run:     func(s *session) error { return s.greet("OAuth node ready\n") }},
		{Name: "unsolicited-message", ID: "TRN-19", Profile: "transport",
			Summary: "It sends a message that nobody asked for when it starts.",
			run: func(s *session) error {
				return s.greet(`{"src":"oauth","dest":"client","body":{"type":"ready"}}` + "\n")
			}},
		{Name: "log-line-on-stdout", ID: "TRN-02", Profile: "transport",
			Summary: "It logs each request on standard output, before the reply.",
			say:     func(t *turn) { t.before = []byte("INFO handling " + t.asked("type") + "\n") }},
		{Name: "debug-print", ID: "SMP-13", Profile: "core",
			Summary: "It prints a line for debugging after each reply.",
			say:     func(t *turn) { t.after = []byte("DEBUG reply sent\n") }},
		{Name: "echoes-request", ID: "SMP-13", Profile: "core",
			Summary: "It repeats the request before it replies.",
			say:     func(t *turn) { t.before = append(bytes.TrimRight(t.line, "\r\n"), '\n') }},
		{Name: "two-replies", ID: "ENV-05", Profile: "envelope",
			Summary: "It replies twice to each request.",
			spell:   func(reply []byte) []byte { return bytes.Repeat(reply, 2) }},
	}
}

func noFlush(s *session) error {
	out := s.out
	var held bytes.Buffer
	s.out = &held
	end := s.lines()
	if _, err := held.WriteTo(out); err != nil {
		return err
	}
	return end
}

func indent(reply []byte) []byte {
	var b bytes.Buffer
	if json.Indent(&b, reply, "", "  ") != nil {
		return reply
	}
	return b.Bytes()
}

// greet writes something before the first request is read.
func (s *session) greet(text string) error {
	if _, err := io.WriteString(s.out, text); err != nil {
		return err
	}
	return s.lines()
}
