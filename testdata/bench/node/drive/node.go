package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// node is a program that runs beside this one, and the pipes to it.
type node struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out io.Reader
	got *bytes.Buffer
}

// start starts a program, whose replies are kept in got. That is one buffer for
// all programs, one after the other: while it grows, nobody reads, and the
// program that is measured would wait for it.
func start(program string, got *bytes.Buffer) (*node, error) {
	n := &node{cmd: exec.Command(program), got: got} // its standard error goes nowhere
	in, err := n.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := n.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	n.in, n.out = in, out
	if err := n.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	return n, nil
}

func (n *node) stop() error {
	n.in.Close()
	if err := n.cmd.Wait(); err != nil {
		return fmt.Errorf("%s ended badly: %w", n.cmd.Path, err)
	}
	return nil
}

// exchange sends a batch, reads a reply to each request and returns how long
// that took. Whether the replies are right is looked at afterwards.
func (n *node) exchange(l *load) (time.Duration, error) {
	n.got.Reset()
	sent := make(chan error, 1)
	begin := time.Now()
	go func() {
		_, err := n.in.Write(l.out.Bytes())
		sent <- err
	}()
	for missing := len(l.want); missing > 0; {
		n.got.Grow(64 << 10)
		room := n.got.AvailableBuffer()
		k, err := n.out.Read(room[:cap(room)])
		if err != nil {
			return 0, fmt.Errorf("read replies, %d missing: %w", missing, err)
		}
		missing -= bytes.Count(room[:k], []byte{'\n'})
		n.got.Write(room[:k])
	}
	took := time.Since(begin)
	if err := <-sent; err != nil {
		return 0, fmt.Errorf("write requests: %w", err)
	}
	return took, n.hold(l)
}

// hold demands that every request got its reply, in any order.
func (n *node) hold(l *load) error {
	first := l.id - len(l.want) + 1
	seen := make([]bool, len(l.want))
	for line := range bytes.Lines(n.got.Bytes()) {
		line = bytes.ReplaceAll(line, []byte(`\u0026`), []byte("&"))
		_, after, _ := strings.Cut(string(line), `"in_reply_to":`)
		digits := strings.TrimRight(after[:strings.IndexAny(after+",", ",}")], " ")
		id, err := strconv.Atoi(digits)
		if err != nil || id < first || id > l.id || seen[id-first] || !strings.Contains(string(line), l.want[id-first]) {
			return fmt.Errorf("%s: wrong reply: %s", n.cmd.Path, line)
		}
		seen[id-first] = true
	}
	return nil
}

// issued are the access tokens in the replies to the last batch.
func (n *node) issued() []string {
	var tokens []string
	for line := range bytes.Lines(n.got.Bytes()) {
		var reply struct {
			Body struct {
				AccessToken string `json:"access_token"`
			}
		}
		if json.Unmarshal(line, &reply) == nil && reply.Body.AccessToken != "" {
			tokens = append(tokens, reply.Body.AccessToken)
		}
	}
	return tokens
}

// drive sends so many requests, and calls after with the number sent and the
// time that the node took for them whenever a stretch is over.
func (n *node) drive(requests int, exchanges bool, after func(sent int, took time.Duration)) error {
	l := &load{Rand: rand.New(rand.NewPCG(1, 2)), exchanges: exchanges}
	var took time.Duration
	for sent := 0; sent < requests; {
		l.reset()
		l.prepare()
		t, err := n.exchange(l)
		if err != nil {
			return err
		}
		took += t
		sent += len(l.want)
		l.tokens = n.issued()
		l.reset()
		l.mix(min(stretch, max(requests-sent, 1)))
		if t, err = n.exchange(l); err != nil {
			return err
		}
		took += t
		sent += len(l.want)
		after(sent, took)
	}
	return nil
}

// memory reads a line such as VmRSS from what Linux says of the process, in
// KiB; 0 where nothing is said.
func (n *node) memory(name string) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", n.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); fields[0] == name+":" {
			kib, _ := strconv.Atoi(fields[1])
			return kib
		}
	}
	return 0
}

// roundTrip is the median time in µs from a request to its reply, with one
// request at a time.
func roundTrip(program string, got *bytes.Buffer) (float64, error) {
	n, err := start(program, got)
	if err != nil {
		return 0, err
	}
	l := &load{Rand: rand.New(rand.NewPCG(3, 4))}
	var trips []float64
	for range 5000 {
		l.reset()
		l.mix(1)
		took, err := n.exchange(l)
		if err != nil {
			return 0, err
		}
		trips = append(trips, float64(took.Nanoseconds())/1e3)
	}
	return median(trips), n.stop()
}
