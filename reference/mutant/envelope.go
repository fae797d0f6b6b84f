package mutant

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// envelopes are the nodes that get src, dest or body wrong.
func envelopes() []Mutant {
	return []Mutant{
		{Name: "body-as-string", ID: "ENV-01", Profile: "envelope",
			Summary: "It encodes the body twice, so the body is a string and no object.",
			say: func(t *turn) {
				t.envelope["body"] = string(bytes.TrimSpace(encode(t.body)))
			}},
		{Name: "dest-fixed", ID: "ENV-02", Profile: "envelope",
			Summary:  "It addresses every reply to \"client\", whoever asked.",
			Stimulus: from("c7", "oauth"),
			say:      func(t *turn) { t.envelope["dest"] = "client" }},
		{Name: "src-missing", ID: "ENV-03", Profile: "envelope",
			Summary: "Its replies have no src.",
			say:     func(t *turn) { delete(t.envelope, "src") }},
		{Name: "src-is-client", ID: "ENV-03", Profile: "envelope",
			Summary: "It names the client as the sender of the reply.",
			say:     func(t *turn) { t.envelope["src"] = t.src }},
	}
}

// correlations are the nodes that do not say rightly what they answer.
func correlations() []Mutant {
	return []Mutant{
		{Name: "in-reply-to-string", ID: "SMP-05", Profile: "core",
			Summary: "It writes in_reply_to as a string: \"1\" for 1.",
			say:     inReplyTo(func(t *turn) any { return t.id() })},
		{Name: "in-reply-to-constant", ID: "SMP-05", Profile: "core",
			Summary: "It writes in_reply_to 1 in every reply, as the sample has it.",
			say:     inReplyTo(func(*turn) any { return 1 })},
		{Name: "in-reply-to-counted", ID: "SMP-05", Profile: "core",
			Summary:  "It counts its replies in place of repeating the msg_id.",
			Stimulus: numbered("42"),
			say:      inReplyTo(func(t *turn) any { return t.count + 1 })},
		{Name: "in-reply-to-on-top", ID: "ENV-04", Profile: "envelope",
			Summary: "It puts in_reply_to next to body, not into it.",
			say: func(t *turn) {
				if id, given := t.body["in_reply_to"]; given {
					delete(t.body, "in_reply_to")
					t.envelope["in_reply_to"] = id
				}
			}},
		{Name: "own-msg-id-copied", ID: "ENV-06", Profile: "envelope",
			Summary: "It gives its reply the msg_id of the request, which another client may use as well.",
			say: func(t *turn) {
				if id, given := t.ask["msg_id"]; given {
					t.body["msg_id"] = id
				}
			}},
		{Name: "msg-id-zero-dropped", ID: "ENV-07", Profile: "envelope",
			Summary:  "It takes msg_id 0 for no msg_id and leaves in_reply_to out.",
			Stimulus: numbered("0"),
			say: func(t *turn) {
				if t.id() == "0" {
					delete(t.body, "in_reply_to")
				}
			}},
		{Name: "msg-id-int32", ID: "ENV-08", Profile: "envelope",
			Summary:  "It keeps msg_id in 32 bits, so 2147483648 comes back negative.",
			Stimulus: numbered("2147483648"),
			say: inReplyTo(func(t *turn) any {
				n, _ := strconv.ParseInt(t.id(), 10, 64)
				return int32(n)
			})},
		{Name: "msg-id-float", ID: "ENV-08", Profile: "envelope",
			Summary:  "It writes a large msg_id as a rounded float, such as 9.007e+15.",
			Stimulus: numbered("9007199254740991"),
			say:      inReplyTo(rounded)},
		{Name: "wrong-reply-type", ID: "ENV-04", Profile: "envelope",
			Summary: "It names the type of a reply after the request: check_scope_ok.",
			say:     func(t *turn) { t.body["type"] = t.asked("type") + "_ok" }},
	}
}

// inReplyTo puts another value where a right reply has in_reply_to.
func inReplyTo(value func(*turn) any) func(*turn) {
	return func(t *turn) {
		if _, given := t.body["in_reply_to"]; given {
			t.body["in_reply_to"] = value(t)
		}
	}
}

func rounded(t *turn) any {
	n, _ := strconv.ParseFloat(t.id(), 64)
	if n < 1<<31 {
		return json.Number(t.id())
	}
	return json.Number(strconv.FormatFloat(n, 'e', 3, 64))
}
