package scan

import (
	"bytes"
	"strings"
	"testing"

	"flowcheck/runner/scan/trace"
)

// counted reads lines as a worker does, holds each that a form accepts against
// the same line read without, and counts them.
func counted(t *testing.T, s *scanner, text []byte) (lines, byForm int) {
	t.Helper()
	plain := &scanner{tier: s.tier}
	for line := range bytes.Lines(text) {
		lines++
		s.load(line)
		plain.load(line)
		if s.forms.resting == 0 && readAlike(t, s, plain) {
			byForm++
		}
		s.line(&record{})
	}
	return lines, byForm
}

func TestALineOfAKnownFormIsReadAsWithout(t *testing.T) {
	for name, c := range map[string]struct {
		options trace.Options
		least   float64 // share of the lines that have a known form
	}{
		"encoders":     {trace.Options{Seed: 4, Lines: 30_000}, 0.95},
		"with defects": {trace.Options{Seed: 5, Lines: 30_000, Defects: 0.1}, 0.7},
	} {
		t.Run(name, func(t *testing.T) {
			lines, byForm := counted(t, &scanner{tier: tier(t)}, generated(t, c.options))
			if float64(byForm) < c.least*float64(lines) {
				t.Errorf("%d of %d lines have a known form", byForm, lines)
			}
		})
	}
}

func TestFormsAreBoundedAndRestWhereThereAreNone(t *testing.T) {
	s := &scanner{tier: tier(t)}
	lines, byForm := counted(t, s, generated(t, trace.Options{Seed: 6, Lines: 60_000, Shuffled: true}))
	f := &s.forms
	if byForm*4 > lines {
		t.Errorf("%d of %d lines in random order have a known form", byForm, lines)
	}
	if f.resting == 0 {
		t.Error("forms are tried though hardly a line has one")
	}
	if f.rested != 2*rest {
		t.Errorf("after a second look that found none, %d lines go without, want %d", f.rested, 2*rest)
	}
	if n := f.size; n.runs > mostRuns+mostMembers || n.stretches > mostStretches+longestForm || n.ends > mostEnds {
		t.Errorf("%d runs, %d stretches, %d ends", n.runs, n.stretches, n.ends)
	}
	// What comes in one order from then on has forms again, after the rest.
	ordered := generated(t, trace.Options{Seed: 7, Lines: 3 * rest})
	lines, byForm = counted(t, s, ordered)
	if byForm*3 < lines {
		t.Errorf("after the rest, %d of %d lines have a known form", byForm, lines)
	}
	if f.rested != 0 {
		t.Errorf("the next rest is longer than the first, though forms were worth while: %d", f.rested)
	}
}

// What is the same in one form is not in all, and no value is taken for a part
// of a form.
func TestAFormAcceptsNoMoreThanItsLine(t *testing.T) {
	const learned = `{"src":"oauth","dest":"c1","body":{"type":"token_issued","in_reply_to":1,"access_token":"a_b","token_type":"Bearer","expires_in":3600,"y":{"k":["v"]},"x":null}}`
	for name, c := range map[string]struct {
		old, new string
		want     bool
	}{
		"the same":              {"", "", true},
		"other values":          {`"a_b"`, `"abcdefghijklmnop"`, true},
		"another number":        {`"in_reply_to":1,`, `"in_reply_to":123456,`, true},
		"an escape":             {`"c1"`, `"c\u0031"`, true},
		"no token":              {`"a_b"`, `""`, false},
		"a wrong token":         {`"a_b"`, `"a.b"`, false},
		"another lifetime":      {`3600`, `3601`, false},
		"a lifetime as text":    {`3600`, `"3600"`, false},
		"a fraction":            {`"in_reply_to":1,`, `"in_reply_to":1.5,`, false},
		"another word":          {`null`, `true`, false},
		"another type":          {`token_issued`, `scope_valid`, false},
		"an unknown type":       {`token_issued`, `token_issues`, false},
		"bearer":                {`Bearer`, `bearer`, false},
		"a control character":   {`"c1"`, "\"c\x01\"", false},
		"Latin-1":               {`"c1"`, "\"c\xe4\"", false},
		"UTF-8":                 {`"c1"`, `"cä"`, true},
		"UTF-8 within":          {`"v"`, `"ä"`, true},
		"Latin-1 within":        {`"v"`, "\"\xe4\"", false},
		"another value within":  {`{"k":["v"]}`, `{"l":1}`, true},
		"another kind within":   {`{"k":["v"]}`, `["v"]`, false},
		"cut off":               {`,"x":null}}`, ``, false},
		"one brace more":        {`}}`, `}}}`, false},
		"a longer line":         {`"c1"`, `"` + strings.Repeat("c", longestLine) + `"`, false},
		"a blank more":          {`"x":null`, `"x": null`, false},
		"a member twice":        {`"x":null`, `"x":null,"x":null`, false},
		"a member in its place": {`"expires_in"`, `"expires_on"`, false},
	} {
		t.Run(name, func(t *testing.T) {
			s, plain := &scanner{tier: tier(t)}, &scanner{}
			plain.tier = s.tier
			s.load([]byte(learned))
			s.line(&record{})
			line := []byte(strings.Replace(learned, c.old, c.new, 1))
			s.load(line)
			plain.load(line)
			if got := readAlike(t, s, plain); got != c.want {
				t.Errorf("accepted by the form: %v", got)
			}
		})
	}
}

