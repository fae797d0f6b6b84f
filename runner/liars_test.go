//go:build unix

package runner_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"flowcheck/runner"
	"flowcheck/runner/hint"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

// liarTimeout is the deadline of the runs that judge liars.
const liarTimeout = 800 * time.Millisecond

// liarIDs are what liars are judged by: the samples, the flow, and what lines
// show.
var liarIDs = []string{"SMP-01", "SMP-02", "SMP-03", "SMP-13", "ENV-01", "ENV-05", "TRN-01", "TRN-02", "TRN-03", "TRN-13", "TRN-19", "TRN-21"}

func liarOptions() runner.Options {
	return runner.Options{Profiles: []string{"core", "envelope", "transport"}, Select: liarIDs, Timeout: liarTimeout, Seed: 11, Jobs: 4}
}

// liars says what becomes of each: the requirement and the cause of the first
// group; none for a node that conforms.
var liars = []struct{ name, id, cause string }{
	{"never reads", "SMP-01", "reply.missing"},
	{"exits with 0", "SMP-02", "process.crashed"},
	{"exits with 1", "SMP-02", "process.crashed"},
	{"hangs", "SMP-01", "reply.missing"},
	{"is killed", "SMP-01", "process.signal"},
	{"exits after first", "SMP-03", "process.exited.later"},
	{"floods lines", "SMP-01", "stdout.flood"},
	{"floods one line", "SMP-01", "stdout.flood"},
	{"half a line", "TRN-03", "stdout.no-line-feed"},
	{"closes stdout", "SMP-01", "stdout.closed"},
	{"refuses", "SMP-02", "reply.refused"},
	{"crashes on check_scope", "SMP-03", "process.exited"},
	{"crashes without a client", "SMP-02", "process.exited.exchange_code"},
	{"ignores check_scope", "SMP-03", "reply.missing.check_scope"},
	{"ignores generate_auth_url", "SMP-01", "reply.missing.generate_auth_url"},

	{"ignores TERM and is silent", "SMP-01", "reply.missing"},
	{"hangs with a setsid child", "SMP-01", "reply.missing"},

	{"answers after EOF", "TRN-01", "reply.after-eof"},
	{"answers late", "SMP-01", "reply.late"},
	{"answers twice", "ENV-05", "reply.duplicate"},
	{"answers the previous", "SMP-01", "reply.missing"},

	{"echoes", "SMP-01", "stdout.echo"},
	{"greets", "TRN-19", "stdout.banner"},
	{"logs", "TRN-02", "stdout.not-json"},
	{"prints garbage", "TRN-02", "stdout.not-json"},
	{"prints Latin-1", "TRN-13", "stdout.not-utf8"},
	{"logs a dict", "SMP-13", "stdout.not-json"},
	{"prints on stderr", "SMP-01", "reply.on-stderr"},
	{"prints body and envelope", "SMP-13", "reply.twice-framed"},
	{"greets in JSON", "SMP-13", "reply.unsolicited"},
	{"prints an example first", "SMP-01", "reply.blind"},
	{"prints a mark", "TRN-13", "stdout.bom"},
	{"ends with CRLF", "TRN-21", "stdout.carriage-return"},
	{"two on a line", "TRN-03", "stdout.two-objects"},
	{"pretty-prints", "TRN-02", "stdout.pretty-printed"},
	{"prints a dict", "TRN-02", "stdout.python-repr"},
	{"prints a list", "ENV-01", "stdout.no-message"},
	{"prints a form", "SMP-01", "reply.unusable"},
	{"complains", "SMP-13", "stdout.extra-line"},
	{"repeats the type", "SMP-01", "type.of-request"},
	{"changes framing", "TRN-02", "framing.changed"},

	{"ignores TERM and EOF", "", ""},
	{"leaves a child", "", ""},
	{"leaves a setsid child", "", ""},
	{"bare bodies", "", ""},
	{"talks on stderr", "", ""},
}

// mostForALiar is what a scenario with a liar may cost.
const mostForALiar = liarTimeout + time.Second

