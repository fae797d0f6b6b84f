package oauth_test

import (
	"fmt"
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
