package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"flowcheck/runner"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

// runFlags are what `flowcheck run` was asked for.
type runFlags struct {
	options   runner.Options
	output    output
	directory string
	env       []string
}

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

` + aboutReports(reportFormats()) + "\n" + reportStatuses,
		Example: `  flowcheck run -- python3 mynode.py
  flowcheck run --profile core -- ./mynode        only what the exercise shows
  flowcheck run --select URL-03 --verbose -- ./mynode
  flowcheck run --seed 42 --report junit=out.xml --report json=out.json -- ./mynode
  flowcheck run --dir java --env LANG=C.UTF-8 -- java -cp classes Node`,
		Args: func(cmd *cobra.Command, args []string) error { return f.check(cmd, args) },
		RunE: s.begin(func(cmd *cobra.Command, args []string) error { return s.run(cmd, f, args) }),
	}
	flags := cmd.Flags()
	flags.SetInterspersed(false) // a node's own flags are not ours
	flags.SortFlags = false
	o := &f.options
	flags.StringSliceVar(&o.Profiles, "profile", nil, "profiles to judge, `NAME,...` or all (default: the default profiles)")
	flags.StringArrayVar(&o.Select, "select", nil, "judge only this requirement `ID`, or what matches this pattern; repeatable")
	flags.DurationVar(&o.Timeout, "timeout", 5*time.Second, "how `LONG` a reply may take, as in 500ms or 5s")
	flags.IntVar(&o.Jobs, "jobs", 0, "`N` scenarios at once (default: number of CPUs)")
	flags.Int64Var(&o.Seed, "seed", 0, "seed `N` of the fresh values (default: chosen, and reported)")
	flags.StringVar(&o.Framing, "framing", "auto", "demand this `FRAMING` of replies: envelope, body, or auto for that of the first")
	flags.BoolVar(&o.Strict, "strict", false, "a SHOULD that is not met fails")
	flags.BoolVar(&o.FailFast, "fail-fast", false, "stop at the first failed scenario")
	flags.BoolVar(&o.KeepGoing, "keep-going", false, "run everything, even if the node answers nothing")
	flags.StringVar(&o.Transcripts, "transcripts", "", "write a transcript of each scenario into this `DIR`")
	flags.StringVar(&f.directory, "dir", "", "the node's working directory `DIR`")
	flags.StringArrayVar(&f.env, "env", nil, "set `K=V` in the node's environment; repeatable")
	f.output.flags(cmd)
	completeRun(cmd)
	return cmd
}

// check refuses what can be refused without running anything.
func (f *runFlags) check(cmd *cobra.Command, args []string) error {
	const next = "flowcheck run --help"
	if cmd.ArgsLenAtDash() == 0 && len(args) == 0 || len(args) > 0 && args[0] == "" {
		return wrongUsage("flowcheck run -- python3 mynode.py", "no command stands behind --")
	}
	for _, pair := range [][2]string{{"verbose", "quiet"}, {"fail-fast", "keep-going"}} {
		if err := exclude(cmd, pair[0], pair[1]); err != nil {
			return err
		}
	}
	o := f.options
	switch changed := cmd.Flags().Changed; {
	case o.Timeout <= 0:
		return wrongUsage(next, "--timeout %s is no time to answer in", o.Timeout)
	case changed("jobs") && o.Jobs < 1:
		return wrongUsage(next, "--jobs %d runs nothing", o.Jobs)
	case changed("seed") && o.Seed == 0:
		return wrongUsage("leave --seed out to have one chosen", "--seed 0 is no seed")
	case o.Framing != "auto" && o.Framing != "envelope" && o.Framing != "body":
		return wrongUsage(next, "--framing %q is none of auto, envelope, body%s", o.Framing, didYouMean(o.Framing, framings))
	}
	for _, e := range f.env {
		if k, _, ok := strings.Cut(e, "="); !ok || k == "" {
			return wrongUsage("--env NAME=VALUE", "--env %q is not of the form NAME=VALUE", e)
		}
	}
	if f.directory != "" {
		if info, err := os.Stat(f.directory); err != nil {
			return wrongUsage(next, "--dir: %v", err)
		} else if !info.IsDir() {
			return wrongUsage(next, "--dir: %s is no folder", f.directory)
		}
	}
	return f.output.check()
}

// framings are the values of --framing.
var framings = []string{"auto", "envelope", "body"}

// run judges the program and writes every report.
func (s *session) run(cmd *cobra.Command, f runFlags, args []string) error {
	f.options.Named = args
	if len(args) == 0 {
		var err error
		if args, err = itself(); err != nil {
			return err
		}
	}
	options, err := prepare(f.options)
	if err != nil {
		return err
	}
	if dir := options.Transcripts; dir != "" {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return wrongUsage("choose a folder that can be written", "--transcripts: %v", err)
		}
	}
	out, err := f.output.open(s)
	if err != nil {
		return err
	}
	progress := s.progress(f.output.quiet)
	options.Progress = progress.step
	r, err := runner.Run(cmd.Context(), node.Command{Args: args, Dir: f.directory, Env: f.env}, options)
	progress.end()
	return s.finish(out, r, err)
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
