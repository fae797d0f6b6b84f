package features

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A specification of one profile and one rule, which the tests spoil.
const (
	profileText = "order: 1\ndefault: yes\npromise: what is shown here\n"
	ruleText    = `Feature: One subject

  @ABC-01 @MUST
  Rule: A node answers

    Source: nowhere

    Scenario: It answers
      Given a fresh node
`
)

func files(feature string) fstest.MapFS {
	return fstest.MapFS{
		"one/profile.txt":     {Data: []byte(profileText)},
		"one/subject.feature": {Data: []byte(feature)},
	}
}

func TestAWholeSpecificationIsRead(t *testing.T) {
	spec, err := Parse(files(ruleText))
	if err != nil {
		t.Fatal(err)
	}
	r, ok := spec.Requirement("ABC-01")
	if !ok || r.Level != "MUST" || r.Profile != "one" || r.Feature != "one/subject.feature" || r.Rule != "A node answers" || r.Source != "nowhere" {
		t.Errorf("requirement %+v", r)
	}
	if len(spec.Scenarios) != 1 || spec.Scenarios[0].Line != 8 || strings.Join(spec.Scenarios[0].IDs, " ") != "ABC-01" {
		t.Errorf("scenarios %+v", spec.Scenarios)
	}
}

func TestWhatWouldMakeAVerdictAmbiguousIsRefused(t *testing.T) {
	const second = `
  @ABC-02 @SHOULD
  Rule: A node ends

    Source: nowhere

    Scenario: It ends
      Given a fresh node
`
	replaced := func(old, new string) string {
		if !strings.Contains(ruleText+second, old) {
			t.Fatalf("%q is not in the text", old)
		}
		return strings.Replace(ruleText+second, old, new, 1)
	}
	for name, c := range map[string]struct{ feature, says string }{
		"a repeated ID":                     {replaced("@ABC-02", "@ABC-01"), "requirement ABC-01 stands twice"},
		"an unknown level":                  {replaced("@SHOULD", "@WOULD"), `level "WOULD" is none of MUST, SHOULD, MAY, excluded`},
		"no level":                          {replaced(" @SHOULD", ""), `level "" is none of`},
		"no ID":                             {replaced("@ABC-02 ", ""), "has no ID"},
		"two IDs":                           {replaced("@ABC-02", "@ABC-02 @ABC-03"), "one too many"},
		"an ID of another form":             {replaced("@ABC-02", "@AB-2"), "one too many"},
		"no source":                         {replaced("    Source: nowhere\n", ""), `wants a line "Source: ..."`},
		"an excluded rule without a reason": {replaced("@SHOULD", "@excluded"), `"Excluded: ..."`},
		"a reason without exclusion":        {replaced("Source: nowhere", "Source: nowhere\n    Excluded: why"), `"Excluded: ..."`},
		"an excluded rule with a scenario": {replaced("@MUST\n  Rule: A node answers\n\n    Source: nowhere",
			"@excluded\n  Rule: A node answers\n\n    Source: nowhere\n    Excluded: why"), "ABC-01 (excluded): a rule has scenarios unless it is excluded"},
		"a rule without scenarios":    {replaced("    Scenario: It ends\n      Given a fresh node\n", ""), "ABC-02 (SHOULD): a rule has scenarios unless it is excluded"},
		"a scenario without steps":    {replaced("It ends\n      Given a fresh node\n", "It ends\n"), `scenario "It ends" has no steps`},
		"two scenarios with one name": {replaced("It ends", "It answers"), `two scenarios are named "It answers"`},
		"two rows with one name": {replaced("    Scenario: It ends\n      Given a fresh node\n",
			"    Scenario Outline: It ends\n      Given a fresh <what>\n\n      Examples:\n        | what |\n        | node |\n        | tree |\n"),
			`two scenarios are named "It ends"`},
		"a scenario outside a rule": {"Feature: One\n\n  Scenario: Alone\n    Given a fresh node\n", `scenario "Alone" stands outside a Rule`},
		"no feature":                {"# nothing\n", "no Feature in it"},
		"no Gherkin":                {"Once upon a time\n", "one/subject.feature"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(files(c.feature))
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "one/subject.feature") {
				t.Errorf("want an error that names the file and says %q, got %v", c.says, err)
			}
		})
	}
}

func TestAProfileThatCannotBeReadIsRefused(t *testing.T) {
	for text, says := range map[string]string{
		"order: first\n":          "order",
		"order: 1\ncolour: red\n": `unknown key "colour"`,
	} {
		fsys := files(ruleText)
		fsys["one/profile.txt"] = &fstest.MapFile{Data: []byte(text)}
		if _, err := Parse(fsys); err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "one/profile.txt") {
			t.Errorf("%q: want an error that names the file and says %s, got %v", text, says, err)
		}
	}
}

func TestProfilesStandInTheirOrder(t *testing.T) {
	fsys := files(ruleText)
	fsys["another/profile.txt"] = &fstest.MapFile{Data: []byte("order: 2\npromise: more\n")}
	fsys["another/subject.feature"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(ruleText, "ABC", "XYZ"))}
	spec, err := Parse(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if p := spec.Profiles; len(p) != 2 || p[0].Name != "one" || !p[0].Default || p[1].Name != "another" || p[1].Default {
		t.Errorf("profiles %+v", p)
	}
	if spec.Requirements[0].ID != "ABC-01" || spec.Requirements[1].ID != "XYZ-01" {
		t.Errorf("requirements %+v", spec.Requirements)
	}
}

func TestTheDigestFollowsTheText(t *testing.T) {
	one, err := Parse(files(ruleText))
	if err != nil {
		t.Fatal(err)
	}
	same, err := Parse(files(ruleText))
	if err != nil {
		t.Fatal(err)
	}
	other, err := Parse(files(ruleText + "\n# a remark\n"))
	if err != nil {
		t.Fatal(err)
	}
	if one.Digest != same.Digest || one.Digest == other.Digest || len(one.Digest) != 64 {
		t.Errorf("digests %s, %s, %s", one.Digest, same.Digest, other.Digest)
	}
}
