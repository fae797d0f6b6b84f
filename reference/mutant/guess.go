package mutant

import (
	"crypto/sha256"
	"encoding/base64"
	hexadecimal "encoding/hex"
	"fmt"
	"strings"
	"time"
)

// guessable are the nodes whose tokens or codes can be guessed, or tell.
func guessable() []Mutant {
	return []Mutant{
		{Name: "constant-token", ID: "TOK-02", Profile: "security",
			Summary: "It issues the same token to everybody.",
			say:     tokenAs(func(string) string { return "eyJhbGciOiJub25lIn0_constant_access_token" })},
		{Name: "token-from-a-seed", ID: "TOK-02", Profile: "security",
			Summary: "It takes its random numbers from a generator with a fixed seed, so each process issues the same tokens.",
			say: issued(func(t *turn) {
				n, _ := t.memo["issued"].(int)
				t.memo["issued"] = n + 1
				t.body["access_token"] = hashOf(fmt.Sprint("seed 42, number ", n))
			})},
		{Name: "token-of-client-id", ID: "TOK-02", Profile: "security",
			Summary: "Its token is a hash of the client_id, and so the same each time.",
			say:     issued(func(t *turn) { t.body["access_token"] = hashOf("client " + t.asked("client_id")) })},
		{Name: "short-token", ID: "TOK-03", Profile: "security",
			Summary: "Its tokens have eight characters.",
			say:     tokenAs(func(token string) string { return hashOf(token)[:8] })},
		{Name: "token-with-long-prefix", ID: "TOK-03", Profile: "security",
			Summary: "More than half of each token is the same text.",
			say:     tokenAs(func(token string) string { return "access_token_of_accounts_example_com_" + hashOf(token)[:24] })},
		{Name: "token-holds-code", ID: "TOK-04", Profile: "security",
			Summary: "Its token begins with the code that it was issued for.",
			say:     issued(func(t *turn) { t.body["access_token"] = t.asked("code") + "_" + t.said("access_token") })},
		{Name: "token-holds-hash-of-code", ID: "TOK-04", Profile: "security",
			Summary: "Its token holds the SHA-256 of the code.",
			say: issued(func(t *turn) {
				sum := sha256.Sum256([]byte(t.asked("code")))
				t.body["access_token"] = t.said("access_token")[:16] + hexadecimal.EncodeToString(sum[:])
			})},
		{Name: "token-holds-secret", ID: "TOK-04", Profile: "security",
			Summary: "Its token holds the client_secret in base64.",
			say: issued(func(t *turn) {
				t.body["access_token"] = t.said("access_token") + base64.RawURLEncoding.EncodeToString([]byte(t.asked("client_secret")))
			})},
		{Name: "expires-in-absolute", ID: "TOK-07", Profile: "security",
			Summary: "Its expires_in is the time at which the token ends, not how long it lives.",
			say:     issued(func(t *turn) { t.body["expires_in"] = time.Now().Unix() + 3600 })},
		{Name: "token-of-two-symbols", ID: "TOK-31", Profile: "security",
			Summary: "Its tokens are made of a and b only, one bit each.",
			say:     tokenAs(twoSymbols)},

		{Name: "constant-code", ID: "TOK-20", Profile: "security",
			Summary:  "It issues the same code to everybody.",
			Stimulus: coded(),
			say:      codeAs(func(*turn) string { return "authorization-code-for-everybody" })},
		{Name: "short-code", ID: "TOK-20", Profile: "security",
			Summary:  "Its codes have six digits.",
			Stimulus: coded(),
			say: codeAs(func(t *turn) string {
				sum := sha256.Sum256([]byte(t.said("code")))
				return fmt.Sprintf("%06d", (int(sum[0])<<16|int(sum[1])<<8|int(sum[2]))%1_000_000)
			})},
		{Name: "code-with-long-prefix", ID: "TOK-20", Profile: "security",
			Summary:  "More than half of each code is the same text.",
			Stimulus: coded(),
			say:      codeAs(func(t *turn) string { return "code_of_accounts_example_com_" + hashOf(t.said("code"))[:20] })},
		{Name: "code-of-two-symbols", ID: "TOK-31", Profile: "security",
			Summary:  "Its codes are made of a and b only, one bit each.",
			Stimulus: coded(),
			say:      codeAs(func(t *turn) string { return twoSymbols(t.said("code")) })},
	}
}

// codeAs makes a vice of another way to write a code. When such a code comes
// back, the node hears the one that it issued.
func codeAs(write func(*turn) string) func(*turn) {
	return on("code_issued", func(t *turn) { t.body["code"] = write(t) })
}

// hashOf is 43 characters that follow from a text.
func hashOf(text string) string { return s256(text) }

// twoSymbols keeps one bit of each character.
func twoSymbols(text string) string {
	return strings.Map(func(c rune) rune { return 'a' + c&1 }, text)
}
