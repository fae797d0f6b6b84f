package check_test

import (
	"fmt"
	"strings"
	"testing"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

// A client's latest request for a URL decides, if one can see which was the latest.
func TestScopesAreHeldAgainstTheLatestRequestThatCanBeSeen(t *testing.T) {
	to := func(node, body string) string { return `{"src":"c","dest":"` + node + `","body":{` + body + `}}` }
	from := func(node, body string) string { return `{"src":"` + node + `","dest":"c","body":{` + body + `}}` }
	url := func(node string, id int, scope string) string {
		return to(node, fmt.Sprintf(`"type":"generate_auth_url","msg_id":%d,"client_id":"a","redirect_uri":"https://a","scopes":[%q]`, id, scope))
	}
	gave := func(node string, id int, scope string) string {
		return from(node, fmt.Sprintf(`"type":"auth_url_generated","in_reply_to":%d,"url":"https://accounts.example.com/authorize?response_type=code&client_id=a&redirect_uri=https%%3A%%2F%%2Fa&scope=%s"`, id, scope))
	}
	refused := from("oauth", `"type":"error","in_reply_to":2,"code":22`)
	exchange := to("oauth", `"type":"exchange_code","msg_id":8,"code":"x","redirect_uri":"https://a","client_id":"a"`)
	token := from("oauth", `"type":"token_issued","in_reply_to":8,"access_token":"t","token_type":"Bearer","expires_in":3600`)
	may := []string{to("oauth", `"type":"check_scope","msg_id":9,"token":"t","required_scope":"write"`), from("oauth", `"type":"scope_valid","in_reply_to":9,"has_scope":true`)}
	one, gaveOne, two, gaveTwo := url("oauth", 1, "read"), gave("oauth", 1, "read"), url("oauth", 2, "write"), gave("oauth", 2, "write")
	again, gaveAgain := url("oauth", 3, "read"), gave("oauth", 3, "read")
	for name, c := range map[string]struct {
		said []string
		want []string
	}{
		"asked for one":                  {[]string{one, gaveOne, exchange, token}, []string{"SCP-08 scope.granted.SCP-08"}},
		"asked for the other before":     {[]string{two, gaveTwo, one, gaveOne, exchange, token}, []string{"SCP-09 scope.granted.SCP-09"}},
		"both at once":                   {[]string{one, two, gaveTwo, gaveOne, exchange, token}, nil},
		"both at once, and one again":    {[]string{one, two, gaveTwo, gaveOne, again, gaveAgain, exchange, token}, []string{"SCP-09 scope.granted.SCP-09"}},
		"one twice at once":              {[]string{one, again, gaveAgain, gaveOne, exchange, token}, []string{"SCP-08 scope.granted.SCP-08"}},
		"the other beside the exchange":  {[]string{one, gaveOne, two, exchange, token, gaveTwo}, nil},
		"the other after the exchange":   {[]string{two, gaveTwo, exchange, one, gaveOne, token}, nil},
		"the other, refused":             {[]string{one, gaveOne, two, refused, exchange, token}, []string{"SCP-08 scope.granted.SCP-08"}},
		"the other, in a wrong reply":    {[]string{one, gaveOne, two, strings.Replace(gaveTwo, "auth_url_generated", "ok", 1), exchange, token}, []string{"ENV-04 type.wrong"}},
		"the other, of another node":     {[]string{url("n2", 1, "read"), gave("n2", 1, "read"), two, gaveTwo, exchange, token}, nil},
		"one, with another node between": {[]string{two, gaveTwo, url("n2", 1, "read"), gave("n2", 1, "read"), exchange, token}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var tr wire.Transcript
			for _, line := range append(c.said, may...) {
				e := wire.Entry{From: wire.Client, Line: []byte(line + "\n")}
				if check.IsReply(e.Line) {
					e.From = wire.Node
				}
				tr.Add(e)
			}
			compare(t, check.Judge(compile(t), tr, "auto").End(), c.want)
		})
	}
}
