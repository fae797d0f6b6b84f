// Flowcheck judges programs that play the server of an OAuth 2.0
// authorization-code flow over stdin and stdout.
//
//	flowcheck run -- python3 mynode.py
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"flowcheck/cli"
	"flowcheck/cli/path"
)

func main() {
	path.Restore()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal finds the default again, and kills
	os.Exit(cli.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
