package cli

import (
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"flowcheck/runner"
	"flowcheck/runner/report"
)

// validateCommand judges recorded traffic.
func (s *session) validateCommand() *cobra.Command {
	var options runner.Options
	var out output
	cmd := &cobra.Command{
		Use:   "validate [flags] FILE...",
		Short: "Judge recorded traffic",
		Long: `Judges transcripts, as "flowcheck run --transcripts DIR" writes them, and plain
files with one envelope a line, by the same checks as a run. "-" is stdin.
What a recording cannot show does not count as passed. The report has
pseudonyms in place of secrets, codes and tokens; equal values keep equal names.

` + aboutReports() + "\n" + reportStatuses,
		Example: `  flowcheck validate transcripts/*.jsonl
  flowcheck validate --profile core --report json=out.json traffic.jsonl
  ./recorder | flowcheck validate -`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return wrongUsage("flowcheck validate traffic.jsonl", "no file was named")
			}
			if err := exclude(cmd, "verbose", "quiet"); err != nil {
				return err
			}
			return out.check()
		},
		RunE: s.begin(func(cmd *cobra.Command, args []string) error { return s.validate(options, out, args) }),
	}
	cmd.Flags().StringSliceVar(&options.Profiles, "profile", nil, "profiles to judge, `NAME,...` or all (default: the default profiles)")
	cmd.Flags().BoolVar(&options.Strict, "strict", false, "a SHOULD that is not met fails")
	out.flags(cmd)
	complete(cmd, "profile", profileNames)
	complete(cmd, "report", formatNames)
	return cmd
}

// validate judges every file and writes the reports.
func (s *session) validate(options runner.Options, o output, files []string) error {
	options, err := prepare(options)
	if err != nil {
		return err
	}
	var inputs []runner.Input
	stdin := false
	for _, file := range files {
		if file == "-" && stdin {
			return wrongUsage("name - once", "stdin cannot be read twice")
		}
		stdin = stdin || file == "-"
		in, err := s.input(file)
		if err != nil {
			return err
		}
		inputs = append(inputs, in)
	}
	out, err := o.open(s)
	if err != nil {
		return err
	}
	r, err := runner.ValidateStream(inputs, options)
	return s.finish(out, report.Pseudonymise(r), err)
}

// input is recorded traffic in one file, or on stdin. A file is opened when its
// turn comes, and not before all of them are known to be there.
func (s *session) input(file string) (runner.Input, error) {
	if file == "-" {
		return runner.Input{Name: "stdin", Open: func() (io.ReadCloser, error) { return io.NopCloser(s.in), nil }}, nil
	}
	info, err := os.Stat(file)
	if err != nil {
		return runner.Input{}, wrongUsage("flowcheck validate --help", "%v", err)
	}
	if info.IsDir() {
		return runner.Input{}, wrongUsage("flowcheck validate "+filepath.Join(file, "*.jsonl"), "%s is a folder; name its files", file)
	}
	return runner.Input{Name: file, Open: func() (io.ReadCloser, error) { return os.Open(file) }}, nil
}
