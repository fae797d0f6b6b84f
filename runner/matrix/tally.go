package matrix

import (
	"slices"
)

// Summary counts candidates by their outcome.
type Summary struct {
	Mutants    int      `json:"mutants"`
	Killed     int      `json:"killed"`
	KilledElse int      `json:"killed_for_another_reason"`
	Survived   int      `json:"survived"`
	NotJudged  int      `json:"not_judged"`
	Unnamed    []string `json:"unnamed"` // requirements that no candidate names
}

// Profile counts the requirements of a profile, and the candidates that they
// should kill and do.
type Profile struct {
	Name         string `json:"name"`
	Requirements int    `json:"requirements"`
	Mutants      int    `json:"mutants"`
	Killed       int    `json:"killed"`
}

// Requirement counts the candidates that name it.
type Requirement struct {
	ID      string `json:"id"`
	Level   string `json:"level"`
	Profile string `json:"profile"`
	Rule    string `json:"rule"` // the normative sentence
	Mutants int    `json:"mutants"`
	Killed  int    `json:"killed"`
}

// tally counts the rows, and lists what they leave out.
func (b *bench) tally(m *Matrix) {
	m.Summary = Summary{Mutants: len(m.Mutants), Unnamed: []string{}}
	for _, row := range m.Mutants {
		switch row.Outcome {
		case Killed:
			m.Summary.Killed++
		case KilledElse:
			m.Summary.KilledElse++
		case Survived:
			m.Summary.Survived++
		default:
			m.Summary.NotJudged++
		}
	}
	m.Complete = m.Summary.NotJudged == 0
	m.Requirements, m.Profiles, m.Idle = []Requirement{}, []Profile{}, []Scenario{}
	for _, p := range b.spec.Profiles {
		if one := b.profile(m, p.Name); one.Requirements > 0 {
			m.Profiles = append(m.Profiles, one)
		}
	}
	if !m.Searched || !m.Complete {
		return
	}
	for _, sc := range b.spec.Scenarios {
		if slices.Contains(b.options.Profiles, sc.Profile) && !found(m.Mutants, sc) {
			m.Idle = append(m.Idle, Scenario{sc.Feature, sc.Name})
		}
	}
}

// profile counts one profile, requirement by requirement.
func (b *bench) profile(m *Matrix, name string) Profile {
	p := Profile{Name: name}
	for _, q := range b.spec.Requirements {
		if q.Profile != name || q.Excluded() {
			continue
		}
		one := Requirement{ID: q.ID, Level: q.Level, Profile: name, Rule: q.Rule}
		for _, row := range m.Mutants {
			if row.ID == q.ID {
				one.Mutants++
			}
			if row.ID == q.ID && row.Outcome == Killed {
				one.Killed++
			}
		}
		if one.Mutants == 0 && !slices.Contains(b.options.Profiles, name) {
			continue
		}
		if one.Mutants == 0 {
			m.Summary.Unnamed = append(m.Summary.Unnamed, q.ID)
		}
		m.Requirements = append(m.Requirements, one)
		p.Requirements++
		p.Mutants += one.Mutants
		p.Killed += one.Killed
	}
	return p
}
