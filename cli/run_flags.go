package cli

import (
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"flowcheck/runner"
)

// runFlags are what `flowcheck run` was asked for.
type runFlags struct {
	options   runner.Options
	output    output
	directory string
	env       []string

	known, draft string // files of known failures, to read and to write
	rerun        string // a report
	repeat       int    // 0: the flag was not given
	watch        bool
}

// mostRepeats bounds --repeat.
const mostRepeats = 10_000

// aboutKnown is the help on lists of known failures.
const aboutKnown = `A list of known failures keeps the CI of a node green that is not there yet:

  known-failures:
    - id: SMP-07
      reason: scopes are joined by a comma until release 2
      kind: url.scope-comma            # if you like: for this cause only
      scenario: All five parameters    # in this scenario only
      issue: https://example.org/7
      until: 2099-12-31                # the last day
  known-flaky:                         # may pass as well
    - id: TRN-06
      reason: the first start is slow

What it covers does not fail the run. A line that passes, fails in another way
or has expired does: the report says which line to remove or to mend.
`

// define defines the flags, in groups.
func (f *runFlags) define(cmd *cobra.Command) {
	o := &f.options
	what := group("What to judge:")
	what.StringSliceVar(&o.Profiles, "profile", nil, "profiles to judge, `NAME,...` or all (default: the default profiles)")
	what.StringArrayVar(&o.Select, "select", nil, "judge only this requirement `ID`, or what matches this pattern; repeatable")
	what.StringVar(&f.rerun, "rerun-failed", "", "judge only what was not met in this JSON report `FILE`, with its profiles and seed")
	what.StringVar(&f.known, "known-failures", "", "do not fail for what this `FILE` lists")
	what.StringVar(&f.draft, "write-known-failures", "", "list what fails in this `FILE`; what it says already is kept")
	what.BoolVar(&o.Strict, "strict", false, "a SHOULD that is not met fails")
	what.StringVar(&o.Framing, "framing", "auto", "demand this `FRAMING` of replies: envelope, body, or auto for that of the first")
	how := group("How to run it:")
	how.DurationVar(&o.Timeout, "timeout", 5*time.Second, "how `LONG` a reply may take, as in 500ms or 5s")
	how.IntVar(&o.Jobs, "jobs", 0, "`N` scenarios at once (default: number of CPUs)")
	how.Int64Var(&o.Seed, "seed", 0, "seed `N` of the fresh values (default: chosen, and reported)")
	how.IntVar(&f.repeat, "repeat", 0, "run `N` times and tell how often each requirement fails; seeds count up, but for --seed")
	how.BoolVar(&f.watch, "watch", false, "run again whenever a file of the node changes, what failed first")
	how.BoolVar(&o.FailFast, "fail-fast", false, "stop at the first failed scenario")
	how.BoolVar(&o.KeepGoing, "keep-going", false, "run everything, even if the node answers nothing")
	how.StringVar(&f.directory, "dir", "", "the node's working directory `DIR`")
	how.StringArrayVar(&f.env, "env", nil, "set `K=V` in the node's environment; repeatable")
	reported := group("What to report:")
	f.output.flags(reported)
	reported.StringVar(&o.Transcripts, "transcripts", "", "write a transcript of each scenario into this `DIR`")
	cmd.InitDefaultHelpFlag()
	reported.AddFlag(cmd.Flags().Lookup("help"))
	grouped(cmd, what, how, reported)
}

// group is an empty set of flags under a title.
func group(title string) *pflag.FlagSet {
	set := pflag.NewFlagSet(title, pflag.ContinueOnError)
	set.SortFlags = false
	return set
}

// grouped gives the flags of the sets to a command, whose help shows them under
// their titles.
func grouped(cmd *cobra.Command, sets ...*pflag.FlagSet) {
	cmd.Flags().SortFlags = false
	text := ""
	for _, set := range sets {
		cmd.Flags().AddFlagSet(set)
		text += "\n\n" + set.Name() + "\n" + strings.TrimRight(set.FlagUsages(), "\n")
	}
	const usual = "\n\nFlags:\n{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}"
	cmd.SetUsageTemplate(strings.Replace(cmd.UsageTemplate(), usual, strings.ReplaceAll(text, "{{", "{"), 1))
}

// check refuses what can be refused without running anything.
func (f *runFlags) check(cmd *cobra.Command, args []string) error {
	const next = "flowcheck run --help"
	if cmd.ArgsLenAtDash() == 0 && len(args) == 0 || len(args) > 0 && args[0] == "" {
		return wrongUsage("flowcheck run -- python3 mynode.py", "no command stands behind --")
	}
	for _, pair := range [][2]string{{"verbose", "quiet"}, {"fail-fast", "keep-going"}, {"rerun-failed", "profile"}, {"rerun-failed", "select"},
		{"watch", "repeat"}, {"watch", "write-known-failures"}, {"repeat", "write-known-failures"},
		{"fail-fast", "known-failures"}, {"fail-fast", "write-known-failures"}} {
		if err := exclude(cmd, pair[0], pair[1]); err != nil {
			return err
		}
	}
	if err := f.checkValues(cmd, next); err != nil {
		return err
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

// checkValues refuses values that make no sense.
func (f *runFlags) checkValues(cmd *cobra.Command, next string) error {
	o := f.options
	switch changed := cmd.Flags().Changed; {
	case o.Timeout <= 0:
		return wrongUsage(next, "--timeout %s is no time to answer in", o.Timeout)
	case changed("jobs") && o.Jobs < 1:
		return wrongUsage(next, "--jobs %d runs nothing", o.Jobs)
	case changed("seed") && o.Seed == 0:
		return wrongUsage("leave --seed out to have one chosen", "--seed 0 is no seed")
	case changed("repeat") && (f.repeat < 1 || f.repeat > mostRepeats):
		return wrongUsage(next, "--repeat %d is not between 1 and %d", f.repeat, mostRepeats)
	case o.Framing != "auto" && o.Framing != "envelope" && o.Framing != "body":
		return wrongUsage(next, "--framing %q is none of auto, envelope, body%s", o.Framing, didYouMean(o.Framing, framings))
	}
	for _, file := range []string{"known-failures", "write-known-failures", "rerun-failed"} {
		if changed := cmd.Flags().Changed(file); changed && cmd.Flag(file).Value.String() == "" {
			return wrongUsage(next, "--%s names no file", file)
		}
	}
	return nil
}

// framings are the values of --framing.
var framings = []string{"auto", "envelope", "body"}
