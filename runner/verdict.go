package runner

import (
	"slices"

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

// worst is failed, warned, or passed where there are no findings.
func worst(findings []check.Finding) report.Status {
	status := report.Passed
	for _, f := range findings {
		if status != report.Failed {
			status = report.Status(f.Status)
		}
	}
	return status
}

// settle gives a scenario its status, which is about its own requirements; a
// finding that is charged to another one does not make it fail.
func settle(out *report.Scenario, c *check.Conversation) {
	out.Status = worst(slices.DeleteFunc(slices.Clone(out.Findings), func(f check.Finding) bool { return !slices.Contains(out.IDs, f.ID) }))
	switch {
	case c.Broken != "":
		out.Status, out.Reason = report.Broken, c.Broken
	case out.Status == report.Passed && c.Skipped != "":
		out.Status, out.Reason = report.Skipped, c.Skipped
	}
}

// judge is the verdict over requirements: a finding counts for its own
// requirement, whichever scenario saw it.
func (p *plan) judge(r *report.Report) {
	found := map[string][]check.Finding{}
	for _, sc := range r.Scenarios {
		for _, f := range sc.Findings {
			found[f.ID] = append(found[f.ID], f)
		}
	}
	for _, req := range p.requirements {
		out := report.Requirement{ID: req.ID, Level: req.Level, Profile: req.Profile, Rule: req.Rule}
		if findings := found[req.ID]; len(findings) > 0 {
			out.Status = worst(findings)
		} else {
			out.Status, out.Reason = p.unfound(req.ID, r.Scenarios)
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
func (p *plan) unfound(id string, scenarios []report.Scenario) (report.Status, string) {
	status, reason := report.Broken, "no scenario of it was run"
	if p.recorded {
		status, reason = report.Skipped, "not to be seen in this recording"
	}
	for _, sc := range scenarios {
		if !slices.Contains(sc.IDs, id) {
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
