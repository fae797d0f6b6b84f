package main_test

import (
	"strings"
)

// sign adds what the client of a wish shows to be that client; now and then
// it is another one, or has the wrong secret.
func (t *talk) sign(body object, p *party) {
	if t.chance(8) {
		p = t.parties[t.IntN(len(t.parties))]
	}
	body["client_id"] = p.id
	secret := p.secret
	if secret == "" && t.chance(1) || t.chance(4) {
		secret = pick(t, "wrong", p.secret+" ", strings.ToUpper(p.secret), "")
	}
	if secret != "" || t.chance(3) {
		body["client_secret"] = secret
	}
}

// exchange is an exchange_code, of a code that there is or of one made up.
func (t *talk) exchange(p *party) object {
	body := object{"redirect_uri": p.redirects[0]}
	c := recent(t, t.codes)
	if c == nil || t.chance(20) {
		t.plan = &wish{of: p}
		for _, w := range t.wishes { // the code will carry those of the latest
			if w.of == p {
				t.plan.scopes = w.scopes
			}
		}
		body["code"] = both(pick(t, "AUTH_CODE", "CODE_2", "é"))
		if h := recent(t, append(append([]held{}, t.tokens...), t.refreshTokens...)); h != nil && t.chance(15) {
			body["code"] = h.twin
		}
		if t.chance(10) {
			body["code_verifier"] = t.verifier()
		}
		t.sign(body, p)
		return body
	}
	w := c.wish
	t.plan = w
	body["code"], body["redirect_uri"] = c.twin, w.redirect
	t.sign(body, w.of)
	if t.chance(7) {
		body["redirect_uri"] = pick(t, w.redirect+"/", w.redirect+"?x=1", strings.ToUpper(w.redirect), p.redirects[0])
	}
	if w.verifier != "" {
		body["code_verifier"] = w.verifier
	}
	switch {
	case t.chance(6):
		delete(body, "code_verifier")
	case t.chance(8):
		v := t.verifier()
		body["code_verifier"] = pick(t, v, v[:42], v+strings.Repeat("a", 90), "+"+v[1:], v[:42]+"é", "", challengeOf(w.verifier), w.verifier+"\n")
	}
	return body
}

func (t *talk) refresh(p *party) object {
	h := recent(t, t.refreshTokens)
	if h == nil || t.chance(5) {
		t.plan = &wish{of: p, scopes: p.scopes}
		body := object{"refresh_token": t.anyText()}
		t.sign(body, p)
		return body
	}
	t.plan = h.wish
	body := object{"refresh_token": h.twin}
	t.sign(body, h.wish.of)
	if t.chance(30) {
		body["scope"] = strings.Join(t.some(h.wish.scopes), " ")
	}
	return body
}

func (t *talk) revocation(p *party) object {
	body := object{"token": t.anyText()}
	if h := recent(t, append(append([]held{}, t.tokens...), t.refreshTokens...)); h != nil && t.chance(85) {
		body["token"] = h.twin
		if t.chance(80) {
			p = h.wish.of
		}
	}
	t.sign(body, p)
	return body
}

func (t *talk) check() object {
	body := object{"token": t.anyText()}
	scopes := []string{"read", "write"}
	if h := recent(t, t.tokens); h != nil && t.chance(85) {
		body["token"] = h.twin
		if len(h.wish.scopes) > 0 {
			scopes = h.wish.scopes
		}
	}
	one, other := scopes[t.IntN(len(scopes))], scopes[t.IntN(len(scopes))]
	body["required_scope"] = pick(t, one, one, one, one, one, one, one+" "+other, one+" "+other,
		strings.ToUpper(one), one[1:], one+" ", " "+one, one+"  "+other, one+"\t"+other, "", " ", one+"\n", ".*", "é")
	return body
}

// anyText is some text that a node gave, whatever for, or that it did not.
func (t *talk) anyText() twin {
	all := append(append(append([]held{}, t.codes...), t.tokens...), t.refreshTokens...)
	if h := recent(t, all); h != nil && t.chance(70) {
		if t.chance(20) {
			return h.changed(pick(t, func(s string) string { return s + "x" }, func(s string) string { return s[1:] }, strings.ToLower))
		}
		return h.twin
	}
	return both(pick(t, "nothing", "ACCESS_TOKEN", "", "é"))
}
