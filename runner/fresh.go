package runner

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
)

// values makes the fresh values of one scenario: the same seed, scenario and
// name give the same value, and a table of canned answers knows none of them.
type values struct {
	seed     int64
	scenario string
	made     map[string]string
}

func newValues(seed int64, scenario string) *values {
	return &values{seed: seed, scenario: scenario, made: map[string]string{}}
}

// random is a generator of its own for each name, so that no value depends on
// the order in which a scenario asks for them.
func (v *values) random(name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(v.scenario + "\x00" + name))
	return rand.New(rand.NewPCG(uint64(v.seed), h.Sum64()))
}

const (
	lower        = "abcdefghijklmnopqrstuvwxyz"
	alphanumeric = lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
)

func letters(r *rand.Rand, n int, alphabet string) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}

// lengthOf is N of a name that ends in _of_N, "" of others.
func lengthOf(name string) string {
	rest := strings.TrimRight(name, "0123456789")
	if !strings.HasSuffix(rest, "_of_") {
		return ""
	}
	return name[len(rest):]
}

// get is the value of a name. The beginning of the name says what it is; an
// ending _of_N its length.
func (v *values) get(name string) (string, error) {
	if s, ok := v.made[name]; ok {
		return s, nil
	}
	r := v.random(name)
	var s string
	switch kind, _, _ := strings.Cut(name, "_"); kind {
	case "client":
		s = "c" + letters(r, 9, lower+"0123456789")
	case "state":
		s = letters(r, 16, alphanumeric)
	case "redirect":
		s = "https://" + letters(r, 8, lower) + ".example/" + letters(r, 6, lower)
	case "code":
		s = "CODE_" + letters(r, 12, alphanumeric)
	case "secret":
		s = letters(r, 20, alphanumeric)
	case "scope":
		s = "s" + letters(r, 7, lower)
	case "token":
		s = letters(r, 43, alphanumeric)
	default:
		return "", fmt.Errorf("no kind of fresh value is named %q", name)
	}
	if length := lengthOf(name); length != "" {
		n, err := strconv.Atoi(length)
		if err != nil || n > 1<<20 {
			return "", fmt.Errorf("length of fresh value %q: out of range", name)
		}
		s = letters(r, n, alphanumeric)
	}
	v.made[name] = s
	return s, nil
}

// placeholder finds the first {name} in a text: where it begins, and where the
// text goes on; -1 where there is none. It begins with a small letter, so that it
// is not taken for a JSON object.
func placeholder(text string) (from, to int) {
	for from = 0; ; from++ {
		open := strings.IndexByte(text[from:], '{')
		if open < 0 {
			return -1, -1
		}
		from += open
		name := strings.TrimLeft(text[from+1:], alphanumeric+"_.")
		to = len(text) - len(name) + 1
		if first := text[from+1:]; first != "" && first[0] >= 'a' && first[0] <= 'z' && strings.HasPrefix(name, "}") {
			return from, to
		}
	}
}

// expand puts values in the place of {names}, escaped as within a JSON string.
func (w *world) expand(text string) (string, error) {
	var out strings.Builder
	var failed error
	for {
		from, to := placeholder(text)
		if from < 0 {
			out.WriteString(text)
			return out.String(), failed
		}
		out.WriteString(text[:from])
		if s, err := w.named(text[from+1 : to-1]); err != nil {
			failed = err
		} else {
			q := quoted(s)
			out.WriteString(q[1 : len(q)-1])
		}
		text = text[to:]
	}
}

// text is what stands between quotation marks in a step: the inside of a JSON
// string, with {names}.
func (w *world) text(s string) (string, error) {
	s, err := w.expand(s)
	if err != nil {
		return "", err
	}
	var out string
	if err := json.Unmarshal([]byte(`"`+s+`"`), &out); err != nil {
		return "", fmt.Errorf("read %q as the inside of a JSON string: %w", s, err)
	}
	return out, nil
}

