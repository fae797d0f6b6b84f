package features_test

import (
	"cmp"
	"regexp"
	"strings"
	"testing"

	"flowcheck/features"
)

// wording is how a step says something, and about which types of request.
type wording struct {
	step  *regexp.Regexp
	types string
}

// sending are the steps that send a request, and of which type: their first
// group, or the type that is named here.
var sending = []wording{
	{regexp.MustCompile(`^the client(?: "[^"]*")? sends (?:a malformed )?(generate_auth_url|exchange_code|check_scope|register_client|authorize|callback|refresh_token|revoke_token|advance_clock|init)\b`), ""},
	{regexp.MustCompile(`^the client sends (?:up to )?\d+ (\w+) in one write`), ""},
	{regexp.MustCompile(`^the client sends a message of type `), "generate_auth_url"}, // in all but its type
}

// showing are the steps that show requests of some types to be served; with no
// types it is the one that was sent last.
var showing = []wording{
	{regexp.MustCompile(`^a registered (?:public )?client\b`), "register_client"},
	{regexp.MustCompile(`^an authorization code(?: "\w+")?(?: of client "\w+")?(?: with the scopes \[.*\])?( with PKCE)?$`), "generate_auth_url authorize"},
	{regexp.MustCompile(`^an access token\b`), "generate_auth_url authorize exchange_code"},
	{regexp.MustCompile(`^a token of the sample client$`), "generate_auth_url exchange_code"},
	{regexp.MustCompile(`^a token (?:"\w+" )?with the scopes `), "generate_auth_url exchange_code"},
	{regexp.MustCompile(`^\d+ codes and tokens are issued$`), "generate_auth_url authorize exchange_code"},
	{regexp.MustCompile(`^the code_verifier ".*" gives a token$`), "generate_auth_url authorize exchange_code"},
	{regexp.MustCompile(`^(?:the token|token "\w+") has the scope `), "check_scope"},
	{regexp.MustCompile(`^the callback is valid$`), ""},
	{regexp.MustCompile(`^the reply is (?:auth_url_generated|token_issued|scope_valid|client_registered|code_issued|callback_valid|token_refreshed|token_revoked|clock_advanced|init_ok)$`), ""},
	{regexp.MustCompile(`^"has_scope" is true$`), ""},
}

// refusing are the steps that are content with a refusal, and of which types;
// with no types it is the one that was sent last. What a step lets a node do
// ("or a refusal") shows nothing, and is not among them.
var refusing = []wording{
	{regexp.MustCompile(`^the request is refused$`), ""},
	{regexp.MustCompile(`^the error is `), ""},
	{regexp.MustCompile(`, or the error is `), ""},
	{regexp.MustCompile(`, or the scenario ends with a refusal$`), ""},
	{regexp.MustCompile(`^the callback is invalid`), ""},
	{regexp.MustCompile(`^the answer is no, or a refusal`), ""},
	{regexp.MustCompile(`^at most one reply is `), ""},
	{regexp.MustCompile(`^the code_verifier ".*" (?:is refused|gives a token unless the code_challenge was refused)$`), "exchange_code"},
	{regexp.MustCompile(`^no token is to be had `), "generate_auth_url authorize exchange_code"},
	{regexp.MustCompile(`^the code_challenge was refused$`), "generate_auth_url authorize"},
	{regexp.MustCompile(`^(?:the token|token "\w+") does not have the scope `), "check_scope"},
	{regexp.MustCompile(`^".*" does not pass for a token with the scope `), "check_scope"},
	{regexp.MustCompile(`^"has_scope" is not true$`), ""},
}

func TestBeforeARefusalTheRequestWithoutTheDefectSucceeds(t *testing.T) {
	spec, err := features.Load()
	if err != nil {
		t.Fatal(err)
	}
	refusals := 0
	for _, sc := range spec.Scenarios {
		n, unshown := unshownRefusals(sc)
		refusals += n
		for _, step := range unshown {
			t.Errorf("%s: %s: %q, and no such request was served before", sc.Feature, sc.Name, step)
		}
	}
	if refusals < 100 {
		t.Errorf("only %d refusals are demanded: the steps of this test are not those of the features", refusals)
	}
}

// unshownRefusals counts the steps of a scenario that are content with a
// refusal, and lists those before which no request of the same type was served.
func unshownRefusals(sc features.Scenario) (refusals int, unshown []string) {
	served := map[string]bool{}
	sent := ""
	for _, step := range sc.Steps {
		text := withoutKeyword(step)
		for _, s := range sending {
			if m := s.step.FindStringSubmatch(text); m != nil {
				sent = strings.Join(append(m[1:], s.types), "")
			}
		}
		for _, r := range refusing {
			if !r.step.MatchString(text) {
				continue
			}
			refusals++
			for _, typ := range strings.Fields(cmp.Or(r.types, sent)) {
				if !served[typ] {
					unshown = append(unshown, text)
					break
				}
			}
		}
		for _, s := range showing {
			if s.step.MatchString(text) {
				for _, typ := range strings.Fields(cmp.Or(s.types, sent)) {
					served[typ] = true
				}
			}
		}
	}
	return refusals, unshown
}

func withoutKeyword(step string) string {
	line, _, _ := strings.Cut(step, "\n")
	_, text, _ := strings.Cut(line, " ")
	return text
}
