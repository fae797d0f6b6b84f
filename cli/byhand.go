package cli

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"flowcheck/runner/report"
	"flowcheck/runner/wire"
)

// pasteLimit is how many bytes one wants to paste into a shell.
const pasteLimit = 8000

// byHand shows how to send the lines of a scenario of a requirement to any node
// with a shell.
func byHand(w *bufio.Writer, id string, s report.Scenario) {
	fmt.Fprintf(w, "\nBy hand, the lines of scenario %q:\n\n", s.Name)
	sent := sentBy(s.Transcript)
	if len(sent) > pasteLimit {
		fmt.Fprintf(w, "  they are too long to paste; this writes them into a file:\n  flowcheck run --select %s --transcripts DIR\n", id)
		return
	}
	fmt.Fprintf(w, "  %s | ./mynode\n", printf(sent))
	if learned(s.Transcript) {
		fmt.Fprintln(w, "\n  (a later line holds a token that the reference issued: there, write the one that your node answers)")
	}
}

// sentBy is all that the suite wrote, byte by byte.
func sentBy(entries []wire.Entry) []byte {
	var sent []byte
	for _, e := range entries {
		if e.From == wire.Client {
			sent = append(sent, e.Line...)
		}
	}
	return sent
}

// printf is a POSIX shell command that writes exactly these bytes: a line an
// argument where a shell can hold them, else with escapes.
func printf(sent []byte) string {
	text := string(sent)
	lines, whole := strings.CutSuffix(text, "\n")
	one := strings.ReplaceAll(text, "\n", "")
	var b strings.Builder
	switch shown := report.Visible(one) == one; {
	case shown && whole:
		b.WriteString(`printf '%s\n'`)
		for line := range strings.SplitSeq(lines, "\n") {
			b.WriteString(" \\\n    " + quote(line))
		}
		return b.String()
	case shown && one == text: // one line, which does not end
		return `printf '%s' ` + quote(text)
	}
	for len(sent) > 0 {
		r, size := utf8.DecodeRune(sent)
		shown := string(sent[:size])
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r == '\n':
			b.WriteString(`\n`)
		case r == utf8.RuneError && size == 1, report.Visible(shown) != shown:
			for _, c := range sent[:size] {
				fmt.Fprintf(&b, `\0%03o`, c)
			}
		default:
			b.WriteString(shown)
		}
		sent = sent[size:]
	}
	return `printf '%b' ` + quote(b.String())
}

// quote makes one word of text for a POSIX shell.
func quote(text string) string {
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// learned tells whether something that a node made up is sent later on.
func learned(entries []wire.Entry) bool {
	var tokens [][]byte
	for _, e := range entries {
		switch e.From {
		case wire.Node:
			_, after, ok := bytes.Cut(e.Line, []byte(`"access_token":"`))
			if token, _, ended := bytes.Cut(after, []byte(`"`)); ok && ended && len(token) > 0 {
				tokens = append(tokens, token)
			}
		case wire.Client:
			for _, t := range tokens {
				if bytes.Contains(e.Line, t) {
					return true
				}
			}
		}
	}
	return false
}

// talk shows what the node wrote, and what became of it where that matters. Of
// a long conversation it shows the beginning, and the line that mattered.
func talk(w *bufio.Writer, entries []wire.Entry, mattered string) {
	const most = 6
	mattered = strings.TrimRight(mattered, "\r\n")
	shown, seen := 0, mattered == ""
	for _, e := range entries {
		said := ""
		switch {
		case e.From == wire.Node && e.Line != nil:
			said = clip(strings.TrimSuffix(string(e.Line), "\n"))
			seen = seen || e.Text() == mattered
		case e.From != wire.Client && telling(e.Event):
			said = "(" + report.Visible(e.Event) + ")"
		default:
			continue
		}
		if shown++; shown > most {
			fmt.Fprintln(w, "  ...")
			break
		}
		fmt.Fprintf(w, "  %s\n", said)
	}
	if shown == 0 {
		fmt.Fprintln(w, "  (nothing)")
	}
	if shown > most && !seen {
		fmt.Fprintf(w, "  %s\n", clip(mattered))
	}
}

// clip makes a line visible and not too long.
func clip(line string) string {
	const width = 600
	runes := []rune(report.Visible(line))
	if len(runes) > width {
		return string(runes[:width]) + "…"
	}
	return string(runes)
}

// telling leaves out the events of every conversation.
func telling(event string) bool {
	switch event {
	case "", wire.Started, wire.ClosedStdin, wire.EndOfFile, wire.OneShot, wire.Stopped, wire.EndOfScenario, "exit status 0":
		return false
	}
	_, _, _, scenario := wire.ParseScenarioEvent(event)
	_, expects := wire.ParseExpectsEvent(event)
	return !scenario && !expects
}
