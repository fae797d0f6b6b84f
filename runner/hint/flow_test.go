package hint

import (
	"slices"
	"strings"
	"testing"

	"flowcheck/features"
)

// A sign quotes the features: what is renamed there would never fit again.
func TestEachSignIsOfARequirementAndAScenarioThatThereAre(t *testing.T) {
	spec, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range flowHints() {
		for _, sign := range h.signs {
			id, rest, _ := strings.Cut(sign, " ")
			_, part, _ := strings.Cut(rest, " ")
			if r, ok := spec.Requirement(id); !ok || r.Level == "excluded" {
				t.Errorf("%s: %q: no requirement %s is tested", h.cause, sign, id)
			}
			if !slices.ContainsFunc(spec.Scenarios, func(sc features.Scenario) bool { return strings.Contains(sc.Name, part) }) {
				t.Errorf("%s: %q: no scenario is named like %q", h.cause, sign, part)
			}
		}
	}
	for scenario := range spellings {
		if !slices.ContainsFunc(spec.Scenarios, func(sc features.Scenario) bool { return sc.Name == scenario && slices.Contains(sc.IDs, "PKC-15") }) {
			t.Errorf("no scenario of PKC-15 is named %q", scenario)
		}
	}
}
