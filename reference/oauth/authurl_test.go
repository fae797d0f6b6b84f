package oauth_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"flowcheck/reference/oauth"
)

const before = "https://accounts.example.com/authorize?response_type=code&"

// urlOf sends generate_auth_url with the given JSON members.
func urlOf(t *testing.T, n *oauth.Node, members string) string {
	t.Helper()
	body := ask(t, n, `{"type":"generate_auth_url","msg_id":1,`+members+`}`)
	u, ok := body["url"].(string)
	if !ok {
		t.Fatalf("%s got no url: %v", members, body)
	}
	return u
}

func TestAuthURL(t *testing.T) {
	tests := []struct{ name, members, want string }{
		{"no state", `"client_id":"c","redirect_uri":"https://a/b","scopes":["r"]`, "client_id=c&redirect_uri=https%3A%2F%2Fa%2Fb&scope=r"},
		{"an empty state", `"client_id":"c","redirect_uri":"u","scopes":["r"],"state":""`, "client_id=c&redirect_uri=u&scope=r&state="},
		{"no scopes", `"client_id":"c","redirect_uri":"u","scopes":[]`, "client_id=c&redirect_uri=u"},
		{"scopes keep their order and repeats", `"client_id":"c","redirect_uri":"u","scopes":["c","a","c"]`, "client_id=c&redirect_uri=u&scope=c+a+c"},
		{"a plus in a scope is no separator", `"client_id":"c","redirect_uri":"u","scopes":["a+b","x:y"]`, "client_id=c&redirect_uri=u&scope=a%2Bb+x%3Ay"},
		{"an encoded redirect_uri is encoded once more", `"client_id":"c","redirect_uri":"https://a/?u=%2F","scopes":[]`, "client_id=c&redirect_uri=https%3A%2F%2Fa%2F%3Fu%3D%252F"},
		{"a fragment never gets out", `"client_id":"c","redirect_uri":"https://a/b#f","scopes":[]`, "client_id=c&redirect_uri=https%3A%2F%2Fa%2Fb%23f"},
		{"text beyond ASCII is UTF-8", `"client_id":"é","redirect_uri":"u","scopes":[],"state":"€😀"`, "client_id=%C3%A9&redirect_uri=u&state=%E2%82%AC%F0%9F%98%80"},
		{"escapes of JSON mean the same", `"client_id":"\u00e9","redirect_uri":"https:\/\/a","scopes":[],"state":"\u20ac\ud83d\ude00"`, "client_id=%C3%A9&redirect_uri=https%3A%2F%2Fa&state=%E2%82%AC%F0%9F%98%80"},
		{"the replacement character is one like any other", `"client_id":"\ufffd","redirect_uri":"u","scopes":[],"state":"` + "\uFFFD" + `\\ud800"`, "client_id=%EF%BF%BD&redirect_uri=u&state=%EF%BF%BD%5Cud800"},
		{"control characters are encoded", `"client_id":"c","redirect_uri":"u","scopes":[],"state":"\u0000\n"`, "client_id=c&redirect_uri=u&state=%00%0A"},
		{"numbers in quotes stay text", `"client_id":"00123","redirect_uri":"u","scopes":["1e3"],"state":"true"`, "client_id=00123&redirect_uri=u&scope=1e3&state=true"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := urlOf(t, oauth.New(), tt.members); got != before+tt.want {
				t.Errorf("got  %s\nwant %s", got, before+tt.want)
			}
		})
	}
}

func TestStateSurvivesOneDecode(t *testing.T) {
	for _, state := range []string{"a+b&c=d#e%41;f,g~*!'()[]@?/:", `"<>\^{|}`, strings.Repeat("long ", 4096), "a\u2028b"} {
		raw := urlOf(t, oauth.New(), fmt.Sprintf(`"client_id":"c","redirect_uri":"u","scopes":[],"state":%s`, quote(state)))
		query, err := url.ParseQuery(strings.TrimPrefix(raw, before))
		if err != nil || query.Get("state") != state {
			t.Errorf("state %q came back as %q (%v)", state, query.Get("state"), err)
		}
	}
}

func TestEachURLFollowsItsOwnRequest(t *testing.T) {
	n := oauth.New()
	first := urlOf(t, n, `"client_id":"a","redirect_uri":"u","scopes":["r"],"state":"1"`)
	urlOf(t, n, `"client_id":"b","redirect_uri":"v","scopes":["w"],"state":"2"`)
	bare := urlOf(t, n, `"client_id":"a","redirect_uri":"u","scopes":[]`)
	again := urlOf(t, n, `"client_id":"a","redirect_uri":"u","scopes":["r"],"state":"1"`)
	if first != again {
		t.Errorf("the same request gave\n%s\nand then\n%s", first, again)
	}
	if want := before + "client_id=a&redirect_uri=u"; bare != want {
		t.Errorf("got %s, want %s", bare, want)
	}
}
