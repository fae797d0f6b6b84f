package check

import "cmp"

// crossing says how far a reply goes the way of a request back: 0, to another client;
// 1, to this client, but from another node; full, to this one and from its node.
func crossing(r *Reply, q *Request) int {
	switch {
	case !alike(r.Envelope["dest"], q.Src):
		return 0
	case !alike(r.Envelope["src"], q.Dest):
		return 1
	}
	return full
}

// full is the crossing of a reply that goes all the way.
const full = 2

// closeness says how well a reply goes with a request of its number: by the way that
// it takes, and then by its type.
func closeness(r *Reply, q *Request) int {
	near := 0
	if r.Framing == Envelope {
		near = 2 * crossing(r, q)
	}
	if r.Type() == successType[q.Type] {
		near++
	}
	return near
}

// closest is the closeness of a request that has it all.
const closest = 2*full + 1

// nearest is the pending request that a reply goes best with, the oldest of equals:
// two clients may use one msg_id (ENV-10), one may use it with two nodes, and one
// that was started anew begins again.
func nearest(r *Reply, all []*Request) *Request {
	var best *Request
	near, compared := -1, 0
	for _, q := range all {
		if q.Reply != nil {
			continue
		}
		switch now := closeness(r, q); {
		case now > near:
			best, near, compared = q, now, 0
		case now == near && compared < mostCompared && !follows(r, best):
			if compared++; follows(r, q) {
				best = q
			}
		}
	}
	return best
}

// mostCompared bounds how many requests the URL of a reply is held against.
const mostCompared = 16

// first is the oldest waiting request, for a message that does not say what it
// answers; one that it goes better with goes before. A request that is owed nothing
// (ENV-13) waits too; one whose msg_id is odd, last of all.
func (c *Conversation) first(r *Reply) *Request {
	var best, odd *Request
	near, most := -1, closest
	if r.Framing == Body {
		most = 1
	}
	for q := range c.addressed() {
		switch {
		case q.Type == "":
		case q.oddID():
			odd = cmp.Or(odd, q)
		case closeness(r, q) > near:
			best, near = q, closeness(r, q)
		}
		if near == most {
			break
		}
	}
	return cmp.Or(best, odd)
}
