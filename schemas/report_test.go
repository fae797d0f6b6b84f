package schemas_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"flowcheck/runner/check"
	"flowcheck/runner/report"
	"flowcheck/runner/wire"
)

// The schema and the Go types are written apart: here they must agree.
func TestReportSchemaNamesTheMembersOfTheGoTypes(t *testing.T) {
	schema := decode(t, read(t, "report.json")).(map[string]any)
	compare(t, "", reflect.TypeFor[report.Report](), schema)
}

func compare(t *testing.T, at string, typ reflect.Type, schema map[string]any) {
	t.Helper()
	switch {
	case typ == reflect.TypeFor[wire.Entry](), typ == reflect.TypeFor[time.Time]():
		return // they write themselves
	case typ.Kind() == reflect.Pointer:
		compare(t, at, typ.Elem(), schema)
		return
	case typ.Kind() == reflect.Slice:
		compare(t, at+"/items", typ.Elem(), schema["items"].(map[string]any))
		return
	case typ.Kind() != reflect.Struct:
		return
	}
	properties, required := schema["properties"].(map[string]any), schema["required"].([]any)
	seen := 0
	for f := range typ.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		seen++
		member, ok := properties[name].(map[string]any)
		if !ok {
			t.Errorf("%s: the schema lacks %q", at, name)
			continue
		}
		if optional := options == "omitempty"; optional == slices.Contains(required, any(name)) {
			t.Errorf("%s/%s: optional is %v in Go and %v in the schema", at, name, optional, !optional)
		}
		compare(t, at+"/"+name, f.Type, member)
	}
	if seen != len(properties) {
		t.Errorf("%s: %d members in Go, %d in the schema", at, seen, len(properties))
	}
}

func TestEveryStatusVerdictAndEntryOfTheGoTypesIsValid(t *testing.T) {
	schema := compile(t, "report.json")
	r := report.Report{
		Tool:    report.Tool{Name: "flowcheck"},
		Node:    report.Node{Command: []string{}, Framing: "unknown", Environment: map[string]string{}},
		Started: time.Date(2026, 1, 2, 3, 4, 5, 6, time.FixedZone("", -5400)),
		Profiles: []report.Profile{
			{Name: "a", Verdict: report.Conforms}, {Name: "b", Verdict: report.DoesNotConform}, {Name: "c", Verdict: report.CouldNotJudge},
		},
		Verdict:      report.CouldNotJudge,
		Requirements: []report.Requirement{},
		Scenarios:    []report.Scenario{},
	}
	entries := []wire.Entry{
		{From: wire.Suite, Event: "start"},
		{At: 1500 * time.Microsecond, From: wire.Client, Line: []byte("{}\n")},
		{At: time.Second, From: wire.Node, Line: []byte("\xff\xfe\n")},
		{At: time.Second, From: wire.Node, Line: []byte("\xff")},
		{At: time.Second, From: wire.Node, Line: []byte{}},
	}
	for _, s := range []report.Status{report.Passed, report.Failed, report.Warned, report.Skipped, report.Broken} {
		r.Requirements = append(r.Requirements, report.Requirement{ID: "SMP-01", Level: "MUST", Profile: "core", Status: s, Rule: "r"})
		r.Scenarios = append(r.Scenarios, report.Scenario{Name: "n", IDs: []string{"SMP-01"}, Status: s, Findings: []check.Finding{}, Transcript: entries})
	}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(decode(t, data)); err != nil {
		t.Errorf("%#v", err)
	}
}