// inTime judges a liar up to three times: what the machine has to do besides
// makes a scenario slower, never faster, so that one run within the bound shows
// that the liar cannot exceed it.
func inTime(t *testing.T, liar string, opts runner.Options) report.Report {
	t.Helper()
	for attempt := 1; ; attempt++ {
		r := judge(t, play("liar", liar), opts)
		slow := tooSlow(r)
		if slow == "" || raced {
			return r
		}
		if attempt == 3 {
			t.Error(slow)
			return r
		}
	}
}

// tooSlow names a scenario that cost too much, "" if there is none.
func tooSlow(r report.Report) string {
	for _, sc := range r.Scenarios {
		if took := time.Duration(sc.DurationMS) * time.Millisecond; took > mostForALiar {
			return fmt.Sprintf("%s: %s took %v", sc.Feature, sc.Name, took)
		}
	}
	return ""
}

func TestLiarsAreFoundInTime(t *testing.T) {
	for _, liar := range liars {
		t.Run(liar.name, func(t *testing.T) {
			t.Parallel()
			r := inTime(t, liar.name, liarOptions())
			if !r.Complete {
				t.Error("the run is not complete")
			}
			groups := report.Groups(r)
			if liar.cause == "" {
				if r.Verdict != report.Conforms || len(groups) > 0 {
					t.Errorf("verdict %q, groups %v", r.Verdict, summary(groups))
				}
				return
			}
			// What is only a warning here does not cost the verdict.
			if mild := liar.cause == "stdout.carriage-return"; (r.Verdict == report.DoesNotConform) == mild {
				t.Errorf("verdict %q", r.Verdict)
			}
			if len(groups) == 0 || groups[0].Cause != liar.cause || !slices.Contains(groups[0].IDs, liar.id) {
				t.Errorf("groups %v, want %s of %s first", summary(groups), liar.cause, liar.id)
			}
		})
	}
}

func TestALineOf2MiBIsAReply(t *testing.T) {
	opts := liarOptions()
	opts.Select, opts.Timeout = []string{"SMP-01"}, 10*time.Second
	if r := judge(t, play("liar", "writes 2 MiB"), opts); r.Verdict != report.Conforms {
		t.Errorf("verdict %q, groups %v", r.Verdict, summary(report.Groups(r)))
	}
}

func TestANodeThatReadsNothingOfALongLineIsToldSo(t *testing.T) {
	opts := liarOptions()
	opts.Select = []string{"TRN-22"}
	r := inTime(t, "never reads", opts)
	if groups := report.Groups(r); len(groups) != 1 || groups[0].Cause != "stdin.not-read" || groups[0].Hint != hint.For("stdin.not-read") {
		t.Errorf("groups %v", summary(groups))
	}
}

// statuses counts the scenarios of each status.
func statuses(r report.Report) map[report.Status]int {
	n := map[report.Status]int{}
	for _, sc := range r.Scenarios {
		n[sc.Status]++
	}
	return n
}

func TestNobodyWaitsForANodeThatAnswersNothing(t *testing.T) {
	for name, reason := range map[string]string{
		"hangs":             "not run: the node answered nothing in the samples",
		"answers after EOF": "not run: the node answers only when its stdin is closed",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // both only wait
			opts := liarOptions()
			r := judge(t, play("liar", name), opts)
			told := 0
			for _, sc := range r.Scenarios {
				if sc.Status == report.Broken {
					told++
					if !strings.HasPrefix(sc.Reason, reason) {
						t.Errorf("%s is broken: %s", sc.Name, sc.Reason)
					}
				}
			}
			if ran := len(r.Scenarios) - told; told == 0 || ran > 8 {
				t.Errorf("%d scenarios were run, %d were not", ran, told)
			}
			if r.Verdict != report.DoesNotConform || r.ExitStatus() != 1 {
				t.Errorf("verdict %q, exit status %d", r.Verdict, r.ExitStatus())
			}
			opts.KeepGoing = true
			if n := statuses(judge(t, play("liar", name), opts)); n[report.Broken] > 0 {
				t.Errorf("with KeepGoing: %v", n)
			}
		})
	}
}

