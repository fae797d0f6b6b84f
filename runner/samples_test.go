package runner

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"flowcheck/features"
	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// sample is one of the exercise's two tests, as testdata/samples has it.
type sample struct {
	Name     string   `json:"name"`
	Input    string   `json:"input"`
	Expected string   `json:"expected"`
	Patterns []string `json:"patterns"`
	Timeout  int64    `json:"timeout_ms"`
}

func samples(t *testing.T) map[string]sample {
	t.Helper()
	all := map[string]sample{}
	for _, name := range []string{"generate_auth_url", "exchange_code"} {
		data, err := os.ReadFile(filepath.Join("../testdata/samples", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var s sample
		if err := json.Unmarshal(data, &s); err != nil {
			t.Fatal(err)
		}
		all[name] = s
	}
	return all
}

func schemaWorld(t *testing.T) *world {
	t.Helper()
	schemas, err := check.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return &world{job: &job{schemas: schemas}}
}

func TestTheFeaturesSayWhatTheSamplesSay(t *testing.T) {
	spec, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	all := samples(t)
	for id, c := range map[string]struct{ sample, then string }{
		"SMP-01": {"generate_auth_url", "Then the reply body is:"},
		"SMP-02": {"exchange_code", "Then the reply body, with access_token as a pattern, is:"},
	} {
		s := all[c.sample]
		want := []string{"Given a fresh node", "When the client sends only:\n  " + s.Input, c.then + "\n  " + s.Expected}
		i := slices.IndexFunc(spec.Scenarios, func(sc features.Scenario) bool { return slices.Contains(sc.IDs, id) })
		if i < 0 {
			t.Fatalf("no scenario of %s", id)
		}
		if got := spec.Scenarios[i].Steps; !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", id, got, want)
		}
		if named := len(s.Patterns) == 1 && s.Patterns[0] == "/access_token"; named != strings.Contains(c.then, "access_token as a pattern") {
			t.Errorf("%s: the sample's patterns are %q", id, s.Patterns)
		}
		if s.Timeout != defaultTimeout.Milliseconds() {
			t.Errorf("%s: the sample's limit is %d ms, the deadline %v", id, s.Timeout, defaultTimeout)
		}
	}
}

// replied is the reply of a node to a sample.
func replied(t *testing.T, s sample, body string) *check.Reply {
	t.Helper()
	c := check.NewConversation(schemaWorld(t).job.schemas, "auto")
	c.Add(wire.Entry{From: wire.Client, Line: []byte(s.Input + "\n")})
	c.Add(wire.Entry{From: wire.Node, Line: []byte(`{"src":"oauth","dest":"client","body":` + body + "}\n")})
	if len(c.Replies) != 1 || c.Replies[0].Request == nil {
		t.Fatalf("no reply in %s", body)
	}
	return c.Replies[0]
}

// turned puts the first member of an object last.
func turned(object string) string {
	first, rest, _ := strings.Cut(strings.Trim(object, "{}"), ", ")
	return "{" + rest + ", " + first + "}"
}

func TestAPatternIsExplicitAndMatchesTheWhole(t *testing.T) {
	all := samples(t)
	token := func(text string) string {
		quoted, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Replace(all["exchange_code"].Expected, `"[A-Za-z0-9-_]+"`, string(quoted), 1)
	}
	url := func(old, new string) string { return strings.Replace(all["generate_auth_url"].Expected, old, new, 1) }
	for name, c := range map[string]struct {
		sample, body, pointer, says string // pointer "": no finding
	}{
		"the sample's URL":                  {"generate_auth_url", url("", ""), "", ""},
		"another order of members":          {"generate_auth_url", turned(all["generate_auth_url"].Expected), "", ""},
		"scope=readwrite":                   {"generate_auth_url", url("read+write", "readwrite"), "/body/url", "readwrite"},
		"any character in place of the dot": {"generate_auth_url", url("accounts.example", "accountsXexample"), "/body/url", "accountsXexample"},
		"%20 in the literal sample":         {"generate_auth_url", url("read+write", "read%20write"), "/body/url", "%20"},
		"a token":                           {"exchange_code", token("abc-DEF_123"), "", ""},
		"3600.0":                            {"exchange_code", strings.Replace(token("t"), "3600", "3600.0", 1), "", ""},
		"the pattern itself":                {"exchange_code", token("[A-Za-z0-9-_]+"), "/body/access_token", "'['"},
		"a trailing newline":                {"exchange_code", token("abc\n"), "/body/access_token", `'\n' at offset 3`},
		"a leading newline":                 {"exchange_code", token("\nabc"), "/body/access_token", `'\n' at offset 0`},
		"a dotted token":                    {"exchange_code", token("abc.def"), "/body/access_token", "'.' at offset 3"},
		"an empty token":                    {"exchange_code", token(""), "/body/access_token", "empty"},
		"Bearer is no pattern":              {"exchange_code", strings.Replace(token("t"), "Bearer", "bearer", 1), "/body/token_type", "bearer"},
		"3600 as a string":                  {"exchange_code", strings.Replace(token("t"), "3600", `"3600"`, 1), "/body/expires_in", `"3600"`},
	} {
		t.Run(name, func(t *testing.T) {
			s := all[c.sample]
			dec := json.NewDecoder(strings.NewReader(s.Expected))
			dec.UseNumber()
			var want map[string]any
			if err := dec.Decode(&want); err != nil {
				t.Fatal(err)
			}
			findings := check.Expect(replied(t, s, c.body), want, s.Patterns)
			switch {
			case c.pointer == "" && len(findings) > 0:
				t.Errorf("refused: %+v", findings[0])
			case c.pointer == "":
			case len(findings) == 0:
				t.Error("accepted")
			case findings[0].Pointer != c.pointer || !strings.Contains(findings[0].Message+findings[0].Difference, c.says):
				t.Errorf("want a finding at %s that says %s, got %+v", c.pointer, c.says, findings[0])
			}
		})
	}
}
