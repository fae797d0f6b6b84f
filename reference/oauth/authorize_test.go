package oauth_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	base  = "https://accounts.example.com/authorize?"
	suite = "response_type=code&client_id=one&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&scope=read+write&state=xyz"
)

func TestAnyEncodingOfTheURLGivesACode(t *testing.T) {
	for _, query := range []string{
		suite,
		"state=xyz&scope=write+read&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&client_id=one&response_type=code",
		strings.ReplaceAll(suite, "+", "%20"),
		strings.ReplaceAll(suite, "%3A%2F%2F", "%3a%2f%2f"),
		strings.ReplaceAll(strings.ReplaceAll(suite, "%3A", ":"), "%2F", "/"),
		"%73tate=xyz&" + strings.TrimSuffix(suite, "&state=xyz"),
		suite + "&extra=foobar&empty=&bare&",
	} {
		f := begin(t)
		reply := f.gets("code_issued", "authorize", m{"url": base + query})
		f.code, _ = reply["code"].(string)
		if !regexp.MustCompile(`\A[A-Za-z0-9_-]{43}\z`).MatchString(f.code) || reply["state"] != "xyz" || reply["iss"] != "https://accounts.example.com" {
			t.Errorf("%s got %v", query, reply)
		}
		f.keep(f.gets("token_issued", "exchange_code", f.with("one", nil)))
		f.has(f.token, "read write", true)
	}
}

func TestAuthorizeRefuses(t *testing.T) {
	change := func(old, new string) string { return base + strings.Replace(suite, old, new, 1) }
	redirect := "https%3A%2F%2Fapp.com%2Fcallback"
	app := strings.Replace(suite, "client_id=one", "client_id=app", 1)
	for _, tt := range []struct{ name, url, error string }{
		{"another endpoint", "https://evil.example.com/authorize?" + suite, "invalid_request"},
		{"no query", "https://accounts.example.com/authorize", "invalid_request"},
		{"a fragment", base + suite + "#x", "invalid_request"},
		{"a raw blank", change("read+write", "read write"), "invalid_request"},
		{"a raw letter beyond ASCII", change("xyz", "é"), "invalid_request"},
		{"half an escape", change("xyz", "%4"), "invalid_request"},
		{"Latin-1", change("xyz", "%e9"), "invalid_request"},
		{"the state twice", base + suite + "&state=xyz", "invalid_request"},
		{"the state twice, in disguise", base + suite + "&%73tate=2", "invalid_request"},
		{"an unknown parameter twice", base + suite + "&x=1&x=2", "invalid_request"},
		{"no response_type", change("response_type=code&", ""), "invalid_request"},
		{"an empty response_type", change("=code&", "=&"), "invalid_request"},
		{"response_type token", change("=code&", "=token&"), "unsupported_response_type"},
		{"two response types", change("=code&", "=code+token&"), "unsupported_response_type"},
		{"no client_id", change("client_id=one&", ""), "invalid_request"},
		{"no redirect_uri", change("redirect_uri="+redirect+"&", ""), "invalid_request"},
		{"a redirect_uri below", change(redirect, redirect+"%2Fevil"), "invalid_request"},
		{"a longer host", change("app.com", "app.com.evil"), "invalid_request"},
		{"a query more", change(redirect, redirect+"%3Fx"), "invalid_request"},
		{"a slash more", change(redirect, redirect+"%2F"), "invalid_request"},
		{"http", change("https%3A", "http%3A"), "invalid_request"},
		{"the host in capitals", change("app.com", "APP.com"), "invalid_request"},
		{"encoded twice", change(redirect, "https%253A%252F%252Fapp.com%252Fcallback"), "invalid_request"},
		{"a fragment", change(redirect, redirect+"%23f"), "invalid_request"},
		{"a scope with a quote", change("write", "%22"), "invalid_scope"},
		{"a scope beyond the registration", change("write", "admin"), "invalid_scope"},
		{"two blanks between scopes", change("read+write", "read++write"), "invalid_scope"},
		{"a public client without a challenge", base + app, "invalid_request"},
		{"plain", base + app + "&code_challenge=" + hash + "&code_challenge_method=plain", "invalid_request"},
		{"no method", base + app + "&code_challenge=" + hash, "invalid_request"},
		{"a method without a challenge", base + suite + "&code_challenge_method=S256", "invalid_request"},
	} {
		t.Run(tt.name, func(t *testing.T) { begin(t).refused(tt.error, "authorize", m{"url": tt.url}) })
	}
}

