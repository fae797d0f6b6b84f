package cli

import (
	"context"
	"fmt"
	"path/filepath"

	"flowcheck/runner/report"
)

// repeat runs the node n times: with the seed that was asked for each time, or
// with seeds that count up. The report is that of the worst run, with the rate
// at which each requirement failed.
func (j *judging) repeat(ctx context.Context, n int) (report.Report, error) {
	var tally report.Tally
	o := j.options
	for i := range n {
		if j.options.Transcripts != "" {
			o.Transcripts = filepath.Join(j.options.Transcripts, fmt.Sprintf("run-%d", i+1))
		}
		r, err := j.once(ctx, o, fmt.Sprintf("run %d of %d: ", i+1, n))
		switch {
		case err != nil:
			return r, err
		case !r.Complete && tally.Runs() == 0:
			return r, nil
		case !r.Complete:
			worst := tally.Report()
			worst.Complete = false
			worst.Notes = append(worst.Notes, fmt.Sprintf("cut off in run %d of %d", i+1, n))
			return worst, nil
		}
		tally.Add(r)
		if o.FailFast && r.ExitStatus() != 0 {
			break
		}
		if j.options.Seed == 0 {
			o.Seed = r.Seed + 1
		}
	}
	return tally.Report(), nil
}
