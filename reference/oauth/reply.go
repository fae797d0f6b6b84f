package oauth

import "strconv"

// reply is a line on its way out: an envelope whose body is open at its end,
// so that members can be added.
type reply []byte

// answer begins a reply of the given type after the replies that wait to be
// written. A request without msg_id gets a reply without in_reply_to.
func (r *request) answer(kind string) reply {
	from, to := r.src, r.dest
	// Maelstrom: a reply travels back, from the node that was addressed to
	// the one that asked.
	if r.node.obeys(SwapAddresses) {
		from, to = r.dest, r.src
	}
	// Maelstrom, initialization: init tells the node its name.
	if r.node.id != "" {
		from = r.node.id
	}
	line := append(r.node.replies, `{"src":`...)
	line = append(line, from...)
	line = append(line, `,"dest":`...)
	line = append(line, to...)
	line = append(line, `,"body":{"type":"`...)
	line = append(line, kind...)
	line = append(line, '"')
	if r.msgID != "" {
		line = append(line, `,"in_reply_to":`...)
		line = append(line, r.msgID...)
	}
	return line
}

// name begins a member. Names are the protocol's own and need no escape.
func (l reply) name(name string) reply {
	l = append(l, ',', '"')
	l = append(l, name...)
	return append(l, '"', ':')
}

// text adds a member that is a string.
func (l reply) text(name, value string) reply { return appendQuoted(l.name(name), value) }

// bytes adds a member that is a string, and is not kept.
func (l reply) bytes(name string, value []byte) reply { return appendQuoted(l.name(name), value) }

// optional adds a member that is a string, unless it is empty.
func (l reply) optional(name, value string) reply {
	if value == "" {
		return l
	}
	return l.text(name, value)
}

// number adds a member that is a number.
func (l reply) number(name string, value int) reply {
	return strconv.AppendInt(l.name(name), int64(value), 10)
}

// flag adds a member that is true or false.
func (l reply) flag(name string, value bool) reply { return strconv.AppendBool(l.name(name), value) }

// end closes body and envelope.
func (l reply) end() reply { return append(l, "}}\n"...) }
