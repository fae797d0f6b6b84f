package oauth

import (
	"io"
	"strings"
	"time"
)

// Node is an authorization server that lives as long as its process. It is
// not safe for concurrent use: one loop feeds it, so that no two requests
// race for one code.
type Node struct {
	leftOut   [ruleCount]bool
	entropy   entropy
	supply    chan []secret // from drawAhead, nil where no entropy may be read ahead
	stock     []secret      // of these, what is left
	clock     func() time.Time
	ahead     time.Duration // of the clock, by advance_clock
	start     time.Time
	moment    time.Duration // from start until the request came that is being served
	id        string        // the node's name as it was written, "" before init
	announced bool          // a code_issued has named the issuer
	memory    *memory
	counted   int // texts made by a node that can be guessed

	// What follows is used again and again, so that no request takes memory
	// that it does not need.
	elements []string // of the latest list that was read
	replies  []byte   // those that wait to be written
	url      []byte   // the URL in a reply
	secret   secret   // the latest code or token
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

// Entropy replaces the source of random bytes, crypto/rand by default. It is
// read when a code or a token is asked for, and not before.
func Entropy(source io.Reader) Option {
	return func(n *Node) { n.entropy.source, n.supply = source, nil }
}

// Clock replaces the clock, time.Now by default.
func Clock(now func() time.Time) Option { return func(n *Node) { n.clock = now } }

// Room is how many bytes the node may remember, 64 MiB by default. When they
// are used up, it refuses with temporarily_unavailable until something expires.
func Room(bytes int) Option { return func(n *Node) { n.memory.limit = bytes } }

// New makes a node that obeys every rule, save those that an option leaves out.
func New(options ...Option) *Node {
	n := &Node{
		entropy: newEntropy(),
		supply:  make(chan []secret),
		clock:   time.Now,
		memory:  newMemory(64 << 20),
	}
	for _, option := range options {
		option(n)
	}
	n.start = n.clock()
	return n
}

// obeys reports whether the rule is in force.
func (n *Node) obeys(r Rule) bool { return !n.leftOut[r] }

// forever outlives every process.
const forever = 100 * 365 * 24 * time.Hour

// now is the time since the start of the node, on the virtual clock. It stands
// still while requests are served that came together.
func (n *Node) now() time.Duration { return n.moment + n.ahead }

// tick reads the clock. It never goes back.
func (n *Node) tick() { n.moment = max(n.moment, n.clock().Sub(n.start)) }

// serve finds the exchange that a request asks for. It returns the body of
// the reply, a refusal, or neither where no reply is due.
func (n *Node) serve(r *request) (reply, error) {
	kind := r.mayBeEmpty("type")
	if r.refused != nil {
		return nil, r.refused
	}
	switch kind {
	case "init":
		return n.initialize(r)
	case "register_client":
		return n.registerClient(r)
	case "generate_auth_url":
		return n.generateAuthURL(r)
	case "authorize":
		return n.authorize(r)
	case "callback":
		return n.callback(r)
	case "exchange_code":
		return n.exchangeCode(r)
	case "check_scope":
		return n.checkScope(r)
	case "refresh_token":
		return n.refreshToken(r)
	case "revoke_token":
		return n.revokeToken(r)
	case "advance_clock":
		return n.advanceClock(r)
	}
	// Maelstrom: in_reply_to marks a reply, and an error is one even without.
	// Two nodes that answer replies would talk for ever.
	_, answers := r.members.find("in_reply_to")
	if n.obeys(IgnoreReplies) && (kind == "error" || answers) {
		return nil, nil
	}
	// Maelstrom, error 10: the type of the request is not supported.
	if n.obeys(KnownTypes) {
		return nil, unsupportedMessageType.because("unknown message type")
	}
	return nil, nil
}

// initialize tells the node its name. Maelstrom, initialization: it comes
// first and once. This node serves whatever comes before, and a second init
// names it anew and touches nothing else.
func (n *Node) initialize(r *request) (reply, error) {
	r.text("node_id")
	r.texts("node_ids")
	if r.refused != nil {
		return nil, r.refused
	}
	id, _ := r.members.find("node_id")
	n.id = strings.Clone(id)
	return r.answer("init_ok"), nil
}

// advanceClock is for tests, which cannot wait for an hour. A virtual second
// is a real one plus those added here (protocol section 5).
func (n *Node) advanceClock(r *request) (reply, error) {
	seconds := r.count("seconds", int64((forever-n.ahead)/time.Second))
	if r.refused != nil {
		return nil, r.refused
	}
	n.ahead += time.Duration(seconds) * time.Second
	return r.answer("clock_advanced"), nil
}