func TestWhatTheUserSays(t *testing.T) {
	f := begin(t).generate("one", nil)
	got := f.refused("access_denied", "authorize", m{"url": f.url, "approved": false})
	delete(got, "text")
	if diff := cmp.Diff(map[string]any{"type": "error", "in_reply_to": 7.0, "code": 14.0, "error": "access_denied", "state": "s", "iss": "https://accounts.example.com"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	f.refused("invalid_scope", "authorize", m{"url": f.url, "scope": "read admin"})
	for _, bad := range []m{{"scope": ""}, {"scope": 5}, {"scope": nil, "approved": "no"}, {"approved": 0}} {
		bad["url"] = f.url
		f.refused("invalid_request", "authorize", bad)
	}
	f.code = f.gets("code_issued", "authorize", m{"url": f.url, "scope": "read", "approved": true})["code"].(string)
	reply := f.gets("token_issued", "exchange_code", f.with("one", nil))
	if reply["scope"] != "read" {
		t.Errorf("the client does not learn what it got: %v", reply)
	}
	f.keep(reply)
	f.has(f.token, "read", true)
	f.has(f.token, "write", false)
}

func TestTheStateComesBackAsItWas(t *testing.T) {
	for _, state := range []string{"%41+&=#;", "a+b%&=é", " x ", strings.Repeat("€", 5000)} {
		f := begin(t).generate("one", m{"state": state})
		if got := f.gets("code_issued", "authorize", m{"url": f.url})["state"]; got != state {
			t.Errorf("%.20q came back as %.20q", state, got)
		}
		f.gets("callback_valid", "callback", m{"code": "C", "state": state, "iss": "https://accounts.example.com"})
	}
	f := begin(t).generate("one", nil).generate("one", m{"state": nil})
	if got := f.gets("code_issued", "authorize", m{"url": f.url}); got["state"] != nil {
		t.Errorf("a state out of nothing: %v", got)
	}
}

func TestAClientThatIsNotRegistered(t *testing.T) {
	f := begin(t)
	reply := f.gets("code_issued", "authorize", m{"url": base + "response_type=code&client_id=new&redirect_uri=u&scope=any"})
	f.code = reply["code"].(string)
	f.refused("invalid_grant", "exchange_code", m{"code": f.code, "client_id": "other", "redirect_uri": "u"})
	f.refused("invalid_grant", "exchange_code", m{"code": f.code, "client_id": "new", "redirect_uri": "v"})
	f.keep(f.gets("token_issued", "exchange_code", m{"code": f.code, "client_id": "new", "redirect_uri": "u"}))
	f.has(f.token, "any", true)
	f.refused("invalid_grant", "exchange_code", m{"code": f.code, "client_id": "new", "redirect_uri": "u"})
	f.has(f.token, "any", false)
	whatever := m{"code": "whatever", "client_id": "new", "redirect_uri": "u", "client_secret": "x", "code_verifier": "y"}
	f.refused("invalid_request", "exchange_code", whatever) // the verifier is malformed
	whatever["code_verifier"] = verifier
	f.keep(f.gets("token_issued", "exchange_code", whatever))
}

// A client that is registered in the end cannot use again what it used before.
func TestAnAdoptedCodeIsRemembered(t *testing.T) {
	f := begin(t)
	f.generate("new", nil)
	code := m{"code": "whatever", "client_id": "new", "redirect_uri": callback}
	f.keep(f.gets("token_issued", "exchange_code", code))
	f.gets("client_registered", "register_client", m{"client_id": "new", "redirect_uris": []string{callback}})
	f.has(f.token, "read", true)
	f.refused("invalid_grant", "exchange_code", code)
	f.has(f.token, "read", false)
}

func TestRegistration(t *testing.T) {
	f := begin(t)
	ok := m{"client_id": "new", "redirect_uris": []string{callback}}
	for name, change := range map[string]m{
		"no client_id":             {"client_id": nil},
		"an empty client_id":       {"client_id": ""},
		"a known client_id":        {"client_id": "one"},
		"no redirect_uris":         {"redirect_uris": nil},
		"redirect_uris empty":      {"redirect_uris": []string{}},
		"redirect_uris one string": {"redirect_uris": callback},
		"a redirect_uri empty":     {"redirect_uris": []string{""}},
		"a fragment":               {"redirect_uris": []string{callback + "#f"}},
		"an empty secret":          {"client_secret": ""},
		"a secret of a wrong type": {"client_secret": 5},
		"scope a list":             {"scope": []string{"read"}},
	} {
		body := m{}
		for k, v := range ok {
			body[k] = v
		}
		for k, v := range change {
			body[k] = v
		}
		t.Run(name, func(t *testing.T) { f.T = t; f.refused("invalid_request", "register_client", body) })
	}
	f.T = t
	if got := f.gets("client_registered", "register_client", ok)["client_id"]; got != "new" {
		t.Errorf("registered as %v", got)
	}
}
