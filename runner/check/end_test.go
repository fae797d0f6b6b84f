package check_test

import (
	"strings"
	"testing"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// A missing reply is charged to the requirements of the scenario that provoked
// it, with what happened instead as its cause.
func TestWhyAReplyIsMissing(t *testing.T) {
	schemas := compile(t)
	scenario := wire.ScenarioEvent("core/flow.feature", "a flow", []string{"SMP-03", "SMP-10"})
	// A story is told in order: "> " is the client, "< " the node, "* " an event.
	for name, c := range map[string]struct {
		story []string
		want  []string
		says  string // in the first message
	}{
		"it came in time":     {[]string{"> " + asks, "< " + no, "* closed stdin", "* exit status 0"}, nil, ""},
		"the deadline passed": {[]string{"> " + asks, "* deadline missed"}, []string{"SMP-03 reply.missing", "SMP-10 reply.missing"}, "no reply"},
		"after a right one":   {[]string{"> " + asks, "< " + no, "> " + asksNext, "* deadline missed"}, []string{"SMP-03 reply.missing.later", "SMP-10 reply.missing.later"}, "after 1 reply"},
		"two are missing":     {[]string{"> " + asks, "> " + asksNext, "* deadline missed"}, []string{"SMP-03 reply.missing", "SMP-10 reply.missing"}, "2 requests are unanswered"},
		"the node ended":      {[]string{"> " + asks, "* exit status 1"}, []string{"SMP-03 process.exited", "SMP-10 process.exited"}, "exit status 1"},
		"it ended after one": {[]string{"> " + asks, "< " + no, "> " + asksNext, "* exit status 0"},
			[]string{"SMP-03 process.exited.later", "SMP-10 process.exited.later"}, "exit status 0"},
		"the node was killed":  {[]string{"> " + asks, "* killed by signal: segmentation fault"}, []string{"SMP-03 process.signal", "SMP-10 process.signal"}, "segmentation fault"},
		"stdout was closed":    {[]string{"> " + asks, "* end of file on stdout"}, []string{"SMP-03 stdout.closed", "SMP-10 stdout.closed"}, "closed its stdout"},
		"stdin was not read":   {[]string{"> " + asks, "* stdin not read", "* deadline missed"}, []string{"SMP-03 stdin.not-read", "SMP-10 stdin.not-read"}, "does not read"},
		"a flood":              {[]string{"> " + asks, "* too much output"}, []string{"SMP-03 stdout.flood", "SMP-10 stdout.flood"}, "more than the suite reads"},
		"stdin ended before":   {[]string{"> " + asks, "* closed stdin", "* exit status 0"}, []string{"SMP-03 eof.unanswered", "SMP-10 eof.unanswered"}, "end of stdin"},
		"only junk came":       {[]string{"> " + asks, "< nope", "* deadline missed"}, []string{"TRN-02 stdout.banner", "TRN-19 stdout.banner", "SMP-03 reply.unusable", "SMP-10 reply.unusable"}, "not JSON"},
		"it came too late":     {[]string{"> " + asks, "* deadline missed", "< " + no}, []string{"SMP-03 reply.late", "SMP-10 reply.late"}, "after the deadline"},
		"it came after EOF":    {[]string{"> " + asks, "* deadline missed", "* closed stdin", "< " + no}, []string{"SMP-03 reply.after-eof", "SMP-10 reply.after-eof"}, "when stdin was closed"},
		"a sample after EOF":   {[]string{"* one line only", "> " + asks, "* deadline missed", "* closed stdin", "< " + no}, []string{"SMP-10 reply.after-eof"}, "when stdin was closed"},
		"not owed: no msg_id":  {[]string{"> " + asksNoID, "* deadline missed"}, nil, ""},
		"not owed: not a node": {[]string{"> " + strings.Replace(asks, `"oauth"`, `"other"`, 1), "* closed stdin"}, nil, ""},
		"not a node, and answered": {[]string{"> " + strings.Replace(asks, `"oauth"`, `"other"`, 1), "< " + strings.NewReplacer(`"oauth"`, `"other"`, "false", "1").Replace(no)},
			[]string{"SCP-13 value.has_scope.type", "SMP-11 value.has_scope.type"}, "has_scope"},
		"stopped by the suite": {[]string{"> " + asks, "< " + no, "* stopped by the suite", "* killed by signal: killed"}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var tr wire.Transcript
			tr.Add(wire.Entry{From: wire.Suite, Event: scenario})
			tr.Add(wire.Entry{From: wire.Suite, Event: wire.Started})
			tell(&tr, c.story)
			findings := check.Judge(schemas, tr, "auto").End()
			compare(t, findings, c.want)
			if len(findings) > 0 && !strings.Contains(findings[0].Message, c.says) {
				t.Errorf("message %q does not say %q", findings[0].Message, c.says)
			}
		})
	}
}

