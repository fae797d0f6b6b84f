// Player is the node that the tests of package runner judge: the reference, a
// mutant or a liar.
//
//	player reference
//	player mutant NAME
//	player liar NAME
//
// The tests start it thousands of times, so it is small and quick to start.
// PLAYER_PART in the environment, such as "liar hangs", stands for arguments.
package main

import (
	"fmt"
	"os"
	"strings"

	"flowcheck/reference/mutant"
	"flowcheck/reference/oauth"
)

func main() {
	part := os.Getenv("PLAYER_PART")
	if part == "" {
		part = strings.Join(os.Args[1:], " ")
	}
	kind, name, _ := strings.Cut(part, " ")
	err := play(kind, name)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(mutant.Status(err))
}

// play plays a part to its end.
func play(kind, name string) error {
	switch kind {
	case "reference":
		return oauth.New().Serve(os.Stdin, os.Stdout)
	case "mutant": // only here: to make the table takes longer than all else
		if m, ok := mutant.Find(name); ok {
			return m.Serve(os.Stdin, os.Stdout)
		}
	case "liar":
		if liar, ok := liars[name]; ok {
			liar()
			return nil
		}
	}
	return fmt.Errorf("there is no part %q %q", kind, name)
}
