package cli

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"flowcheck/features"
	"flowcheck/runner"
	"flowcheck/runner/check"
	"flowcheck/runner/report"
)

// rerunLimit bounds a report that is read, in bytes.
const rerunLimit = 256 << 20

// readReport reads a report that a file holds, and that satisfies its schema.
func readReport(file string) (report.Report, error) {
	const next = "flowcheck run --report json=report.json, which writes one"
	text, err := readBounded(file, rerunLimit)
	if err != nil {
		return report.Report{}, wrongUsage(next, "--rerun-failed: %v", err)
	}
	if err := check.Report(text); err != nil {
		return report.Report{}, wrongUsage(next, "--rerun-failed: %s is no report: %v", file, err)
	}
	r, err := report.ReadJSON(bytes.NewReader(text))
	if err != nil {
		return r, wrongUsage(next, "--rerun-failed: %s: %v", file, err)
	}
	return r, nil
}

// rerun narrows the plan to what was not met in a report. False: all was, and
// there is nothing to run.
func (j *judging) rerun(file string) (bool, error) {
	last, err := readReport(file)
	if err != nil {
		return false, err
	}
	ids, scenarios := last.Unmet()
	if len(ids) == 0 {
		_, err := fmt.Fprintf(j.s.out, "nothing failed in %s: there is nothing to run again\n", report.Visible(file))
		return false, err
	}
	o := narrow(j.options, last, j.spec)
	if len(o.Select) > 0 && len(o.Scenarios) == 0 { // as in a report of validate
		next := "flowcheck run --select " + strings.Join(o.Select[:min(5, len(o.Select))], ",")
		return false, wrongUsage(next, "--rerun-failed: what failed in %s was not said in a scenario of this suite", file)
	}
	if len(o.Select) == 0 {
		return false, wrongUsage("run without --rerun-failed", "--rerun-failed: nothing that failed in %s is in this suite", file)
	}
	j.remarks = append(j.remarks, fmt.Sprintf("only what was not met in %s was run: %d scenarios", file, len(o.Scenarios)))
	if gone := len(scenarios) - len(o.Scenarios); gone > 0 {
		j.remarks = append(j.remarks, fmt.Sprintf("of %s, %d scenarios are not in this suite", file, gone))
	}
	if last.Tool.Suite != o.Tool.Suite {
		j.remarks = append(j.remarks, fmt.Sprintf("%s is of suite %s, this is suite %s: what has the same name may be asked otherwise", file, last.Tool.Suite, o.Tool.Suite))
	}
	if !sameCommand(last.Node.Command, o.Named) {
		j.remarks = append(j.remarks, fmt.Sprintf("%s is of another command: %q", file, last.Node.Command))
	}
	j.options = o
	return true, nil
}

// sameCommand tells whether a report is of the command that was named now; if
// none was, of a built-in node. What the report names is never run.
func sameCommand(before, named []string) bool {
	if len(named) == 0 {
		return len(before) == 2 && before[1] == "reference"
	}
	return slices.Equal(before, named)
}

// narrow makes options run what a report did not find met, with its profiles
// and, where none was asked for, its seed.
func narrow(o runner.Options, last report.Report, spec features.Spec) runner.Options {
	ids, scenarios := last.Unmet()
	o.Profiles, o.Select, o.Scenarios = nil, nil, nil
	for _, p := range last.Profiles {
		if slices.ContainsFunc(spec.Profiles, func(q features.Profile) bool { return q.Name == p.Name }) {
			o.Profiles = append(o.Profiles, p.Name)
		}
	}
	for _, id := range ids {
		if r, ok := spec.Requirement(id); ok && slices.Contains(o.Profiles, r.Profile) && !r.Excluded() {
			o.Select = append(o.Select, id)
		}
	}
	for _, s := range spec.Scenarios {
		if slices.Contains(scenarios, s.Key()) {
			o.Scenarios = append(o.Scenarios, s.Key())
		}
	}
	if o.Seed == 0 {
		o.Seed = last.Seed
	}
	return o
}
