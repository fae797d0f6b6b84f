package oauth

import (
	"crypto/rand"
	"io"
	"time"
)

// Node is an authorization server that lives as long as its process. It is
// not safe for concurrent use: one loop feeds it.
type Node struct {
	leftOut map[Rule]bool
	entropy io.Reader
	now     func() time.Time
	memory  *memory
	counted int // tokens issued, for a node without UnguessableTokens
}

// Option changes how a Node is made.
type Option func(*Node)

// Without leaves rules out. The node that remains is wrong on purpose.
func Without(rules ...Rule) Option {
	return func(n *Node) {
		for _, r := range rules {
			n.leftOut[r] = true
		}
	}
}

// Entropy replaces the source of random bytes, crypto/rand by default.
func Entropy(source io.Reader) Option { return func(n *Node) { n.entropy = source } }

// Clock replaces the clock, time.Now by default.
func Clock(now func() time.Time) Option { return func(n *Node) { n.now = now } }

// Room is how many bytes the node may remember, 64 MiB by default. When they
// are used up, it refuses with temporarily_unavailable until tokens expire.
func Room(bytes int) Option { return func(n *Node) { n.memory.limit = bytes } }

// New makes a node that obeys every rule, save those that an option leaves out.
func New(options ...Option) *Node {
	n := &Node{
		leftOut: map[Rule]bool{},
		entropy: rand.Reader,
		now:     time.Now,
		memory:  newMemory(64 << 20),
	}
	for _, option := range options {
		option(n)
	}
	return n
}

// obeys reports whether the rule is in force.
func (n *Node) obeys(r Rule) bool { return !n.leftOut[r] }

// serve finds the exchange that a request asks for. It returns the body of
// the reply, a refusal, or neither where no reply is due.
func (n *Node) serve(r *request) (any, error) {
	switch kind := r.text("type"); {
	case r.refused != nil:
		return nil, r.refused
	case kind == "generate_auth_url":
		return n.generateAuthURL(r)
	case kind == "exchange_code":
		return n.exchangeCode(r)
	case kind == "check_scope":
		return n.checkScope(r)
	case n.obeys(IgnoreReplies) && (kind == "error" || r.body["in_reply_to"] != nil):
		// Maelstrom: in_reply_to marks a reply, and an error is one even
		// without. Two nodes that answer replies would talk for ever.
		return nil, nil
	case n.obeys(KnownTypes):
		// Maelstrom, error 10: the type of the request is not supported.
		return nil, unsupportedMessageType.because("unknown message type")
	}
	return nil, nil
}
