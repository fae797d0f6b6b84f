package schemas_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The two samples of the exercise, as it prints them.
func TestTheSamplesOfTheExerciseFitTheSchemas(t *testing.T) {
	for _, tc := range []struct{ request, reply string }{
		{"generate_auth_url", "auth_url_generated"},
		{"exchange_code", "token_issued"},
	} {
		t.Run(tc.request, func(t *testing.T) {
			var sample struct {
				Name, Input, Expected string
				Patterns              []string
				TimeoutMS             int `json:"timeout_ms"`
			}
			data := readSample(t, filepath.Join("../testdata/samples", tc.request+".json"))
			if err := json.Unmarshal(data, &sample); err != nil {
				t.Fatal(err)
			}
			if sample.Name == "" || sample.TimeoutMS != 5000 || strings.Contains(sample.Input, "\n") {
				t.Errorf("no sample of the exercise: %+v", sample)
			}
			line := decode(t, []byte(sample.Input))
			if got := faults(t, compile(t, "envelope.json"), line); got != nil {
				t.Errorf("envelope of the input at fault: %v", got)
			}
			body := line.(map[string]any)["body"]
			if got := faults(t, compile(t, "message/"+tc.request+".json"), body); got != nil {
				t.Errorf("body of the input at fault: %v", got)
			}
			// A reply in these words is right except where the text is a pattern.
			var patterns []string
			patterns = append(patterns, sample.Patterns...)
			got := faults(t, compile(t, "message/"+tc.reply+".json"), decode(t, []byte(sample.Expected)))
			if diff := cmp.Diff(patterns, got); diff != "" {
				t.Errorf("places at fault in the expected reply (-patterns +got):\n%s", diff)
			}
		})
	}
}
