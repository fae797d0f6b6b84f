package main_test

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
)

// kinds are the types of request.
var kinds = []string{
	"register_client", "generate_auth_url", "authorize", "callback", "exchange_code",
	"check_scope", "refresh_token", "revoke_token", "advance_clock", "init",
}

// next makes the next request: mostly one that makes sense now, sometimes one
// that is spoiled.
func (t *talk) next() *exchange {
	x := &exchange{talk: t}
	t.msgID++
	if t.told != nil {
		x.body = t.proof()
		t.told = nil
		return x
	}
	t.plan = nil
	if t.chance(4) {
		x.message = t.odd()
		return x
	}
	kind, body := t.request()
	body["type"], body["msg_id"] = kind, pick[any](t, t.msgID, t.msgID, t.msgID, t.msgID, 0, 1<<53-1, -1)
	if t.chance(12) {
		t.spoil(kind, body)
	}
	x.body = body
	if t.chance(3) {
		x.dress = pick(t, dresses...)
	}
	return x
}

func (t *talk) request() (string, object) {
	p := t.parties[t.IntN(len(t.parties))]
	switch n := t.IntN(100); {
	case t.lone && t.chance(5): // for a name stays
		return "init", object{"node_id": pick(t, "n1", "n3"), "node_ids": []any{"n1", "n3"}}
	case t.latest == "auth_url_generated" && t.chance(50):
		return "authorize", t.authorization()
	case t.latest == "code_issued" && t.chance(60):
		return "exchange_code", t.exchange(p)
	case (t.latest == "clock_advanced" || t.latest == "revoke_token") && len(t.tokens) > 0 && t.chance(60):
		return "check_scope", t.check()
	case len(t.codes)+len(t.tokens) == 0 && n >= 68 && t.chance(60):
		return "generate_auth_url", t.wishOf(p)
	case t.latest == "scope_valid" && len(t.refreshTokens) > 0 && t.chance(25):
		return "refresh_token", t.refresh(p)
	case t.msgID <= 3 && n < 70 || n < 6:
		return "register_client", t.registration()
	case n < 24 || len(t.wishes) == 0 && n < 50:
		return "generate_auth_url", t.wishOf(p)
	case n < 42:
		return "authorize", t.authorization()
	case n < 50:
		return "callback", t.redirect()
	case n < 68:
		return "exchange_code", t.exchange(p)
	case n < 78:
		return "check_scope", t.check()
	case n < 90:
		return "refresh_token", t.refresh(p)
	case n < 95:
		return "revoke_token", t.revocation(p)
	default:
		return "advance_clock", object{"seconds": pick(t, 0, 5, 300, 590, 610, 1800, 3590, 3610, 7200, 86_400, 31*86_400)}
	}
}

func (t *talk) registration() object {
	p := t.parties[t.IntN(len(t.parties))]
	for _, next := range t.parties { // the first ones first
		if next.registered && t.msgID <= 3 && t.chance(60) {
			p = next
			break
		}
	}
	if !p.registered && t.chance(90) {
		p = t.parties[0]
	}
	uris := make([]any, len(p.redirects))
	for i, uri := range p.redirects {
		uris[i] = uri
	}
	body := object{"client_id": p.id, "redirect_uris": uris}
	if p.secret != "" {
		body["client_secret"] = p.secret
	}
	if t.chance(70) {
		body["scope"] = strings.Join(p.scopes, " ")
	}
	return body
}

// wishOf is a generate_auth_url.
func (t *talk) wishOf(p *party) object {
	w := &wish{of: p, redirect: p.redirects[t.IntN(len(p.redirects))], scopes: t.some(p.scopes)}
	t.plan = w
	w.state = fmt.Sprintf("s%d-%d", t.number, t.msgID) + pick(t, "", "", "a+b%&=é", "\u2028\uFFFD", "\x00\n", "%41+&", " ", "😀")
	if old := recent(t, t.wishes); old != nil && t.chance(15) {
		w.state = (*old).state
	}
	if t.chance(2) {
		w.redirect += "#f"
	}
	list := make([]any, 0, len(w.scopes))
	for _, scope := range w.scopes {
		list = append(list, scope)
	}
	if t.chance(4) {
		list = []any{}
	} else if t.chance(4) {
		list = append(list, pick(t, "", "a b", "é", `"`, `\`, "\t", "a\u00a0b", halfPair))
	}
	body := object{"client_id": p.id, "redirect_uri": w.redirect, "scopes": list, "state": w.state}
	if t.chance(8) {
		body["state"], w.state = "", ""
	} else if t.chance(5) {
		delete(body, "state")
		w.state = ""
	}
	if p.secret == "" && t.chance(90) || t.chance(35) {
		w.verifier = t.verifier()
		body["code_challenge"], body["code_challenge_method"] = challengeOf(w.verifier), "S256"
		if t.chance(6) {
			body["code_challenge_method"] = pick(t, "plain", "s256", "S512", "none", "")
		} else if t.chance(5) {
			body["code_challenge"] = pick(t, w.verifier, challengeOf(w.verifier)+"=", "short", "")
		} else if t.chance(5) {
			delete(body, pick(t, "code_challenge", "code_challenge_method"))
		}
	}
	return body
}

func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func (t *talk) authorization() object {
	var body object
	if w := recent(t, t.wishes); w != nil && t.chance(75) {
		t.plan = *w
		body = object{"url": t.plan.url}
	} else {
		t.plan = t.foreignWish()
		body = object{"url": both(t.foreignURL(t.plan))}
	}
	if t.chance(8) {
		body["approved"] = false
	} else if t.chance(20) {
		body["approved"] = true
	}
	if t.chance(20) {
		body["scope"] = strings.Join(t.some(t.plan.scopes), " ")
	}
	return body
}

// redirect is a callback.
func (t *talk) redirect() object {
	body := object{"code": pick(t, "C", "AUTH_CODE"), "state": fmt.Sprintf("s%d-other", t.number), "iss": issuer}
	if c := recent(t, t.codes); c != nil && t.chance(70) {
		body["code"], body["state"] = c.twin, c.wish.state
		t.plan = c.wish
	} else if w := recent(t, t.wishes); w != nil {
		body["state"] = (*w).state
		t.plan = *w
	}
	if t.plan != nil && t.chance(25) {
		body["client_id"] = t.plan.of.id
	} else if t.chance(15) {
		body["client_id"] = t.parties[t.IntN(4)].id
	}
	if t.chance(10) {
		body["iss"] = pick(t, "https://evil.example.com", issuer+"/", "")
	} else if t.chance(20) {
		delete(body, "iss")
	}
	return body
}

const issuer = "https://accounts.example.com"
