//go:build unix

package runner_test

import (
	"bufio"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"flowcheck/runner"
	"flowcheck/runner/node"
)

// hasty are profiles whose scenarios wait for nothing but replies: about a
// hundred of them.
var hasty = []string{"core", "url", "scope"}

// atOnce is how many nodes live at the same time.
const atOnce = 2

// firstRequest is what a bare start answers.
const firstRequest = `{"src":"client","dest":"oauth","body":{"type":"generate_auth_url","msg_id":1,"client_id":"abc123",` +
	`"redirect_uri":"https://app.com/callback","scopes":["read","write"],"state":"xyz789"}}` + "\n"

// BenchmarkRun holds a scenario against the bare start of its node: both take
// turns, with as many nodes at once. The metrics are milliseconds a scenario
// and a start, and the ratio of the times, and of the processor times that
// the nodes and this program take together.
func BenchmarkRun(b *testing.B) {
	b.Run("reference", func(b *testing.B) { beside(b, built(b, "../reference")) })
	b.Run("flowcheck reference", func(b *testing.B) { beside(b, built(b, ".."), "reference") })
	b.Run("python", func(b *testing.B) {
		if _, err := exec.LookPath("python3"); err != nil {
			b.Skip("python3 is not installed")
		}
		beside(b, "python3", filepath.Join(nodesFolder, "oauth.py"))
	})
}

// built builds one of this module's programs.
func built(b *testing.B, where string) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), "node.exe")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", program, where).CombinedOutput(); err != nil {
		b.Fatalf("build %s: %v\n%s", where, err, out)
	}
	return program
}

// beside measures the run and the bare starts in turn.
func beside(b *testing.B, argv ...string) {
	b.Helper()
	var run, bare cost
	for b.Loop() {
		scenarios := 0
		run.add(b, func() error {
			r, err := runner.Run(b.Context(), node.Command{Args: argv}, runner.Options{Profiles: hasty, Jobs: atOnce, Seed: 1})
			if err == nil && r.ExitStatus() != 0 {
				err = errors.New("the node does not conform")
			}
			scenarios = len(r.Scenarios)
			return err
		})
		bare.add(b, func() error { return startBare(argv, scenarios) })
		run.count, bare.count = run.count+scenarios, bare.count+scenarios
	}
	b.ReportMetric(run.wall.Seconds()*1e3/float64(run.count), "ms/scenario")
	b.ReportMetric(bare.wall.Seconds()*1e3/float64(bare.count), "ms/start")
	b.ReportMetric(run.wall.Seconds()/bare.wall.Seconds(), "ratio")
	b.ReportMetric(run.cpu.Seconds()/bare.cpu.Seconds(), "cpu-ratio")
	b.ReportMetric(0, "ns/op") // of both together: it says nothing
}

// cost is what some work has taken.
type cost struct {
	wall, cpu time.Duration
	count     int
}

func (c *cost) add(b *testing.B, work func() error) {
	b.Helper()
	cpu, began := processorTime(), time.Now()
	if err := work(); err != nil {
		b.Fatal(err)
	}
	c.wall += time.Since(began)
	c.cpu += processorTime() - cpu
}

// processorTime is that of this program and of the children that it waited for.
func processorTime() (sum time.Duration) {
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			sum += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	return sum
}

// startBare starts the node some times, some at once; each answers one request.
func startBare(argv []string, count int) error {
	todo := make(chan struct{}, count)
	for range count {
		todo <- struct{}{}
	}
	close(todo)
	failed := make(chan error, atOnce)
	var wg sync.WaitGroup
	for range atOnce {
		wg.Go(func() {
			for range todo {
				if err := exchange(argv); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(failed)
	return <-failed
}

// exchange is the life of a bare node: a request, its reply, the end.
func exchange(argv []string) error {
	cmd := exec.Command(argv[0], argv[1:]...)
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	if _, err := io.WriteString(in, firstRequest); err != nil {
		return err
	}
	replies := bufio.NewReader(out)
	if _, err := replies.ReadSlice('\n'); err != nil {
		return err
	}
	in.Close()
	if _, err := replies.WriteTo(io.Discard); err != nil {
		return err
	}
	return cmd.Wait()
}
