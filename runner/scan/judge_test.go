package scan

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/runner/check"
	"flowcheck/runner/scan/trace"
)

func judge(t testing.TB) *Judge {
	t.Helper()
	schemas, err := check.Compile()
	if err != nil {
		t.Fatal(err)
	}
	j, err := NewJudge(schemas, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// read judges a recording.
func read(t testing.TB, r io.Reader) (parts []Part, err error) {
	t.Helper()
	err = judge(t).Read("x.jsonl", r, func(p Part) { parts = append(parts, p) })
	return parts, err
}

func generated(t testing.TB, o trace.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := trace.Write(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestARightTraceIsPassedOver(t *testing.T) {
	for name, shuffled := range map[string]bool{"in order": false, "shuffled": true} {
		t.Run(name, func(t *testing.T) {
			parts, err := read(t, bytes.NewReader(generated(t, trace.Options{Seed: 3, Lines: 100_000, Shuffled: shuffled})))
			if err != nil {
				t.Fatal(err)
			}
			p := parts[0]
			for i, f := range p.Findings {
				if i < 3 {
					t.Errorf("line %d: %s %s\n%s\n%s", f.Row, f.Cause, f.Message, f.Sent, f.Got)
				}
			}
			if p.Lines != 100_000 || p.looked > 100 {
				t.Errorf("%d of %d lines went to the second tier", p.looked, p.Lines)
			}
		})
	}
}

func BenchmarkJudge(b *testing.B) {
	for name, o := range map[string]trace.Options{
		"ordered": {Seed: 1, Lines: 100_000}, "shuffled": {Seed: 1, Lines: 100_000, Shuffled: true}, "defects": {Seed: 1, Lines: 100_000, Defects: 0.01},
	} {
		text := generated(b, o)
		b.Run(name, func(b *testing.B) {
			j := judge(b)
			b.SetBytes(int64(len(text)))
			defer perCPU(b, len(text))()
			for b.Loop() {
				if err := j.Read("trace", bytes.NewReader(text), func(Part) {}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkTier(b *testing.B) {
	for name, shuffled := range map[string]bool{"ordered": false, "shuffled": true} {
		text := generated(b, trace.Options{Seed: 1, Lines: 100_000, Shuffled: shuffled})
		b.Run(name, func(b *testing.B) {
			s, c := &scanner{tier: tier(b)}, &chunk{}
			b.SetBytes(int64(len(text)))
			defer perCPU(b, len(text))()
			for b.Loop() {
				in := &feed{r: bytes.NewReader(text), free: &buffers{}}
				for in.free.give(c.buf); in.fill(c); in.free.give(c.buf) {
					s.split(c)
				}
			}
		})
	}
}

// The second tier alone: every line decoded, and its body held against the
// schema of its type.
func BenchmarkSecondTier(b *testing.B) {
	text := generated(b, trace.Options{Seed: 1, Lines: 10_000})
	schemas, err := check.Compile()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	defer perCPU(b, len(text))()
	for b.Loop() {
		for line := range bytes.Lines(text) {
			if !valid(b, schemas, line) {
				b.Fatalf("%s is refused", line)
			}
		}
	}
}

// A client may use one msg_id with two nodes; their replies tell them apart, in
// whatever order they come.
func TestRepliesOfTwoNodesAreToldApart(t *testing.T) {
	const named = `{"src":"c1","dest":"n1","body":{"type":"init","msg_id":1,"node_id":"n1","node_ids":["n1","n2"]}}
{"src":"n1","dest":"c1","body":{"type":"init_ok","in_reply_to":1}}
{"src":"c1","dest":"n2","body":{"type":"init","msg_id":1,"node_id":"n2","node_ids":["n1","n2"]}}
{"src":"n2","dest":"c1","body":{"type":"init_ok","in_reply_to":1}}
{"src":"c1","dest":"n1","body":{"type":"check_scope","msg_id":2,"token":"unknown","required_scope":"read"}}
{"src":"c1","dest":"n2","body":{"type":"revoke_token","msg_id":2,"client_id":"a","client_secret":"unknown","token":"unknown"}}
`
	const first = `{"src":"n1","dest":"c1","body":{"type":"scope_valid","in_reply_to":2,"has_scope":false}}` + "\n"
	const second = `{"src":"n2","dest":"c1","body":{"type":"token_revoked","in_reply_to":2}}` + "\n"
	for text, want := range map[string]int{named + first + second: 0, named + second + first: 0, named + second + second: 2} {
		parts, err := read(t, strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if len(parts[0].Findings) != want {
			t.Errorf("%d findings, want %d: %v", len(parts[0].Findings), want, parts[0].Findings)
		}
	}
}

// A client that never counts, and a node that goes no reply's way: each reply
// answers the request before it, and not the first of them once more.
func TestRepliesThatAllGoAstrayAreNotRepeated(t *testing.T) {
	const pair = `{"src":"c1","dest":"n1","body":{"type":"check_scope","msg_id":1,"token":"unknown","required_scope":"read"}}
{"src":"c1","dest":"n1","body":{"type":"scope_valid","in_reply_to":1,"has_scope":false}}
`
	parts, err := read(t, strings.NewReader(strings.Repeat(pair, 3)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range parts[0].Findings {
		got = append(got, f.ID)
	}
	if diff := cmp.Diff([]string{"ENV-02", "ENV-03"}, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
