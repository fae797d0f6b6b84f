package report

import "io"

// Format is one way to write a report.
type Format struct {
	Name    string
	Summary string // one line, for help
	Write   func(w io.Writer, r Report, o Options) error
}

// Formats are all of them, in the order in which help lists them. A new format
// is a file of this package and a row here.
func Formats() []Format {
	return []Format{
		{"terminal", "for a person: what to change, in which order", WriteTerminal},
		{"json", "the canonical form, described by schemas/report.json", WriteJSON},
		{"junit", "JUnit XML for CI servers: a suite per profile, a case per requirement", WriteJUnit},
	}
}

// FindFormat finds a format by name.
func FindFormat(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}
