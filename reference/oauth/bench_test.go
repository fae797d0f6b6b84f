package oauth_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"flowcheck/reference/oauth"
)

// month lets all that a node remembers expire, so that it never runs out of
// room.
const month = `{"src":"c1","dest":"oauth","body":{"type":"advance_clock","msg_id":1,"seconds":2678400}}` + "\n"

// batch are requests of the three exchanges, one of each kind for each client
// and code.
const batch = 10_000

func BenchmarkServe(b *testing.B) {
	kinds := map[string]func(w io.Writer, i int, token string){
		"generate_auth_url": func(w io.Writer, i int, _ string) {
			fmt.Fprintf(w, `{"src":"c1","dest":"oauth","body":{"type":"generate_auth_url","msg_id":%d,"client_id":"client-%d","redirect_uri":"https://app.com/callback","scopes":["read","write"],"state":"%016x"}}`+"\n", i, i%1000, i)
		},
		"exchange_code": func(w io.Writer, i int, _ string) {
			fmt.Fprintf(w, `{"src":"c1","dest":"oauth","body":{"type":"exchange_code","msg_id":%d,"code":"SplxlOBeZQQYbYS6WxSbIA%08d","redirect_uri":"https://app.com/callback","client_id":"client-%d","client_secret":"7Fjfp0ZBr1KtDRbnfVdmIw"}}`+"\n", i, i, i%1000)
		},
		"check_scope": func(w io.Writer, i int, token string) {
			fmt.Fprintf(w, `{"src":"c1","dest":"oauth","body":{"type":"check_scope","msg_id":%d,"token":"%s","required_scope":"write"}}`+"\n", i, token)
		},
	}
	mixed := func(w io.Writer, i int, token string) {
		for _, kind := range []string{"generate_auth_url", "exchange_code", "check_scope"} {
			kinds[kind](w, i, token)
		}
	}
	for kind, write := range kinds {
		b.Run(kind, func(b *testing.B) { serveBatches(b, write) })
	}
	b.Run("mixed", func(b *testing.B) { serveBatches(b, mixed) })
}

func serveBatches(b *testing.B, write func(w io.Writer, i int, token string)) {
	var input bytes.Buffer
	for i := range batch {
		write(&input, i, "2YotnFZFEjr1zCsicMWpAA")
	}
	size := bytes.Count(input.Bytes(), []byte("\n"))
	input.WriteString(month)
	n := oauth.New()
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		if err := n.Serve(bytes.NewReader(input.Bytes()), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size*b.N)/b.Elapsed().Seconds(), "requests/s")
	b.ReportMetric(0, "ns/op") // of a batch, which says nothing
}
