package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ended is a run of this seed in which these requirements failed.
func ended(seed int64, failed ...string) Report {
	r := Report{Seed: seed, Complete: true, Verdict: Conforms, Node: Node{Command: []string{"node"}}}
	for _, id := range []string{"SMP-01", "SMP-02", "TRN-06"} {
		r.Requirements = append(r.Requirements, Requirement{ID: id, Status: Passed})
		for _, f := range failed {
			if f == id {
				r.Requirements[len(r.Requirements)-1].Status, r.Verdict = Failed, DoesNotConform
			}
		}
	}
	return r
}

func TestATallyKeepsTheWorstRunAndTheRates(t *testing.T) {
	var tally Tally
	for _, r := range []Report{ended(1, "SMP-02"), ended(2, "TRN-06", "SMP-02"), ended(3, "TRN-06", "SMP-02"), ended(4, "SMP-02")} {
		tally.Add(r)
	}
	r := tally.Report()
	want := &Repeat{Runs: 4, Failed: 4, Rates: []Rate{
		{ID: "SMP-02", Failed: 4, Seeds: []int64{1, 2, 3, 4}}, {ID: "TRN-06", Failed: 2, Flaky: true, Seeds: []int64{2, 3}},
	}}
	if diff := cmp.Diff(want, r.Repeat); diff != "" {
		t.Errorf("(-want +have)\n%s", diff)
	}
	if r.Seed != 2 || r.ExitStatus() != 1 || tally.Runs() != 4 {
		t.Errorf("the worst run has seed %d and ends with %d, of %d", r.Seed, r.ExitStatus(), tally.Runs())
	}
	var out bytes.Buffer
	if err := WriteTerminal(&out, r, Options{Quiet: true}); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"4 runs, of which 4 did not end with 0:\n", "- SMP-02 failed in all runs\n", "- flaky: TRN-06 failed in 2 of 4 runs (--seed 2, 3)\n"} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("there is no %q in\n%s", line, &out)
		}
	}
}

func TestOneFailureIsWorseThanAnyNumberOfRunsThatCouldNotBeJudged(t *testing.T) {
	broken := ended(1)
	broken.Verdict = CouldNotJudge
	var tally Tally
	for _, r := range []Report{ended(0), broken, ended(2, "SMP-01"), broken} {
		tally.Add(r)
	}
	if r := tally.Report(); r.Seed != 2 || r.Repeat.Failed != 3 {
		t.Errorf("seed %d, %d failed", r.Seed, r.Repeat.Failed)
	}
}

func TestTheSeedsOfARateAreBounded(t *testing.T) {
	var tally Tally
	for seed := range int64(100) {
		tally.Add(ended(seed, "SMP-01"))
	}
	if seeds := tally.Report().Repeat.Rates[0].Seeds; len(seeds) != shownSeeds {
		t.Errorf("%d seeds", len(seeds))
	}
}
