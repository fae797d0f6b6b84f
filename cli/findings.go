package cli

import (
	"fmt"

	"flowcheck/runner/check"
	"flowcheck/runner/report"
)

// findings are a line for each finding while a file is followed, where the
// report for people goes. A line that cannot be written is left to the report,
// which says so.
type findings struct {
	screen target
	most   int // lines; 0: all
	told   int
	quiet  bool // none is written
}

// tell writes the next finding.
func (f *findings) tell(found check.Finding) {
	switch f.told++; {
	case f.quiet:
	case f.most == 0 || f.told <= f.most:
		report.WriteFinding(f.screen.out, found, f.screen.options)
	case f.told == f.most+1:
		fmt.Fprintf(f.screen.out, "the other findings stand in no line of their own: --max-findings is %d\n", f.most)
	}
}
