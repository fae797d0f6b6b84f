package cli

import (
	"github.com/schollz/progressbar/v3"

	"flowcheck/runner/report"
)

// progress is a bar on stderr while a run lasts, or nothing where stderr is no
// terminal.
type progress struct {
	s     *session
	on    bool
	label string // of the run, where there are several
	bar   *progressbar.ProgressBar
}

// progress prepares a bar.
func (s *session) progress(quiet bool, label string) *progress {
	_, on := terminal(s.err)
	return &progress{s: s, on: on && !quiet, label: label}
}

// step shows one more scenario.
func (p *progress) step(done, total int, last report.Scenario) { p.show(done, total, last.Feature) }

// show shows how much is done, and what was last.
func (p *progress) show(done, total int, last string) {
	if !p.on {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.s.err),
			progressbar.OptionSetWidth(30),
			progressbar.OptionShowCount(),
			progressbar.OptionSetElapsedTime(false),
			progressbar.OptionSetPredictTime(false),
			progressbar.OptionClearOnFinish())
	}
	p.bar.Describe(p.label + report.Visible(last))
	p.bar.Set(done)
}

// end removes the bar.
func (p *progress) end() {
	if p.bar != nil {
		p.bar.Clear()
	}
}
