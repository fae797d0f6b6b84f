package check

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math"
	"strings"
)

// gave is every token that the node has issued, or every code, in order.
func (c *Conversation) gave(what string) []string {
	typ, member := "token_issued", "access_token"
	if what == "codes" {
		typ, member = "code_issued", "code"
	}
	var values []string
	for _, r := range c.Replies {
		if v, ok := r.Body[member].(string); ok && r.Type() == typ && r.Success() {
			values = append(values, v)
		}
	}
	return values
}

// expectEntropy holds all tokens or all codes together against Shannon's
// estimate of what one of them carries.
func (c *Conversation) expectEntropy(what string, values []string) {
	bits := shannon(values)
	if len(values) == 0 || bits >= 96 {
		return
	}
	c.charge(Finding{Cause: "entropy." + what, Expected: "values of 128 random bits (RFC 6749 section 10.10)", Got: clip(values[0]),
		Message: fmt.Sprintf("the %s are guessable: by Shannon's estimate over %d of them, one carries %.0f bits", what, len(values), bits)})
}

// expectUnguessable holds each token or code against one property.
func (c *Conversation) expectUnguessable(what, property string, values []string) {
	for i, v := range values {
		if msg := weakness(property, v, values[:i]); msg != "" {
			c.charge(Finding{Cause: "entropy." + what, Expected: "values of 128 random bits (RFC 6749 section 10.10)",
				Message: fmt.Sprintf("the %s are guessable: %s", what, msg), Got: clip(v)})
			return
		}
	}
}

// weakness says how a value fails a property, "" where it does not.
func weakness(property, value string, before []string) string {
	switch property {
	case "are all different":
		for _, b := range before {
			if b == value {
				return "one came twice"
			}
		}
	case "have at least 22 characters":
		if len(value) < 22 {
			return fmt.Sprintf("one has %d characters", len(value))
		}
	case "share no long prefix":
		for _, b := range before {
			if n := commonPrefix(b, value); 2*n > min(len(b), len(value)) {
				return fmt.Sprintf("two begin with the same %d characters", n)
			}
		}
	}
	return ""
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// shannon is the entropy of a value in bits, by how often each byte stands at
// each place of all values: what is the same in all of them carries nothing.
// Of 50 values a random place of base64 shows 4.8 bits, so that 22 characters,
// which hold 128 bits, show 105.
func shannon(values []string) float64 {
	sum := 0.0
	for at, more := 0, true; more; at++ {
		counts := map[int]float64{}
		for _, v := range values {
			if at < len(v) {
				counts[int(v[at])]++
			} else {
				counts[-1]++
			}
		}
		for _, n := range counts {
			p := n / float64(len(values))
			sum -= p * math.Log2(p)
		}
		more = len(counts) > 1 || counts[-1] == 0
	}
	return sum
}

// expectRandom looks in a token for the code and the secret that it was
// exchanged for, plain or in the usual disguises (TOK-04).
func (c *Conversation) expectRandom(r *Reply) {
	token, _ := r.Body["access_token"].(string)
	for _, member := range []string{"code", "client_secret"} {
		secret, _ := r.Request.Body[member].(string)
		for _, disguise := range disguises(secret) {
			if strings.Contains(token, disguise) {
				c.charge(Finding{Cause: "token.reveals", Message: "the token holds the code or the client_secret", Got: clip(token),
					Expected: "a random value", Difference: disguise})
				return
			}
		}
	}
}

func disguises(s string) []string {
	if s == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(s))
	digits, hashed := hex.EncodeToString([]byte(s)), hex.EncodeToString(sum[:])
	return append([]string{s, digits, strings.ToUpper(digits), hashed, strings.ToUpper(hashed), base64.RawURLEncoding.EncodeToString(sum[:]),
		base64.RawURLEncoding.EncodeToString([]byte(s)), base64.RawStdEncoding.EncodeToString([]byte(s))}, within(s)...)
}

// within is what base64 makes of a text that stands in a longer one, such as the
// payload of a JWT: it depends on how many bytes are before it. The characters
// that it shares with its neighbours are left out.
func within(s string) []string {
	if len(s) < 8 {
		return nil // too little is left that only this text gives
	}
	var all []string
	for before := range 3 {
		coded := base64.RawURLEncoding.EncodeToString(append(make([]byte, before), s...))
		from, to := (before*8+5)/6, (before+len(s))*8/6
		all = append(all, coded[from:to])
	}
	return all
}
