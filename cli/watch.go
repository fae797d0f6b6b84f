package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"flowcheck/runner"
	"flowcheck/runner/report"
)

// restless is how many runs in a row may be disturbed by one file before it is
// taken for one that the node writes itself.
const restless = 5

// watching is a run that is repeated whenever a file of the node changes.
type watching struct {
	*judging
	files   *watcher
	last    report.Report  // what was shown; the zero report before
	judged  bool           // there is a last
	ended   time.Time      // when the last run ended
	noisy   map[string]int // how many runs in a row a file disturbed
	pending change         // what came while the node ran, and cut the run short
	cut     bool
}

// watch judges the node again whenever one of its files changes: first what
// failed last time, and all once that passes. It ends with the run's context,
// and with the status of the last run.
func (j *judging) watch(ctx context.Context) error {
	if len(j.options.Named) == 0 {
		return wrongUsage("flowcheck run --watch -- python3 mynode.py", "--watch: the built-in node has no files that change")
	}
	files, err := newWatcher(j.command)
	if err != nil {
		return err
	}
	defer files.Close()
	w := &watching{judging: j, files: files, noisy: map[string]int{}}
	for {
		if err := w.round(ctx); err != nil && !w.judged {
			return err
		} else if err != nil { // half a program, perhaps: the next save mends it
			fmt.Fprintf(j.s.err, "flowcheck: %s\n", report.Visible(err.Error()))
			j.s.status = statusNoJudge
		}
		if ctx.Err() == nil && w.pending.files == nil {
			fmt.Fprintf(j.s.err, "watching %s; Ctrl-C ends\n", report.Visible(files.said()))
		}
		if !w.wait(ctx) {
			return nil
		}
	}
}

// wait waits for a change that counts; false: the run is over.
func (w *watching) wait(ctx context.Context) bool {
	for ctx.Err() == nil {
		c := w.pending
		w.pending = change{}
		if c.files == nil {
			select {
			case <-ctx.Done():
				return false
			case c = <-w.files.changes:
			}
		}
		if c.since.After(w.ended) {
			clear(w.noisy)
		}
		counted, cut := w.quieten(c), w.cut
		w.cut = false
		if len(counted) > 0 {
			fmt.Fprintf(w.s.err, "%s changed\n", report.Visible(strings.Join(counted[:min(len(counted), 3)], ", ")))
		}
		if len(counted) > 0 || cut {
			return true
		}
	}
	return false
}

// quieten leaves out files that change whenever the node runs: it would run
// for ever. What the command names is never left out.
func (w *watching) quieten(c change) []string {
	var counted []string
	for _, file := range c.files {
		if !c.since.After(w.ended) && !w.files.named[file] {
			if w.noisy[file]++; w.noisy[file] == restless {
				fmt.Fprintf(w.s.err, "%s changes whenever the node runs: it is no longer watched\n", report.Visible(file))
				w.files.ignore(file)
			}
		}
		if !w.files.ignored(file) {
			counted = append(counted, file)
		}
	}
	return counted
}

// round runs what failed last time, and all if nothing did or it passes now.
func (w *watching) round(ctx context.Context) error {
	if w.judged && w.last.ExitStatus() != 0 {
		if o := narrow(w.options, w.last, w.spec); len(o.Select) > 0 && len(o.Scenarios) > 0 {
			r, ok, err := w.run(ctx, o)
			if err != nil || !ok {
				return err
			}
			if r.ExitStatus() != 0 {
				r.Notes = append(r.Notes, "only what failed last time was run; the rest follows when it passes")
				return w.show(r)
			}
		}
	}
	r, ok, err := w.run(ctx, w.options)
	if err != nil || !ok {
		return err
	}
	return w.show(r)
}

// run runs one plan, until a file changes; false: it did, or all is over.
func (w *watching) run(ctx context.Context, o runner.Options) (report.Report, bool, error) {
	running, cancel := context.WithCancel(ctx)
	defer cancel()
	type outcome struct {
		report.Report
		err error
	}
	done := make(chan outcome, 1)
	go func() {
		r, err := w.once(running, o, "")
		done <- outcome{r, err}
	}()
	select {
	case end := <-done:
		w.ended = time.Now()
		if !end.Complete && end.err == nil && w.judged {
			return end.Report, false, nil // Ctrl-C: the last verdict stands
		}
		return end.Report, true, end.err
	case w.pending = <-w.files.changes:
		cancel()
		<-done
		w.ended, w.cut = time.Now(), true
		return report.Report{}, false, nil
	}
}

// show writes the reports, on a terminal on a clear screen.
func (w *watching) show(r report.Report) error {
	out, err := w.output.open(w.s)
	if err != nil {
		return err
	}
	if _, ok := terminal(w.s.out); ok {
		fmt.Fprint(w.s.out, "\x1b[H\x1b[2J\x1b[3J")
	}
	w.last, w.judged = r, true
	return w.s.finish(out, r, nil)
}
