package node

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEnvironment(t *testing.T) {
	utf8 := map[string]string{"LC_ALL": "C.UTF-8"}
	tests := map[string]struct {
		base, add, env []string
		set            map[string]string
	}{
		"no locale at all": {
			base: []string{"A=1"}, env: []string{"A=1", "LC_ALL=C.UTF-8"}, set: utf8},
		"LANG names UTF-8": {
			base: []string{"LANG=de_DE.UTF-8"}, env: []string{"LANG=de_DE.UTF-8"}},
		"utf8 is UTF-8": {
			base: []string{"LC_CTYPE=en_US.utf8"}, env: []string{"LC_CTYPE=en_US.utf8"}},
		"LC_ALL decides before LANG": {
			base: []string{"LC_ALL=C", "LANG=de_DE.UTF-8"},
			env:  []string{"LC_ALL=C", "LANG=de_DE.UTF-8", "LC_ALL=C.UTF-8"}, set: utf8},
		"LC_CTYPE decides before LANG": {
			base: []string{"LANG=C.UTF-8", "LC_CTYPE=C"},
			env:  []string{"LANG=C.UTF-8", "LC_CTYPE=C", "LC_ALL=C.UTF-8"}, set: utf8},
		"an empty one does not decide": {
			base: []string{"LC_ALL=", "LANG=C.UTF-8"}, env: []string{"LC_ALL=", "LANG=C.UTF-8"}},
		"given UTF-8": {
			base: []string{"LANG=C"}, add: []string{"LANG=C.utf8"},
			env: []string{"LANG=C.utf8"}, set: map[string]string{"LANG": "C.utf8"}},
		"a given locale wins, UTF-8 or not": {
			base: []string{"LANG=C"}, add: []string{"LC_ALL=de_DE.ISO-8859-1"},
			env: []string{"LANG=C", "LC_ALL=de_DE.ISO-8859-1"}, set: map[string]string{"LC_ALL": "de_DE.ISO-8859-1"}},
		"a given LANG does not decide over the user's LC_ALL": {
			base: []string{"LC_ALL=C"}, add: []string{"LANG=C"},
			env: []string{"LC_ALL=C", "LANG=C", "LC_ALL=C.UTF-8"}, set: map[string]string{"LANG": "C", "LC_ALL": "C.UTF-8"}},
		"a given value replaces the user's": {
			base: []string{"LANG=C.UTF-8", "A=1", "B=2"}, add: []string{"A=x=y"},
			env: []string{"LANG=C.UTF-8", "B=2", "A=x=y"}, set: map[string]string{"A": "x=y"}},
		"the suite's own do not leak": {
			base: []string{"GODOG_SEED=1", "LANG=C.UTF-8", "GODOG_TESTED_PACKAGE=p", "FLOWCHECK_NODE=n", "GODOG=kept"},
			env:  []string{"LANG=C.UTF-8", "GODOG=kept"}},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			if want.set == nil {
				want.set = map[string]string{}
			}
			env, set := Environment(want.base, want.add)
			if d := cmp.Diff(want.env, env); d != "" {
				t.Errorf("environment (-want +got):\n%s", d)
			}
			if d := cmp.Diff(want.set, set); d != "" {
				t.Errorf("set (-want +got):\n%s", d)
			}
		})
	}
}
