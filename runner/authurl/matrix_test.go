package authurl

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// encoder is what one standard encoder was seen to make of single characters.
type encoder struct {
	Encoded []*string `json:"encoded"` // nil: it failed
	Harms   []string  `json:"harms"`
	Loose   []string  `json:"legal_but_not_form_encoded"`
}

// matrix is testdata/url-encoders.json.
type matrix struct {
	Characters []string           `json:"characters"`
	Encoders   map[string]encoder `json:"encoders"`
}

func readMatrix(tb testing.TB) matrix {
	tb.Helper()
	text, err := os.ReadFile("../../testdata/url-encoders.json")
	if err != nil {
		tb.Fatal(err)
	}
	var m matrix
	if err := json.Unmarshal(text, &m); err != nil {
		tb.Fatal(err)
	}
	if len(m.Characters) < 40 || len(m.Encoders) < 20 {
		tb.Fatalf("the matrix has %d characters and %d encoders", len(m.Characters), len(m.Encoders))
	}
	return m
}

// place is one parameter with a character in the middle of it.
type place struct {
	name   string
	want   func(char string) Want
	around [2]string // the encoded text before and after the character
}

var places = []place{
	{"state", func(c string) Want { return withState("a" + c + "b") }, [2]string{"a", "b"}},
	{"client_id", func(c string) Want { return withClient("a" + c + "b") }, [2]string{"a", "b"}},
	{"redirect_uri", func(c string) Want { return withRedirect("https://app.com/cb?x=a" + c + "b") }, [2]string{"https%3A%2F%2Fapp.com%2Fcb%3Fx%3Da", "b"}},
	{"scope", func(c string) Want { return withScopes("read", "a"+c+"b") }, [2]string{"read+a", "b"}},
}

func TestEveryEncoderIsJudgedAsMeasured(t *testing.T) {
	m := readMatrix(t)
	harms, cells := 0, 0
	for name, enc := range m.Encoders {
		for i, char := range m.Characters {
			if enc.Encoded[i] == nil {
				continue
			}
			for _, at := range places {
				w := at.want(char)
				url := put(Encode(w), at.name, at.around[0]+*enc.Encoded[i]+at.around[1])
				found := Compare(url, w)
				cells++
				switch {
				case slices.Contains(enc.Harms, char):
					harms++
					if !broken(found) || len(found) != 1 || found[0].Parameter != at.name {
						t.Errorf("%s, %q in %s: want one difference that is not mild, got\n%s", name, char, at.name, messages(found))
					}
				case slices.Contains(enc.Loose, char):
					if len(found) != 1 || !found[0].Mild || found[0].Rule != RuleNotForm {
						t.Errorf("%s, %q in %s: want the warning %s, got\n%s", name, char, at.name, RuleNotForm, messages(found))
					}
				case found != nil:
					t.Errorf("%s, %q in %s: want no difference, got\n%s", name, char, at.name, messages(found))
				}
			}
		}
	}
	t.Logf("%d cells, %d harmful", cells, harms)
}

func TestEncodersThatHarmAreNamed(t *testing.T) {
	m := readMatrix(t)
	value := "é/:&+€ b"
	names := map[string]string{
		"node encodeURI": RuleEncodeURI, "go PathEscape": RulePathEscaped, "node escape": RuleEscape,
		"java URI(multi-arg)": RuleNotEncoded, "node new URL().search=": RuleEncodeURI,
		"py urlencode": "", "php rawurlencode": "",
	}
	for name, rule := range names {
		var raw strings.Builder
		for _, r := range value {
			i := slices.Index(m.Characters, string(r))
			if i < 0 {
				raw.WriteRune(r) // a letter
				continue
			}
			raw.WriteString(*m.Encoders[name].Encoded[i])
		}
		want := rules(rule + " state")
		if rule == "" {
			want = nil
		}
		w := withState(value)
		if got := briefly(Compare(put(Encode(w), "state", raw.String()), w)); !slices.Equal(got, want) {
			t.Errorf("%s wrote %s: got %v, want %v", name, raw.String(), got, want)
		}
	}
}