func TestALateReplyWithoutALineFeedIsOneThatNoReaderSaw(t *testing.T) {
	var tr wire.Transcript
	tr.Add(wire.Entry{From: wire.Suite, Event: wire.ScenarioEvent("core/flow.feature", "a flow", []string{"SMP-03"})})
	tr.Add(wire.Entry{From: wire.Client, Line: []byte(asks + "\n")})
	tr.Add(wire.Entry{From: wire.Suite, Event: wire.Deadline})
	tr.Add(wire.Entry{From: wire.Suite, Event: wire.ClosedStdin})
	tr.Add(wire.Entry{From: wire.Node, Line: []byte(no)})
	compare(t, check.Judge(compile(t), tr, "auto").End(), []string{"SMP-03 stdout.no-line-feed", "TRN-03 stdout.no-line-feed"})
}

func TestASampleThatIsAnsweredOnlyAfterEOFIsAWarning(t *testing.T) {
	var tr wire.Transcript
	for _, e := range []wire.Entry{
		{From: wire.Suite, Event: wire.ScenarioEvent("core/generate_auth_url.feature", "Sample 1", []string{"SMP-01"})},
		{From: wire.Suite, Event: wire.OneShot}, {From: wire.Client, Line: []byte(asks + "\n")},
		{From: wire.Suite, Event: wire.Deadline}, {From: wire.Suite, Event: wire.ClosedStdin}, {From: wire.Node, Line: []byte(no + "\n")},
	} {
		tr.Add(e)
	}
	findings := check.Judge(compile(t), tr, "auto").End()
	if len(findings) != 1 || findings[0].ID != "SMP-10" || !findings[0].Mild {
		t.Errorf("want one mild finding for SMP-10, got %+v", findings)
	}
}

// Nobody kept deadlines while traffic was overheard, and it may begin anywhere.
func TestWhatIsChargedToTrafficThatWasOverheard(t *testing.T) {
	const started, recorded = "* " + wire.Started, "* " + wire.Recorded
	again := strings.ReplaceAll(no, ":7", ":6")
	for name, c := range map[string]struct {
		story []string
		want  []string
		says  string
	}{
		"it begins with replies":          {[]string{"< " + again, "< " + no, "> " + asksNext, "< " + noNext}, nil, ""},
		"it begins with a greeting":       {[]string{`< {"src":"oauth","dest":"c","body":{"type":"ready"}}`, "> " + asks, "< " + no}, []string{"TRN-19 reply.unsolicited"}, "no request"},
		"a reply to nothing, further on":  {[]string{"> " + asks, "< " + no, "< " + noNext}, []string{"TRN-19 reply.unsolicited"}, "no request"},
		"a wrong value in such a reply":   {[]string{"< " + strings.Replace(no, "false", "0", 1), "> " + asksNext, "< " + noNext}, []string{"SCP-13 value.has_scope.type"}, "has_scope"},
		"it ends with a request":          {[]string{"> " + asks}, []string{"ENV-05 reply.missing.recorded"}, "before the recording ends"},
		"it was recorded from the start":  {[]string{started, recorded, "< " + again, "> " + asks, "< " + no}, []string{"TRN-19 reply.unsolicited"}, "no request"},
		"it was recorded, and broken off": {[]string{started, recorded, "> " + asks}, []string{"ENV-05 reply.missing.recorded"}, "before the recording ends"},
		"it was recorded, and crashed":    {[]string{started, recorded, "> " + asks, "< " + no, "> " + asksNext, "* exit status 1"}, []string{"ENV-05 process.exited.recorded"}, "exit status 1"},
	} {
		t.Run(name, func(t *testing.T) {
			var tr wire.Transcript
			tell(&tr, c.story)
			findings := check.Judge(compile(t), tr, "auto").End()
			compare(t, findings, c.want)
			if len(findings) > 0 && !strings.Contains(findings[0].Message, c.says) {
				t.Errorf("message %q does not say %q", findings[0].Message, c.says)
			}
		})
	}
}

// tell adds a story to a transcript: lines of the client behind ">", of the node
// behind "<", and events behind "*".
func tell(tr *wire.Transcript, story []string) {
	for _, line := range story {
		switch kind, text := line[:2], line[2:]; kind {
		case "> ":
			tr.Add(wire.Entry{From: wire.Client, Line: []byte(text + "\n")})
		case "< ":
			tr.Add(wire.Entry{From: wire.Node, Line: []byte(text + "\n")})
		default:
			tr.Add(wire.Entry{From: wire.Suite, Event: text})
		}
	}
}
