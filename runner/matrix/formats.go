package matrix

import (
	"encoding/json"
	"io"

	"flowcheck/runner/report"
)

// Format is one way to write a matrix.
type Format struct {
	Name    string
	Summary string // one line, for help
	Write   func(w io.Writer, m Matrix, o report.Options) error
}

// Formats are all of them, in the order in which help lists them.
func Formats() []Format {
	return []Format{
		{"terminal", "for a person: each requirement with its mutants", WriteTerminal},
		{"json", "all of it: outcomes, and which scenario found what", WriteJSON},
		{"markdown", "tables by profile and by requirement, for a page", WriteMarkdown},
	}
}

// WriteJSON writes the whole matrix.
func WriteJSON(w io.Writer, m Matrix, _ report.Options) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(m)
}
