package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"flowcheck/features"
	"flowcheck/runner/report"
)

// knownFile is a list of known failures as it is written.
type knownFile struct {
	Failures []knownLine `yaml:"known-failures"`
	Flaky    []knownLine `yaml:"known-flaky,omitempty"`
}

// knownLine is one line of it, which may fill several of the file.
type knownLine struct {
	ID       string `yaml:"id"`
	Scenario string `yaml:"scenario,omitempty"`
	Kind     string `yaml:"kind,omitempty"`
	Reason   string `yaml:"reason"`
	Issue    string `yaml:"issue,omitempty"`
	Until    string `yaml:"until,omitempty"`
	line     int    // of the file
}

// UnmarshalYAML keeps the place of the line.
func (l *knownLine) UnmarshalYAML(n ast.Node) error {
	type plain knownLine
	if err := yaml.NodeToValue(n, (*plain)(l), yaml.Strict()); err != nil {
		return err
	}
	l.line = n.GetToken().Position.Line
	return nil
}

const (
	knownLimit  = 256 << 10 // bytes of a list
	knownDepth  = 2000      // brackets in it: nesting is dear to parse
	knownWidth  = 4 << 10   // bytes of a line of its text, for the same reason
	knownFaults = 10        // shown at once
)

// readKnown reads a list of known failures and refuses what it cannot obey,
// by file and line. A draft may lack reasons.
func readKnown(file string, spec features.Spec, draft bool) (report.Known, error) {
	const next = "flowcheck run --help, which shows such a list"
	text, err := readBounded(file, knownLimit)
	if err != nil {
		return report.Known{}, wrongUsage(next, "--known-failures: %v", err)
	}
	lines, err := parseKnown(text)
	if err != nil {
		return report.Known{}, wrongUsage(next, "%s:%v", file, err)
	}
	known := report.Known{File: file}
	var faults []string
	for _, k := range lines {
		fault := faultOf(k, spec)
		if fault == "" && k.Reason == "" && !draft {
			fault = fmt.Sprintf("the reason is missing: say why %s is known to fail", k.ID)
		}
		for _, before := range known.Lines {
			if fault == "" && overlap(before, k) {
				fault = fmt.Sprintf("%s stands in line %d already: remove one of them, or tell them apart by scenario or kind", k.ID, before.Line)
			}
		}
		if fault != "" && len(faults) < knownFaults {
			faults = append(faults, fmt.Sprintf("%s:%d: %s", file, k.Line, fault))
		}
		known.Lines = append(known.Lines, k)
	}
	if faults != nil {
		return known, wrongUsage("mend "+file+", or have it written with --write-known-failures", "%s", strings.Join(faults, "\n"))
	}
	return known, nil
}

// readBounded reads a small file.
func readBounded(file string, limit int64) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	if int64(len(text)) > limit {
		return nil, fmt.Errorf("read %s: it is longer than %d KiB", file, limit>>10)
	}
	return text, nil
}

// parseKnown reads the text of a list. Its errors begin with the line.
func parseKnown(text []byte) ([]report.KnownFailure, error) {
	if bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) > knownDepth {
		return nil, errors.New("1: so many brackets are no list of known failures")
	}
	n := 0
	for line := range bytes.Lines(text) {
		if n++; len(line) > knownWidth {
			return nil, fmt.Errorf("%d: the line is longer than %d KiB", n, knownWidth>>10)
		}
	}
	var f knownFile
	dec := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict())
	if err := dec.Decode(&f); err != nil && err != io.EOF {
		return nil, placed(err)
	}
	if err := dec.Decode(&knownFile{}); err != io.EOF {
		return nil, errors.New("1: it holds a second document: write one list")
	}
	var all []report.KnownFailure
	for i, l := range append(f.Failures, f.Flaky...) {
		all = append(all, report.KnownFailure{ID: l.ID, Scenario: l.Scenario, Kind: l.Kind, Reason: strings.TrimSpace(l.Reason),
			Issue: l.Issue, Until: l.Until, Flaky: i >= len(f.Failures), Line: max(l.line, 1)})
	}
	return all, nil
}

// placed is an error of the parser as "line: message", without the source.
func placed(err error) error {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil {
		return fmt.Errorf("1: %w", err)
	}
	message := at.GetMessage()
	var unknown *yaml.UnknownFieldError
	if errors.As(err, &unknown) {
		message += ": there are known-failures and known-flaky, and in them id, scenario, kind, reason, issue, until"
	}
	return fmt.Errorf("%d: %s", at.GetToken().Position.Line, cmp.Or(message, "this is no list of known failures"))
}
