// Flowcheck judges programs that play the server of an OAuth 2.0
// authorization-code flow over stdin and stdout.
//
//	flowcheck run -- python3 mynode.py
package main

import (
	"os"

	"flowcheck/cli"
	"flowcheck/cli/path"
)

func main() {
	path.Restore()
	os.Exit(cli.Main(cli.Interruptible(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
