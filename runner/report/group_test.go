package report

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/runner/check"
)

func TestOneCauseMakesOneGroupWithItsWeightiestRequirementFirst(t *testing.T) {
	f := func(id, status, cause, sent string) check.Finding {
		return check.Finding{ID: id, Status: status, Cause: cause, Sent: sent, Message: "m " + id}
	}
	requirements := []Requirement{{ID: "AAA-01"}, {ID: "BBB-01"}, {ID: "CCC-01"}, {ID: "DDD-01"}, {ID: "URL-03"}}
	for _, c := range []struct {
		name      string
		scenarios []Scenario
		ids       [][]string
		example   string // what was sent in the first group's example
	}{
		{"nothing found", []Scenario{{IDs: []string{"AAA-01"}}}, nil, ""},
		{"the order of the requirements", []Scenario{
			{Findings: []check.Finding{f("CCC-01", "failed", "x", "1"), f("AAA-01", "failed", "x", "2")}},
		}, [][]string{{"AAA-01", "CCC-01"}}, "2"},
		{"the scenario's own requirement before others", []Scenario{
			{IDs: []string{"CCC-01"}, Findings: []check.Finding{f("AAA-01", "failed", "x", "1"), f("CCC-01", "failed", "x", "2")}},
		}, [][]string{{"CCC-01", "AAA-01"}}, "2"},
		{"failed before warned, whoever owns it", []Scenario{
			{IDs: []string{"AAA-01"}, Findings: []check.Finding{f("AAA-01", "warned", "x", "1"), f("BBB-01", "failed", "x", "2")}},
		}, [][]string{{"BBB-01", "AAA-01"}}, "2"},
		{"the shortest example, but one that was sent something", []Scenario{
			{Findings: []check.Finding{f("AAA-01", "failed", "x", "a long line")}},
			{Findings: []check.Finding{f("AAA-01", "failed", "x", "")}},
			{Findings: []check.Finding{f("AAA-01", "failed", "x", "short")}},
		}, [][]string{{"AAA-01"}}, "short"},
		{"failed groups before warned ones, then the order of the report", []Scenario{
			{Findings: []check.Finding{f("AAA-01", "warned", "x", "1"), f("DDD-01", "failed", "y", "2"), f("BBB-01", "failed", "z", "3")}},
		}, [][]string{{"DDD-01"}, {"BBB-01"}, {"AAA-01"}}, "2"},
		{"without a cause, a group for each requirement", []Scenario{
			{Findings: []check.Finding{f("AAA-01", "failed", "", "1"), f("BBB-01", "failed", "", "2"), f("AAA-01", "failed", "", "3")}},
		}, [][]string{{"AAA-01"}, {"BBB-01"}}, "1"},
		{"what is wrong in a URL, by a requirement about URLs", []Scenario{
			{IDs: []string{"AAA-01"}, Findings: []check.Finding{f("AAA-01", "failed", "url.x", "1")}},
			{IDs: []string{"URL-03"}, Findings: []check.Finding{f("URL-03", "failed", "url.x", "2")}},
		}, [][]string{{"URL-03", "AAA-01"}}, "2"},
		{"an unknown requirement comes last", []Scenario{
			{Findings: []check.Finding{f("ZZZ-99", "failed", "x", "1"), f("DDD-01", "failed", "x", "2")}},
		}, [][]string{{"DDD-01", "ZZZ-99"}}, "2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			groups := Groups(Report{Requirements: requirements, Scenarios: c.scenarios})
			var ids [][]string
			for _, g := range groups {
				ids = append(ids, g.IDs)
			}
			if diff := cmp.Diff(c.ids, ids); diff != "" {
				t.Fatalf("-want +have:\n%s", diff)
			}
			if len(groups) > 0 && groups[0].Example.Sent != c.example {
				t.Errorf("the example is %q, want %q", groups[0].Example.Sent, c.example)
			}
		})
	}
}

