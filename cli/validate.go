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
Transcripts get the verdict of their run. What a recording cannot show, or is
cut off before it shows it, does not count as passed. The report has
pseudonyms in place of secrets, codes and tokens; equal values keep equal names.

` + aboutReports(reportFormats()) + "\n" + reportStatuses,
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
	out.flags(cmd.Flags())
	complete(cmd, "profile", profileNames)
	complete(cmd, "report", formatNames(reportFormats()))
	return cmd
}

// validate reads every file, judges them together and writes the reports.
func (s *session) validate(options runner.Options, o output, files []string) error {
	options, err := prepare(options)
	if err != nil {
		return err
	}
	var recordings []runner.Recording
	stdin := false
	for _, file := range files {
		if file == "-" && stdin {
			return wrongUsage("name - once", "stdin cannot be read twice")
		}
		stdin = stdin || file == "-"
		read, err := s.read(file)
		if err != nil {
			return err
		}
		recordings = append(recordings, read...)
	}
	out, err := o.open(s)
	if err != nil {
		return err
	}
	r, err := runner.Validate(recordings, options)
	return s.finish(out, report.Pseudonymise(r), err)
}

// read reads the recordings in one file, or on stdin.
func (s *session) read(file string) ([]runner.Recording, error) {
	var in io.Reader = s.in
	name := "stdin"
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, wrongUsage("flowcheck validate --help", "%v", err)
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, wrongUsage("flowcheck validate "+filepath.Join(file, "*.jsonl"), "%s is a folder; name its files", file)
		}
		in, name = f, file
	}
	return runner.ReadRecording(name, in) // its errors name the file
}
