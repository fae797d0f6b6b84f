package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"flowcheck/reference/mutant"
	"flowcheck/reference/oauth"
)

// referenceCommand is the built-in node, right or broken.
func (s *session) referenceCommand() *cobra.Command {
	var name string
	var list bool
	cmd := &cobra.Command{
		Use:   "reference",
		Short: "Be the built-in node, right or broken, on stdin and stdout",
		Long: `Reads one JSON message a line on stdin and answers on stdout, as the model of
a right node; with --mutant, as a node that is broken in one way.`,
		Example: `  echo '{"src":"c","dest":"o","body":{"type":"check_scope","msg_id":1,"token":"x","required_scope":"read"}}' | flowcheck reference
  flowcheck reference --list-mutants
  flowcheck run -- flowcheck reference --mutant NAME`,
		Args: noArguments,
		RunE: s.begin(func(cmd *cobra.Command, _ []string) error {
			if list {
				return listMutants(s.out)
			}
			serve, err := server(name)
			if err != nil {
				return err
			}
			done := make(chan error, 1)
			go func() { done <- serve(s.in, s.out) }()
			select {
			case err := <-done:
				if err != nil {
					fmt.Fprintln(s.err, err) // a node's last words, not ours
				}
				s.status = mutant.Status(err)
				return nil
			case <-cmd.Context().Done(): // a node obeys TERM at once
				s.status = statusNoJudge
				return nil
			}
		}),
	}
	cmd.Flags().StringVar(&name, "mutant", "", "be broken in the way of this `NAME`")
	cmd.Flags().BoolVar(&list, "list-mutants", false, "list the broken variants and what each gets wrong")
	complete(cmd, "mutant", mutantNames)
	return cmd
}

// server is the reference, or the mutant of that name.
func server(name string) (func(io.Reader, io.Writer) error, error) {
	if name == "" {
		return oauth.New().Serve, nil
	}
	if m, ok := mutant.Find(name); ok {
		return m.Serve, nil
	}
	var names []string
	for _, m := range mutant.Table() {
		names = append(names, m.Name)
	}
	return nil, wrongUsage("flowcheck reference --list-mutants", "no mutant is named %q%s", name, didYouMean(name, names))
}

// listMutants writes a line for each broken variant.
func listMutants(w io.Writer) error {
	table := mutant.Table()
	width := 0
	for _, m := range table {
		width = max(width, len(m.Name))
	}
	for _, m := range table {
		if _, err := fmt.Fprintf(w, "%-*s  %-6s  %s\n", width, m.Name, m.ID, m.Summary); err != nil {
			return err
		}
	}
	return nil
}
