package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"flowcheck/reference/mutant"
	"flowcheck/runner/matrix"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

// mutantsFlags are what `flowcheck mutants` was asked for.
type mutantsFlags struct {
	options  matrix.Options
	profiles []string
	patterns []string
	output   output
}

// mutantsCommand judges the suite itself, by what it finds in broken nodes.
func (s *session) mutantsCommand() *cobra.Command {
	f := mutantsFlags{output: output{formats: matrixFormats()}}
	cmd := &cobra.Command{
		Use:   "mutants",
		Short: "Judge this suite: does it catch every broken node, by the right requirement?",
		Long: `Runs the suite against every mutant: the built-in node, broken in one way
each (flowcheck reference --list-mutants). A mutant names the requirement that
must kill it, that is, fail on it; a SHOULD counts, too. It is

  killed                     by the requirement that it names,
  killed for another reason  by others only: what the suite says of it is wrong,
  survived                   if nothing was found.

First the node without a fault is judged, by the same scenarios and as many at
once: if it does not conform, no kill is worth anything, and the status is 3.
A mutant is judged until its requirement kills it. --idle then tries each
scenario that killed nothing so far, and lists those that find nothing of their
own in any mutant. --full judges each mutant by its whole profile and by core,
which takes five times as long, and so tells both what else it breaks and which
scenarios are idle.

` + aboutReports(matrixFormats()) + `
Exit status: 0 each mutant is killed by the requirement that it names, 1 one
is not, 2 wrong usage, 3 could not judge, or cut off.`,
		Example: `  flowcheck mutants                                 all of them
  flowcheck mutants --profile pkce,refresh
  flowcheck mutants --select SCP-01 --select 'ENV-*'
  flowcheck mutants --select no-flush --verbose       one mutant, and which scenario killed it
  flowcheck mutants --full --report json=matrix.json
  flowcheck mutants --report markdown=-`,
		Args: func(cmd *cobra.Command, args []string) error { return f.check(cmd, args) },
		RunE: s.begin(func(cmd *cobra.Command, _ []string) error { return s.mutants(cmd, f) }),
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringSliceVar(&f.profiles, "profile", nil, "only the mutants of these profiles, `NAME,...` or all (default: all)")
	flags.StringArrayVar(&f.patterns, "select", nil, "only the mutants of this `ID`, or whose name or ID matches this pattern; repeatable")
	flags.BoolVar(&f.options.Full, "full", false, "judge each by its whole profile and core, not until the first kill")
	flags.BoolVar(&f.options.Idle, "idle", false, "also look for scenarios that find nothing of their own in any mutant")
	flags.IntVar(&f.options.Jobs, "jobs", 0, "`N` mutants at once (default: twice the number of CPUs)")
	flags.Int64Var(&f.options.Seed, "seed", 1, "seed `N` of the fresh values")
	flags.DurationVar(&f.options.Timeout, "timeout", time.Second, "how `LONG` a reply may take; a mutant killed by silence gets three times as long")
	f.output.flags(flags)
	complete(cmd, "profile", profileNames)
	complete(cmd, "select", func() []string { return append(requirementIDs(), mutantNames()...) })
	complete(cmd, "report", formatNames(matrixFormats()))
	return cmd
}

// check refuses what can be refused without running anything.
func (f *mutantsFlags) check(cmd *cobra.Command, args []string) error {
	if err := noArguments(cmd, args); err != nil {
		return err
	}
	const next = "flowcheck mutants --help"
	o := f.options
	switch {
	case o.Timeout <= 0:
		return wrongUsage(next, "--timeout %s is no time to answer in", o.Timeout)
	case cmd.Flags().Changed("jobs") && o.Jobs < 1:
		return wrongUsage(next, "--jobs %d runs nothing", o.Jobs)
	case o.Seed == 0:
		return wrongUsage("leave --seed out", "--seed 0 is no seed")
	}
	if err := exclude(cmd, "verbose", "quiet"); err != nil {
		return err
	}
	return f.output.check()
}

// mutants judges the mutants that were chosen, and writes every report.
func (s *session) mutants(cmd *cobra.Command, f mutantsFlags) error {
	chosen, profiles, err := chooseMutants(f.profiles, f.patterns)
	if err != nil {
		return err
	}
	candidates, err := candidates(chosen)
	if err != nil {
		return err
	}
	o := f.options
	if o.Control, err = builtin(); err != nil {
		return err
	}
	if o.Tool, err = tool(); err != nil {
		return err
	}
	if len(f.patterns) == 0 {
		o.Profiles = profiles
	}
	out, err := f.output.open(s)
	if err != nil {
		return err
	}
	progress := s.progress(f.output.quiet, "")
	o.Progress = func(done, total int, last matrix.Row) { progress.show(done, total, last.Name) }
	m, err := matrix.Run(cmd.Context(), candidates, o)
	progress.end()
	if err != nil {
		out.discard(false)
		return err
	}
	if err := out.write(matrixRenderer(m)); err != nil {
		return fmt.Errorf("finish report: %w", err)
	}
	s.status = m.ExitStatus()
	return nil
}

// candidates are the mutants as nodes of this very program.
func candidates(mutants []mutant.Mutant) ([]matrix.Candidate, error) {
	var all []matrix.Candidate
	for _, m := range mutants {
		command, err := builtin("--mutant", m.Name)
		if err != nil {
			return nil, err
		}
		c := matrix.Candidate{Name: m.Name, Summary: m.Summary, Command: command, ID: m.ID, Profile: m.Profile,
			Again: "flowcheck mutants --select " + m.Name + " --full --verbose"}
		all = append(all, c)
	}
	return all, nil
}

// builtin is the built-in node as a command. A library of this program asks the
// Go tool something at each start, if PATH leads to one: four fifths of the time
// of a start.
func builtin(args ...string) (node.Command, error) {
	argv, err := itself(args...)
	return node.Command{Args: argv, Env: []string{"PATH="}}, err
}

// matrixFormats are the formats of a matrix.
func matrixFormats() []format {
	var all []format
	for _, f := range matrix.Formats() {
		all = append(all, format{f.Name, f.Summary})
	}
	return all
}

// matrixRenderer writes a matrix.
func matrixRenderer(m matrix.Matrix) renderer {
	return func(name string, w io.Writer, o report.Options) error {
		for _, f := range matrix.Formats() {
			if f.Name == name {
				return f.Write(w, m, o)
			}
		}
		return fmt.Errorf("write %s: there is no such format", name)
	}
}
