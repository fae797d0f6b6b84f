package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"flowcheck/runner"
	"flowcheck/runner/report"
)

// runCommand judges a program.
func (s *session) runCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run [flags] [-- COMMAND [ARG...]]",
		Short: "Judge a program",
		Long: `Runs COMMAND once for each scenario, talks to it over stdin and stdout, and
reports what to change first. Without a command it judges the built-in
reference node. Flags stand before the command: what follows it is its own.

Without --profile the default profiles are judged. Values such as states and
codes are made from the seed, which the report names: the same seed asks the
same questions.

` + aboutKnown + "\n" + aboutReports(reportFormats()) + "\n" + reportStatuses,
		Example: `  flowcheck run -- python3 mynode.py
  flowcheck run --profile core -- ./mynode        only what the exercise shows
  flowcheck run --select URL-03 --verbose -- ./mynode
  flowcheck run --watch -- python3 mynode.py      again whenever you save
  flowcheck run --repeat 20 -- ./mynode           is it flaky?
  flowcheck run --seed 42 --report junit=out.xml --report json=out.json -- ./mynode
  flowcheck run --rerun-failed out.json -- ./mynode
  flowcheck run --dir java --env LANG=C.UTF-8 -- java -cp classes Node`,
		Args: func(cmd *cobra.Command, args []string) error { return f.check(cmd, args) },
		RunE: s.begin(func(cmd *cobra.Command, args []string) error { return s.run(cmd, f, args) }),
	}
	cmd.Flags().SetInterspersed(false) // a node's own flags are not ours
	f.define(cmd)
	completeRun(cmd)
	return cmd
}

// run judges the program in the way that the flags ask for.
func (s *session) run(cmd *cobra.Command, f runFlags, args []string) error {
	collectLess(64, 400) // its time belongs to the nodes
	f.options.Named = args
	j, err := s.judging(f)
	if err != nil {
		return err
	}
	if f.rerun != "" {
		if ok, err := j.rerun(f.rerun); err != nil || !ok {
			return err
		}
	}
	if dir := j.options.Transcripts; dir != "" {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return wrongUsage("choose a folder that can be written", "--transcripts: %v", err)
		}
	}
	if f.watch {
		return j.watch(cmd.Context())
	}
	out, err := f.output.open(s)
	if err != nil {
		return err
	}
	var r report.Report
	if f.repeat > 0 {
		r, err = j.repeat(cmd.Context(), f.repeat)
	} else {
		r, err = j.once(cmd.Context(), j.options, "")
	}
	return errors.Join(s.finish(out, r, err), j.save(r, err))
}

// prepare fills what every judging needs: who judges, and IDs as they are
// written.
func prepare(o runner.Options) (runner.Options, error) {
	tool, err := tool()
	if err != nil {
		return o, err
	}
	o.Tool = tool
	for i, s := range o.Select {
		if looksLikeID(s) {
			o.Select[i] = strings.ToUpper(s)
		}
	}
	return o, nil
}

// finish writes the reports of a run that ended with err, or takes back the
// files that it would have filled.
func (s *session) finish(out *reports, r report.Report, err error) error {
	if err != nil {
		var refused *runner.UsageError
		out.discard(errors.As(err, &refused))
		return err
	}
	if err := out.write(reportRenderer(r)); err != nil {
		return fmt.Errorf("finish report: %w", err)
	}
	s.status = r.ExitStatus()
	return nil
}
