// Package trace writes recorded traffic that nobody recorded: many clients that
// talk to one node at once, every message type, and the habits of several
// encoders. It serves tests and benchmarks, and is the same for the same seed.
//
// It knows the protocol and judges nothing.
//
//	err := trace.Write(file, trace.Options{Seed: 1, Lines: 1_000_000})
package trace

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
)

// Options choose the traffic.
type Options struct {
	Seed     uint64
	Lines    int
	Clients  int     // that talk at once; 0: 400
	Shuffled bool    // the members of every object in random order
	Defects  float64 // share of lines that are wrong in some way, from 0 to 1
}

// Write writes the traffic, one envelope a line.
func Write(w io.Writer, o Options) error {
	if o.Clients == 0 {
		o.Clients = 400
	}
	t := &traffic{Rand: rand.New(rand.NewPCG(o.Seed, 1)), options: o, out: bufio.NewWriterSize(w, 64<<10)}
	for i := range o.Clients {
		t.clients = append(t.clients, t.newClient(i))
	}
	for t.lines < o.Lines {
		t.step(t.choose())
	}
	if t.err == nil {
		t.err = t.out.Flush()
	}
	if t.err != nil {
		return fmt.Errorf("write trace: %w", t.err)
	}
	return nil
}

// traffic is a trace on its way.
type traffic struct {
	*rand.Rand
	options Options
	out     *bufio.Writer
	clients []*client
	lines   int
	waiting int // clients that wait
	number  int // the newest msg_id that all clients share
	err     error
}

// client is one client of the node. It waits for one reply at a time, so that
// what it is granted does not depend on the order of lines.
type client struct {
	name, id, secret string
	redirect         string
	style            style
	own              bool // it counts its msg_ids itself
	number           int
	scopes           []string          // of its latest generate_auth_url
	tokens           map[string]string // scopes by token, "" where they are not known
	newest           string            // token
	waiting          *exchange
}

// exchange is a request on its way to its reply.
type exchange struct {
	id    int
	reply string // its type
	body  []member
	then  func() // what the client knows from then on
}

func (t *traffic) newClient(i int) *client {
	c := &client{name: fmt.Sprintf("c%d", i), id: "app-" + t.word(8), secret: t.word(24), style: styles[i%len(styles)], own: i%2 == 0, tokens: map[string]string{}}
	c.redirect = "https://" + t.word(9) + ".example.com/callback/" + t.word(6)
	if i%5 == 0 {
		c.redirect += "?tenant=" + t.word(6) + "&lang=käse"
	}
	return c
}

// choose gives the client whose turn it is. Near the end only replies follow, so
// that no request is left over.
func (t *traffic) choose() *client {
	at := t.IntN(len(t.clients))
	for t.lines+t.waiting >= t.options.Lines && t.waiting > 0 && t.clients[at].waiting == nil {
		at = (at + 1) % len(t.clients)
	}
	return t.clients[at]
}

// step writes the next line of a client's conversation.
func (t *traffic) step(c *client) {
	if c.waiting != nil {
		t.answer(c)
		return
	}
	t.number++
	id := t.number
	if c.own {
		c.number++
		id = c.number
	}
	e := &exchange{id: id, then: func() {}}
	c.waiting = e
	t.waiting++
	typ, body := t.request(c, e)
	body = append([]member{{"type", text(typ)}, {"msg_id", number(id)}}, body...)
	t.line(c, message{c.name, "oauth", body})
}

// answer writes the reply that a client waits for.
func (t *traffic) answer(c *client) {
	e := c.waiting
	c.waiting = nil
	t.waiting--
	body := append([]member{{"type", text(e.reply)}, {"in_reply_to", number(e.id)}}, e.body...)
	m := message{"oauth", c.name, body}
	if t.Float64() >= 2*t.options.Defects || !t.defect(c, m) { // every other line is a reply
		t.line(c, m)
		e.then()
	}
}

const letters = "abcdefghijklmnopqrstuvwxyz0123456789"

// word is a random word of n letters.
func (t *traffic) word(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[t.IntN(len(letters))]
	}
	return string(b)
}

// one chooses one of a list.
func one[T any](t *traffic, list ...T) T { return list[t.IntN(len(list))] }
