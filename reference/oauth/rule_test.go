package oauth_test

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/reference/oauth"
)

func TestEveryRuleHasANameOfItsOwnAndAClause(t *testing.T) {
	kebab := regexp.MustCompile(`\A[a-z]+(-[a-z]+)*\z`)
	seen := map[string]bool{}
	for _, r := range oauth.Rules() {
		if !kebab.MatchString(r.String()) || seen[r.String()] {
			t.Errorf("rule %d is called %q", r, r)
		}
		seen[r.String()] = true
		if r.Clause() == "" {
			t.Errorf("%s stands nowhere", r)
		}
	}
}

// Each line shows what a node says that lacks one rule.
func TestARuleLeftOutChangesTheNode(t *testing.T) {
	const gen = `{"type":"generate_auth_url","msg_id":1,"client_id":"c","redirect_uri":"https://a","scopes":["r","w"],"state":"s"}`
	tests := []struct {
		rule       oauth.Rule
		body, want string
	}{
		{oauth.EchoMsgID, check, `{"src":"oauth","dest":"client","body":{"type":"scope_valid","has_scope":false}}`},
		{oauth.SwapAddresses, check, `{"src":"client","dest":"oauth","body":` + no + `}`},
		{oauth.IgnoreReplies, `{"type":"error","in_reply_to":1}`, answered(`{"type":"error","code":10,"text":"unknown message type","error":"unsupported_message_type"}`)},
		{oauth.ResponseTypeCode, gen, generated("client_id=c&redirect_uri=https%3A%2F%2Fa&scope=r+w&state=s")},
		{oauth.FormEncoding, gen, generated("response_type=code&client_id=c&redirect_uri=https://a&scope=r w&state=s")},
		{oauth.SpaceBetweenScopes, gen, generated("response_type=code&client_id=c&redirect_uri=https%3A%2F%2Fa&scope=rw&state=s")},
		{oauth.StateReturned, gen, generated("response_type=code&client_id=c&redirect_uri=https%3A%2F%2Fa&scope=r+w")},
	}
	for _, tt := range tests {
		t.Run(tt.rule.String(), func(t *testing.T) {
			got := speak(t, oauth.New(oauth.Without(tt.rule)), envelope(tt.body))
			if diff := cmp.Diff([]string{tt.want}, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func generated(query string) string {
	return answered(`{"type":"auth_url_generated","in_reply_to":1,"url":"https://accounts.example.com/authorize?` + query + `"}`)
}
