package check

import "slices"

// shown are the requirements that checks in passing charge, by what has to stand
// in a conversation: any reply, an envelope, one of them with its request, a
// success of that type.
var shown = map[string][]string{
	anyReply:       {"TRN-02", "TRN-03", "TRN-13", "TRN-20", "TRN-21"},
	Envelope:       {"ENV-01"},
	pairedReply:    {"SMP-05", "ENV-04", "ENV-05", "ENV-06", "TRN-19"},
	pairedEnvelope: {"ENV-02", "ENV-03"},
	"auth_url_generated": {"SMP-06", "SMP-07", "SMP-08", "SMP-09", "SMP-11",
		"URL-01", "URL-02", "URL-08", "URL-09", "URL-19", "URL-23"},
	"token_issued": {"SMP-11", "TOK-01", "TOK-05", "TOK-08"},
	"scope_valid":  {"SMP-11", "SCP-13"},
}

const (
	anyReply       = ""
	pairedReply    = "with its request"
	pairedEnvelope = "an envelope with its request"
)

// Visible names the requirements that a conversation shows, sorted. What it does
// not show is no pass: a node that refuses everything shows no URL.
func Visible(c *Conversation) []string {
	var ids []string
	for what := range c.shows {
		ids = append(ids, shown[what]...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// IsReply says whether a recorded line was written by a node: its body has an
// in_reply_to or a type that no request has.
func IsReply(line []byte) bool {
	v, err := decode(line)
	if err != nil {
		return false
	}
	m, ok := asMessage(v)
	if !ok {
		return false
	}
	_, answers := m.body["in_reply_to"]
	typ, _ := m.body["type"].(string)
	return answers || successType[typ] == ""
}
