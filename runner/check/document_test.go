package check

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAReportIsHeldAgainstItsSchema(t *testing.T) {
	for verdict, want := range map[string]bool{"valid": true, "invalid": false} {
		files, err := filepath.Glob("../../testdata/schemas/report/" + verdict + "/*.json")
		if err != nil || len(files) == 0 {
			t.Fatalf("there are no %s samples: %v", verdict, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := Report(data); (err == nil) != want {
				t.Errorf("%s: %v", file, err)
			}
			if err := Report(append(data, '1')); err == nil {
				t.Errorf("%s: a second value is accepted", file)
			}
		}
	}
	for _, text := range []string{"", "null", "[]", `{"seed":1e999999999}`, strings.Repeat("[", 20_000)} {
		if err := Report([]byte(text)); err == nil {
			t.Errorf("%.40q is taken for a report", text)
		}
	}
}