// named is a fresh value, or one that the node issued.
func (w *world) named(name string) (string, error) {
	if base, change, ok := strings.Cut(name, ".but_"); ok {
		return w.changed(base, change)
	}
	if !strings.HasPrefix(name, "the_") {
		return w.values.get(name)
	}
	name, whose, _ := strings.Cut(name, ".of.")
	t, g, c := w.token, w.grant, (*client)(nil)
	for _, x := range w.tokens {
		if whose != "" && x.name == whose {
			t = x
		}
	}
	for _, x := range w.grants {
		if whose != "" && x.name == whose {
			g = x
		}
	}
	for _, x := range w.clients {
		if x.name == whose {
			c = x
		}
	}
	if s, ok := c.value(name); ok {
		return s, nil
	}
	if s, ok := g.value(name); ok {
		return s, nil
	}
	if t == nil {
		return "", fmt.Errorf("nothing is named %q yet", name)
	}
	switch name {
	case "the_token":
		return t.value, nil
	case "the_code":
		return t.code, nil
	case "the_client":
		return t.client, nil
	case "the_secret":
		return t.secret, nil
	case "the_refresh_token":
		if t.refresh == "" {
			return "", w.skip("token_issued has no refresh_token")
		}
		return t.refresh, nil
	}
	return "", fmt.Errorf("nothing is named %q", name)
}

// changed is a value with one small change, as a careless comparison would
// overlook it.
func (w *world) changed(base, change string) (string, error) {
	s, err := w.named(base)
	if err != nil {
		return "", err
	}
	switch change {
	case "shorter":
		return s[:max(0, len(s)-1)], nil
	case "headless":
		return s[min(1, len(s)):], nil
	case "longer":
		return s + "A", nil
	case "other_case":
		if t := swapCase(s); t != s {
			return t, nil
		}
		return "", w.skip("the value has no letters")
	case "one_off":
		last := "A"
		if strings.HasSuffix(s, last) {
			last = "B"
		}
		return s[:max(0, len(s)-1)] + last, nil
	case "evil_host":
		scheme, rest, _ := strings.Cut(s, "://")
		host, path, _ := strings.Cut(rest, "/")
		return scheme + "://" + host + ".evil.example/" + path, nil
	case "http":
		return strings.Replace(s, "https:", "http:", 1), nil
	case "with_port":
		scheme, rest, _ := strings.Cut(s, "://")
		host, path, _ := strings.Cut(rest, "/")
		return scheme + "://" + host + ":443/" + path, nil
	case "escaped":
		return s[:max(0, len(s)-1)] + fmt.Sprintf("%%%02X", s[max(0, len(s)-1):]), nil
	case "upper_host":
		scheme, rest, _ := strings.Cut(s, "://")
		host, path, _ := strings.Cut(rest, "/")
		return scheme + "://" + strings.ToUpper(host) + "/" + path, nil
	}
	return "", fmt.Errorf("no change of a value is named %q", change)
}

// value is what a step calls a value of this client.
func (c *client) value(name string) (string, bool) {
	if c == nil {
		return "", false
	}
	switch name {
	case "the_client":
		return c.id, true
	case "the_secret":
		return c.secret, true
	case "the_redirect":
		return c.redirect, true
	}
	return "", false
}

// value is what a step calls a value of this authorization.
func (g *grant) value(name string) (string, bool) {
	if g == nil {
		return "", false
	}
	switch name {
	case "the_url":
		return g.url, true
	case "the_state":
		return g.state, true
	case "the_iss":
		return g.iss, true
	case "the_verifier":
		return g.verifier, true
	case "the_challenge":
		return s256(g.verifier), true
	case "the_code":
		return g.code, g.code != ""
	}
	return "", false
}

// swapCase swaps the case of every letter, so that a token with any letter
// becomes another string.
func swapCase(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, s)
}
