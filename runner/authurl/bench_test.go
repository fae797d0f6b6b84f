package authurl

import (
	"strings"
	"testing"
	"time"
)

func BenchmarkCompare(b *testing.B) {
	raw := withState("a&b#c d")
	for _, c := range []struct {
		name, url string
		want      Want
	}{
		{"right", sampleURL, sample()},
		{"wrong", put(Encode(raw), "state", "a&b#c d"), raw},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Compare(c.url, c.want)
			}
		})
	}
}

// A reading that is quadratic would take more than the limit for each of these.
func TestHugeURLsTakeLinearTime(t *testing.T) {
	const size = 1 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	cases := map[string]struct {
		url  string
		want Want
	}{
		"a long state":            {Encode(withState(fill("s/"))), withState(fill("s/"))},
		"a long raw state":        {put(sampleURL, "state", fill("a&")), withState(fill("a&"))},
		"a state of parameters":   {put(sampleURL, "state", fill("&state=")), withState(fill("&state=") + "x")},
		"a repeated parameter":    {sampleURL + fill("&state=s"), sample()},
		"separators":              {Endpoint + "?" + fill("?state=x"), sample()},
		"separators before state": {Endpoint + "?" + fill(";state=xyz"), sample()},
		"escapes":                 {put(sampleURL, "state", fill("%25")), withState(strings.Repeat("%", size/3))},
		"fragments":               {sampleURL + fill("#"), sample()},
		"scopes":                  {put(sampleURL, "scope", fill("a,")), withScopes(strings.Split(fill("a "), " ")...)},
		"nothing but &":           {sampleURL + fill("&"), sample()},
		"illegal characters":      {sampleURL + fill("&<>"), sample()},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			found := Compare(c.url, c.want)
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %s for %d bytes", took, len(c.url))
			}
			if broken(found) == (name == "a long state" || name == "escapes") {
				t.Errorf("got %v", briefly(found))
			}
		})
	}
}
