// Reference is the canonical OAuth node as a program of its own: one JSON
// message a line on standard input, one reply a line on standard output.
//
//	go build -o bin/ ./reference && bin/reference < requests.jsonl
//
// It ends with status 0 when its input ends, and with 1 when it can no longer
// read or write.
package main

import (
	"fmt"
	"os"

	"flowcheck/reference/oauth"
)

func main() {
	if err := oauth.New().Serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "reference:", err)
		os.Exit(1)
	}
}
