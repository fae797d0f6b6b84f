package mutant

// genNoState is a generate_auth_url without state.
const genNoState = `{"type":"generate_auth_url","msg_id":1,"client_id":"abc123","redirect_uri":"https://a/b","scopes":["read"]}`

// gen is a generate_auth_url; scopes and state are JSON, state of any type.
func gen(client, redirect, scopes, state string) string {
	return `{"type":"generate_auth_url","msg_id":1,"client_id":"` + client + `","redirect_uri":"` + redirect +
		`","scopes":` + scopes + `,"state":` + state + `}`
}

// exc is an exchange_code.
func exc(client, code string) string {
	return `{"type":"exchange_code","msg_id":2,"code":"` + code + `","redirect_uri":"https://a/b","client_id":"` + client + `"}`
}

// chk is a check_scope. "$TOKEN" stands for the first token that was issued.
func chk(token, required string) string {
	return `{"type":"check_scope","msg_id":3,"token":"` + token + `","required_scope":"` + required + `"}`
}

// enveloped puts a body into an envelope.
func enveloped(body string) string {
	return `{"src":"client","dest":"oauth","body":` + body + "}\n"
}

// bodies are requests sent one after the other.
func bodies(all ...string) []string {
	var lines []string
	for _, body := range all {
		lines = append(lines, enveloped(body))
	}
	return lines
}

// state asks for one URL with this state, written in JSON without quotes.
func state(text string) []string {
	return bodies(gen("abc123", "https://a/b", `["read"]`, `"`+text+`"`))
}

// redirect asks for one URL with this redirect_uri, written likewise.
func redirect(uri string) []string {
	return bodies(gen("abc123", uri, `["read"]`, `"s"`))
}

// asking obtains a token for read, write and read:user and asks for one scope,
// twice.
func asking(required string) []string {
	return bodies(gen("abc123", "https://a/b", `["read","write","read:user"]`, `"s"`),
		exc("abc123", "AUTH_CODE"), chk("$TOKEN", required), chk("$TOKEN", required))
}
