package oauth_test

import (
	"crypto/rand"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"flowcheck/reference/oauth"
)

var tokens = regexp.MustCompile(`"(?:access|refresh)_token":"([A-Za-z0-9_-]{43})"`)

// Requests in such a number that the node makes tokens ahead.
func TestTokensThatAreMadeAheadAreTokens(t *testing.T) {
	const exchanges = 5000
	var input strings.Builder
	input.WriteString(envelope(`{"type":"generate_auth_url","msg_id":1,"client_id":"c","redirect_uri":"u","scopes":["r"]}`) + "\n")
	for i := range exchanges {
		fmt.Fprintln(&input, envelope(fmt.Sprintf(`{"type":"exchange_code","msg_id":2,"code":"C%d","redirect_uri":"u","client_id":"c"}`, i)))
	}
	n := oauth.New()
	seen := map[string]bool{}
	for i, line := range speak(t, n, input.String())[1:] {
		pair := tokens.FindAllStringSubmatch(line, -1)
		if len(pair) != 2 || seen[pair[0][1]] || seen[pair[1][1]] || pair[0][1] == pair[1][1] {
			t.Fatalf("exchange %d: no two new tokens in %s", i, line)
		}
		seen[pair[0][1]], seen[pair[1][1]] = true, true
		if i%100 == 0 && (!hasScope(t, n, pair[0][1], "r") || hasScope(t, n, pair[1][1], "r")) {
			t.Fatalf("exchange %d: the first token of %s is not good, or the second is", i, line)
		}
	}
	if len(seen) != 2*exchanges {
		t.Errorf("%d tokens, want %d", len(seen), 2*exchanges)
	}
}

// counts is random and knows how much was read of it.
type counts struct{ bytes int }

func (c *counts) Read(p []byte) (int, error) {
	c.bytes += len(p)
	return rand.Read(p)
}

func TestEntropyThatIsGivenIsNotReadAhead(t *testing.T) {
	source := &counts{}
	n := oauth.New(oauth.Entropy(source))
	if err := n.Serve(strings.NewReader(strings.Repeat(envelope(check)+"\n", 5000)), io.Discard); err != nil {
		t.Fatal(err)
	}
	if exchange(t, n, "c"); source.bytes != 64 {
		t.Errorf("%d bytes were read for two tokens, want 64", source.bytes)
	}
}
