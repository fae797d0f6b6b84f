package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"

	"flowcheck/features"
	"flowcheck/runner/report"
)

// knownHead begins a list that is written.
const knownHead = "# What is known to fail, for flowcheck run --known-failures. Say why in each reason.\n"

// draft is a list of known failures to be written, and what its file held.
type draft struct {
	file   string
	before report.Known
}

// newDraft refuses, before anything runs, a file that cannot be written without
// a loss: what is listed in it is kept, comments cannot be.
func newDraft(file string, spec features.Spec) (*draft, error) {
	if info, err := os.Stat(filepath.Dir(file)); err != nil || !info.IsDir() {
		return nil, wrongUsage("mkdir -p "+filepath.Dir(file), "--write-known-failures: there is no folder %s", filepath.Dir(file))
	}
	if info, err := os.Stat(file); err == nil && !info.Mode().IsRegular() {
		return nil, wrongUsage("choose another file", "--write-known-failures: %s is no file", file)
	}
	text, err := readBounded(file, knownLimit)
	if errors.Is(err, fs.ErrNotExist) {
		return &draft{file: file}, nil
	} else if err != nil {
		return nil, wrongUsage("choose a file that can be written", "--write-known-failures: %v", err)
	}
	for _, t := range lexer.Tokenize(string(bytes.TrimPrefix(text, []byte(knownHead)))) {
		if t.Type == token.CommentType {
			return nil, wrongUsage("move it into a reason, or choose another file", "--write-known-failures: %s holds a comment, which would be lost:%s", file, t.Value)
		}
	}
	before, err := readKnown(file, spec, true)
	return &draft{file, before}, err
}

// write writes what failed in a run, and says what has changed in the list.
// Lines that the file had keep their words; those that pass, or fail in another
// way, go.
func (d *draft) write(r report.Report, spec features.Spec) (said []string, err error) {
	if !r.Complete {
		return nil, fmt.Errorf("write known failures: the run was cut off; %s is as it was", d.file)
	}
	held := report.Hold(r, d.before, spec, r.Started)
	list := knownFile{Failures: []knownLine{}}
	kept := 0
	for _, k := range held.Known.Lines {
		line := knownLine{ID: k.ID, Scenario: k.Scenario, Kind: k.Kind, Reason: k.Reason, Issue: k.Issue, Until: k.Until}
		switch {
		case k.Flaky:
			list.Flaky = append(list.Flaky, line)
		case k.Outcome == report.Passes || k.Outcome == report.Otherwise:
			said = append(said, fmt.Sprintf("%s: gone: %s, whose reason was %q", d.file, strings.TrimSpace(k.ID+" "+k.Kind), k.Reason))
			continue
		default:
			list.Failures = append(list.Failures, line)
		}
		kept++
	}
	added := unlisted(r, list)
	list.Failures = append(list.Failures, added...)
	text, err := yaml.MarshalWithOptions(list, yaml.IndentSequence(true))
	if err != nil {
		return nil, fmt.Errorf("write known failures: %w", err)
	}
	if err := replace(d.file, append([]byte(knownHead), text...)); err != nil {
		return nil, fmt.Errorf("write known failures: %w", err)
	}
	return append(said, fmt.Sprintf("%s: %d new, whose reasons are to be filled in, and %d kept", d.file, len(added), kept)), nil
}

// unlisted are lines for the failures that no line covers: one for each
// requirement and kind, or for each scenario where the list has others of it.
func unlisted(r report.Report, list knownFile) []knownLine {
	var added []knownLine
	for _, s := range r.Scenarios {
		for _, f := range s.Findings {
			if f.Status != string(report.Failed) {
				continue
			}
			line := knownLine{ID: f.ID, Kind: f.Cause}
			same := func(l knownLine) bool { return l.ID == line.ID && (l.Kind == "" || l.Kind == line.Kind) }
			here := func(l knownLine) bool {
				return same(l) && (l.Scenario == "" || l.Scenario == s.Name || l.Scenario == s.Key())
			}
			listed := slices.Concat(list.Failures, list.Flaky)
			if slices.ContainsFunc(listed, here) || slices.ContainsFunc(added, here) {
				continue
			}
			if slices.ContainsFunc(listed, same) {
				line.Scenario = s.Key()
			}
			added = append(added, line)
		}
	}
	place := func(l knownLine) int {
		return slices.IndexFunc(r.Requirements, func(q report.Requirement) bool { return q.ID == l.ID })
	}
	slices.SortStableFunc(added, func(a, b knownLine) int { return place(a) - place(b) })
	return added
}

// replace puts a text in the place of a file in one step.
func replace(file string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(text)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), file)
}
