package report

import (
	"fmt"
	"strings"
)

// repeats shows how often each requirement failed.
func (p *printer) repeats() {
	if p.Repeat == nil {
		return
	}
	p.line("%s", p.bold(fmt.Sprintf("%s, of which %d did not end with 0:", plural(p.Repeat.Runs, "run"), p.Repeat.Failed)))
	if len(p.Repeat.Rates) == 0 {
		p.line("- no requirement failed in any of them")
	}
	for _, r := range p.Repeat.Rates {
		if r.Flaky {
			p.line("- %s %s failed in %d of %d runs (--seed %s)", p.yellow("flaky:"), r.ID, r.Failed, p.Repeat.Runs, seeds(r.Seeds))
		} else {
			p.line("- %s failed in all runs", r.ID)
		}
	}
	if !p.Quiet {
		p.line("What stands above is of the worst run.\n")
	}
}

// seeds lists a few seeds.
func seeds(all []int64) string {
	const most = 3
	var out []string
	for _, s := range all[:min(len(all), most)] {
		out = append(out, fmt.Sprint(s))
	}
	if len(all) > most {
		out = append(out, "...")
	}
	return strings.Join(out, ", ")
}
