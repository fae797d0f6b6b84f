package schemas_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"flowcheck/schemas"
)

func TestEverySchemaNamesItselfAndUsesOnlyThePlainKeywords(t *testing.T) {
	for name, file := range files() {
		t.Run(name, func(t *testing.T) {
			doc := decode(t, read(t, file)).(map[string]any)
			if id, _ := doc["$id"].(string); !strings.HasSuffix(id, "/"+file) {
				t.Errorf("$id is %q, want it to end in %q", id, "/"+file)
			}
			if doc["$schema"] != "https://json-schema.org/draft/2020-12/schema" {
				t.Errorf("$schema is %v", doc["$schema"])
			}
			if title, _ := doc["title"].(string); title == "" {
				t.Error("title is missing")
			}
			delete(doc, "$id")
			delete(doc, "$schema")
			delete(doc, "title")
			lint(t, "", doc, file != "report.json")
		})
	}
}

func TestAMessageSchemaDemandsTheTypeInItsFileName(t *testing.T) {
	for _, name := range schemas.Types() {
		var doc struct {
			Required   []string
			Properties map[string]struct{ Const any }
		}
		if err := json.Unmarshal(read(t, files()[name]), &doc); err != nil {
			t.Fatal(err)
		}
		if got := doc.Properties["type"].Const; got != name {
			t.Errorf("%s: the type is const %v", name, got)
		}
		if !slices.Contains(doc.Required, "type") {
			t.Errorf("%s: the type is not required", name)
		}
	}
}

// keywords are all that a schema may use, so that any validator reads it alike.
var keywords = []string{"description", "type", "const", "enum", "required", "properties", "additionalProperties", "items", "minItems",
	"uniqueItems", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum"}

// source is what the description of a message member must name.
var source = regexp.MustCompile(`RFC \d{4} section \d|exercise, |Maelstrom protocol, `)

func lint(t *testing.T, at string, schema map[string]any, sourced bool) {
	t.Helper()
	description, _ := schema["description"].(string)
	switch {
	case description == "":
		t.Errorf("%s/: no description", at)
	case sourced && !source.MatchString(description):
		t.Errorf("%s/: the description names no source: %s", at, description)
	}
	for k, v := range schema {
		if !slices.Contains(keywords, k) {
			t.Errorf("%s/%s: keyword is not allowed", at, k)
		}
		switch v := v.(type) {
		case map[string]any:
			if k != "properties" {
				lint(t, at+"/"+k, v, sourced)
				continue
			}
			for member, s := range v {
				lint(t, at+"/"+member, s.(map[string]any), sourced)
			}
		case bool:
			if k == "additionalProperties" && sourced {
				t.Errorf("%s/: a message allows members that its schema does not name", at)
			}
		}
	}
}

// A rule that can be left out with every invalid sample still refused is a
// rule that nobody has tried. The report is held against its Go types instead.
func TestEveryRuleOfAMessageRefusesASample(t *testing.T) {
	for name, file := range files() {
		if name == "report" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			var invalid []any
			for _, sample := range list(t, name, "invalid") {
				invalid = append(invalid, decode(t, readSample(t, sample)))
			}
			doc := decode(t, read(t, file)).(map[string]any)
			leaveOut(doc, "", func(rule string) {
				text, err := json.Marshal(doc)
				if err != nil {
					t.Fatal(err)
				}
				schema := compileText(t, text)
				accepted := func(sample any) bool { return schema.Validate(sample) == nil }
				if !slices.ContainsFunc(invalid, accepted) {
					t.Errorf("no invalid sample is refused by %s alone", rule)
				}
			})
		})
	}
}

// leaveOut calls try once for each rule, with the schema lacking that rule.
// Dispatch has seen to it that a body is an object with the right type, and
// beside const the keyword type only makes a better message.
func leaveOut(schema map[string]any, at string, try func(rule string)) {
	for _, keyword := range slices.Sorted(maps.Keys(schema)) { // the keys as they are now
		v := schema[keyword]
		switch keyword {
		case "$schema", "$id", "title", "description":
		case "properties":
			for member, s := range v.(map[string]any) {
				leaveOut(s.(map[string]any), at+"/"+member, try)
			}
		case "items":
			leaveOut(v.(map[string]any), at+"/items", try)
		case "required":
			for _, member := range v.([]any) {
				if at == "" && member == "type" {
					continue
				}
				schema[keyword] = slices.DeleteFunc(slices.Clone(v.([]any)), func(m any) bool { return m == member })
				try(at + "/required/" + member.(string))
			}
			schema[keyword] = v
		default:
			if keyword == "type" && (at == "" || schema["const"] != nil) {
				continue
			}
			delete(schema, keyword)
			try(at + "/" + keyword)
			schema[keyword] = v
		}
	}
}
