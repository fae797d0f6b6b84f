package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// root is the checkout, seen from this folder.
const root = ".."

// document is a text for people whose examples are held to be true.
type document struct {
	name   string
	lines  []string
	blocks []block
}

// block is a fenced block. Its language says how it is held:
//
//	console  commands behind "$ ", continued behind "> ", with their output
//	sh       commands to copy, one a line, which succeed
//	yaml     a CI recipe, whose commands stand behind "run:"
//	gherkin  a rule that a feature file may hold
//
// A second word names the file that it is: one of the project, or one that the
// commands use.
type block struct {
	language, file string
	first, end     int // of its lines in the document, end exclusive
}

// readDocument reads a document of the checkout.
func readDocument(t *testing.T, name string) document {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	d := document{name: name, lines: strings.Split(string(data), "\n")}
	open := false
	for i, line := range d.lines {
		info, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && !open:
			language, file, _ := strings.Cut(info, " ")
			d.blocks = append(d.blocks, block{language: language, file: file, first: i + 1})
			open = true
		case fence:
			d.blocks[len(d.blocks)-1].end = i
			open = false
		}
	}
	if open {
		t.Fatalf("%s: the last block has no end", name)
	}
	return d
}

// text is what stands in a block.
func (d document) text(b block) string { return strings.Join(d.lines[b.first:b.end], "\n") + "\n" }

// at names a line for a message.
func (d document) at(line int) string { return fmt.Sprintf("%s:%d", d.name, line+1) }

// example is a command that a document shows.
type example struct {
	command    string
	line       int      // of the document
	output     []string // as shown
	first, end int      // of the output's lines in the document
	told       bool     // the output is shown
}

// examples are the commands of a document, in its order.
func (d document) examples() []example {
	var all []example
	for _, b := range d.blocks {
		for i := b.first; i < b.end; i++ {
			line := d.lines[i]
			if command, ok := command(b.language, line); ok {
				all = append(all, example{command: command, line: i, first: i + 1, end: i + 1, told: b.language == "console"})
				continue
			}
			if b.language != "console" || len(all) == 0 {
				continue
			}
			last := &all[len(all)-1]
			if more, ok := strings.CutPrefix(line, "> "); ok && len(last.output) == 0 {
				last.command += "\n" + more
				last.first, last.end = i+1, i+1
				continue
			}
			last.output = append(last.output, line)
			last.end = i + 1
		}
	}
	return all
}

// command is what a line of a block asks to run.
func command(language, line string) (string, bool) {
	switch language {
	case "console":
		return strings.CutPrefix(line, "$ ")
	case "sh":
		return line, line != ""
	case "yaml":
		_, run, ok := strings.Cut(line, "- run: ")
		return run, ok
	}
	return "", false
}

// table is the rows of the first table below a line that begins with heading,
// without the row of names and the rule under it.
func (d document) table(t *testing.T, heading string) [][]string {
	t.Helper()
	var rows [][]string
	below := false
	for _, line := range d.lines {
		below = below || strings.HasPrefix(line, heading)
		switch {
		case !below:
		case strings.HasPrefix(line, "|"):
			var row []string
			for cell := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
				row = append(row, strings.TrimSpace(cell))
			}
			rows = append(rows, row)
		case rows != nil:
			return rows[2:]
		}
	}
	t.Fatalf("%s: there is no table below %q", d.name, heading)
	return nil
}
