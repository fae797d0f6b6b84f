// Maelstrom is the node on Maelstrom's own library for Go, as far as that can
// carry it: the library reads every body.code as an integer and so ends at the
// first exchange_code. There is never a token, and check_scope says no.
package main

import (
	"encoding/json"
	"log"
	"net/url"
	"strings"
	"sync"

	maelstrom "github.com/jepsen-io/maelstrom/demo/go"
)

type generate struct {
	ClientID    string   `json:"client_id"`
	RedirectURI string   `json:"redirect_uri"`
	Scopes      []string `json:"scopes"`
	State       *string  `json:"state"`
}

type check struct {
	Token         string `json:"token"`
	RequiredScope string `json:"required_scope"`
}

// server is what the library's handlers, which run at the same time, share.
type server struct {
	*maelstrom.Node
	mu     sync.Mutex
	asked  map[string][]string // client_id -> scopes
	states map[string]bool
	tokens map[string]string
}

func main() {
	s := &server{Node: maelstrom.NewNode(), asked: map[string][]string{}, states: map[string]bool{}, tokens: map[string]string{}}
	s.Init("oauth", nil)
	s.Handle("generate_auth_url", s.generate)
	s.Handle("check_scope", s.check)
	s.Handle("advance_clock", s.advance)
	if err := s.Run(); err != nil {
		log.Fatal(err)
	}
}

func (s *server) generate(msg maelstrom.Message) error {
	var ask generate
	if err := json.Unmarshal(msg.Body, &ask); err != nil {
		return err
	}
	if ask.ClientID == "" || ask.RedirectURI == "" {
		return maelstrom.NewRPCError(maelstrom.MalformedRequest, "client_id or redirect_uri is missing")
	}
	q := "response_type=code&client_id=" + url.QueryEscape(ask.ClientID) + "&redirect_uri=" + url.QueryEscape(ask.RedirectURI)
	if len(ask.Scopes) > 0 {
		q += "&scope=" + url.QueryEscape(strings.Join(ask.Scopes, " "))
	}
	s.mu.Lock()
	s.asked[ask.ClientID] = ask.Scopes
	if ask.State != nil {
		q += "&state=" + url.QueryEscape(*ask.State)
		s.states[*ask.State] = true
	}
	s.mu.Unlock()
	return s.Reply(msg, map[string]any{"type": "auth_url_generated", "url": "https://accounts.example.com/authorize?" + q})
}

func (s *server) check(msg maelstrom.Message) error {
	var ask check
	if err := json.Unmarshal(msg.Body, &ask); err != nil {
		return err
	}
	s.mu.Lock()
	granted, known := s.tokens[ask.Token]
	s.mu.Unlock()
	has := known && strings.Contains(" "+granted+" ", " "+ask.RequiredScope+" ")
	return s.Reply(msg, map[string]any{"type": "scope_valid", "has_scope": has})
}

// advance lets a long time pass: whatever the client waited for is forgotten.
func (s *server) advance(msg maelstrom.Message) error {
	s.mu.Lock()
	clear(s.states)
	s.mu.Unlock()
	return s.Reply(msg, map[string]any{"type": "clock_advanced"})
}
