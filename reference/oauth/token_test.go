package oauth_test

import (
	"fmt"
	"regexp"
	"testing"
	"testing/iotest"
	"time"

	"flowcheck/reference/oauth"
)

func TestTheSecondSampleGivesAToken(t *testing.T) {
	lines := speak(t, oauth.New(), envelope(`{"type":"exchange_code","msg_id":1,"code":"AUTH_CODE","redirect_uri":"https://app.com/callback","client_id":"abc123","client_secret":"secret"}`)+"\n")
	want := regexp.MustCompile(`\A\{"src":"oauth","dest":"client","body":\{"type":"token_issued","in_reply_to":1,"access_token":"[A-Za-z0-9_-]{43}","token_type":"Bearer","expires_in":3600,"refresh_token":"[A-Za-z0-9_-]{43}"\}\}\z`)
	if len(lines) != 1 || !want.MatchString(lines[0]) {
		t.Errorf("got %q", lines)
	}
}

func TestEveryTokenIsNew(t *testing.T) {
	seen := map[string]bool{}
	for range 50 {
		seen[exchange(t, oauth.New(), "c")] = true // the same request to fresh nodes
	}
	if len(seen) != 50 {
		t.Errorf("50 exchanges gave %d tokens", len(seen))
	}
}

func TestACodeIsExchangedOnceByEachClient(t *testing.T) {
	n := oauth.New()
	exchange(t, n, "a")
	exchange(t, n, "b")
	body := ask(t, n, `{"type":"exchange_code","msg_id":9,"code":"C","redirect_uri":"https://a/cb","client_id":"a"}`)
	if body["error"] != "invalid_grant" || body["access_token"] != nil {
		t.Errorf("a code was exchanged twice: %v", body)
	}
}

func TestATokenLivesForAnHour(t *testing.T) {
	now := time.Unix(0, 0)
	n := oauth.New(oauth.Clock(func() time.Time { return now }))
	token := obtain(t, n, "a", "read")
	now = now.Add(3599 * time.Second)
	if !hasScope(t, n, token, "read") {
		t.Error("the token died before its time")
	}
	now = now.Add(time.Second)
	if hasScope(t, n, token, "read") {
		t.Error("the token lives for more than an hour")
	}
}

func TestMemoryIsBoundedAndFreedByTime(t *testing.T) {
	now := time.Unix(0, 0)
	n := oauth.New(oauth.Clock(func() time.Time { return now }), oauth.Room(2000))
	refused := func(client string) bool {
		body := ask(t, n, `{"type":"exchange_code","msg_id":9,"code":"C","redirect_uri":"u","client_id":"`+client+`"}`)
		return body["error"] == "temporarily_unavailable"
	}
	issued := 0
	for ; issued < 100 && !refused(string(rune('A'+issued))); issued++ {
	}
	if issued == 0 || issued == 100 {
		t.Fatalf("2000 bytes held %d tokens", issued)
	}
	now = now.Add(30 * 24 * time.Hour)
	if refused("late") {
		t.Error("expired tokens keep their room")
	}

	small := oauth.New(oauth.Room(600))
	for range 100 { // what a client asks for takes the place of what it asked before
		request(t, small, "c", "read")
	}
	body := ask(t, small, `{"type":"generate_auth_url","msg_id":1,"client_id":"d","redirect_uri":"u","scopes":["read","write"]}`)
	if body["error"] != "temporarily_unavailable" {
		t.Errorf("a second client found room: %v", body)
	}
}

func TestWhatDoesNotFitIsRefused(t *testing.T) {
	for name, body := range map[string]string{
		"a client":  `{"type":"register_client","msg_id":1,"client_id":"c%d","redirect_uris":["u"]}`,
		"a state":   `{"type":"generate_auth_url","msg_id":1,"client_id":"c","redirect_uri":"u","scopes":[],"state":"s%d"}`,
		"a code":    `{"type":"authorize","msg_id":1,"url":"https://accounts.example.com/authorize?response_type=code&client_id=c&redirect_uri=u%d"}`,
		"a request": `{"type":"generate_auth_url","msg_id":1,"client_id":"c%d","redirect_uri":"u","scopes":[]}`,
	} {
		t.Run(name, func(t *testing.T) {
			n := oauth.New(oauth.Room(10_000))
			for i := range 100 {
				switch reply := ask(t, n, fmt.Sprintf(body, i)); {
				case reply["error"] == "temporarily_unavailable" && i > 5:
					return
				case reply["type"] == "error":
					t.Fatalf("number %d got %v", i, reply)
				}
			}
			t.Error("100 of them fit into 10000 bytes")
		})
	}
}

func TestWithoutEntropyThereIsNoToken(t *testing.T) {
	n := oauth.New(oauth.Entropy(iotest.ErrReader(iotest.ErrTimeout)))
	body := ask(t, n, `{"type":"exchange_code","msg_id":1,"code":"C","redirect_uri":"u","client_id":"c"}`)
	if body["error"] != "server_error" || body["access_token"] != nil {
		t.Errorf("got %v", body)
	}
}
