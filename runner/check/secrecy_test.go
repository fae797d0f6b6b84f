package check

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// What holds 128 random bits, in whatever alphabet, carries more than the 96
// that TOK-31 asks for; what is the same in all values carries nothing.
func TestShannonsEstimateOverFiftyValues(t *testing.T) {
	r := rand.NewChaCha8([32]byte{1})
	random := func(n int) []byte {
		b := make([]byte, n)
		_, _ = r.Read(b)
		return b
	}
	for name, c := range map[string]struct {
		value  func() string
		enough bool
	}{
		"22 characters of base64": {func() string { return base64.RawURLEncoding.EncodeToString(random(16)) }, true},
		"32 hexadecimal digits":   {func() string { return hex.EncodeToString(random(16)) }, true},
		"39 decimal digits or so": {func() string { return fmt.Sprintf("%d%019d", r.Uint64(), r.Uint64()) }, true},
		"a long beginning":        {func() string { return "access_token_" + base64.RawURLEncoding.EncodeToString(random(16)) }, true},
		"a UUID of version 1":     {func() string { return hex.EncodeToString(random(4)) + "-9dad-11d1-80b4-00c04fd430c8" }, false},
		"64 random bits":          {func() string { return hex.EncodeToString(random(8)) + "0123456789abcdef" }, false},
		"a constant":              {func() string { return "eyJhbGciOiJub25lIn0_constant_access_token" }, false},
	} {
		values := make([]string, 50)
		for i := range values {
			values[i] = c.value()
		}
		if bits := shannon(values); bits >= 96 != c.enough {
			t.Errorf("%s: %.0f bits", name, bits)
		}
	}
}

// A code within a payload in base64 is found wherever it begins there, and
// another code is not.
func TestACodeIsFoundWithinAPayload(t *testing.T) {
	const code = "SplxlOBeZQQYbYS6WxSbIA"
	holds := func(token, secret string) bool {
		return slices.ContainsFunc(disguises(secret), func(d string) bool { return strings.Contains(token, d) })
	}
	for _, before := range []string{`{"code":"`, `{"a":"b","code":"`, `{"jti":1,"code":"`} {
		token := "x" + base64.RawURLEncoding.EncodeToString([]byte(before+code+`"}`)) + "-signature"
		if !holds(token, code) {
			t.Errorf("behind %s: the code is not found in %s", before, token)
		}
		if other := "TplxlOBeZQQYbYS6WxSbIB"; holds(token, other) {
			t.Errorf("behind %s: %s is found in %s", before, other, token)
		}
	}
}
