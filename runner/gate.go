package runner

import (
	"errors"
	"fmt"
	"time"

	"flowcheck/runner/check"
	"flowcheck/runner/node"
)

// gate says whether it is worth while to go on: nobody waits a hundred
// deadlines.
type gate struct {
	ran      int             // scenarios
	inTime   bool            // some reply came in time
	afterEOF bool            // some reply came when stdin was closed
	missed   int             // deadlines
	answered map[string]bool // types of requests that were ever answered
	silent   map[string]int  // deadlines missed, by the type of request
	reason   string          // why it is shut; "": open
}

// enough missed deadlines shut the gate.
const enough = 6

func (g *gate) note(c *check.Conversation) {
	inTime, afterEOF := c.Answered()
	g.ran++
	g.inTime = g.inTime || inTime
	g.afterEOF = g.afterEOF || afterEOF
	for _, r := range c.Replies {
		if r.Request != nil {
			g.answered[r.Request.Type] = true
		}
	}
}

func (g *gate) close(reason string) {
	if g.reason == "" {
		g.reason = reason
	}
}

func (j *job) closed() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.gate.reason != ""
}

func (j *job) shut(reason string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.gate.close(reason)
}

// missedDeadline counts, and shuts the gate when it happens again and again.
func (j *job) missedDeadline(waiting []*check.Request) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.gate.missed++
	for _, q := range waiting {
		j.gate.silent[q.Type]++
	}
	if j.gate.missed >= enough && !j.options.KeepGoing {
		j.gate.close(fmt.Sprintf("not run: the node missed %d deadlines before (--keep-going runs everything)", j.gate.missed))
	}
}

// unanswered is why a request need not be sent: twice before, one of its type
// went without a reply, and none ever had one. "": send it.
func (j *job) unanswered(typ string) string {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.gate.silent[typ] < 2 || j.gate.answered[typ] || j.options.KeepGoing {
		return ""
	}
	return fmt.Sprintf("not run: the node never answered %s before (--keep-going runs everything)", typ)
}

// warmUp starts the node once and does not judge it: compilers and caches get
// their time. An error says that the program cannot be started at all.
func (j *job) warmUp() error {
	p, err := node.Start(j.command, node.DefaultLimits)
	if err != nil {
		return err
	}
	defer p.Kill()
	defer j.onCancel(p)()
	deadline := time.Now().Add(2 * j.options.Timeout)
	if err := p.Send([]byte(warmUpLine+"\n"), deadline); err != nil && !errors.Is(err, node.ErrClosed) {
		return nil //nolint:nilerr // the scenarios will say it better
	}
	p.CloseStdin()
	_, err = p.Receive(deadline)
	if took := p.Since(); err == nil && took > j.options.Timeout/2 {
		j.note(fmt.Sprintf("the node took %.1f s to start: build it first, and give the built program to flowcheck", took.Seconds()))
	}
	return nil
}

const warmUpLine = `{"src":"client","dest":"oauth","body":{"type":"generate_auth_url","msg_id":1,"client_id":"abc123",` +
	`"redirect_uri":"https://app.com/callback","scopes":["read","write"],"state":"xyz789"}}`
