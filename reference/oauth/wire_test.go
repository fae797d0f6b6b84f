package oauth_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"flowcheck/reference/oauth"
)

// borrowed is an input that remembers where it wrote to.
type borrowed struct {
	*strings.Reader
	rooms [][]byte
}

func (b *borrowed) Read(room []byte) (int, error) {
	b.rooms = append(b.rooms, room)
	return b.Reader.Read(room)
}

// speak feeds the node the bytes of a whole input and returns the lines that
// it writes. Afterwards it spoils what was read, as the next input would: what
// the node remembers must be a copy.
func speak(t *testing.T, n *oauth.Node, input string) []string {
	t.Helper()
	var out bytes.Buffer
	in := &borrowed{Reader: strings.NewReader(input)}
	if err := n.Serve(in, &out); err != nil {
		t.Fatalf("serve: %v", err)
	}
	for _, room := range in.rooms {
		for i := range room {
			room[i] = '?'
		}
	}
	if out.Len() == 0 {
		return nil
	}
	if !strings.HasSuffix(out.String(), "\n") {
		t.Fatalf("the output does not end in a line feed: %q", out.String())
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

// ask sends one body in an envelope and returns the body of the one reply.
func ask(t *testing.T, n *oauth.Node, body string) map[string]any {
	t.Helper()
	lines := speak(t, n, envelope(body)+"\n")
	if len(lines) != 1 {
		t.Fatalf("%s was answered with %d lines: %q", body, len(lines), lines)
	}
	var reply struct{ Body map[string]any }
	if err := json.Unmarshal([]byte(lines[0]), &reply); err != nil {
		t.Fatalf("the reply is not JSON: %v: %s", err, lines[0])
	}
	return reply.Body
}

func envelope(body string) string {
	return `{"src":"client","dest":"oauth","body":` + body + `}`
}

// answered is the line that the node replies with to the envelope above.
func answered(body string) string {
	return `{"src":"oauth","dest":"client","body":` + body + `}`
}

// obtain sends generate_auth_url and exchange_code for a client and returns
// the token.
func obtain(t *testing.T, n *oauth.Node, client string, scopes ...string) string {
	t.Helper()
	request(t, n, client, scopes...)
	return exchange(t, n, client)
}

func request(t *testing.T, n *oauth.Node, client string, scopes ...string) {
	t.Helper()
	list, _ := json.Marshal(scopes)
	ask(t, n, fmt.Sprintf(`{"type":"generate_auth_url","msg_id":1,"client_id":%q,"redirect_uri":"https://a/cb","scopes":%s}`, client, list))
}

func exchange(t *testing.T, n *oauth.Node, client string) string {
	t.Helper()
	body := ask(t, n, fmt.Sprintf(`{"type":"exchange_code","msg_id":2,"code":"C","redirect_uri":"https://a/cb","client_id":%q}`, client))
	token, _ := body["access_token"].(string)
	if token == "" {
		t.Fatalf("no token for %s: %v", client, body)
	}
	return token
}

// hasScope is has_scope of a check_scope.
func hasScope(t *testing.T, n *oauth.Node, token, required string) bool {
	t.Helper()
	tok, _ := json.Marshal(token)
	req, _ := json.Marshal(required)
	body := ask(t, n, fmt.Sprintf(`{"type":"check_scope","msg_id":3,"token":%s,"required_scope":%s}`, tok, req))
	answer, ok := body["has_scope"].(bool)
	if !ok || body["type"] != "scope_valid" {
		t.Fatalf("check_scope was answered with %v", body)
	}
	return answer
}
