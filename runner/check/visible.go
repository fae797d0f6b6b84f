package check

// visible are the requirements that the lines of any conversation show: those
// that checks in passing charge.
var visible = []string{
	"SMP-05", "SMP-06", "SMP-07", "SMP-08", "SMP-09", "SMP-11", "TOK-01", "TOK-05", "TOK-08",
	"ENV-04", "ENV-05", "ENV-06", "TRN-02", "TRN-03", "TRN-13", "TRN-19", "TRN-20", "TRN-21",
	"URL-01", "URL-02", "URL-08", "URL-09", "URL-19", "URL-23", "SCP-13",
}

// addressed are those that only envelopes show.
var addressed = []string{"ENV-01", "ENV-02", "ENV-03"}

// Visible names the requirements that a conversation shows.
func Visible(c *Conversation) []string {
	if c.Framing == Body {
		return visible
	}
	return append(append([]string{}, visible...), addressed...)
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
