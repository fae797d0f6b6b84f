package oauth_test

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"flowcheck/reference/oauth"
)

// A text that is remembered is a copy: as a part of its line it would keep
// the whole line in memory, however long that is.
func TestNoLineIsKeptForAFewCharactersOfIt(t *testing.T) {
	const lines, size = 12, 1 << 20
	bodies := map[string]string{
		"register_client":   `"client_id":"c%d","client_secret":"s","redirect_uris":["u"],"scope":"r w"`,
		"generate_auth_url": `"client_id":"c%d","redirect_uri":"u","scopes":["r","w"],"state":"s"`,
		"authorize":         `"url":"https://accounts.example.com/authorize?response_type=code&client_id=c%d&redirect_uri=u&scope=r+w&state=s","scope":"r"`,
		"exchange_code":     `"code":"C","redirect_uri":"u","client_id":"c%d"`,
		"init":              `"node_id":"n%d","node_ids":["n"]`,
	}
	for kind, members := range bodies {
		t.Run(kind, func(t *testing.T) {
			n := oauth.New()
			before := heap()
			for i := range lines {
				body := fmt.Sprintf(`{"type":"%s","msg_id":1,`+members+`,"x":"%s"}`, kind, i, strings.Repeat("x", size))
				if reply := string(n.Answer([]byte(envelope(body)))); strings.Contains(reply, `"error"`) {
					t.Fatal(reply)
				}
			}
			if grown := heap() - before; grown > lines*size/4 {
				t.Errorf("%d lines of 1 MiB hold %d KiB", lines, grown>>10)
			}
			runtime.KeepAlive(n)
		})
	}
}

// heap is how many bytes are in use.
func heap() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// ends is an input that calls a function before it ends.
type ends struct {
	io.Reader
	call func()
}

func (e *ends) Read(room []byte) (int, error) {
	n, err := e.Reader.Read(room)
	if err != nil {
		e.call()
	}
	return n, err
}

// Each long line comes with fewer short ones than the last, so that the places of
// requests are not all used again: what stood there may not keep the long line.
func TestNoLineIsKeptByTheRequestsBehindIt(t *testing.T) {
	const most, size = 40, 1 << 20
	short := envelope(check) + "\n"
	long := envelope(`{"x":"` + strings.Repeat("x", size) + `",` + check[1:])
	shorts := "\n" + strings.Repeat(short, most) // behind the line feed of the long one
	var all []io.Reader
	for i := range most {
		all = append(all, strings.NewReader(long), strings.NewReader(shorts[:1+len(short)*(most-i)]))
	}
	before, after := heap(), 0
	in := &ends{io.MultiReader(all...), func() { after = heap() }}
	if err := oauth.New().Serve(in, io.Discard); err != nil {
		t.Fatal(err)
	}
	if grown := after - before; grown > most*size/4 {
		t.Errorf("after %d lines of 1 MiB, %d KiB are held", most, grown>>10)
	}
}
