package wire_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"flowcheck/runner/wire"
)

// A judge of the file sees the times that a judge of the run saw.
func TestTimesAreReadAsTheyWereWritten(t *testing.T) {
	for _, microseconds := range []int64{0, 1, 3, 123, 999_999, 1_000_001, 4_999_999, 86_400_000_001} {
		want := wire.Entry{At: time.Duration(microseconds) * time.Microsecond, From: wire.Suite, Event: wire.Started}
		var b bytes.Buffer
		tr := wire.Transcript{Entries: []wire.Entry{want}}
		if err := tr.Write(&b); err != nil {
			t.Fatal(err)
		}
		var got wire.Entry
		if err := json.Unmarshal(b.Bytes(), &got); err != nil || got.At != want.At {
			t.Errorf("%v was read as %v (%v)", want.At, got.At, err)
		}
	}
}

func TestTimesThatNoClockShowsAreBounded(t *testing.T) {
	for text, want := range map[string]time.Duration{"-1": 0, "1e300": 1e9 * time.Second} {
		var got wire.Entry
		if err := json.Unmarshal([]byte(`{"at":`+text+`,"from":"node","event":"x"}`), &got); err != nil || got.At != want {
			t.Errorf("%s was read as %v (%v)", text, got.At, err)
		}
	}
}
