package runner

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"

	"flowcheck/features"
)

// stepText is a step without its keyword, and without the table or text that
// follows it.
func stepText(step string) string {
	line, _, _ := strings.Cut(step, "\n")
	for _, keyword := range []string{"Given ", "When ", "Then ", "And ", "But ", "* "} {
		if text, ok := strings.CutPrefix(line, keyword); ok {
			return text
		}
	}
	return line
}

func TestEachStepOfAFeatureMatchesExactlyOneDefinition(t *testing.T) {
	spec, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	definitions := make([]*regexp.Regexp, len(vocabulary))
	for i, s := range vocabulary {
		definitions[i] = regexp.MustCompile(s.expr)
	}
	used := make([]int, len(vocabulary))
	for _, sc := range spec.Scenarios {
		for _, step := range sc.Steps {
			var matched []string
			for i, d := range definitions {
				if d.MatchString(stepText(step)) {
					matched = append(matched, vocabulary[i].expr)
					used[i]++
				}
			}
			if len(matched) != 1 {
				t.Errorf("%s: %s: %q matches %d definitions: %q", sc.Feature, sc.Name, stepText(step), len(matched), matched)
			}
		}
	}
	for i, n := range used {
		if n == 0 {
			t.Errorf("no feature says %s", vocabulary[i].expr)
		}
	}
}

func TestEachDefinitionMatchesAWholeStep(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range vocabulary {
		if !strings.HasPrefix(s.expr, "^") || !strings.HasSuffix(s.expr, "$") {
			t.Errorf("%s matches a part of a step", s.expr)
		}
		parsed, err := syntax.Parse(s.expr, syntax.Perl)
		if err != nil || parsed.Op != syntax.OpConcat || parsed.Sub[0].Op != syntax.OpBeginText {
			t.Errorf("%s: %v", s.expr, err)
		} else if first := parsed.Sub[1]; !strings.HasPrefix(string(first.Rune), beginning(s.expr)) {
			t.Errorf("%s does not begin with %q", s.expr, beginning(s.expr))
		}
		if seen[s.expr] {
			t.Errorf("%s is defined twice", s.expr)
		}
		seen[s.expr] = true
	}
}

// A request that a feature sends is held against its schema when it is sent:
// one that is wrong by mistake, or right where the step says that it is
// malformed, makes its scenario broken. The run of the reference shows that no
// scenario is.
func TestARequestThatContradictsItsStepIsTheSuitesFault(t *testing.T) {
	w := schemaWorld(t)
	right := object{{"type", "check_scope"}, {"msg_id", 1}, {"token", "t"}, {"required_scope", "read"}}
	wrong := object{{"type", "check_scope"}, {"msg_id", 1}, {"token", 5}, {"required_scope", "read"}}
	for name, c := range map[string]struct {
		body      object
		malformed bool
		ok        bool
	}{
		"right, as the step says":        {right, false, true},
		"wrong, though the step is not":  {wrong, false, false},
		"malformed, as the step says":    {wrong, true, true},
		"right, though said to be wrong": {right, true, false},
	} {
		if err := w.wellFormed(nil, c.body, c.malformed); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
