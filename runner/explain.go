package runner

import (
	"fmt"
	"slices"
	"strings"

	"flowcheck/runner/check"
	"flowcheck/runner/hint"
	"flowcheck/runner/report"
)

// explain gives every finding its hint: what to change first.
func (j *job) explain(r *report.Report) {
	var all []*check.Finding
	for i := range r.Scenarios {
		for k := range r.Scenarios[i].Findings {
			f := &r.Scenarios[i].Findings[k]
			f.Scenario = r.Scenarios[i].Name
			all = append(all, f)
		}
	}
	hint.Diagnose(all)
}

// tellAgain gives every finding the command that shows it again. Where no scenario
// of its requirement does so, the one that did is selected, too.
func (j *job) tellAgain(r *report.Report) {
	own := map[string]bool{}
	for _, sc := range r.Scenarios {
		for _, f := range sc.Findings {
			own[f.ID] = own[f.ID] || slices.Contains(sc.IDs, f.ID)
		}
	}
	for _, sc := range r.Scenarios {
		for k, f := range sc.Findings {
			ids := []string{f.ID}
			if judged := slices.IndexFunc(sc.IDs, func(id string) bool { return j.plan.judged[id].ID != "" }); !own[f.ID] && judged >= 0 {
				ids = append(ids, sc.IDs[judged])
			}
			sc.Findings[k].Again = j.again(ids)
		}
	}
}

// again is the command that runs some requirements again.
func (j *job) again(ids []string) string {
	words := []string{"flowcheck", "run", "--select", strings.Join(ids, ","), "--seed", fmt.Sprint(j.options.Seed)}
	var profiles []string
	claimed := false // a claim makes a skip a failure
	for _, id := range ids {
		profile := j.plan.judged[id].Profile
		claimed = claimed || j.options.claims(profile)
		if !slices.Contains(profiles, profile) {
			profiles = append(profiles, profile)
		}
	}
	if claimed {
		words = append(words, "--profile", strings.Join(profiles, ","))
	}
	if j.options.Framing != "auto" {
		words = append(words, "--framing", j.options.Framing)
	}
	if j.options.Timeout != defaultTimeout {
		words = append(words, "--timeout", j.options.Timeout.String())
	}
	if j.options.Strict {
		words = append(words, "--strict")
	}
	if j.command.Dir != "" {
		words = append(words, "--dir", j.command.Dir)
	}
	for _, kv := range j.command.Env {
		words = append(words, "--env", kv)
	}
	if len(j.options.Named) > 0 {
		words = append(words, "--")
		words = append(words, j.options.Named...)
	}
	for i, w := range words {
		words[i] = report.ShellWord(w)
	}
	return strings.Join(words, " ")
}
