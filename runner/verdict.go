package runner

import (
	"flowcheck/features"
	"flowcheck/runner/check"
	"flowcheck/runner/report"
)

// settleStatus sets the status of each finding by the level of its requirement,
// and drops those of requirements that are not judged: only requirements of
// selected profiles count.
func (p *plan) settleStatus(findings []check.Finding, strict bool) []check.Finding {
	kept := []check.Finding{}
	for _, f := range findings {
		r, ok := p.judged[f.ID]
		if !ok {
			continue
		}
		f.Status = string(report.Failed)
		if f.Mild || r.Level == "SHOULD" && !strict {
			f.Status = string(report.Warned)
		}
		f.Source = r.Source
		kept = append(kept, f)
	}
	return kept
}

// judge is the verdict over requirements: a finding counts for its own
// requirement, whichever scenario saw it.
func (p *plan) judge(r *report.Report) {
	worst := map[string]report.Status{}
	for _, sc := range r.Scenarios {
		for _, f := range sc.Findings {
			if worst[f.ID] != report.Failed {
				worst[f.ID] = report.Status(f.Status)
			}
		}
	}
	for _, req := range p.requirements {
		out := report.Requirement{ID: req.ID, Level: req.Level, Profile: req.Profile, Rule: req.Rule}
		if status, found := worst[req.ID]; found {
			out.Status = status
		} else {
			out.Status, out.Reason = unfound(req.ID, r.Scenarios)
			if p.recorded && out.Reason == notRun {
				out.Status, out.Reason = report.Skipped, "not to be seen in this recording"
			}
		}
		r.Requirements = append(r.Requirements, out)
	}
	for _, profile := range p.profiles {
		r.Profiles = append(r.Profiles, tally(profile, r.Requirements))
	}
	r.Verdict = overall(r.Profiles)
}

// unfound is the status of a requirement without findings: broken if one of its
// scenarios is, skipped if all are, else passed.
func unfound(id string, scenarios []report.Scenario) (report.Status, string) {
	status, reason := report.Broken, notRun
	for _, sc := range scenarios {
		if !carries(sc, id) {
			continue
		}
		switch {
		case sc.Status == report.Broken:
			return report.Broken, sc.Reason
		case sc.Status == report.Skipped && status != report.Passed:
			status, reason = report.Skipped, sc.Reason
		case sc.Status != report.Skipped:
			status, reason = report.Passed, ""
		}
	}
	return status, reason
}

// notRun is the reason of a requirement that no scenario carries.
const notRun = "no scenario of it was run"

func carries(sc report.Scenario, id string) bool {
	for _, have := range sc.IDs {
		if have == id {
			return true
		}
	}
	return false
}

func tally(profile features.Profile, requirements []report.Requirement) report.Profile {
	out := report.Profile{Name: profile.Name}
	for _, r := range requirements {
		if r.Profile != profile.Name {
			continue
		}
		switch r.Status {
		case report.Passed:
			out.Passed++
		case report.Failed:
			out.Failed++
		case report.Warned:
			out.Warned++
		case report.Skipped:
			out.Skipped++
		default:
			out.Broken++
		}
	}
	switch {
	case out.Failed > 0:
		out.Verdict = report.DoesNotConform
	case out.Broken > 0, out.Passed+out.Warned == 0:
		out.Verdict = report.CouldNotJudge // nothing seen is nothing shown
	default:
		out.Verdict = report.Conforms
	}
	return out
}

// overall: any failed MUST does not conform, whatever else is broken; only
// broken checks could not be judged. A profile that is skipped as a whole, since
// the node does not claim it, says nothing unless all are.
func overall(profiles []report.Profile) report.Verdict {
	verdict := report.CouldNotJudge
	broken := false
	for _, p := range profiles {
		switch {
		case p.Verdict == report.DoesNotConform:
			return report.DoesNotConform
		case p.Broken > 0:
			broken = true
		case p.Verdict == report.Conforms:
			verdict = report.Conforms
		}
	}
	if broken {
		return report.CouldNotJudge
	}
	return verdict
}
