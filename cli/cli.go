// Package cli is the command line: one file for each subcommand, which parses
// flags, calls the packages below and renders. It judges nothing.
//
//	status := cli.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"flowcheck/runner"
	"flowcheck/runner/report"
)

// The exit statuses; 0 and 1 come from a report.
const (
	statusUsage    = 2 // nothing was run
	statusNoJudge  = 3 // we could not judge, or not tell
	reportStatuses = "Exit status: 0 conforms, 1 does not conform, 2 wrong usage, 3 could not judge."
)

// session is one call of the command.
type session struct {
	in       io.Reader
	out, err io.Writer
	begun    bool // the command line was understood: what goes wrong now is no usage
	status   int  // what the subcommand ends with if it has no error
}

// Main runs the command line and returns the exit status. When ctx is done it
// stops the nodes, writes the reports so far and returns 3.
func Main(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s := &session{in: stdin, out: stdout, err: stderr}
	root := s.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return s.end(root.ExecuteContext(ctx))
}

// root is the command with its subcommands.
func (s *session) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "flowcheck",
		Short: "Judges programs that play the server of an OAuth 2.0 authorization-code flow",
		Long: `flowcheck judges a node: any program that reads one JSON message a line on
stdin and writes one JSON message a line on stdout, and so plays the server
of an OAuth 2.0 authorization-code flow. It runs the program, sends it
requests, and says what to change first.

` + reportStatuses,
		Example: `  flowcheck run                                   the built-in reference: what success looks like
  flowcheck run -- python3 mynode.py              your program, under the default profiles
  flowcheck run --select SMP-01 -- ./mynode       one requirement only
  flowcheck explain SMP-01                        what it asks, and how to try it by hand`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return wrongUsage("flowcheck --help", "unknown command %q%s", args[0], didYouMean(args[0], commandNames(cmd)))
		},
		RunE: s.begin(func(cmd *cobra.Command, _ []string) error { return cmd.Help() }),
	}
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(s.runCommand(), s.recordCommand(), s.validateCommand(), s.listCommand(), s.explainCommand(), s.exportCommand(),
		s.referenceCommand(), s.mutantsCommand(), s.versionCommand())
	return root
}

// begin marks that the command line was understood before the subcommand runs.
func (s *session) begin(run func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		s.begun = true
		return run(cmd, args)
	}
}

// end tells of an error and gives the exit status.
func (s *session) end(err error) int {
	if err == nil {
		return s.status
	}
	// A message may quote the node or the command line: nothing in it may
	// steer the terminal.
	for i, line := range strings.Split(err.Error(), "\n") {
		fmt.Fprintf(s.err, "%s%s\n", map[bool]string{true: "flowcheck: ", false: "  "}[i == 0], report.Visible(line))
	}
	var usage *usageError
	var refused *runner.UsageError
	switch {
	case errors.As(err, &usage):
		fmt.Fprintf(s.err, "next step: %s\n", report.Visible(usage.next))
		return statusUsage
	case errors.As(err, &refused):
		fmt.Fprintln(s.err, "next step: flowcheck list, which names every profile and requirement")
		return statusUsage
	case !s.begun:
		fmt.Fprintln(s.err, "next step: flowcheck --help")
		return statusUsage
	}
	return statusNoJudge
}

// itself is the argv of the built-in reference node.
func itself(args ...string) ([]string, error) {
	program, err := os.Executable()
	if err != nil { // Linux without /proc: by the name that it was called by
		if program, err = exec.LookPath(os.Args[0]); err == nil {
			program, err = filepath.Abs(program)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("find the reference: %w", err)
	}
	return append([]string{program, "reference"}, args...), nil
}
