package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	speedBegin = "<!-- speed: written by `make bench` from testdata/bench/speed.md, which it writes before -->\n"
	speedEnd   = "<!-- end of speed -->"
)

// speedQuote is what README.md shows of the page on speed: on what and when it
// was measured, and the first table.
func speedQuote(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(root, "testdata", "bench", "speed.md"))
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.SplitN(string(page), "\n\n", 5)
	if len(parts) < 5 || !strings.HasPrefix(parts[3], "| program |") {
		t.Fatal("testdata/bench/speed.md is not what testdata/bench/run writes: a title, a sentence, the machine and a table")
	}
	return parts[2] + "\n\n" + parts[3] + "\n"
}

func TestTheReadmeShowsTheSpeedThatWasMeasured(t *testing.T) {
	text := strings.Join(readDocument(t, readme).lines, "\n")
	want := between(text, speedBegin, speedEnd, speedQuote(t))
	if !strings.Contains(text, speedBegin) || want != text && !*update {
		t.Errorf("(-README.md +testdata/bench/speed.md; make bench writes both)\n%s", cmp.Diff(text, want))
	}
	if *update {
		if err := os.WriteFile(filepath.Join(root, readme), []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
