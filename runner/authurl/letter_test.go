package authurl

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheLetterOfTheSample(t *testing.T) {
	change := func(from, to string) string { return strings.Replace(sampleURL, from, to, 1) }
	cases := []struct {
		name, url string
		rules     []string
	}{
		{"the sample itself", sampleURL, nil},
		{"sorted keys", Endpoint + "?client_id=abc123&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&response_type=code&scope=read+write&state=xyz789", rules("parameter-order")},
		{"blank as %20", change("+", "%20"), rules("percent-20 scope")},
		{"lower-case hex", change("%3A%2F%2F", "%3a%2f%2f"), rules("lower-case-hex redirect_uri")},
		{"redirect_uri raw", change("https%3A%2F%2Fapp.com%2Fcallback", "https://app.com/callback"), rules("not-form-encoded redirect_uri")},
		{"safe slash", strings.ReplaceAll(sampleURL, "%2F", "/"), rules("not-form-encoded redirect_uri")},
		{"trailing &", sampleURL + "&", rules("empty-piece")},
		{"nothing between the scopes", change("read+write", "readwrite"), rules("scope-separator scope")},
		{"scopes in another order", change("read+write", "write+read"), rules("scope-order scope")},
		{"wrong endpoint", change("/authorize?", "/auth?"), rules("endpoint")},
		{"an additional parameter", sampleURL + "&nonce=1", rules("unexpected nonce")},
		{"encoded without need", change("abc123", "%61bc123"), rules("letter")},
		{"sorted and %20", Endpoint + "?client_id=abc123&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&response_type=code&scope=read%20write&state=xyz789", rules("parameter-order", "percent-20 scope")},
		{"another state", change("xyz789", "xyz780"), rules("changed state")},
		{"nothing", "", rules("endpoint")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found := CompareLetter(c.url, sampleURL)
			if diff := cmp.Diff(c.rules, briefly(found)); diff != "" {
				t.Errorf("CompareLetter(%q) differs (-want +got):\n%s\n%s", c.url, diff, messages(found))
			}
		})
	}
}

func TestTheLetterOfAnyTextIsCompared(t *testing.T) {
	found := CompareLetter("abc#d", "abc#e")
	if len(found) != 1 || found[0].Rule != RuleLetter || found[0].At != 4 {
		t.Errorf("got %+v, want the first offset that differs", found)
	}
	found = CompareLetter(put(Encode(withState("a&b")), "state", "a&b"), Encode(withState("a&b")))
	if got := briefly(found); !cmp.Equal(got, rules("not-encoded state")) {
		t.Errorf("a raw state: got %v", got)
	}
}

func TestTheSampleIsEncodedToTheLetter(t *testing.T) {
	if got := Encode(sample()); got != sampleURL {
		t.Errorf("got %s, want %s", got, sampleURL)
	}
}
