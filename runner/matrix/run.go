package matrix

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"time"

	"flowcheck/features"
	"flowcheck/runner"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

// Options choose how candidates are judged.
type Options struct {
	Control  node.Command  // a right node
	Profiles []string      // covered as a whole: their requirements are listed though no candidate names them
	Full     bool          // judge by the whole profile and core, instead of until the first kill
	Idle     bool          // look for scenarios that find nothing, too; Full does so by itself
	Jobs     int           // candidates at once; 0: twice the number of CPUs, for many only wait
	Seed     int64         // of the fresh values; 0: 1, so that two matrices compare
	Timeout  time.Duration // deadline of a reply; 0: 1 s, for many candidates never answer
	Tool     report.Tool   // named in the matrix

	// Progress is called after each candidate, from one goroutine at a time.
	Progress func(done, total int, last Row)
}

// paced are the requirements that measure time: nothing else may run beside
// them, and a candidate that does not name them is not judged by them.
var paced = []string{"TRN-18"}

// bench judges candidates.
type bench struct {
	spec    features.Spec
	options Options
	judge   func(context.Context, node.Command, runner.Options) (report.Report, error)

	mu   sync.Mutex
	done int
}

// Run judges the control, then the candidates. A Matrix that ctx cuts off is
// not Complete. An error says that no matrix can be had: the control does not
// conform, or it cannot be judged.
func Run(ctx context.Context, candidates []Candidate, opts Options) (Matrix, error) {
	spec, err := features.Load()
	if err != nil {
		return Matrix{}, err
	}
	b := &bench{spec: spec, options: opts, judge: runner.Run}
	return b.run(ctx, candidates)
}

func (b *bench) run(ctx context.Context, candidates []Candidate) (Matrix, error) {
	o := &b.options
	if o.Jobs <= 0 {
		o.Jobs = 2 * runtime.NumCPU()
	}
	if o.Seed == 0 {
		o.Seed = 1
	}
	if o.Timeout <= 0 {
		o.Timeout = time.Second
	}
	m := Matrix{Tool: o.Tool, Seed: o.Seed, Jobs: o.Jobs, Started: time.Now(), Full: o.Full}
	if err := b.control(ctx, candidates); err != nil && ctx.Err() == nil {
		return Matrix{}, err
	}
	m.TimeoutMS = o.Timeout.Milliseconds()
	m.Mutants = b.rows(ctx, candidates)
	m.Searched = o.Full || o.Idle
	if o.Idle && !o.Full {
		b.search(ctx, candidates, m.Mutants)
	}
	b.tally(&m)
	m.DurationMS = time.Since(m.Started).Milliseconds()
	return m, nil
}

// rows judges the candidates, several at once, and then those alone that are
// about time. The order is that of the candidates.
func (b *bench) rows(ctx context.Context, candidates []Candidate) []Row {
	rows := make([]Row, len(candidates))
	var wait sync.WaitGroup
	free := make(chan struct{}, b.options.Jobs)
	for i, c := range candidates {
		if slices.Contains(paced, c.ID) {
			continue
		}
		free <- struct{}{}
		wait.Go(func() {
			rows[i] = b.row(ctx, c, len(candidates))
			<-free
		})
	}
	wait.Wait()
	for i, c := range candidates {
		if slices.Contains(paced, c.ID) {
			rows[i] = b.row(ctx, c, len(candidates))
		}
	}
	return rows
}

// row judges one candidate and tells of it.
func (b *bench) row(ctx context.Context, c Candidate, total int) Row {
	begun := time.Now()
	row := Row{Name: c.Name, ID: c.ID, Profile: c.Profile, Summary: c.Summary, Again: c.Again, IDs: []string{}, Kills: []Kill{}}
	var err error
	if ctx.Err() == nil {
		err = b.look(ctx, c, &row)
	}
	if ctx.Err() != nil {
		err = errors.New("the run was cut off")
	}
	if err != nil {
		row.Outcome, row.Reason = NotJudged, err.Error()
	}
	row.DurationMS = time.Since(begun).Milliseconds()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done++
	if b.options.Progress != nil && ctx.Err() == nil {
		b.options.Progress(b.done, total, row)
	}
	return row
}