func TestAGroupCountsItsScenariosOnceAndTakesAHintWhereverThereIsOne(t *testing.T) {
	a := check.Finding{ID: "AAA-01", Status: "failed", Cause: "x", Message: "the message", Sent: "s"}
	b := a
	b.Hint, b.Sent = "the hint", "longer"
	g := Groups(Report{Scenarios: []Scenario{{Findings: []check.Finding{a, a}}, {Findings: []check.Finding{b}}}})[0]
	if g.Scenarios != 2 || g.Hint != "the hint" || g.Found != 0 {
		t.Errorf("%d scenarios, hint %q, found in %d", g.Scenarios, g.Hint, g.Found)
	}
	g = Groups(Report{Scenarios: []Scenario{{Findings: []check.Finding{a}}}})[0]
	if g.Hint != "the message" {
		t.Errorf("without a hint the group says %q", g.Hint)
	}
}

// A monster is a finding whose every text is as long and as hostile as a node
// can make it.
func monster() Report {
	huge := strings.Repeat("{\"url\":\"\x1b[2J\u202e\xff\"}\n", 4000) + strings.Repeat("x", 1<<20)
	f := check.Finding{
		ID: "AAA-01", Status: "failed", Cause: "x", Message: huge, Sent: huge, Got: huge, Expected: huge,
		Difference: huge, Pointer: "/body/url", Hint: huge, Source: huge, Again: "again",
	}
	s := Scenario{IDs: []string{"AAA-01"}, Findings: []check.Finding{f}}
	r := Report{Complete: true, Verdict: DoesNotConform}
	for _, a := range "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		f.ID = string(a) + "AA-01"
		r.Requirements = append(r.Requirements, Requirement{ID: f.ID, Level: "MUST", Profile: "core", Status: Failed, Rule: strings.Repeat("word ", 500)})
		s.Findings = append(s.Findings, f)
	}
	r.Scenarios = []Scenario{s, s}
	return r
}

func TestAGroupHasAtMost25LinesWhateverIsInIt(t *testing.T) {
	for _, width := range []int{0, 40, 200} {
		r := monster()
		p := newPrinter(io.Discard, r, Options{Width: width})
		lines := p.group(Groups(r)[0], 1)
		if len(lines) > groupLines || len(lines) < 15 {
			t.Errorf("width %d: %d lines", width, len(lines))
		}
		all := strings.Join(lines, "\n")
		for i, line := range lines {
			if n := len([]rune(line)); n > lineLimit+80 {
				t.Errorf("width %d: line %d has %d characters", width, i, n)
			}
		}
		if strings.ContainsAny(all, "\x1b\u202e\ufffd") {
			t.Errorf("width %d: control characters in\n%s", width, all)
		}
		for _, label := range []string{"rule:", "sent:", "got:", "expected:", "differs:", "source:", "again:", "also:"} {
			if !strings.Contains(all, label) {
				t.Errorf("width %d: %s was lost", width, label)
			}
		}
	}
}

func TestTheLastLinesOfWhatCameBackAreShownToo(t *testing.T) {
	f := check.Finding{ID: "AAA-01", Status: "failed", Message: "the node ended", Got: "nothing\nstderr:\n" + strings.Repeat("  File ...\n", 90) + "KeyError: 'state'\n"}
	r := Report{Scenarios: []Scenario{{Findings: []check.Finding{f}}}}
	all := strings.Join(newPrinter(io.Discard, r, Options{}).group(Groups(r)[0], 1), "\n")
	for _, want := range []string{"nothing", "stderr:", "more lines)", "KeyError: 'state'"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing in\n%s", want, all)
		}
	}
}

func TestALongLineIsCutAroundTheDifference(t *testing.T) {
	got := `{"pad":"` + strings.Repeat("p", 4000) + `","url":"https://accounts.example.com/authorize?state=WRONG","more":"` + strings.Repeat("q", 4000) + `"}`
	f := check.Finding{Got: got, Pointer: "/body/url", Expected: "https://accounts.example.com/authorize?state=right"}
	have := shorten(got, focus(f, got), lineLimit)
	if !strings.Contains(have, "state=WRONG") || !strings.HasPrefix(have, "…") || !strings.Contains(have, "… (8") {
		t.Errorf("cut to %q", have)
	}
	if short := shorten("short", 3, lineLimit); short != "short" {
		t.Errorf("a short line became %q", short)
	}
}
