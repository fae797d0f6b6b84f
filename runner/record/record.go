// Package record stands between a client and a node, passes on what they say
// byte for byte, and writes a transcript of it.
//
// Bytes are passed on as they come, whole lines or not; the transcript is put
// together on the side. Neither side is trusted: a line may be of any length, and
// memory stays within bounds. The package looks into no line and judges nothing.
//
//	client := record.Client{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
//	status, err := record.Run(node.Command{Args: []string{"./mynode"}}, client, file)
//
// The node has a process group of its own. Signals that ask a program to end go to
// this group; the recorder itself ends when the node does, with its exit status.
// On Linux the node dies with the recorder, if that is killed. A program that
// starts nodes with package node cannot use this one at the same time.
package record

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"flowcheck/runner/node"
	"flowcheck/runner/wire"
)

// Client is where the client listens and speaks. Streams that are files are
// used as they are; Err is given to the node itself.
type Client struct {
	In       io.Reader
	Out, Err io.Writer
}

// linger is how long the end of the node's stdout is waited for after the node
// has exited: a process that it left behind may hold it open.
const linger = 500 * time.Millisecond

// cutNotice says that the transcript has to end, and the conversation not.
const cutNotice = "flowcheck: the transcript ends here, the conversation goes on: %v\n"

// recording is one conversation under way.
type recording struct {
	client  Client
	journal *journal
	stdin   *os.File // of the node, our ends
	stdout  *os.File
	exited  atomic.Bool
	silent  chan struct{} // closed when nothing more comes from the node
}

// Run starts the node and returns when it has ended, with its exit status: 128
// and the number of the signal, if one ended it. The error says that it could not
// be started. When transcript cannot be written, Client.Err is told so, and the
// conversation goes on without.
func Run(command node.Command, client Client, transcript io.Writer) (status int, err error) {
	cmd, err := node.Prepare(command)
	if err != nil {
		return 0, err
	}
	// Where the system ends the node with us, it takes this thread for us.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	signals := catch()
	defer signals.release()
	if _, file := client.Err.(*os.File); !file {
		client.Err = &shared{to: client.Err} // the node's last words and ours
	}
	r := &recording{client: client, silent: make(chan struct{})}
	if err := r.start(cmd); err != nil {
		return 0, err
	}
	r.journal = newJournal(transcript, func(err error) { fmt.Fprintf(client.Err, cutNotice, err) })
	r.journal.event(wire.Suite, wire.Started)
	r.journal.event(wire.Suite, wire.Recorded)
	go r.fromClient()
	go r.fromNode()
	ended := make(chan struct{})
	go signals.handOn(cmd.Process, ended, func() { r.journal.event(wire.Suite, wire.Interrupted) })

	err = cmd.Wait()
	close(ended)
	r.exited.Store(true)
	_ = r.stdout.SetReadDeadline(time.Now().Add(linger)) // where there are none, its end is waited for
	<-r.silent
	if cmd.ProcessState == nil {
		r.journal.close()
		return 0, fmt.Errorf("wait for node: %w", err)
	}
	r.journal.event(wire.Node, node.ExitOf(cmd.ProcessState).String()) // says all that err does
	r.journal.close()
	return exitStatus(cmd.ProcessState), nil
}

// shared lets two write to one stream.
type shared struct {
	mu sync.Mutex
	to io.Writer
}

func (s *shared) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.to.Write(b)
}

// start starts the node on two pipes.
func (r *recording) start(cmd *exec.Cmd) error {
	theirIn, ourIn, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("start node: %w", err)
	}
	defer theirIn.Close()
	ourOut, theirOut, err := os.Pipe()
	if err != nil {
		ourIn.Close()
		return fmt.Errorf("start node: %w", err)
	}
	defer theirOut.Close()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = theirIn, theirOut, r.client.Err
	cmd.WaitDelay = linger // for an Err that is no file
	cmd.SysProcAttr = attributes()
	if err := cmd.Start(); err != nil {
		ourIn.Close()
		ourOut.Close()
		return node.StartError(cmd, err)
	}
	r.stdin, r.stdout = ourIn, ourOut
	return nil
}

// chunk is how many bytes are passed on at once: what a pipe holds.
const chunk = 64 << 10

// fromClient passes on what the client says. It goes into the transcript before
// the node has it, so that no reply stands before its request.
func (r *recording) fromClient() {
	buf := make([]byte, chunk)
	for {
		n, err := r.client.In.Read(buf)
		if n > 0 {
			r.journal.take(wire.Client, buf[:n])
			if _, err := r.stdin.Write(buf[:n]); err != nil {
				// The node listens no more. The client is to notice.
				if in, ok := r.client.In.(io.Closer); ok {
					in.Close()
				}
				r.stdin.Close()
				return
			}
		}
		if err != nil {
			r.journal.end(wire.Client)
			r.journal.event(wire.Suite, wire.ClosedStdin)
			r.stdin.Close()
			return
		}
	}
}

// fromNode passes on what the node says, in the transcript first, so that what
// the client says to it stands behind it.
func (r *recording) fromNode() {
	defer close(r.silent)
	defer r.stdout.Close() // a node that speaks to nobody is to notice
	buf := make([]byte, chunk)
	for {
		n, err := r.stdout.Read(buf)
		if n > 0 {
			r.journal.take(wire.Node, buf[:n])
			if _, err := r.client.Out.Write(buf[:n]); err != nil {
				r.journal.end(wire.Node)
				r.journal.event(wire.Suite, wire.Interrupted)
				return
			}
		}
		if err != nil {
			r.journal.end(wire.Node)
			if !errors.Is(err, os.ErrDeadlineExceeded) {
				r.journal.event(wire.Node, wire.EndOfFile)
			}
			return
		}
		if r.exited.Load() {
			_ = r.stdout.SetReadDeadline(time.Now().Add(linger))
		}
	}
}
