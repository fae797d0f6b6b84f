package mutant

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"time"

	"flowcheck/reference/oauth"
)

// session is one process of a mutant, and what it has seen so far.
type session struct {
	Mutant
	node  *oauth.Node
	fresh func() *oauth.Node // makes another one
	in    io.Reader
	out   io.Writer
	sleep func(time.Duration)

	count  int                 // lines answered
	batch  [][]byte            // the lines that came with the one at hand, where run looks at that
	wanted map[string][]string // client_id -> scopes of its latest generate_auth_url
	tokens map[string][]string // token -> its scopes
	codes  map[string][]string // code -> scopes of the token that it became
	latest []string            // scopes of the latest token
	alias  map[string]string   // token or code as the mutant wrote it -> as the node knows it
	memo   map[string]any      // for vices that remember something else
	known  knowledge
}

func (m Mutant) open(in io.Reader, out io.Writer, sleep func(time.Duration)) *session {
	fresh := func() *oauth.Node { return oauth.New(oauth.Without(m.Without...)) }
	return &session{
		Mutant: m,
		node:   fresh(),
		fresh:  fresh,
		in:     in,
		out:    out,
		sleep:  sleep,
		wanted: map[string][]string{},
		tokens: map[string][]string{},
		codes:  map[string][]string{},
		alias:  map[string]string{},
		memo:   map[string]any{},
		known:  newKnowledge(),
	}
}

func (s *session) serve() error {
	if s.run != nil {
		return s.run(s)
	}
	return s.lines()
}

// lines reads and answers line by line, as a right node does.
func (s *session) lines() error {
	in := bufio.NewReader(s.in)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			if end := s.answer(line); end != nil {
				return end
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// batches hands over the complete lines of each read together. Every line is
// handed over once and whole, the last one even without its line feed.
func (s *session) batches(take func(lines [][]byte) error) error {
	chunk, pending := make([]byte, 1<<16), []byte(nil)
	for {
		n, err := s.in.Read(chunk)
		pending = append(pending, chunk[:n]...)
		whole := pending[:bytes.LastIndexByte(pending, '\n')+1]
		if err != nil {
			whole = pending
		}
		if lines := split(whole); len(lines) > 0 {
			if end := take(lines); end != nil {
				return end
			}
		}
		pending = append([]byte(nil), pending[len(whole):]...)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// split cuts after each line feed.
func split(data []byte) [][]byte {
	lines := bytes.SplitAfter(data, []byte("\n"))
	if last := len(lines) - 1; len(lines[last]) == 0 {
		lines = lines[:last]
	}
	return lines
}

// answer answers one line on the output.
func (s *session) answer(line []byte) error {
	out, end := s.reply(line)
	if len(out) > 0 {
		if _, err := s.out.Write(out); err != nil {
			return err
		}
	}
	return end
}

// reply is what the mutant writes for one line, and how it ends if it does.
func (s *session) reply(line []byte) ([]byte, error) {
	t := s.newTurn(line)
	if s.hear != nil {
		s.hear(t)
	}
	if t.end != nil || t.dropped {
		return t.before, t.end
	}
	right := s.node.Answer(t.line)
	if right == nil {
		return t.before, nil
	}
	t.readReply(right)
	s.remember(t)
	if s.say != nil {
		token, code := t.said("access_token"), t.said("code")
		s.say(t)
		s.rename(token, t.said("access_token"))
		s.rename(code, t.said("code"))
		right = encode(t.envelope)
	}
	if s.spell != nil {
		right = s.spell(right)
	}
	s.count++
	return bytes.Join([][]byte{t.before, right, t.after}, nil), t.end
}

// rename notes that a text was written in another way than the node did.
func (s *session) rename(right, spoilt string) {
	if right != "" && spoilt != "" && spoilt != right {
		s.alias[spoilt] = right
	}
}

// remember notes what a right node knows after this turn.
func (s *session) remember(t *turn) {
	client := t.asked("client_id")
	switch t.kind() {
	case "auth_url_generated":
		s.wanted[client] = t.askedScopes()
	case "token_issued":
		s.latest = s.wanted[client]
		if g := s.known.codes[t.asked("code")]; g != nil {
			s.latest = g.scopes
		}
		s.tokens[t.said("access_token")] = s.latest
		s.codes[t.asked("code")] = s.latest
	}
	s.known.learn(t)
}
