package mutant

import (
	"slices"
	"strings"
)

// The clients of a stimulus: one and two are confidential, app is public.
const (
	registerOne = `{"type":"register_client","msg_id":1,"client_id":"one","client_secret":"S3cret-1","redirect_uris":["https://a/b","https://a/other"],"scope":"read write"}`
	registerTwo = `{"type":"register_client","msg_id":2,"client_id":"two","client_secret":"S3cret-2","redirect_uris":["https://a/b"],"scope":"read write admin"}`
	registerApp = `{"type":"register_client","msg_id":3,"client_id":"app","redirect_uris":["https://a/b"],"scope":"read write"}`
)

// RFC 7636 appendix B.
const (
	verifier  = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
)

// body writes a body of names and values, by name. A value is text, or JSON
// after an equals sign; "-" leaves the member out. Of a name twice, the last
// counts. It is put together by hand: each start of a mutant makes the whole
// table, and encoding/json took most of that time.
func body(kind string, pairs ...string) string {
	type member struct{ name, value string }
	members := append(make([]member, 0, 12), member{"type", text(kind)}, member{"msg_id", "7"})
	for i := 0; i < len(pairs); i += 2 {
		name, value := pairs[i], pairs[i+1]
		members = slices.DeleteFunc(members, func(m member) bool { return m.name == name })
		if value == "-" {
			continue
		}
		if rest, isJSON := strings.CutPrefix(value, "="); isJSON {
			value = rest
		} else {
			value = text(value)
		}
		members = append(members, member{name, value})
	}
	slices.SortFunc(members, func(a, b member) int { return strings.Compare(a.name, b.name) })
	var line strings.Builder
	line.Grow(256)
	comma := "{"
	for _, m := range members {
		line.WriteString(comma + text(m.name) + ":" + m.value)
		comma = ","
	}
	line.WriteByte('}')
	return line.String()
}

// text writes a text as JSON.
func text(s string) string {
	plain := func(r rune) bool { return r >= ' ' && r <= '~' && r != '"' && r != '\\' }
	if strings.ContainsFunc(s, func(r rune) bool { return !plain(r) }) {
		return strings.TrimSpace(string(encode(s)))
	}
	return `"` + s + `"`
}

// want is a generate_auth_url of client one, some members changed.
func want(change ...string) string {
	return body("generate_auth_url", append([]string{"client_id", "one", "redirect_uri", "https://a/b", "scopes", `=["read","write"]`, "state", "xyz789"}, change...)...)
}

// allow is an authorize with the first URL.
func allow(change ...string) string {
	return body("authorize", append([]string{"url", "$URL"}, change...)...)
}

// visit is an authorize with a URL that was changed.
func visit(old, new string) string {
	const query = "?response_type=code&client_id=one&redirect_uri=https%3A%2F%2Fa%2Fb&scope=read+write&state=xyz789"
	return allow("url", "https://accounts.example.com/authorize"+strings.Replace(query, old, new, 1))
}

// redeem is an exchange_code of the first code by client one.
func redeem(change ...string) string {
	return body("exchange_code", append([]string{"code", "$CODE", "redirect_uri", "https://a/b", "client_id", "one", "client_secret", "S3cret-1"}, change...)...)
}

// renew is a refresh_token with the first refresh token by client one.
func renew(change ...string) string {
	return body("refresh_token", append([]string{"refresh_token", "$REFRESH", "client_id", "one", "client_secret", "S3cret-1"}, change...)...)
}

// revoke is a revoke_token of the first access token by client one.
func revoke(change ...string) string {
	return body("revoke_token", append([]string{"token", "$TOKEN", "client_id", "one", "client_secret", "S3cret-1"}, change...)...)
}

// arrive is a callback with the state of want.
func arrive(change ...string) string {
	return body("callback", append([]string{"code", "C", "state", "xyz789"}, change...)...)
}

// pass moves the clock.
func pass(seconds string) string { return body("advance_clock", "seconds", "="+seconds) }

// coded registers the clients and gets a code for client one.
func coded(more ...string) []string {
	return bodies(append([]string{registerOne, registerTwo, registerApp, want(), allow()}, more...)...)
}

// granted goes on to the tokens.
func granted(more ...string) []string { return coded(append([]string{redeem()}, more...)...) }

// grantedTwice is granted for two clients.
func grantedTwice(more ...string) []string {
	return granted(append([]string{want("client_id", "two"), allow("url", "$URL2"),
		redeem("client_id", "two", "client_secret", "S3cret-2", "code", "$CODE2")}, more...)...)
}

// committed gets a code for a challenge and shows a verifier.
func committed(challenge, method, verifier string) []string {
	return bodies(registerOne, want("code_challenge", challenge, "code_challenge_method", method), allow(), redeem("code_verifier", verifier))
}

// once sends pieces of input in one write.
func once(pieces []string) []string { return []string{strings.Join(pieces, "")} }
