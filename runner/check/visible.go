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
// in_reply_to, or a type that a reply has. Of what is neither that nor a request,
// its addresses tell.
func IsReply(line []byte) bool {
	v, err := decode(line)
	if err != nil {
		return false
	}
	o, _ := v.(map[string]any)
	body, enveloped := o, o["body"] != nil
	switch b := o["body"].(type) {
	case map[string]any:
		body = b
	case string: // one that was encoded twice (ENV-01)
		inner, _ := decode([]byte(b))
		body, _ = inner.(map[string]any)
	}
	_, answers := body["in_reply_to"]
	_, top := o["in_reply_to"]
	typ, named := body["type"].(string)
	switch {
	case answers || top:
		return true
	case successType[typ] != "":
		return false
	case isSuccess(typ) || typ == "error" || typ == "callback_invalid":
		return true
	case enveloped && (o["src"] == usualDest) != (o["dest"] == usualDest):
		return o["src"] == usualDest
	case enveloped:
		_, numbered := body["msg_id"]
		return named && !numbered
	}
	return named
}
