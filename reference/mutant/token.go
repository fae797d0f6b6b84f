package mutant

import (
	"encoding/base64"
	"strings"
)

// tokens are the nodes that get the reply to exchange_code wrong.
func tokens() []Mutant {
	return []Mutant{
		{Name: "registry-before-use", ID: "SMP-02", Profile: "core",
			Summary:  "It gives a token only to a client that asked for a URL before.",
			Stimulus: bodies(exc("stranger", "AUTH_CODE")),
			say: issued(func(t *turn) {
				if _, known := t.wanted[t.asked("client_id")]; !known {
					t.refuse(22, "invalid_client")
				}
			})},
		{Name: "dotted-token", ID: "SMP-02", Profile: "core",
			Summary: "It issues a token with dots in it, such as a JWT.",
			say:     tokenAs(func(token string) string { return "eyJhbGciOiJIUzI1NiJ9." + token + ".c2ln" })},
		{Name: "padded-token", ID: "SMP-02", Profile: "core",
			Summary: "It issues a token in base64 with its padding, and = is outside the alphabet.",
			say: tokenAs(func(token string) string {
				return base64.URLEncoding.EncodeToString([]byte(token))
			})},
		{Name: "empty-token", ID: "TOK-01", Profile: "core",
			Summary: "It issues the empty string for a token.",
			say:     tokenAs(func(string) string { return "" })},
		{Name: "token-ends-in-newline", ID: "TOK-01", Profile: "core",
			Summary: "Its token ends in a line feed, as what a command prints does.",
			say:     tokenAs(func(token string) string { return token + "\n" })},
		{Name: "expires-in-string", ID: "TOK-05", Profile: "core",
			Summary: "It writes expires_in as a string: \"3600\" for 3600.",
			say:     issued(func(t *turn) { t.body["expires_in"] = "3600" })},
		{Name: "bearer-lower-case", ID: "TOK-08", Profile: "core",
			Summary: "It writes bearer in place of Bearer.",
			say: issued(func(t *turn) {
				kind, _ := t.body["token_type"].(string)
				t.body["token_type"] = strings.ToLower(kind)
			})},
		{Name: "token-type-missing", ID: "TOK-08", Profile: "core",
			Summary: "It leaves token_type out.",
			say:     issued(func(t *turn) { delete(t.body, "token_type") })},
	}
}

// issued makes a vice for the replies to exchange_code.
func issued(vice func(*turn)) func(*turn) { return on("token_issued", vice) }

// tokenAs makes a vice of another way to write a token. When such a token
// comes back, the node hears the one that it issued.
func tokenAs(write func(string) string) func(*turn) {
	return issued(func(t *turn) {
		token, _ := t.body["access_token"].(string)
		t.body["access_token"] = write(token)
	})
}
