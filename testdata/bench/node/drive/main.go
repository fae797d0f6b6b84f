// Drive holds the reference node against others that do the same: each is a
// process of its own, which gets the same requests over a pipe. All of them
// take turns, so that a busy machine is as busy for each, and the medians are
// written as a table in Markdown.
//
//	drive [-requests N] [-runs N] [-memory N] REFERENCE PLAIN MAELSTROM
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	requests := flag.Int("requests", 1_000_000, "how many requests a node gets in one run")
	runs := flag.Int("runs", 5, "how many runs each node has")
	memory := flag.Int("memory", 10_000_000, "how many requests the reference gets while its memory is watched, 0 for none")
	flag.Parse()
	if flag.NArg() != 3 {
		flag.Usage()
		os.Exit(2)
	}
	b := bench{requests: *requests, runs: *runs, memory: *memory}
	if err := b.run(flag.Arg(0), flag.Arg(1), flag.Arg(2)); err != nil {
		fmt.Fprintln(os.Stderr, "drive:", err)
		os.Exit(1)
	}
}
