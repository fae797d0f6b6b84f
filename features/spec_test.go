package features

import "testing"

func TestTheEmbeddedFeaturesParse(t *testing.T) {
	spec, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d profiles, %d requirements, %d scenarios", len(spec.Profiles), len(spec.Requirements), len(spec.Scenarios))
}
