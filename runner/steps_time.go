package runner

import (
	"fmt"
	"math"
	"strings"

	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"flowcheck/runner/check"
)

// secondsPass moves the node's virtual clock.
func (w *world) secondsPass(seconds string) error {
	if err := w.send(request{typ: "advance_clock", table: table([][2]string{{"seconds", seconds}})}); err != nil {
		return err
	}
	return w.supported("advance_clock", "clock_advanced")
}

// startAgain ends the node and starts it afresh, in the same conversation.
func (w *world) startAgain() error {
	if err := w.ready(); err != nil {
		return err
	}
	w.finish()
	old := w.proc
	w.proc = nil
	if err := w.start(); err != nil {
		w.proc = old
		return err
	}
	w.over, w.exit = false, ""
	w.clients, w.grant, w.grants = nil, nil, nil
	return nil
}

// issue obtains n tokens, each with a code of its own, and remembers all of
// them.
func (w *world) issue(n int) error {
	for range n {
		if err := w.accessToken(fmt.Sprintf("%d", len(w.tokens)), "", ""); err != nil {
			return err
		}
		w.issuedCodes = append(w.issuedCodes, w.grant.code)
		w.issuedTokens = append(w.issuedTokens, w.token.value)
	}
	return nil
}

// unguessable holds what was issued against one property.
func (w *world) unguessable(what, property string) error {
	values := w.issuedTokens
	if what == "codes" {
		values = w.issuedCodes
	}
	f := check.Finding{Cause: "entropy." + what, Expected: "values of 128 random bits (RFC 6749 section 10.10)"}
	for i, v := range values {
		if msg := weakness(property, v, values[:i]); msg != "" {
			f.Message, f.Got = fmt.Sprintf("the %s are guessable: %s", what, msg), v
			w.conv.Charge(f)
			return nil
		}
	}
	return nil
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
	case "carry at least 96 bits":
		if bits := shannon(value) * float64(len(value)); bits < 96 {
			return fmt.Sprintf("one carries %.0f bits by Shannon's estimate", bits)
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

// shannon is the entropy per byte of a text, by the frequency of its bytes.
func shannon(s string) float64 {
	counts := map[byte]float64{}
	for i := range len(s) {
		counts[s[i]]++
	}
	sum := 0.0
	for _, n := range counts {
		p := n / float64(len(s))
		sum -= p * math.Log2(p)
	}
	return sum
}

// revealsNothing looks in the token for the code and the secret, plain or in
// the usual disguises (TOK-04).
func (w *world) revealsNothing() error {
	if w.token == nil || w.grant == nil {
		return w.fault(fmt.Errorf("no token was issued"))
	}
	for _, secret := range []string{w.grant.code, w.token.secret} {
		for _, disguise := range disguises(secret) {
			if disguise != "" && strings.Contains(w.token.value, disguise) {
				w.conv.Charge(check.Finding{Cause: "token.reveals", Message: "the token holds the code or the client_secret", Got: w.token.value,
					Expected: "a random value", Difference: disguise})
				return nil
			}
		}
	}
	return nil
}

func disguises(s string) []string {
	if s == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(s))
	return []string{s, base64.RawURLEncoding.EncodeToString([]byte(s)), base64.RawStdEncoding.EncodeToString([]byte(s)),
		hex.EncodeToString([]byte(s)), hex.EncodeToString(sum[:]), base64.RawURLEncoding.EncodeToString(sum[:])}
}

// raw sends bytes that are no request, written as the inside of a Go string is,
// a number of times.
func (w *world) raw(lines ...[]byte) error {
	if err := w.ready(); err != nil {
		return err
	}
	w.reply = nil
	return w.write(lines...)
}

// oversized are the lines of ROB-05 and ROB-08 that no table can hold.
func oversized(name string) ([]byte, error) {
	envelope := func(inner string) []byte {
		return []byte(`{"src":"client","dest":"oauth","body":` + inner + "}\n")
	}
	switch name {
	case "with invalid UTF-8":
		return envelope("{\"type\":\"generate_auth_url\",\"msg_id\":1,\"state\":\"\xff\xfe\xc3\x28\"}"), nil
	case "with a NUL byte":
		return envelope("{\"type\":\"generate_auth_url\",\"msg_id\":1,\"state\":\"\x00\"}"), nil
	case "nested 10,000 deep":
		return envelope(`{"type":"generate_auth_url","msg_id":1,"x":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}`), nil
	case "with a number of 1 MB":
		return envelope(`{"type":"generate_auth_url","msg_id":` + strings.Repeat("7", 1_000_000) + `}`), nil
	case "with duplicate members":
		return envelope(`{"type":"generate_auth_url","type":"nope","msg_id":1,"msg_id":2,"state":"a","state":"b"}`), nil
	case "of 1 MiB of garbage":
		return []byte(strings.Repeat("garbage ", 1<<17) + "\n"), nil
	}
	return nil, fmt.Errorf("no line is named %q", name)
}
