package runner_test

import (
	"strings"
	"testing"

	"flowcheck/runner"
	"flowcheck/runner/report"
)

// goNode is the example node in Go, which knows the three exchanges only.
func goNode(t *testing.T) exampleNode {
	t.Helper()
	for _, n := range exampleNodes(t, "nodes.json") {
		if n.Name == "go" {
			return n
		}
	}
	t.Fatal("there is no example node in Go")
	return exampleNode{}
}

// optIn are the profiles that a run judges only when it is told to.
var optIn = []string{"init", "errors", "robustness", "state", "pkce", "refresh", "security", "expiry", "issuer"}

func TestAProfileThatTheNodeDoesNotClaimIsSkippedWithItsReason(t *testing.T) {
	var ids []string
	for _, r := range specification(t).Requirements {
		if r.Level != "excluded" && r.ID != "TRN-18" {
			ids = append(ids, r.ID)
		}
	}
	r, err := runner.Run(t.Context(), goNode(t).made(t), runner.Options{Profiles: []string{"all"}, Select: ids, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if r.Verdict != report.Conforms {
		logFindings(t, r)
		t.Errorf("verdict %q: what is skipped is no failure", r.Verdict)
	}
	skipped := map[string]int{}
	for _, req := range r.Requirements {
		if req.Status != report.Skipped {
			continue
		}
		skipped[req.Profile]++
		if !strings.Contains(req.Reason, "does not support") {
			t.Errorf("%s is skipped for the reason %q", req.ID, req.Reason)
		}
	}
	for _, profile := range []string{"state", "refresh", "security", "expiry", "issuer", "pkce"} {
		if skipped[profile] == 0 {
			t.Errorf("nothing of profile %s is skipped", profile)
		}
	}
	for _, p := range r.Profiles {
		if p.Passed+p.Warned == 0 && p.Verdict == report.Conforms {
			t.Errorf("profile %s conforms, and nothing of it has passed", p.Name)
		}
	}
}

func TestAProfileAskedForByNameHasToBeThere(t *testing.T) {
	cmd := goNode(t).made(t)
	for profile, first := range map[string]string{"refresh": "register_client", "state": "callback", "issuer": "authorize", "expiry": "register_client", "init": "init"} {
		t.Run(profile, func(t *testing.T) {
			r, err := runner.Run(t.Context(), cmd, runner.Options{Profiles: []string{profile}, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			groups := report.Groups(r)
			if r.Verdict != report.DoesNotConform || len(groups) == 0 {
				t.Fatalf("verdict %q, %d groups", r.Verdict, len(groups))
			}
			if f := groups[0].Example; f.Cause != "feature.missing" || !strings.Contains(f.Message, first) {
				t.Errorf("the first thing to do is %q (%s), and should be %s", f.Message, f.Cause, first)
			}
		})
	}
}
