package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jstemmer/go-junit-report/v2/junit"
)

// WriteJUnit writes JUnit XML: a test suite for each profile and in it a test
// case for each requirement. A failure's body is the group of the terminal
// report; system-out is the conversation that shows it. What is broken is an
// error, what is skipped or fails as known is skipped, and what is warned of
// passes and says so in its system-out. A list of known failures that needs
// mending is a test suite of its own.
func WriteJUnit(w io.Writer, r Report, o Options) error {
	o.Colour = false
	p := newPrinter(io.Discard, r, o)
	numbers := map[string]int{} // of the failed groups, as in the terminal report; then the others
	groups := Groups(r.fresh())
	for _, g := range slices.Concat(failed(groups), groups, Groups(r)) {
		if numbers[g.Cause] == 0 {
			numbers[g.Cause] = len(numbers) + 1
		}
	}
	all := junit.Testsuites{Name: "flowcheck", Time: seconds(r.DurationMS)}
	for i, profile := range r.Profiles {
		suite := junit.Testsuite{Name: profile.Name, ID: i, Time: seconds(r.spent(profile.Name))}
		suite.SetTimestamp(r.Started)
		p.properties(&suite, profile)
		for _, q := range r.Requirements {
			if q.Profile == profile.Name {
				suite.AddTestcase(p.testcase(q, numbers))
			}
		}
		if text := p.remarks(); text != "" {
			suite.SystemOut = &junit.Output{Data: text}
		}
		all.AddSuite(suite)
	}
	if lines := r.mends(); len(lines) > 0 {
		all.AddSuite(mendSuite(r.Known.File, lines))
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	if err := all.WriteXML(w); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// properties say what was judged and how to do it again.
func (p *printer) properties(suite *junit.Testsuite, profile Profile) {
	suite.AddProperty("seed", strconv.FormatInt(p.Seed, 10))
	suite.AddProperty("verdict", string(profile.Verdict))
	suite.AddProperty("verdict of the run", string(p.Verdict))
	suite.AddProperty("complete", strconv.FormatBool(p.Complete))
	suite.AddProperty("node", command(p.Node.Command))
	suite.AddProperty("framing", Visible(p.Node.Framing))
	suite.AddProperty("tool", strings.TrimSpace(p.Tool.Name+" "+p.Tool.Version))
	suite.AddProperty("specification", p.Tool.Spec)
	suite.AddProperty("suite", p.Tool.Suite)
}

// remarks are the notes on the whole run, and that it was cut off if it was.
func (p *printer) remarks() string {
	var out []string
	if !p.Complete {
		out = append(out, "the run was cut off: this report judges nothing")
	}
	for _, n := range p.Notes {
		out = append(out, Visible(n))
	}
	return strings.Join(out, "\n")
}

// testcase is one requirement.
func (p *printer) testcase(q Requirement, numbers map[string]int) junit.Testcase {
	t := junit.Testcase{Name: Visible(q.ID + ": " + q.Rule), Classname: q.Profile, Status: string(q.Status)}
	groups := Groups(p.only(q.ID))
	var body, out []string
	for _, g := range groups {
		body = append(body, strings.Join(p.group(g, numbers[g.Cause]), "\n"))
		s := p.Scenarios[g.Found]
		out = append(out, Visible(s.Feature)+": "+Visible(s.Name))
		out = append(out, conversation(s.Transcript)...)
	}
	text := strings.Join(body, "\n\n")
	excuse, known := p.excused(q.ID)
	switch {
	case q.Status == Failed && known:
		t.Skipped = &junit.Result{Message: Visible("known failure: " + excuse.Reason + " (" + strings.Join(excuse.details(p.Known.File), "; ") + ")")}
		out = append([]string{text, ""}, out...)
	case q.Status == Failed:
		t.Failure = &junit.Result{Data: text}
		if len(groups) > 0 {
			t.Failure.Message, t.Failure.Type = Visible(groups[0].Example.Message), groups[0].Cause
		}
	case q.Status == Skipped:
		t.Skipped = &junit.Result{Message: Visible(q.Reason)}
	case q.Status == Broken:
		t.Error = &junit.Result{Message: Visible(q.Reason), Type: string(Broken), Data: text}
	case q.Status == Warned:
		out = append([]string{"a warning:", text, ""}, out...)
	}
	if len(out) > 0 {
		t.SystemOut = &junit.Output{Data: strings.Join(out, "\n")}
	}
	return t
}

// mendSuite has a failed case for each line of the list of known failures that
// needs mending.
func mendSuite(file string, lines []KnownFailure) junit.Testsuite {
	suite := junit.Testsuite{Name: "known failures"}
	for _, k := range lines {
		at := Visible(fmt.Sprintf("%s:%d", file, k.Line))
		suite.AddTestcase(junit.Testcase{Name: at, Classname: suite.Name, Failure: &junit.Result{Message: Visible(k.Mend), Type: "known." + strings.ReplaceAll(string(k.Outcome), " ", "-")}})
	}
	return suite
}

// spent is how long the scenarios of a profile took, in milliseconds.
func (r Report) spent(profile string) int64 {
	var ms int64
	for _, s := range r.Scenarios {
		if strings.HasPrefix(s.Feature, profile+"/") {
			ms += s.DurationMS
		}
	}
	return ms
}

// seconds shows milliseconds as JUnit wants them.
func seconds(ms int64) string { return fmt.Sprintf("%.3f", float64(ms)/1000) }
