// The protocol has been written down twice: as the reference, in Go, and as
// testdata/nodes/full, in Python, by separate hands. Here both get the same
// random conversations. Where they part, one of them is wrong, or the protocol
// leaves a choice; then it stands in agree_liberty_test.go.
package main_test

import (
	"flag"
	"maps"
	"slices"
	"strings"
	"testing"

	"flowcheck/reference/oauth"
)

var (
	agreeCount = flag.Int("agree.count", 300, "how many conversations the two nodes have")
	agreeSeed  = flag.Uint64("agree.seed", 1, "where their randomness starts")
	agreeFirst = flag.Int("agree.first", 0, "number of the first one: with -agree.count=1 the way to repeat one")
)

const (
	perProcess = 200  // conversations between two starts of the nodes
	loneEvery  = 25   // every so many, one has the nodes to itself, from their start to their end
	thorough   = 5000 // conversations in which everything should happen that can
)

// tally counts what happened, so that one can see what was compared.
type tally struct {
	requests int
	replies  map[string]int // by type of request and of reply
	taken    map[string]int // how often each liberty was
}

// long skips what the race detector would make several times as long.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("not in a short run: conversations by the hundred")
	}
}

func TestTheTwoNodesAgree(t *testing.T) {
	long(t)
	python := pythonNode(t)
	sum := tally{replies: map[string]int{}, taken: map[string]int{}}
	var shared, lone pair
	defer func() { shared.stop(); lone.stop() }()
	differ := 0
	for i := range *agreeCount {
		number, nodes := *agreeFirst+i, &shared
		if number%loneEvery == 0 {
			nodes = &lone
		}
		if nodes == &lone || i%perProcess == 1 || nodes[0] == nil {
			nodes.stop()
			*nodes = pair{oauth.New(), startPython(t, python)}
		}
		if d := converse(*agreeSeed, number, nodes, &sum); d != "" {
			t.Errorf("conversation %d of seed %d (again: -agree.seed=%d -agree.first=%d -agree.count=1)\n%s", number, *agreeSeed, *agreeSeed, number, d)
			shared.stop() // what they remember may differ now
			if differ++; differ == 5 {
				t.Fatal("and no more after five")
			}
		}
	}
	t.Logf("seed %d: %d conversations, %d requests", *agreeSeed, *agreeCount, sum.requests)
	for _, key := range slices.Sorted(maps.Keys(sum.replies)) {
		t.Logf("%7d %s", sum.replies[key], key)
	}
	for _, l := range liberties {
		t.Logf("%7d times: %s", sum.taken[l.name], l.name)
		if sum.taken[l.name] == 0 && *agreeCount >= thorough {
			t.Errorf("nobody needs the liberty %q", l.name)
		}
	}
}

// The conversations find each rule that one of two nodes leaves out; else
// agreement would say nothing about it.
func TestTheConversationsFindEveryRuleLeftOut(t *testing.T) {
	long(t)
	unseen := map[oauth.Rule]string{
		oauth.UnguessableCodes:  "a random text looks like any other",
		oauth.UnguessableTokens: "a random text looks like any other",
	}
	for _, rule := range oauth.Rules() {
		if why := unseen[rule]; why != "" {
			continue
		}
		t.Run(rule.String(), func(t *testing.T) {
			t.Parallel()
			sum := tally{replies: map[string]int{}, taken: map[string]int{}}
			for number := range 2500 {
				nodes := pair{oauth.New(), oauth.New(oauth.Without(rule))}
				if d := converse(1, number, &nodes, &sum); d != "" {
					return
				}
			}
			t.Errorf("%d requests, and no difference", sum.requests)
		})
	}
}

// A node agrees with itself, without any liberty.
func TestANodeAgreesWithItself(t *testing.T) {
	sum := tally{replies: map[string]int{}, taken: map[string]int{}}
	for number := range 200 {
		nodes := pair{oauth.New(), oauth.New()}
		if d := converse(2, number, &nodes, &sum); d != "" {
			t.Fatal(d)
		}
	}
	if len(sum.taken) > 0 {
		t.Errorf("liberties were needed: %v", sum.taken)
	}
	for _, kind := range kinds {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(sum.replies)), func(key string) bool { return strings.HasPrefix(key, kind+" -> ") }) {
			t.Errorf("no conversation has a %s", kind)
		}
	}
}