// The name of a node is a part of forms for a few of them, and a value in the
// lines of all others.
func TestLinesOfManyNodesHaveForms(t *testing.T) {
	s, plain := &scanner{tier: tier(t)}, &scanner{}
	plain.tier = s.tier
	for _, name := range []string{"a", "bb", "ccc", "dddd", "eeeee", "ffffff", "ggggggg", "hhhhhhhh", "iiiiiiiii"} {
		for turn, id := range []string{"1", "22"} {
			for _, text := range []string{
				`{"src":"c1","dest":"` + name + `","body":{"type":"check_scope","msg_id":` + id + `,"token":"t","required_scope":"read"}}`,
				`{"dest":"c1","src":"` + name + `","body":{"type":"scope_valid","in_reply_to":` + id + `,"has_scope":true}}`,
			} {
				s.load([]byte(text))
				plain.load([]byte(text))
				if turn > 0 && !readAlike(t, s, plain) {
					t.Errorf("no form is known for %s", text)
				}
				s.line(&record{})
			}
		}
	}
	if n := len(s.forms.nodes); n != mostNodes {
		t.Errorf("%d names are parts of forms", n)
	}
}

// A run that goes on where another one ends is looked for first: else its lines
// took the other way, and had no form.
func TestALongerRunIsFoundBehindAShorterOne(t *testing.T) {
	s, plain := &scanner{tier: tier(t)}, &scanner{}
	plain.tier = s.tier
	for _, text := range []string{
		`{"src":"oauth","dest":"c1","body":{"type":"scope_valid","in_reply_to":1,"has_scope":true}}`,               // dest is a value
		`{"src":"c1","dest":"oauth","body":{"type":"check_scope","msg_id":2,"token":"t","required_scope":"read"}}`, // and here a part of a run
	} {
		s.load([]byte(text))
		s.line(&record{})
		plain.load([]byte(text))
		if !readAlike(t, s, plain) {
			t.Errorf("no form is known for %s", text)
		}
	}
}

// What a schema fixes is a part of a run only behind the type: before it, the member
// may be one of another message, whose values vary.
func TestAConstantBeforeTheTypeHidesNoOtherMessage(t *testing.T) {
	s, plain := &scanner{tier: tier(t)}, &scanner{}
	plain.tier = s.tier
	for _, text := range []string{
		`{"body":{"access_token":"a","expires_in":3600,"in_reply_to":1,"token_type":"Bearer","type":"token_issued"},"dest":"c1","src":"oauth"}`,
		`{"body":{"access_token":"b","expires_in":3600,"in_reply_to":2,"token_type":"Bearer","type":"token_refreshed"},"dest":"c1","src":"oauth"}`,
	} {
		s.load([]byte(text))
		s.line(&record{})
		plain.load([]byte(text))
		if !readAlike(t, s, plain) {
			t.Errorf("no form is known for %s", text)
		}
	}
}
