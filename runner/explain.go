package runner

import (
	"fmt"
	"hash/crc32"
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

// again is the command that runs one check again.
func (j *job) again(id string) string {
	words := []string{"flowcheck", "run", "--select", id, "--seed", fmt.Sprint(j.options.Seed)}
	if profile := j.plan.judged[id].Profile; j.options.claims(profile) {
		words = append(words, "--profile", profile) // a claim makes a skip a failure
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
		words[i] = shellQuote(w)
	}
	return strings.Join(words, " ")
}

// shellQuote quotes a word for a POSIX shell where it needs it.
func shellQuote(s string) string {
	if s != "" && strings.Trim(s, alphanumeric+"-_./:=,@+%") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

func checksum(s string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(s))) }
