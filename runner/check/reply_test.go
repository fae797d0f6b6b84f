package check_test

import (
	"strings"
	"testing"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

func TestWhereAReplyGoes(t *testing.T) {
	envelope := func(addresses string) []string {
		return lf(`{` + addresses + `"body":{"type":"scope_valid","in_reply_to":7,"has_scope":false}}`)
	}
	from7 := strings.Replace(asks, `"client"`, `"c7"`, 1)
	toOther := strings.Replace(asks, `"oauth"`, `"other"`, 1)
	judgeAll(t, []judged{
		{name: "swapped", sent: []string{from7}, printed: envelope(`"src":"oauth","dest":"c7",`)},
		{name: "always to client", sent: []string{from7}, printed: envelope(`"src":"oauth","dest":"client",`), want: []string{"ENV-02 envelope.dest"}},
		{name: "from somebody else", sent: []string{from7}, printed: envelope(`"src":"server","dest":"c7",`), want: []string{"ENV-03 envelope.src"}},
		{name: "both wrong", sent: []string{from7}, printed: envelope(`"src":"server","dest":"client",`),
			want: []string{"ENV-02 envelope.dest", "ENV-03 envelope.src"}},
		{name: "not swapped", sent: []string{from7}, printed: envelope(`"src":"c7","dest":"oauth",`),
			want: []string{"ENV-02 envelope.not-swapped", "ENV-03 envelope.not-swapped"}},
		{name: "no src", sent: []string{asks}, printed: envelope(`"dest":"client",`), want: []string{"ENV-01 envelope.incomplete", "ENV-03 envelope.src"}},
		{name: "dest is null", sent: []string{asks}, printed: envelope(`"src":"oauth","dest":null,`),
			want: []string{"ENV-01 envelope.incomplete", "ENV-02 envelope.dest"}},
		{name: "body alone", sent: []string{asks}, printed: envelope(``),
			want: []string{"ENV-01 envelope.incomplete", "ENV-02 envelope.dest", "ENV-03 envelope.src"}},
		{name: "another node's message, served under its own name", sent: []string{toOther}, printed: envelope(`"src":"oauth","dest":"client",`)},
		{name: "another node's message, served under the other's", sent: []string{toOther}, printed: envelope(`"src":"other","dest":"client",`)},
		{name: "another node's message, dropped", sent: []string{toOther}},
	})
}

func TestANumberOfTheNodesOwn(t *testing.T) {
	own := func(line, id string) string {
		return strings.Replace(line, `"in_reply_to"`, `"msg_id":`+id+`,"in_reply_to"`, 1)
	}
	judgeAll(t, []judged{
		{name: "counted", sent: []string{asks, asksNext}, printed: lf(own(no, "1"), own(noNext, "2"))},
		{name: "twice", sent: []string{asks, asksNext}, printed: lf(own(no, "1"), own(noNext, "1.0")), want: []string{"ENV-06 msg_id.own"}},
		{name: "a string", sent: []string{asks}, printed: lf(own(no, `"1"`)), want: []string{"ENV-06 msg_id.own"}},
		{name: "a fraction", sent: []string{asks}, printed: lf(own(no, "1.5")), want: []string{"ENV-06 msg_id.own"}},
		{name: "an exponent beyond all use", sent: []string{asks}, printed: lf(own(no, "1e1000001")), want: []string{"ENV-06 msg_id.own"}},
	})
}

func TestTheTypeOfAReply(t *testing.T) {
	body := func(members string) []string {
		return lf(`{"src":"oauth","dest":"client","body":{` + members + `"in_reply_to":7}}`)
	}
	judgeAll(t, []judged{
		{name: "the request's", sent: []string{asks}, printed: body(`"type":"check_scope","has_scope":false,`), want: []string{"ENV-04 type.of-request"}},
		{name: "another success", sent: []string{asks}, printed: body(`"type":"token_issued",`), want: []string{"ENV-04 type.wrong"}},
		{name: "a type of its own that says yes", sent: []string{asks}, printed: body(`"type":"ok","has_scope":true,`), want: []string{"ENV-04 type.wrong"}},
		{name: "none", sent: []string{asks}, printed: body(`"has_scope":false,`), want: []string{"ENV-04 type.missing"}},
		{name: "a number", sent: []string{asks}, printed: body(`"type":1,"has_scope":false,`), want: []string{"ENV-04 type.missing"}},
		{name: "an error is a refusal", sent: []string{asks}, printed: body(`"type":"error","code":22,`)},
		{name: "any other no is a refusal", sent: []string{asks}, printed: body(`"type":"scope_invalid","has_scope":false,`)},
		{name: "an error with a token in it", sent: []string{asks}, printed: body(`"type":"error","access_token":"t",`), want: []string{"ENV-04 type.wrong"}},
	})
}

func TestTheValuesOfAToken(t *testing.T) {
	token := func(members string) []string {
		return lf(`{"src":"oauth","dest":"client","body":{"type":"token_issued","in_reply_to":2,` + members + `}}`)
	}
	with := func(name, value string) []string {
		members := map[string]string{"access_token": `"aA0_-"`, "token_type": `"Bearer"`, "expires_in": "3600", "x": "null"}
		members[name] = value
		return token(`"access_token":` + members["access_token"] + `,"token_type":` + members["token_type"] + `,"expires_in":` + members["expires_in"] + `,"x":` + members["x"])
	}
	sent := []string{asksCode}
	judgeAll(t, []judged{
		{name: "right", sent: sent, printed: with("", "")},
		{name: "3600.0", sent: sent, printed: with("expires_in", "3600.0")},
		{name: "3.6e3", sent: sent, printed: with("expires_in", "3.6e3")},
		{name: "a member that nobody knows holds an absurd number", sent: sent, printed: with("x", "1e1000001")},
		{name: "the lifetime as a string", sent: sent, printed: with("expires_in", `"3600"`),
			want: []string{"TOK-05 value.expires_in.type", "SMP-11 value.expires_in.type"}},
		{name: "the lifetime in milliseconds", sent: sent, printed: with("expires_in", "3600000"), want: []string{"SMP-11 value.expires_in"}},
		{name: "an absurd lifetime", sent: sent, printed: with("expires_in", "1e1000001"),
			want: []string{"TOK-05 value.expires_in.type", "SMP-11 value.expires_in.type"}},
		{name: "no lifetime", sent: sent, printed: token(`"access_token":"t","token_type":"Bearer"`),
			want: []string{"TOK-05 value.expires_in.missing", "SMP-11 value.expires_in.missing"}},
		{name: "bearer", sent: sent, printed: with("token_type", `"bearer"`), want: []string{"TOK-08 value.token_type"}},
		{name: "no token_type", sent: sent, printed: token(`"access_token":"t","expires_in":3600`), want: []string{"TOK-08 value.token_type.missing"}},
		{name: "a dotted token", sent: sent, printed: with("access_token", `"a.b.c"`), want: []string{"TOK-01 value.access_token.alphabet"}},
		{name: "a token with a newline at its end", sent: sent, printed: with("access_token", `"abc\n"`), want: []string{"TOK-01 value.access_token.alphabet"}},
		{name: "an empty token", sent: sent, printed: with("access_token", `""`), want: []string{"TOK-01 value.access_token.alphabet"}},
		{name: "a token that is a number", sent: sent, printed: with("access_token", `12`),
			want: []string{"TOK-01 value.access_token.type", "SMP-11 value.access_token.type"}},
		{name: "a token that is null", sent: sent, printed: with("access_token", `null`),
			want: []string{"TOK-01 value.access_token.type", "SMP-11 value.access_token.type"}},
		{name: "no token", sent: sent, printed: token(`"token_type":"Bearer","expires_in":3600`),
			want: []string{"TOK-01 value.access_token.missing", "SMP-11 value.access_token.missing"}},
	})
}

func TestTheAnswerOfACheck(t *testing.T) {
	has := func(value string) []string { return lf(strings.Replace(no, "false", value, 1)) }
	judgeAll(t, []judged{
		{name: "true", sent: []string{asks}, printed: has("true")},
		{name: `"true"`, sent: []string{asks}, printed: has(`"true"`), want: []string{"SCP-13 value.has_scope.type", "SMP-11 value.has_scope.type"}},
		{name: "1", sent: []string{asks}, printed: has("1"), want: []string{"SCP-13 value.has_scope.type", "SMP-11 value.has_scope.type"}},
		{name: `"false" is a no in core`, sent: []string{asks}, printed: has(`"false"`), want: []string{"SCP-13 value.has_scope.type"}},
		{name: "null is a no in core", sent: []string{asks}, printed: has("null"), want: []string{"SCP-13 value.has_scope.type"}},
		{name: "an absurd number", sent: []string{asks}, printed: has("1e1000001"), want: []string{"SCP-13 value.has_scope.type", "SMP-11 value.has_scope.type"}},
		{name: "nothing", sent: []string{asks}, printed: lf(strings.Replace(no, `,"has_scope":false`, "", 1)),
			want: []string{"SCP-13 value.has_scope.missing"}},
	})
}

func TestTheOffendingCharacterOfATokenIsNamed(t *testing.T) {
	for token, want := range map[any]string{
		"abc.def": `character '.' at offset 3 is not in [A-Za-z0-9_-]`,
		"abc\n":   `character '\n' at offset 3 is not in [A-Za-z0-9_-]`,
		"é":       `character 'é' at offset 0 is not in [A-Za-z0-9_-]`,
		"":        "the token is empty",
		nil:       "the token is null",
		"aZ09_-":  "",
	} {
		if got := check.Alphabet(token); got != want {
			t.Errorf("%q: %s, want %s", token, got, want)
		}
	}
}

// The number of an error is compared as a number, and nobody says what answers a
// msg_id that is none.
func TestTheNumbersOfAnErrorAreNumbers(t *testing.T) {
	for printed, want := range map[string]string{
		`"in_reply_to":7,"code":22.0`:    "",
		`"in_reply_to":7,"code":13`:      "ERR-10",
		`"in_reply_to":7,"code":"22"`:    "ERR-04",
		`"in_reply_to":"odd","code":22`:  "",
		`"in_reply_to":"else","code":22`: "",
		`"in_reply_to":1.5,"code":22`:    "",
	} {
		var tr wire.Transcript
		id := "7"
		if !strings.Contains(printed, ":7,") {
			id = `"odd"`
		}
		if strings.Contains(printed, "1.5") {
			id = "1.5"
		}
		tr.Add(wire.Entry{From: wire.Client, Line: []byte(strings.Replace(asksCode, ":2,", ":"+id+",", 1) + "\n")})
		tr.Add(wire.Entry{From: wire.Node, Line: []byte(`{"src":"oauth","dest":"client","body":{"type":"error","error":"invalid_grant",` + printed + "}}\n")})
		got := ""
		for _, f := range check.Judge(compile(t), tr, "auto").End() {
			got += f.ID
		}
		if got != want {
			t.Errorf("%s: %s instead of %s", printed, got, want)
		}
	}
}
