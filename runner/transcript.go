package runner

import (
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"

	"flowcheck/runner/wire"
)

// What a report shows of a transcript: enough to read, not a soak of ten
// thousand lines. --transcripts writes all of it.
const (
	shownEntries = 60
	shownBytes   = 16 << 10
)

// shortened leaves out the middle of a long transcript, and of long lines, and
// says so.
func shortened(entries []wire.Entry) []wire.Entry {
	out := make([]wire.Entry, 0, min(len(entries), 2*shownEntries+1))
	for i, e := range entries {
		switch left := len(entries) - 2*shownEntries; {
		case i == shownEntries && left > 1:
			out = append(out, wire.Entry{At: e.At, From: wire.Suite, Event: fmt.Sprintf("%d entries are left out here", left)})
			continue
		case i > shownEntries && i < len(entries)-shownEntries && left > 1:
			continue
		}
		if n := len(e.Line); n > shownBytes {
			e.Line = append(append([]byte{}, e.Line[:shownBytes]...), fmt.Sprintf("… (%d bytes)", n)...)
		}
		out = append(out, e)
	}
	return out
}

// writeTranscript writes the whole transcript to a file of its own. A failure
// is a note of the report, not a verdict about the node.
func (j *job) writeTranscript(w *world) {
	if j.options.Transcripts == "" {
		return
	}
	name := filepath.Join(j.options.Transcripts, slug(strings.TrimSuffix(w.scenario.Feature, ".feature")+" "+w.scenario.Name)+".jsonl")
	f, err := os.Create(name)
	if err == nil {
		err = w.transcript.Write(f)
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}
	if err != nil {
		j.note(fmt.Sprintf("a transcript was not written: %v", err))
	}
}

// slug makes a file name of a feature and a scenario. A checksum tells those apart
// that differ only in what is replaced or cut off.
func slug(name string) string {
	clean := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_', r == '.':
			return r
		}
		return '-'
	}, name), "-")
	for strings.Contains(clean, "--") {
		clean = strings.ReplaceAll(clean, "--", "-")
	}
	if len(clean) > 100 {
		clean = clean[:100]
	}
	return fmt.Sprintf("%s-%08x", clean, crc32.ChecksumIEEE([]byte(name)))
}
