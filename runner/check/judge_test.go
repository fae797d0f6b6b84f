package check_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/features"
	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// Requests and right replies that the tables begin with.
const (
	asks     = `{"src":"client","dest":"oauth","body":{"type":"check_scope","msg_id":7,"token":"t","required_scope":"read"}}`
	asksNext = `{"src":"client","dest":"oauth","body":{"type":"check_scope","msg_id":8,"token":"t","required_scope":"write"}}`
	asksZero = `{"src":"client","dest":"oauth","body":{"type":"check_scope","msg_id":0,"token":"t","required_scope":"read"}}`
	asksBig  = `{"src":"client","dest":"oauth","body":{"type":"check_scope","msg_id":9007199254740991,"token":"t","required_scope":"read"}}`
	asksNoID = `{"src":"client","dest":"oauth","body":{"type":"check_scope","token":"t","required_scope":"read"}}`
	asksURL  = `{"src":"client","dest":"oauth","body":{"type":"generate_auth_url","msg_id":1,"client_id":"abc123","redirect_uri":"https://app.com/callback","scopes":["read","write"],"state":"xyz789"}}`
	asksCode = `{"src":"client","dest":"oauth","body":{"type":"exchange_code","msg_id":2,"code":"AUTH_CODE","redirect_uri":"https://app.com/callback","client_id":"abc123","client_secret":"secret"}}`

	no        = `{"src":"oauth","dest":"client","body":{"type":"scope_valid","in_reply_to":7,"has_scope":false}}`
	noNext    = `{"src":"oauth","dest":"client","body":{"type":"scope_valid","in_reply_to":8,"has_scope":false}}`
	noBare    = `{"type":"scope_valid","in_reply_to":7,"has_scope":false}`
	sampleURL = `https://accounts.example.com/authorize?response_type=code&client_id=abc123&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&scope=read+write&state=xyz789`
)

// judged is one conversation and the findings that it has to give.
type judged struct {
	name    string
	sent    []string // requests, in one go
	printed []string // lines of the node, ends included; after the requests
	framing string   // demanded; "" is auto
	want    []string // "ID cause", in any order
}

var compiled = sync.OnceValues(check.Compile)

func compile(t testing.TB) check.Schemas {
	t.Helper()
	s, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// judgeAll runs a table. A request that goes without its reply is charged to
// ENV-05, for no scenario made this traffic.
func judgeAll(t *testing.T, table []judged) {
	t.Helper()
	schemas := compile(t)
	for _, c := range table {
		t.Run(c.name, func(t *testing.T) {
			var tr wire.Transcript
			tr.Add(wire.Entry{From: wire.Suite, Event: wire.Started}) // as in a run
			for _, line := range c.sent {
				tr.Add(wire.Entry{From: wire.Client, Line: []byte(line + "\n")})
			}
			for _, line := range c.printed {
				tr.Add(wire.Entry{From: wire.Node, Line: []byte(line)})
			}
			compare(t, check.Judge(schemas, tr, c.framing).End(), c.want)
		})
	}
}

// compare holds the findings for the default profiles against "ID cause" pairs.
func compare(t *testing.T, findings []check.Finding, want []string) {
	t.Helper()
	ids, err := defaultIDs()
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, f := range findings {
		if f.Message == "" || f.Expected+f.Difference == "" || strings.Contains(f.Message, "%!") {
			t.Errorf("a finding does not say what is wrong and what is right: %+v", f)
		}
		if ids[f.ID] {
			got = append(got, f.ID+" "+f.Cause)
		}
	}
	slices.Sort(got)
	want = slices.Sorted(slices.Values(want))
	if want == nil {
		want = []string{}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("findings (-want +got):\n%s", d)
	}
}

// defaultIDs are the requirements of the default profiles.
var defaultIDs = sync.OnceValues(func() (map[string]bool, error) {
	spec, err := features.Load()
	ids := map[string]bool{}
	for _, r := range spec.Requirements {
		ids[r.ID] = slices.ContainsFunc(spec.Profiles, func(p features.Profile) bool { return p.Name == r.Profile && p.Default })
	}
	return ids, err
})

// lf ends lines as a node should.
func lf(lines ...string) []string {
	for i := range lines {
		lines[i] += "\n"
	}
	return lines
}
