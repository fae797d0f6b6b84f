package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"flowcheck/runner/node"
	"flowcheck/runner/record"
	"flowcheck/runner/report"
)

// recordVariable names the folder of recordings that have no --out.
const recordVariable = "FLOWCHECK_RECORD"

// recordCommand stands between a client and a node.
func (s *session) recordCommand() *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "record [flags] -- COMMAND [ARG...]",
		Short: "Pass on a conversation of a client and a program, and keep a transcript",
		Long: `Runs COMMAND and passes on stdin and stdout byte for byte, stderr, signals and
the exit status; so it can stand wherever the program stood. What was said
goes to a file for "flowcheck validate", as it is said.

Without --out each recording has a file of its own, flowcheck-TIME-PID.jsonl,
in the folder that the variable ` + recordVariable + ` names, else in the current one.
A file that is there already is never overwritten.

The exit status is that of COMMAND; 128 and the number of the signal if one
ended it; 2 if the command line is wrong, and 3 if COMMAND cannot be started.`,
		Example: `  flowcheck record -- python3 mynode.py
  flowcheck record --out traffic.jsonl -- ./mynode <requests.jsonl
  printf '#!/bin/sh\nexec flowcheck record -- python3 mynode.py\n' >node.sh   for harnesses that take one file`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 || args[0] == "" {
				return wrongUsage("flowcheck record -- python3 mynode.py", "no command stands behind --")
			}
			return nil
		},
		RunE: s.begin(func(_ *cobra.Command, args []string) error { return s.record(file, args) }),
	}
	cmd.Flags().SetInterspersed(false) // a node's own flags are not ours
	cmd.Flags().StringVar(&file, "out", "", "write the transcript to this new `FILE`")
	return cmd
}

// record records one conversation. The context of the command is not looked at:
// what the node does on a signal is the node's affair.
func (s *session) record(file string, args []string) error {
	out, err := openTranscript(file)
	if err != nil {
		return err
	}
	if _, person := terminal(s.err); person && file == "" {
		fmt.Fprintf(s.err, "flowcheck: the transcript is %s\n", report.Visible(out.Name()))
	}
	ours := regular(out)
	s.status, err = record.Run(node.Command{Args: args}, record.Client{In: s.in, Out: s.out, Err: s.err}, out)
	if err != nil {
		out.Close()
		if ours { // nothing was said
			os.Remove(out.Name())
		}
		return err
	}
	if err := out.Close(); err != nil {
		fmt.Fprintf(s.err, "flowcheck: close the transcript: %s\n", report.Visible(err.Error())) // the status stays that of the node
	}
	return nil
}

// openTranscript opens the file of a recording. A pipe or a device may be there
// before, but no file.
func openTranscript(file string) (*os.File, error) {
	if file == "" {
		return openOwn(time.Now())
	}
	if file == "-" {
		return nil, wrongUsage("flowcheck record --out traffic.jsonl -- COMMAND", "--out -: stdout is the node's")
	}
	if info, err := os.Stat(file); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return os.OpenFile(file, os.O_WRONLY, 0)
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, wrongUsage("name another file, or leave --out out", "--out: %s is there already, and recordings are not overwritten", file)
	}
	if err != nil {
		return nil, wrongUsage("choose a file that can be written", "--out: %v", err)
	}
	return f, nil
}

// openOwn opens a file that no other recording has.
func openOwn(now time.Time) (*os.File, error) {
	folder := os.Getenv(recordVariable)
	if folder != "" {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, wrongUsage("choose a folder that can be written", "%s: %v", recordVariable, err)
		}
	}
	name := fmt.Sprintf("flowcheck-%s-%d", now.UTC().Format("20060102T150405.000Z"), os.Getpid())
	for n := 1; ; n++ {
		full := filepath.Join(folder, name+".jsonl")
		if n > 1 {
			full = filepath.Join(folder, fmt.Sprintf("%s-%d.jsonl", name, n))
		}
		f, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		switch {
		case err == nil:
			return f, nil
		case !errors.Is(err, fs.ErrExist) || n == 1000:
			return nil, wrongUsage("flowcheck record --out FILE -- COMMAND", "open the transcript: %v", err)
		}
	}
}
