package report

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// secret is a value that must not leave in a report, and what it is.
type secret struct{ value, kind string }

// kinds are the members that hold secrets. An access token is called the same
// in a reply and in the request that presents it.
var kinds = map[string]string{
	"client_secret": "secret",
	"code":          "code",
	"access_token":  "token",
	"token":         "token",
	"refresh_token": "refresh",
	"code_verifier": "verifier",
}

// secretsIn finds the secrets in one line, in a stable order: those of a JSON
// value by their members, then whatever looks like a member or a parameter.
// The second look reads what is no JSON (half a line, a language's own
// notation) and what a decoder hides (a repeated member, a URL).
func secretsIn(line string) []secret {
	if line == "" {
		return nil
	}
	var found []secret
	d := json.NewDecoder(strings.NewReader(line))
	d.UseNumber()
	for {
		var v any
		if d.Decode(&v) != nil {
			break
		}
		found = append(found, secretsOf(v)...)
	}
	for _, m := range memberLike.FindAllStringSubmatch(line, -1) {
		value := m[3] + m[4]
		if m[2] != "" { // JSON in JSON: the value ends at an escaped quote
			value, _, _ = strings.Cut(value, `\"`)
		}
		found = append(found, secret{plain(value).json().text, kinds[strings.ToLower(m[1])]})
	}
	if text := plain(line).json().text; strings.Contains(text, "=") {
		found = append(found, parametersIn(text)...)
	}
	return slices.DeleteFunc(found, func(s secret) bool { return s.value == "" })
}

// parametersIn finds what looks like a secret parameter of a URL or a form.
func parametersIn(text string) []secret {
	var found []secret
	for _, m := range parameterLike.FindAllStringSubmatch(text, -1) {
		found = append(found, secret{plain(m[2]).percent().text, kinds[strings.ToLower(m[1])]})
	}
	return found
}

// secretsExpected finds the secret that an expectation of a transcript names: a
// value that may stand nowhere, or that a member had or should have. The lines
// that show it too may have been left out.
func secretsExpected(event string) []secret {
	text, ok := wire.ParseExpectsEvent(event)
	if !ok {
		return nil
	}
	e, err := check.ParseExpectation(text)
	kind, isSecret := kinds[strings.ToLower(e.Member)]
	switch {
	case err != nil:
		return secretsIn(text)
	case e.What == "hidden" && e.Text != "":
		return []secret{{e.Text, "secret"}}
	case e.What == "other" && isSecret && e.Text != "":
		return []secret{{e.Text, kind}}
	case e.What == "member" && isSecret:
		return textsOf(e.Value, kind)
	}
	return nil
}

// memberLike is a member with a string, between quotes of either kind, with
// the quotes escaped or the end missing.
var memberLike = regexp.MustCompile(
	`(?i)\b(client_secret|access_token|refresh_token|code_verifier|token|code)\\?["']?\s*[:=]>?\s*(\\?)(?:"((?:[^"\\\r\n]|\\.)*)|'([^'\r\n]*))`)

// parameterLike is a parameter of a URL or a form.
var parameterLike = regexp.MustCompile(
	`(?i)\b(client_secret|access_token|refresh_token|code_verifier|token|code)=([^&#\s"'<>\\]+)`)

// secretsOf walks a JSON value. An error's numeric code (protocol section 6)
// is no secret; any other number in a secret's place is one.
func secretsOf(v any) []secret {
	var found []secret
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if kind, ok := kinds[strings.ToLower(name)]; ok {
				found = append(found, textsOf(v[name], kind)...)
			}
			found = append(found, secretsOf(v[name])...)
		}
	case []any:
		for _, e := range v {
			found = append(found, secretsOf(e)...)
		}
	case string:
		if strings.Contains(v, "{") { // a body sent as a JSON string
			var inner any
			if json.Unmarshal([]byte(v), &inner) == nil {
				found = append(found, secretsOf(inner)...)
			}
		}
	}
	return found
}

// textsOf are the texts in the place of a secret, however wrapped.
func textsOf(v any, kind string) []secret {
	switch v := v.(type) {
	case string:
		return []secret{{v, kind}}
	case json.Number:
		if kind != "code" && len(v) >= shortSecret {
			return []secret{{string(v), kind}}
		}
	case []any:
		var found []secret
		for _, e := range v {
			found = append(found, textsOf(e, kind)...)
		}
		return found
	case map[string]any:
		var found []secret
		for _, name := range slices.Sorted(maps.Keys(v)) {
			found = append(found, textsOf(v[name], kind)...)
		}
		return found
	}
	return nil
}
