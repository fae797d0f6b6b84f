package authurl

import (
	neturl "net/url"
	"strings"
)

// Encode writes the URL that want asks for as the exercise's sample is written:
// form-encoded, response_type, client_id, redirect_uri, scope and state first,
// then the extras sorted by name. An empty scope list leaves scope out.
func Encode(want Want) string {
	var b strings.Builder
	b.WriteString(want.Endpoint)
	mark := byte('?')
	for _, e := range want.list() {
		if e.name == "scope" && e.value == "" {
			continue
		}
		b.WriteByte(mark)
		b.WriteString(neturl.QueryEscape(e.name))
		b.WriteByte('=')
		b.WriteString(neturl.QueryEscape(e.value))
		mark = '&'
	}
	return b.String()
}
