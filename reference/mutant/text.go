package mutant

import (
	"slices"
	"strings"
)

// texts are the nodes that take a text for less than it is, or write it as less.
func texts() []Mutant {
	unaccented := replaced("\u00e9", "e", "\u00e8", "e", "\u00e4", "a", "\u00f6", "o", "\u00fc", "u", "\u00f1", "n")
	return []Mutant{
		{Name: "scope-behind-colon", ID: "SCP-01", Profile: "scope",
			Summary:  "It splits scopes into parts, so user passes where read:user is granted.",
			Stimulus: asking("user"),
			say: judged(func(c *check) bool {
				return c.any(func(granted string) bool { return c.required != "" && strings.HasSuffix(granted, ":"+c.required) })
			})},
		{Name: "required-scope-behind-colon", ID: "SCP-02", Profile: "scope",
			Summary:  "It looks at a required scope from the last colon on, so user:read passes where read is granted.",
			Stimulus: asking("user:read"),
			say: judged(func(c *check) bool {
				colon := strings.LastIndex(c.required, ":")
				return colon >= 0 && slices.Contains(c.granted, c.required[colon+1:])
			})},
		{Name: "accents-ignored", ID: "SCP-14", Profile: "scope",
			Summary:  "It compares scopes without regard to accents, as some databases do.",
			Stimulus: asking("writ\u00e9"),
			say: judged(func(c *check) bool {
				return c.any(func(granted string) bool { return unaccented(granted) == unaccented(c.required) })
			})},
		{Name: "texts-not-escaped", ID: "ENV-02", Profile: "envelope",
			Summary:  "It writes texts between quotation marks as they are, without JSON's backslashes.",
			Stimulus: from(`c\"7`, "oauth"),
			spell:    func(reply []byte) []byte { return []byte(replaced(`\"`, `"`, `\\`, `\`)(string(reply))) }},
	}
}
