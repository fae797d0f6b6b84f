// Trace writes recorded traffic that nobody recorded, for the benchmarks.
//
//	trace [-lines N] [-shuffled] [-defects SHARE] FILE
package main

import (
	"flag"
	"log"
	"os"

	"flowcheck/runner/scan/trace"
)

func main() {
	log.SetFlags(0)
	o := trace.Options{Seed: 1}
	flag.IntVar(&o.Lines, "lines", 1_060_000, "lines of the trace")
	flag.BoolVar(&o.Shuffled, "shuffled", false, "members in random order")
	flag.Float64Var(&o.Defects, "defects", 0, "share of wrong lines, from 0 to 1")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("usage: trace [-lines N] [-shuffled] [-defects SHARE] FILE")
	}
	f, err := os.Create(flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	if err := trace.Write(f, o); err != nil {
		log.Fatal(err)
	}
	if err := f.Close(); err != nil {
		log.Fatal(err)
	}
}
