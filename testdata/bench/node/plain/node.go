package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

type refusal struct {
	code       int
	name, text string
}

func invalid(text string) *refusal { return &refusal{12, "invalid_request", text} }

type digest [sha256.Size]byte

type token struct {
	scopes  []string
	expires time.Time
}

// node is what is remembered from one request to the next.
type node struct {
	ahead                        time.Duration
	asked                        map[string][]string  // client_id -> scopes
	states, codes, refreshTokens map[digest]time.Time // each with its end
	tokens                       map[digest]token
}

func newNode() *node {
	return &node{
		asked:         map[string][]string{},
		states:        map[digest]time.Time{},
		codes:         map[digest]time.Time{},
		refreshTokens: map[digest]time.Time{},
		tokens:        map[digest]token{},
	}
}

func (n *node) now() time.Time { return time.Now().Add(n.ahead) }

func (n *node) handle(body map[string]any) (map[string]any, *refusal) {
	switch body["type"] {
	case "generate_auth_url":
		return n.generate(body)
	case "exchange_code":
		return n.exchange(body)
	case "check_scope":
		return n.check(body)
	case "advance_clock":
		return n.advance(body)
	}
	return nil, &refusal{10, "unsupported_message_type", "unknown message type"}
}

// text is a member that must be a string that is not empty.
func text(body map[string]any, name string) (string, *refusal) {
	s, ok := body[name].(string)
	if !ok || s == "" {
		return "", invalid(name + " is missing, empty or no string")
	}
	return s, nil
}

var scopeToken = regexp.MustCompile(`\A[\x21\x23-\x5B\x5D-\x7E]+\z`)

func (n *node) generate(body map[string]any) (map[string]any, *refusal) {
	clientID, err := text(body, "client_id")
	if err != nil {
		return nil, err
	}
	redirectURI, err := text(body, "redirect_uri")
	if err != nil {
		return nil, err
	}
	list, ok := body["scopes"].([]any)
	if !ok {
		return nil, invalid("scopes is missing or no array")
	}
	scopes := make([]string, len(list))
	for i, element := range list {
		if scopes[i], ok = element.(string); !ok || !scopeToken.MatchString(scopes[i]) {
			return nil, &refusal{22, "invalid_scope", "a scope is none"}
		}
	}
	q := "response_type=code&client_id=" + url.QueryEscape(clientID) + "&redirect_uri=" + url.QueryEscape(redirectURI)
	if len(scopes) > 0 {
		q += "&scope=" + url.QueryEscape(strings.Join(scopes, " "))
	}
	if state, given := body["state"]; given {
		s, ok := state.(string)
		if !ok {
			return nil, invalid("state is no string")
		}
		q += "&state=" + url.QueryEscape(s)
		n.states[sha256.Sum256([]byte(s))] = n.now().Add(time.Hour)
	}
	n.asked[clientID] = scopes
	return map[string]any{"type": "auth_url_generated", "url": "https://accounts.example.com/authorize?" + q}, nil
}

func (n *node) exchange(body map[string]any) (map[string]any, *refusal) {
	code, err := text(body, "code")
	if err != nil {
		return nil, err
	}
	if _, err := text(body, "redirect_uri"); err != nil {
		return nil, err
	}
	clientID, err := text(body, "client_id")
	if err != nil {
		return nil, err
	}
	now := n.now()
	key := digest(sha256.Sum256([]byte(code + "\x00" + clientID)))
	if end, known := n.codes[key]; known && now.Before(end) {
		return nil, &refusal{22, "invalid_grant", "the code was already used"}
	}
	n.codes[key] = now.Add(30 * 24 * time.Hour)
	access, refresh := newText(), newText()
	n.tokens[sha256.Sum256([]byte(access))] = token{n.asked[clientID], now.Add(time.Hour)}
	n.refreshTokens[sha256.Sum256([]byte(refresh))] = now.Add(30 * 24 * time.Hour)
	return map[string]any{
		"type":          "token_issued",
		"access_token":  access,
		"token_type":    "Bearer",
		"expires_in":    3600,
		"refresh_token": refresh,
	}, nil
}

func newText() string {
	random := make([]byte, 32)
	rand.Read(random)
	return base64.RawURLEncoding.EncodeToString(random)
}

func (n *node) check(body map[string]any) (map[string]any, *refusal) {
	shown, ok := body["token"].(string)
	required, ok2 := body["required_scope"].(string)
	if !ok || !ok2 {
		return nil, invalid("token or required_scope is missing or no string")
	}
	t, known := n.tokens[sha256.Sum256([]byte(shown))]
	has := known && n.now().Before(t.expires) && required != ""
	for scope := range strings.SplitSeq(required, " ") {
		has = has && slices.Contains(t.scopes, scope)
	}
	return map[string]any{"type": "scope_valid", "has_scope": has}, nil
}

// advance lets time pass, and forgets what has expired.
func (n *node) advance(body map[string]any) (map[string]any, *refusal) {
	seconds, ok := body["seconds"].(float64)
	if !ok || seconds < 0 {
		return nil, invalid("seconds is missing or out of range")
	}
	n.ahead += time.Duration(seconds) * time.Second
	now := n.now()
	for _, m := range []map[digest]time.Time{n.states, n.codes, n.refreshTokens} {
		for key, end := range m {
			if !now.Before(end) {
				delete(m, key)
			}
		}
	}
	for key, t := range n.tokens {
		if !now.Before(t.expires) {
			delete(n.tokens, key)
		}
	}
	return map[string]any{"type": "clock_advanced"}, nil
}
