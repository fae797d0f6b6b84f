package mutant

import (
	"bufio"
	"bytes"
	"errors"
	"time"
)

// inputs are the nodes that take the wrong thing for a line, or too long.
func inputs() []Mutant {
	return []Mutant{
		{Name: "read-is-message", ID: "TRN-10", Profile: "transport",
			Summary:  "It takes whatever one read returns for whole lines.",
			Stimulus: []string{enveloped(chk("t", "read"))[:30], enveloped(chk("t", "read"))[30:]},
			run:      readIsMessage},
		{Name: "late-read-is-message", ID: "TRN-10", Profile: "transport",
			Summary:  "It starts slowly, as some languages do, and takes whatever one read returns for whole lines.",
			Stimulus: []string{enveloped(chk("t", "read"))[:30], enveloped(chk("t", "read"))[30:]},
			run: func(s *session) error {
				time.Sleep(150 * time.Millisecond)
				return readIsMessage(s)
			}},
		{Name: "four-kib-reads", ID: "TRN-12", Profile: "transport",
			Summary:  "It reads 4096 bytes of a line and takes the rest for another.",
			Stimulus: padded(5000),
			hear:     func(t *turn) { t.dropped = len(t.line) > 4096 }},
		{Name: "scanner-limit", ID: "TRN-22", Profile: "transport",
			Summary:  "It ends on a line of 64 KiB or more, the limit of Go's bufio.Scanner.",
			Stimulus: padded(1 << 16),
			run:      scannerLimit},
		{Name: "splits-at-unicode-lines", ID: "TRN-14", Profile: "transport",
			Summary:  "It takes U+2028 and its like for line ends, as Python's splitlines does.",
			Stimulus: state("a\u2028b"),
			hear:     func(t *turn) { t.dropped = bytes.ContainsAny(t.line, "\u2028\u2029\u0085") }},
		{Name: "tail-dropped", ID: "TRN-09", Profile: "transport",
			Summary:  "It ignores the last line when no line feed ends it.",
			Stimulus: []string{enveloped(chk("t", "read")), `{"src":"client","dest":"oauth","body":` + chk("t", "read") + "}"},
			hear:     func(t *turn) { t.dropped = !bytes.HasSuffix(t.line, []byte("\n")) }},
		{Name: "crash-on-blank-line", ID: "TRN-15", Profile: "transport",
			Summary:  "It crashes on a blank line, since that is not JSON.",
			Stimulus: append([]string{"\r\n"}, bodies(chk("t", "read"))...),
			hear: func(t *turn) {
				if len(bytes.TrimSpace(t.line)) == 0 {
					t.crash("JSONDecodeError: Expecting value: line 1 column 1 (char 0)")
				}
			}},
		{Name: "bom-not-tolerated", ID: "TRN-17", Profile: "transport",
			Summary:  "It ignores a line that begins with a byte order mark.",
			Stimulus: []string{"\uFEFF" + enveloped(chk("t", "read"))},
			hear:     func(t *turn) { t.dropped = bytes.HasPrefix(t.line, []byte("\uFEFF")) }},
		{Name: "six-second-exchange", ID: "SMP-10", Profile: "core",
			Summary: "It needs six seconds for an exchange_code.",
			say:     issued(func(t *turn) { t.sleep(6 * time.Second) })},
		{Name: "slows-down", ID: "TRN-18", Profile: "transport",
			Summary: "It needs longer for each request than for the one before, as if it searched a list that grows.",
			say:     func(t *turn) { t.sleep(min(time.Duration(t.count*t.count)*time.Microsecond, 50*time.Millisecond)) }},
	}
}

// padded is a request on a line of this many bytes, the line feed not counted.
func padded(size int) []string {
	head, tail := `{"pad":"`, `",`+enveloped(chk("t", "read"))[1:]
	return []string{head + long(size-len(head)-len(tail)+1) + tail}
}

func readIsMessage(s *session) error {
	chunk := make([]byte, 1<<16)
	for {
		n, err := s.in.Read(chunk)
		for _, piece := range split(chunk[:n]) {
			if end := s.answer(piece); end != nil {
				return end
			}
		}
		if err != nil {
			return nil
		}
	}
}

func scannerLimit(s *session) error {
	in := bufio.NewScanner(s.in)
	for in.Scan() {
		if end := s.answer(append(in.Bytes(), '\n')); end != nil {
			return end
		}
	}
	if errors.Is(in.Err(), bufio.ErrTooLong) {
		return Exit{Status: 1, Text: in.Err().Error()}
	}
	return in.Err()
}
