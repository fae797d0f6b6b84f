// Package node runs one node: any program that reads lines on stdin and writes
// lines on stdout. It starts it, sends bytes, receives lines, and stops it for
// certain.
//
// The program is not trusted. Every wait has a deadline and every buffer a
// bound: a node that never reads, never answers, never stops writing, ignores
// TERM or leaves processes behind costs the caller an error value and at most
// about a second. The package does not look into the lines and judges nothing.
//
//	p, err := node.Start(node.Command{Args: []string{"python3", "mynode.py"}}, node.DefaultLimits)
//	if err != nil {
//		return err // could not be started; the message says what to do
//	}
//	defer p.Stop()
//	err = p.Send([]byte(`{"type":"init"}`+"\n"), time.Now().Add(time.Second))
//	line, err := p.Receive(time.Now().Add(5 * time.Second))
//
// What Stop reaches depends on the system. On Linux the whole program becomes
// the reaper of every process below its nodes, so that one which left its
// process group (setsid) is found and ended too; therefore a program that uses
// this package must not start other children in process groups of their own.
// On other Unix systems only the node's process group is ended, and on Windows
// only the node itself.
package node

import (
	"errors"
	"time"
)

// Command says what to start.
type Command struct {
	// Args is the program and its arguments; no shell is involved. A program
	// without a slash is looked up in PATH, never in the current directory.
	// A relative path counts from Dir, as it does in a shell after cd.
	Args []string

	// Dir is the node's working directory; empty means the current one.
	Dir string

	// Env is K=V added to the user's environment; see Environment.
	Env []string
}

// Limits bound what is kept of a node's output. A field that is zero or less
// takes its value from DefaultLimits.
type Limits struct {
	Line   int64 // bytes of one line, its line feed not counted; the rest is dropped
	Total  int64 // bytes of stdout over the life of the node; one more ends it
	Stderr int   // bytes kept of the end of stderr; the rest is read and dropped
}

// DefaultLimits are 16 MiB a line, 64 MiB in all, and 8 KiB of stderr.
var DefaultLimits = Limits{Line: 16 << 20, Total: 64 << 20, Stderr: 8 << 10}

// orDefault fills the fields that were left out.
func (l Limits) orDefault() Limits {
	if l.Line <= 0 {
		l.Line = DefaultLimits.Line
	}
	if l.Total <= 0 {
		l.Total = DefaultLimits.Total
	}
	if l.Stderr <= 0 {
		l.Stderr = DefaultLimits.Stderr
	}
	return l
}

// Line is one line of a node's stdout.
type Line struct {
	At    time.Duration // when its last byte was read, since the node was started
	Bytes []byte        // exact bytes, with the line feed where there was one
	Cut   bool          // a limit was reached: the rest of the line, line feed included, was dropped
}

// The errors that a caller branches on; they come unwrapped.
var (
	// ErrDeadline says that the deadline passed first.
	ErrDeadline = errors.New("deadline passed")

	// ErrClosed says that the node's stdin is closed, by us or by the node.
	ErrClosed = errors.New("stdin is closed")

	// ErrFlood says that the node wrote more than Limits.Total, or more than
	// a million lines that nobody received, and was ended for it.
	ErrFlood = errors.New("too much output")
)

// The time a node gets at each stage of its end.
const (
	grace = 250 * time.Millisecond // between the end of its stdin and TERM
	step  = 250 * time.Millisecond // between TERM and KILL, and for what follows KILL
)
