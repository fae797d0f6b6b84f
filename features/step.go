package features

import "strings"

// Step is a step of a scenario, with what stands below it.
type Step struct {
	Keyword string // "Given", "And", ...
	Text    string
	Doc     []string   // the lines of a doc string; nil: there is none
	Table   [][]string // the rows of a table; nil: there is none
}

// String is the step as its file has it, what stands below it indented.
func (s Step) String() string {
	var b strings.Builder
	if s.Keyword != "" {
		b.WriteString(s.Keyword + " ")
	}
	b.WriteString(s.Text)
	for _, line := range s.Doc {
		b.WriteString("\n  " + line)
	}
	for _, row := range s.Table {
		b.WriteString("\n  |")
		for _, cell := range row {
			b.WriteString(" " + cell + " |")
		}
	}
	return b.String()
}
