package scan

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// A line is right for as long as it is needed, however much is read meanwhile:
// the buffers in which it stood are used again.
func TestAnEarlyLineIsQuotedWholeMuchLater(t *testing.T) {
	for name, c := range map[string]struct {
		between int // bytes
		second  bool
		seen    bool // by the second tier, before
	}{
		"at once":                          {0, false, false},
		"after many chunks":                {3 * mostKept * chunkSize, false, false},
		"at once, again much later":        {3 * mostKept * chunkSize, true, false},
		"just where its chunk is given up": {mostKept*chunkSize - 100, false, false},
		"after many chunks, seen before":   {3 * mostKept * chunkSize, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			const request = `{"src":"c1","dest":"oauth","body":{"type":"check_scope","msg_id":4000000,"token":"the first","required_scope":"read"}}` + "\n"
			const wrong = `{"src":"oauth","dest":"c1","body":{"type":"scope_valid","in_reply_to":4000000,"has_scope":"yes"}}` + "\n"
			// The very first line is read otherwise.
			text := bytes.NewBufferString(strings.Replace(request, "4000000", "3000000", 1) + request)
			wanted := "SCP-13"
			if c.second {
				text.WriteString(`{"src":"oauth","dest":"c1","body":{"type":"scope_valid","in_reply_to":4000000,"has_scope":false}}` + "\n")
				wanted = "ENV-05"
			}
			if c.seen {
				text.WriteString(`{"src":"oauth","dest":"c1","body":{"type":"scope_valid","in_reply_to":5000000,"has_scope":false}}` + "\n")
			}
			for n := 0; text.Len() < c.between; n++ {
				fmt.Fprintf(text, `{"src":"c2","dest":"oauth","body":{"type":"check_scope","msg_id":%d,"token":"another","required_scope":"read"}}`+"\n", n)
				if !c.second { // the pairs of the last time are still kept
					fmt.Fprintf(text, `{"src":"oauth","dest":"c2","body":{"type":"scope_valid","in_reply_to":%d,"has_scope":false}}`+"\n", n)
				}
			}
			text.WriteString(wrong)
			parts, err := read(t, text)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range parts[0].Findings {
				if f.ID == wanted && f.Sent == request[:len(request)-1] && f.Got == wrong[:len(wrong)-1] {
					return
				}
			}
			t.Errorf("no finding of %s quotes both lines: %+v", wanted, parts[0].Findings)
		})
	}
}

// Chunks with very long lines are not kept: four of them would be as many times
// the longest line.
func TestTheRoomOfAVeryLongLineIsGivenBack(t *testing.T) {
	long := line(`"has_scope":true,"x":"` + strings.Repeat("x", 8*chunkSize) + `"`)
	j := judge(t)
	if err := j.Read("x.jsonl", strings.NewReader(strings.Repeat(line(`"has_scope":true`)+long, 2*mostKept)), func(Part) {}); err != nil {
		t.Fatal(err)
	}
	for _, buf := range j.chunks {
		if cap(buf) > 4*chunkSize {
			t.Errorf("a buffer of %d bytes is kept", cap(buf))
		}
	}
}
