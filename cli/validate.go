package cli

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"flowcheck/runner"
	"flowcheck/runner/report"
	"flowcheck/runner/source"
)

// validateFlags are what `flowcheck validate` was asked for.
type validateFlags struct {
	options runner.Options
	output  output
	most    int // findings to list
	follow  bool
}

// validateCommand judges recorded traffic.
func (s *session) validateCommand() *cobra.Command {
	var f validateFlags
	cmd := &cobra.Command{
		Use:   "validate [flags] [FILE...|-]",
		Short: "Judge recorded traffic",
		Long: `Judges transcripts, as "flowcheck run --transcripts DIR" and "flowcheck record"
write them, and plain files with one envelope a line, by the same checks as a
run. They may be compressed with gzip or Zstandard. "-" is stdin, and so is no
file at all behind a pipe. Transcripts of a run get the verdict of that run. What
a recording cannot show does not count as passed. What is cut off, or has a line
that is damaged, is judged as far as it goes, and does not pass.

--follow reads on while FILE grows and prints each finding in a line as it comes,
but with --quiet; the report follows when it is interrupted (Ctrl-C), or FILE is
cut or replaced.

The report has pseudonyms in place of secrets, codes and tokens; equal values
keep equal names.

` + aboutReports(reportFormats()) + "\n" + reportStatuses,
		Example: `  flowcheck validate transcripts/*.jsonl
  flowcheck validate --profile core --report json=out.json traffic.jsonl.zst
  flowcheck validate --follow flowcheck-*.jsonl
  ./recorder | flowcheck validate -`,
		Args: func(cmd *cobra.Command, args []string) error { return f.check(s, cmd, args) },
		RunE: s.begin(func(cmd *cobra.Command, args []string) error { return s.validate(cmd.Context(), f, args) }),
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&f.options.Profiles, "profile", nil, "profiles to judge, `NAME,...` or all (default: the default profiles)")
	flags.BoolVar(&f.options.Strict, "strict", false, "a SHOULD that is not met fails")
	flags.BoolVar(&f.follow, "follow", false, "read on while the file grows, until interrupted")
	flags.IntVar(&f.most, "max-findings", 200, "list at most `N` findings, of one conversation 200; 0 for no other bound")
	f.output.flags(flags)
	complete(cmd, "profile", profileNames)
	complete(cmd, "report", formatNames(reportFormats()))
	return cmd
}

// check refuses what can be refused without reading anything.
func (f *validateFlags) check(s *session, cmd *cobra.Command, files []string) error {
	_, person := terminal(s.in)
	stdin := 0
	for _, file := range files {
		if file == "-" {
			stdin++
		}
	}
	switch {
	case len(files) == 0 && person:
		return wrongUsage("flowcheck validate traffic.jsonl", "no file was named")
	case stdin > 1:
		return wrongUsage("name - once", "stdin cannot be read twice")
	case f.follow && len(files) > 1:
		return wrongUsage("flowcheck validate --follow "+files[0], "--follow reads one file, %d are named", len(files))
	case f.most < 0:
		return wrongUsage("flowcheck validate --help", "--max-findings %d lists nothing", f.most)
	}
	if err := exclude(cmd, "verbose", "quiet"); err != nil {
		return err
	}
	return f.output.check()
}

// validate reads every file, judges them together and writes the reports.
func (s *session) validate(ctx context.Context, f validateFlags, files []string) error {
	collectLess(32, 200) // and no less than that: what is in use is bounded, and garbage is with it
	options, err := prepare(f.options)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		files = []string{"-"}
	}
	out, err := f.output.open(s)
	if err != nil {
		return err
	}
	var recordings []runner.Recording
	for _, file := range files {
		rec, err := s.recording(ctx, file, f.follow)
		if err != nil {
			out.discard(true)
			return err
		}
		recordings = append(recordings, rec)
	}
	if f.follow {
		lines := &findings{screen: out.screen(), most: f.most, quiet: f.output.quiet}
		options.Found = lines.tell
	}
	r, err := runner.Validate(recordings, options)
	if out.onlyForPeople() {
		r = report.Brief(r)
	}
	return s.finish(out, report.Limit(report.Pseudonymise(r), f.most), err)
}

// recording is what is named; it is opened when its turn comes, but that it is
// there is known before any is read.
func (s *session) recording(ctx context.Context, file string, follow bool) (runner.Recording, error) {
	open := func() (io.ReadCloser, error) {
		return source.Open(ctx, file, source.Options{Stdin: s.in, Follow: follow})
	}
	if file == "-" {
		return runner.Recording{Name: "stdin", Open: open}, nil
	}
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return runner.Recording{}, wrongUsage("flowcheck validate --help", "%v", err)
	case info.IsDir():
		return runner.Recording{}, wrongUsage("flowcheck validate "+filepath.Join(file, "*.jsonl"), "%s is a folder; name its files", file)
	}
	return runner.Recording{Name: file, Open: open}, nil
}
