package features

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
)

var idTag = regexp.MustCompile(`^@([A-Z]{3}-[0-9]{2})$`)

// addFeature adds the rules and the pickles of one file.
func (s *Spec) addFeature(profile, file string, data []byte) error {
	n := 0
	newID := func() string { n++; return strconv.Itoa(n) }
	doc, err := parse(data, newID)
	if err != nil {
		return err
	}
	if doc.Feature == nil {
		return fmt.Errorf("no Feature in it")
	}
	lines, keywords := map[string]int64{}, map[string]string{}
	for _, child := range doc.Feature.Children {
		switch {
		case child.Scenario != nil:
			return fmt.Errorf("scenario %q stands outside a Rule", child.Scenario.Name)
		case child.Rule == nil:
			continue
		}
		r, err := readRule(child.Rule)
		if err != nil {
			return err
		}
		r.Profile, r.Feature = profile, file
		s.Requirements = append(s.Requirements, r)
		for _, c := range child.Rule.Children {
			if c.Scenario != nil {
				note(c.Scenario, lines, keywords)
			}
		}
	}
	for _, p := range gherkin.Pickles(*doc, file, newID) {
		s.Scenarios = append(s.Scenarios, readPickle(p, profile, lines, keywords))
	}
	return nil
}

// parse is gherkin.ParseGherkinDocument with a matcher of ours.
func parse(data []byte, newID func() string) (*messages.GherkinDocument, error) {
	builder := gherkin.NewAstBuilder(newID)
	parser := gherkin.NewParser(builder)
	matcher := &tagsOnce{Matcher: gherkin.NewMatcher(gherkin.DialectsBuiltin())}
	err := parser.Parse(gherkin.NewScanner(bytes.NewReader(data)), matcher)
	return builder.GetGherkinDocument(), err
}

// tagsOnce remembers the last line of tags: the parser asks for each of them
// again and again, and for each answer the matcher compiles its expressions anew,
// which is half of the time that parsing takes.
type tagsOnce struct {
	gherkin.Matcher
	line int
	tags gherkin.Token
}

// MatchTagLine reads a line of tags.
func (m *tagsOnce) MatchTagLine(line *gherkin.Line) (bool, *gherkin.Token, error) {
	if line.LineNumber != m.line {
		ok, tags, err := m.Matcher.MatchTagLine(line)
		if !ok || err != nil {
			return ok, tags, err
		}
		m.line, m.tags = line.LineNumber, *tags
	}
	tags := m.tags
	return true, &tags, nil
}

// note remembers where scenarios and rows stand and the keywords of steps,
// which pickles have lost.
func note(sc *messages.Scenario, lines map[string]int64, keywords map[string]string) {
	lines[sc.Id] = sc.Location.Line
	for _, st := range sc.Steps {
		keywords[st.Id] = st.Keyword
	}
	for _, e := range sc.Examples {
		for _, row := range e.TableBody {
			lines[row.Id] = row.Location.Line
		}
	}
}

func readRule(rule *messages.Rule) (Requirement, error) {
	r := Requirement{Rule: strings.TrimSpace(rule.Name)}
	for _, t := range rule.Tags {
		switch m := idTag.FindStringSubmatch(t.Name); {
		case m != nil && r.ID == "":
			r.ID = m[1]
		case m == nil && r.Level == "":
			r.Level = strings.TrimPrefix(t.Name, "@")
		default:
			return r, fmt.Errorf("rule %q: tag %s is one too many", r.Rule, t.Name)
		}
	}
	switch r.Level {
	case "MUST", "SHOULD", "MAY", "excluded":
	default:
		return r, fmt.Errorf("rule %q: level %q is none of MUST, SHOULD, MAY, excluded", r.Rule, r.Level)
	}
	if r.ID == "" {
		return r, fmt.Errorf("rule %q has no ID", r.Rule)
	}
	for line := range strings.Lines(rule.Description) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "Source":
			r.Source = value
		case "Excluded":
			r.Reason = value
		}
	}
	if r.Source == "" || r.Excluded() != (r.Reason != "") {
		return r, fmt.Errorf("rule %s: wants a line \"Source: ...\", and \"Excluded: ...\" exactly where it is excluded", r.ID)
	}
	return r, nil
}

func readPickle(p *messages.Pickle, profile string, lines map[string]int64, keywords map[string]string) Scenario {
	sc := Scenario{Name: p.Name, Feature: p.Uri, Profile: profile}
	sc.Line = int(lines[p.AstNodeIds[len(p.AstNodeIds)-1]])
	for _, t := range p.Tags {
		if m := idTag.FindStringSubmatch(t.Name); m != nil {
			sc.IDs = append(sc.IDs, m[1])
		}
	}
	for _, st := range p.Steps {
		text := keywords[st.AstNodeIds[0]] + st.Text
		if a := st.Argument; a != nil && a.DocString != nil {
			text += "\n  " + strings.ReplaceAll(a.DocString.Content, "\n", "\n  ")
		} else if a != nil && a.DataTable != nil {
			for _, row := range a.DataTable.Rows {
				text += "\n  |"
				for _, cell := range row.Cells {
					text += " " + cell.Value + " |"
				}
			}
		}
		sc.Steps = append(sc.Steps, text)
	}
	return sc
}
