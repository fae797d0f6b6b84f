package check_test

import (
	"slices"
	"strings"
	"testing"

	"flowcheck/runner/check"
	"flowcheck/runner/wire"
)

func TestAConversationShowsOnlyWhatStandsInIt(t *testing.T) {
	const (
		gave    = `{"src":"oauth","dest":"client","body":{"type":"auth_url_generated","in_reply_to":1,"url":"` + sampleURL + `"}}`
		refused = `{"src":"oauth","dest":"client","body":{"type":"error","in_reply_to":1,"code":12,"error":"invalid_request"}}`
	)
	schemas := compile(t)
	for name, c := range map[string]struct {
		sent, printed string
		shows, hides  []string
	}{
		"no reply":      {asks, "nope", nil, []string{"TRN-02", "ENV-05", "SCP-13"}},
		"a URL":         {asksURL, gave, []string{"SMP-07", "URL-01", "ENV-02", "TRN-02", "SMP-11"}, []string{"TOK-01", "SCP-13", "URL-03"}},
		"a refusal":     {asksURL, refused, []string{"ENV-04", "SMP-05", "ENV-02"}, []string{"SMP-07", "URL-01", "SMP-11"}},
		"a scope":       {asks, no, []string{"SCP-13", "SMP-11", "ENV-01"}, []string{"URL-01", "TOK-08"}},
		"a bare scope":  {asks, noBare, []string{"SCP-13", "TRN-03"}, []string{"ENV-01", "ENV-02", "ENV-03"}},
		"a stray reply": {asksURL, strings.Replace(no, `"in_reply_to":1`, `"in_reply_to":7`, 1), []string{"TRN-02"}, []string{"SCP-13", "URL-01"}},
		"one side":      {"", no, []string{"TRN-02", "ENV-01"}, []string{"SMP-05", "ENV-02", "ENV-05", "TRN-19"}},
	} {
		t.Run(name, func(t *testing.T) {
			var tr wire.Transcript
			if c.sent != "" {
				tr.Add(wire.Entry{From: wire.Client, Line: []byte(c.sent + "\n")})
			}
			tr.Add(wire.Entry{From: wire.Node, Line: []byte(c.printed + "\n")})
			ids := check.Visible(check.Judge(schemas, tr, "auto"))
			for _, id := range c.shows {
				if !slices.Contains(ids, id) {
					t.Errorf("%s is not among %v", id, ids)
				}
			}
			for _, id := range c.hides {
				if slices.Contains(ids, id) {
					t.Errorf("%s is among %v", id, ids)
				}
			}
		})
	}
}

func TestWhoWroteALineIsSaidByItsBodyAndThenByItsAddresses(t *testing.T) {
	const toNode, toClient = `{"src":"client","dest":"oauth","body":`, `{"src":"oauth","dest":"client","body":`
	for line, node := range map[string]bool{
		asks:                                   false,
		no:                                     true,
		noBare:                                 true,
		toNode + `{"type":"frob","msg_id":9}}`: false,
		toNode + `{"msg_id":9}}`:               false,
		toNode + `{"type":5,"msg_id":9}}`:      false,
		toNode + `{"type":"frob","in_reply_to":9}}`:                  true, // not swapped
		toNode + `{"type":"error","code":10}}`:                       true,
		toNode + `"{\"type\":\"check_scope\"}"}`:                     false,
		toClient + `{"type":"ready"}}`:                               true,
		toClient + `{}}`:                                             true,
		toClient + `"{\"in_reply_to\":7}"}`:                          true,
		`{"type":5,"in_reply_to":7}`:                                 true,
		`{"type":"ready"}`:                                           true,
		`{"src":"c1","dest":"n3","body":{"type":"frob","msg_id":9}}`: false,
		`{"src":"n3","dest":"c1","body":{"type":"ready"}}`:           true,
	} {
		if check.IsReply([]byte(line)) != node {
			t.Errorf("of %s it is said that a node wrote it: %v", line, !node)
		}
	}
}
