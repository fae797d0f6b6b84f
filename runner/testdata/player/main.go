// Player is a right node, or a mutant: "player reference", "player mutant
// NAME". The tests of package runner start it thousands of times, so it is
// small and quick to start.
package main

import (
	"fmt"
	"os"

	"flowcheck/reference/mutant"
	"flowcheck/reference/oauth"
)

func main() {
	err := fmt.Errorf("there is no part %q", os.Args[1:])
	if len(os.Args) == 2 && os.Args[1] == "reference" {
		err = oauth.New().Serve(os.Stdin, os.Stdout)
	} else if len(os.Args) == 3 && os.Args[1] == "mutant" {
		if m, ok := mutant.Find(os.Args[2]); ok {
			err = m.Serve(os.Stdin, os.Stdout)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(mutant.Status(err))
}
