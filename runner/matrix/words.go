package matrix

import (
	"fmt"
	"slices"
	"strings"
)

// group is a requirement with the candidates that name it.
type group struct {
	id   string
	rows []Row
}

// groups are the rows by requirement, in the order of the specification; those
// that name none stand last.
func (m Matrix) groups() []group {
	ids := []string{}
	for _, q := range m.Requirements {
		ids = append(ids, q.ID)
	}
	for _, row := range m.Mutants {
		if !slices.Contains(ids, row.ID) {
			ids = append(ids, row.ID)
		}
	}
	var all []group
	for _, id := range ids {
		g := group{id: id}
		for _, row := range m.Mutants {
			if row.ID == id {
				g.rows = append(g.rows, row)
			}
		}
		if len(g.rows) > 0 {
			all = append(all, g)
		}
	}
	return all
}

// also are the requirements that a candidate breaks beyond the one it names.
func (row Row) also() []string {
	return slices.DeleteFunc(slices.Clone(row.IDs), func(id string) bool { return id == row.ID })
}

// verdict is the last word on a matrix.
func (m Matrix) verdict() string {
	s := m.Summary
	parts := []string{
		count(s.Mutants, "mutant", "mutants"),
		fmt.Sprintf("%d killed by the requirement named", s.Killed),
		fmt.Sprintf("%d for another reason", s.KilledElse),
		count(s.Survived, "survivor", "survivors"),
		count(len(s.Unnamed), "requirement", "requirements") + " without a mutant",
	}
	if m.Searched {
		parts = append(parts, count(len(m.Idle), "idle scenario", "idle scenarios"))
	}
	return parts[0] + ": " + strings.Join(parts[1:], ", ")
}

// permission adds to a requirement without a candidate why that may be right.
func permission(m Matrix, id string) string {
	for _, q := range m.Requirements {
		if q.ID == id && q.Level == "MAY" {
			return " (MAY: a permission cannot be broken)"
		}
	}
	return ""
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
