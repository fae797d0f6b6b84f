package mutant

import "slices"

// lifetimes are the nodes whose tokens expire at the wrong time. They look at
// the seconds that advance_clock adds.
func lifetimes() []Mutant {
	expired := func(when func(t *turn, g *given) bool) func(*turn) {
		return checked(func(t *turn, c *check) {
			if g := t.known.tokens[c.token]; g != nil && when(t, g) {
				t.body["has_scope"] = false
			}
		})
	}
	return []Mutant{
		{Name: "clock-stands-still", ID: "EXP-01", Profile: "expiry",
			Summary:  "It answers advance_clock and does not move its clock.",
			Stimulus: granted(pass("3601"), chk("$TOKEN", "read")),
			hear:     heard("advance_clock", func(t *turn) { t.change("seconds", 0) })},
		{Name: "code-lives-three-seconds", ID: "EXP-02", Profile: "expiry",
			Summary:  "Its codes die before a browser has followed the redirect.",
			Stimulus: coded(pass("5"), redeem()),
			say: both(
				on("code_issued", func(t *turn) { t.memo["code "+t.said("code")] = t.known.clock }),
				refusing("token_issued", "invalid_grant", func(t *turn) bool {
					born, issued := t.memo["code "+t.asked("code")].(float64)
					return issued && t.known.clock >= born+3
				}))},
		{Name: "one-timer-for-all", ID: "EXP-03", Profile: "expiry",
			Summary:  "All tokens expire when the first one does.",
			Stimulus: granted(pass("1800"), want(), allow("url", "$URL2"), redeem("code", "$CODE2"), pass("1801"), chk("$TOKEN2", "read")),
			say: both(
				issued(func(t *turn) {
					if t.memo["first"] == nil {
						t.memo["first"] = t.known.clock
					}
				}),
				expired(func(t *turn, _ *given) bool {
					first, known := t.memo["first"].(float64)
					return known && t.known.clock >= first+3600
				}))},
		{Name: "youngest-token-renews-all", ID: "EXP-03", Profile: "expiry",
			Summary:  "It keeps one time of expiry, and each new token moves it for all.",
			Stimulus: granted(pass("1800"), want(), allow("url", "$URL2"), redeem("code", "$CODE2"), pass("1801"), chk("$TOKEN", "read")),
			say: both(
				issued(func(t *turn) { t.memo["youngest"] = t.known.clock }),
				checked(func(t *turn, c *check) {
					youngest, known := t.memo["youngest"].(float64)
					if known && t.known.clock < youngest+3600 {
						t.body["has_scope"] = c.right || slices.Contains(c.granted, c.required)
					}
				}))},
		{Name: "refreshed-token-keeps-expiry", ID: "EXP-04", Profile: "expiry",
			Summary:  "A refreshed token expires when the first one would have.",
			Stimulus: granted(pass("3601"), renew(), chk("$TOKEN2", "read")),
			say:      expired(func(t *turn, g *given) bool { return t.known.clock >= g.born+3600 })},
		{Name: "refresh-token-expires-with-token", ID: "EXP-04", Profile: "expiry",
			Summary:  "A refresh token expires together with the access token that it should replace.",
			Stimulus: granted(pass("3601"), renew()),
			say: refusing("token_refreshed", "invalid_grant", func(t *turn) bool {
				g := t.known.tokens[t.asked("refresh_token")]
				return g != nil && t.known.clock >= g.born+3600
			})},
		{Name: "seconds-as-milliseconds", ID: "EXP-05", Profile: "expiry",
			Summary:  "Its tokens live for 3600 milliseconds.",
			Stimulus: granted(pass("4"), chk("$TOKEN", "read")),
			say:      expired(func(t *turn, g *given) bool { return t.known.clock >= g.born+3.6 })},
	}
}
