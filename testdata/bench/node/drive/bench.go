package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

type bench struct {
	requests, runs, memory int
	got                    bytes.Buffer // replies, of one node after the other
}

// run measures and prints.
func (b *bench) run(reference, plain, maelstrom string) error {
	fmt.Printf("%s, %s, %d processors, %s; %s; medians of %d runs of %d requests\n\n", runtime.GOOS+"/"+runtime.GOARCH, processor(), runtime.NumCPU(), runtime.Version(), time.Now().UTC().Format(time.DateOnly), b.runs, b.requests)
	three := []*subject{{name: "reference", program: reference}, {name: "encoding/json and maps", program: plain}}
	if err := b.compare("all three exchanges mixed", three, true); err != nil {
		return err
	}
	two := []*subject{{name: "reference", program: reference}, {name: "Maelstrom's Go library", program: maelstrom}}
	if err := b.compare("generate_auth_url and check_scope", two, false); err != nil {
		return err
	}
	if b.memory == 0 {
		return nil
	}
	return b.watch(reference)
}

// subject is a node and what was measured of it, one value a run.
type subject struct {
	name, program string
	rate          []float64 // requests a second
	cpu           []float64 // µs of processor time for a request, all of its threads together
	trip          []float64 // µs from a request to its reply, one at a time
}

// compare lets some nodes take turns.
func (b *bench) compare(title string, nodes []*subject, exchanges bool) error {
	for range b.runs {
		for _, s := range nodes {
			if err := s.measure(b, exchanges); err != nil {
				return err
			}
		}
	}
	fmt.Printf("| %s | requests/s | times | CPU µs each | times | round trip µs |\n|---|--:|--:|--:|--:|--:|\n", title)
	for _, s := range nodes {
		rates, cpus := median(nodes[0].rate)/median(s.rate), median(s.cpu)/median(nodes[0].cpu)
		fmt.Printf("| %s | %.0f | %.1f | %.2f | %.1f | %.0f |\n", s.name, median(s.rate), rates, median(s.cpu), cpus, median(s.trip))
	}
	fmt.Println()
	return nil
}

func (s *subject) measure(b *bench, exchanges bool) error {
	n, err := start(s.program, &b.got)
	if err != nil {
		return err
	}
	var took time.Duration
	total := 0
	if err := n.drive(b.requests, exchanges, func(sent int, t time.Duration) { total, took = sent, t }); err != nil {
		return err
	}
	if err := n.stop(); err != nil {
		return err
	}
	used := n.cmd.ProcessState.UserTime() + n.cmd.ProcessState.SystemTime()
	s.rate = append(s.rate, float64(total)/took.Seconds())
	s.cpu = append(s.cpu, used.Seconds()*1e6/float64(total))
	trip, err := roundTrip(s.program, &b.got)
	s.trip = append(s.trip, trip)
	return err
}

// watch prints how much memory the reference has at some points.
func (b *bench) watch(reference string) error {
	n, err := start(reference, &b.got)
	if err != nil {
		return err
	}
	fmt.Printf("| requests to the reference | resident MiB | at most so far |\n|--:|--:|--:|\n")
	next := b.memory / 10
	err = n.drive(b.memory, true, func(sent int, _ time.Duration) {
		if sent >= next {
			fmt.Printf("| %d | %d | %d |\n", sent, n.memory("VmRSS")>>10, n.memory("VmHWM")>>10)
			next += b.memory / 10
		}
	})
	if err != nil {
		return err
	}
	return n.stop()
}

func median(values []float64) float64 {
	sorted := slices.SortedFunc(slices.Values(values), cmp.Compare[float64])
	return sorted[len(sorted)/2]
}

// processor is its name, as Linux gives it.
func processor() string {
	info, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(info)) {
		if name, model, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(model)
		}
	}
	return "unknown processor"
}