func TestANodeThatOftenMissesItsDeadlineIsGivenUp(t *testing.T) {
	opts := liarOptions()
	opts.Select = []string{"core"} // matched against the folder
	r := judge(t, play("mutant", "answers-only-first"), opts)
	broken := 0
	for _, sc := range r.Scenarios {
		if sc.Status == report.Broken && strings.HasPrefix(sc.Reason, "not run: the node missed") {
			broken++
		}
	}
	if broken == 0 || r.Verdict != report.DoesNotConform {
		t.Errorf("%d scenarios were not run, verdict %q", broken, r.Verdict)
	}
}

func TestFailFastStopsAndStillJudges(t *testing.T) {
	opts := liarOptions()
	opts.FailFast, opts.Jobs = true, 1
	r := judge(t, play("liar", "refuses"), opts)
	n := statuses(r)
	if !r.Complete || r.Verdict != report.DoesNotConform || n[report.Failed] != 1 || n[report.Broken] != len(r.Scenarios)-1 {
		t.Errorf("complete %v, verdict %q, scenarios %v", r.Complete, r.Verdict, n)
	}
}

func TestCancellingEndsTheRunAndItsNodes(t *testing.T) {
	for _, name := range []string{"hangs", "ignores TERM and is silent", "hangs with a setsid child"} {
		t.Run(name, func(t *testing.T) {
			opts := liarOptions()
			opts.Timeout, opts.KeepGoing = time.Minute, true
			ctx, cancel := context.WithCancel(t.Context())
			var cancelled time.Time
			time.AfterFunc(300*time.Millisecond, func() { cancelled = time.Now(); cancel() })
			r, err := runner.Run(ctx, play("liar", name), opts)
			if err != nil {
				t.Fatal(err)
			}
			if took := time.Since(cancelled); took > 2*time.Second {
				t.Errorf("the run went on for %v", took)
			}
			if r.Complete || r.ExitStatus() != 3 {
				t.Errorf("complete %v, exit status %d", r.Complete, r.ExitStatus())
			}
			if left := childrenLeft(); left != "" {
				t.Errorf("left behind: %s", left)
			}
		})
	}
}

func TestARunThatIsCutOffKeepsWhatItHasFound(t *testing.T) {
	opts := liarOptions()
	opts.Jobs = 1
	ctx, cancel := context.WithCancel(t.Context())
	opts.Progress = func(done, _ int, _ report.Scenario) {
		if done == 2 {
			cancel()
		}
	}
	r, err := runner.Run(ctx, play("liar", "two on a line"), opts)
	if err != nil {
		t.Fatal(err)
	}
	n := statuses(r)
	if r.Complete || r.ExitStatus() != 3 || len(report.Groups(r)) == 0 || n[report.Broken] != len(r.Scenarios)-2 {
		t.Errorf("complete %v, exit status %d, scenarios %v, groups %v", r.Complete, r.ExitStatus(), n, summary(report.Groups(r)))
	}
}

func TestAProgramThatCannotBeStartedIsNotJudged(t *testing.T) {
	plain := filepath.Join(t.TempDir(), "node.py")
	if err := os.WriteFile(plain, []byte("print()\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, program := range map[string]string{"missing": "./no-such-node", "not executable": plain, "a folder": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			r, err := runner.Run(t.Context(), node.Command{Args: []string{program}}, liarOptions())
			if err == nil || !strings.Contains(err.Error(), filepath.Base(program)) || r.Verdict != "" {
				t.Errorf("error %v, verdict %q", err, r.Verdict)
			}
		})
	}
}

func TestPathsAndArgumentsAreTakenAsTheyStand(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "my nodes"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(player, filepath.Join(dir, "my nodes", "a node")); err != nil {
		t.Fatal(err)
	}
	cmd := node.Command{Dir: dir, Env: []string{"PLAYER_PART=liar arguments"},
		Args: []string{"my nodes/a node", "two words", "", `it's "quoted"`, "*"}}
	if r := judge(t, cmd, liarOptions()); r.Verdict != report.Conforms {
		t.Errorf("verdict %q, groups %v", r.Verdict, summary(report.Groups(r)))
	}
}
