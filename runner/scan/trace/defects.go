package trace

import (
	"slices"
	"strings"
)

// defects are the ways in which a reply is wrong. Each gives false where the
// reply has nothing that it could spoil.
var defects = []func(*traffic, *client, *message) bool{
	change("expires_in", `"3600"`), change("expires_in", "3600.5"), change("expires_in", "3.6e3"), change("token_type", `"bearer"`), change("access_token", `"dotted.token"`),
	change("access_token", "null"), change("has_scope", `"true"`), change("code", "true"), change("in_reply_to", `"1"`),
	change("in_reply_to", "987654321"), change("in_reply_to", "1.5"), change("type", `"error"`), change("type", "7"), change("error", `"my_own"`),
	drop("in_reply_to"), drop("type"), drop("access_token"), drop("url"), drop("expires_in"), drop("has_scope"),
	inURL("&state=", "&state=x"), inURL("response_type=code", "response_type=token"), inURL("https%3A%2F%2F", "https://"),
	inURL("%3A%2F%2F", "%3a%2f%2f"), inURL("authorize?", "authorize/?"), inURL("&scope=", "&scope=zz+"), inURL("client_id=app", "client_id=ap"),
	func(t *traffic, _ *client, m *message) bool { m.dest = "nobody"; return true },
	func(t *traffic, _ *client, m *message) bool { m.src = "other"; return true },
	func(t *traffic, _ *client, m *message) bool { m.src, m.dest = m.dest, m.src; return true },
	func(t *traffic, _ *client, m *message) bool {
		m.body = append(m.body, member{"msg_id", "5"})
		return true
	},
	func(t *traffic, _ *client, m *message) bool {
		m.body = append(m.body, member{"access_token", `"leaked"`})
		return true
	},
	(*traffic).lies, (*traffic).twice, (*traffic).never, (*traffic).garbles, (*traffic).echoes, (*traffic).asksBadly, (*traffic).asksNumberless,
}

// defect writes a reply that is wrong in some way; false: it wrote nothing.
func (t *traffic) defect(c *client, m message) bool {
	m.body = slices.Clone(m.body)
	before := t.lines
	if !one(t, defects...)(t, c, &m) {
		return false
	}
	if t.lines == before && m.body != nil {
		t.line(c, m)
	}
	return true
}

// change gives a member another value.
func change(name, value string) func(*traffic, *client, *message) bool {
	return func(_ *traffic, _ *client, m *message) bool {
		i := slices.IndexFunc(m.body, func(have member) bool { return have.name == name })
		if i >= 0 {
			m.body[i].value = value
		}
		return i >= 0
	}
}

func drop(name string) func(*traffic, *client, *message) bool {
	return func(_ *traffic, _ *client, m *message) bool {
		n := len(m.body)
		m.body = slices.DeleteFunc(m.body, func(have member) bool { return have.name == name })
		return len(m.body) < n
	}
}

func inURL(old, spoilt string) func(*traffic, *client, *message) bool {
	return func(_ *traffic, _ *client, m *message) bool {
		i := slices.IndexFunc(m.body, func(have member) bool { return have.name == "url" && strings.Contains(have.value, old) })
		if i >= 0 {
			m.body[i].value = strings.Replace(m.body[i].value, old, spoilt, 1)
		}
		return i >= 0
	}
}

// lies says yes to a scope.
func (t *traffic) lies(c *client, m *message) bool { return change("has_scope", "true")(t, c, m) }

// twice writes a reply a second time.
func (t *traffic) twice(c *client, m *message) bool {
	t.line(c, *m)
	t.line(c, *m)
	return true
}

// never leaves a reply out.
func (t *traffic) never(_ *client, m *message) bool {
	m.body = nil
	return true
}

// garbles writes a member twice, the wrong one last.
func (t *traffic) garbles(c *client, m *message) bool {
	m.body = append(m.body, member{"in_reply_to", "null"})
	return true
}

// echoes hands a request back.
func (t *traffic) echoes(c *client, m *message) bool {
	t.line(c, message{"oauth", c.name, []member{{"type", `"check_scope"`}, {"msg_id", "1"}, {"token", `"t"`}, {"required_scope", `"read"`}, {"has_scope", "true"}}})
	return true
}

// asksBadly sends a request of which the node can make nothing.
func (t *traffic) asksBadly(c *client, m *message) bool {
	t.line(c, message{c.name, "oauth", []member{{"type", `"generate_auth_url"`}, {"msg_id", number(t.number)}, {"client_id", "7"}}})
	t.line(c, *m)
	return true
}

// asksNumberless sends a request without msg_id, and is answered.
func (t *traffic) asksNumberless(c *client, m *message) bool {
	t.line(c, message{c.name, "oauth", []member{{"type", `"check_scope"`}, {"token", `"t"`}, {"required_scope", `"read"`}}})
	t.line(c, message{"oauth", c.name, []member{{"type", `"scope_valid"`}, {"has_scope", "false"}}})
	t.line(c, *m)
	return true
}
