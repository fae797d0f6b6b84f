package features

import (
	"bytes"
	"io/fs"
	"strconv"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v26"
	"github.com/google/go-cmp/cmp"
)

func TestOurMatcherReadsAsTheParsersOwn(t *testing.T) {
	files, err := fs.Glob(FS, "*/*.feature")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	counter := func() func() string {
		n := 0
		return func() string { n++; return strconv.Itoa(n) }
	}
	for _, file := range files {
		data, err := fs.ReadFile(FS, file)
		if err != nil {
			t.Fatal(err)
		}
		broken := append(bytes.Clone(data), "\n  @tag with blank\n  @tag\n"...)
		for _, data := range [][]byte{data, broken} {
			want, wantErr := gherkin.ParseGherkinDocument(bytes.NewReader(data), counter())
			got, gotErr := parse(data, counter())
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s (-theirs +ours):\n%s", file, d)
			}
			if (wantErr == nil) != (gotErr == nil) || wantErr != nil && wantErr.Error() != gotErr.Error() {
				t.Errorf("%s: error %v; theirs %v", file, gotErr, wantErr)
			}
		}
	}
}
