package node

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// Process is a node that was started. Its methods may be called from several
// goroutines. Every Process must be ended by Stop or Kill, even one that has
// exited: only then are its pipes closed and its descendants gone.
type Process struct {
	cmd     *exec.Cmd
	mark    string // recognises its descendants
	started time.Time
	pidfd   int // of the process where the system has such a thing; else -1

	stdin          *os.File
	stdout, stderr *os.File
	writing        chan struct{} // holds one token while a write is under way
	closing        sync.Once     // of stdin
	closed         chan struct{} // closed with stdin
	out            *lines
	err            *tail

	outDone, errDone chan struct{} // closed at the end of each pipe
	gone             chan struct{} // closed when the process has exited and was reaped

	ending   sync.Once
	mu       sync.Mutex
	stopping bool
	exit     Exit
}

// run starts what watches the process.
func (p *Process) run() {
	go p.readStdout()
	go p.readStderr()
	go p.wait()
}

// reading are buffers for what comes out of the pipes: most nodes live shorter
// than a buffer takes to pay.
var reading = sync.Pool{New: func() any { return new([pipeSize]byte) }}

const pipeSize = 32 << 10

func (p *Process) readStdout() {
	defer close(p.outDone)
	buf := reading.Get().(*[pipeSize]byte)
	defer reading.Put(buf)
	for {
		n, err := p.stdout.Read(buf[:])
		if n > 0 && !p.out.write(p.Since(), buf[:n]) {
			go p.Kill() // it waits for this reader
			return
		}
		if err != nil {
			p.out.close()
			return
		}
	}
}

func (p *Process) readStderr() {
	defer close(p.errDone)
	buf := reading.Get().(*[pipeSize]byte)
	defer reading.Put(buf)
	for {
		n, err := p.stderr.Read(buf[:])
		p.err.write(buf[:n])
		if err != nil {
			return
		}
	}
}

// wait reaps the process and notes how it ended. The pipes are files, so
// exec.Cmd has no copying of its own to wait for.
func (p *Process) wait() {
	awaitExit(p.pidfd)
	_ = p.cmd.Wait() // says nothing that the state does not
	p.mu.Lock()
	p.exit.At = p.Since()
	p.exit.Ended = !p.stopping
	p.exit.Status, p.exit.Signal = status(p.cmd.ProcessState, p.exit.ByUs)
	close(p.gone)
	p.mu.Unlock()
}

// Send writes b to the node's stdin. It returns ErrDeadline when the node has
// not taken all of it by then (what it did not take is still written when it
// reads on, and a later Send waits its turn behind it), and ErrClosed when
// stdin was closed on either side.
func (p *Process) Send(b []byte, deadline time.Time) error {
	if !time.Now().Before(deadline) {
		return ErrDeadline
	}
	timer := time.NewTimer(time.Until(deadline))
	defer timer.Stop()
	select {
	case p.writing <- struct{}{}:
	case <-p.closed:
		return ErrClosed
	case <-timer.C:
		return ErrDeadline
	}
	if p.stdin.SetWriteDeadline(deadline) == nil {
		return p.writeBy(b)
	}
	done := make(chan error, 1) // this system's pipes have no deadlines
	own := bytes.Clone(b)       // the write may outlive this call
	go func() {
		_, err := p.stdin.Write(own)
		<-p.writing
		done <- err
	}()
	select {
	case err := <-done:
		return sendError(err)
	case <-timer.C:
		return ErrDeadline
	}
}

// writeBy writes b by the deadline that stdin has, and the rest after it.
func (p *Process) writeBy(b []byte) error {
	n, err := p.stdin.Write(b)
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		<-p.writing
		return sendError(err)
	}
	_ = p.stdin.SetWriteDeadline(time.Time{}) // where it is closed by now, the write fails too
	rest := bytes.Clone(b[n:])
	go func() {
		_, _ = p.stdin.Write(rest) // a later Send tells of an error
		<-p.writing
	}()
	return ErrDeadline
}

func sendError(err error) error {
	if errors.Is(err, fs.ErrClosed) || errors.Is(err, syscall.EPIPE) {
		return ErrClosed
	}
	return err
}

// Receive returns the next line of the node's stdout, waiting until the
// deadline for one. A last line without line feed is given as a Line before
// io.EOF. ErrFlood comes after the lines that were within the limits; the node
// is ended by then or soon. A deadline in the past asks for what is there.
func (p *Process) Receive(deadline time.Time) (Line, error) { return p.out.next(deadline) }

// Drain returns the lines read and not yet received, without waiting. After
// Stop these are all there will be.
func (p *Process) Drain() []Line { return p.out.drain() }

// CloseStdin ends the node's input. A write under way is broken off.
func (p *Process) CloseStdin() {
	p.closing.Do(func() {
		close(p.closed)
		closePipe(p.stdin)
	})
}

// Stderr returns the end of what the node wrote on stderr so far, and how many
// bytes before it were not kept.
func (p *Process) Stderr() (tail []byte, dropped int64) { return p.err.last() }

// Since is how long ago the node was started.
func (p *Process) Since() time.Duration { return time.Since(p.started) }

// Ended reports how the node ended, if it has, without waiting.
func (p *Process) Ended() (Exit, bool) { return p.WaitExit(time.Time{}) }

// WaitExit waits until the deadline for the node to exit. Descendants that
// outlive it are not waited for.
func (p *Process) WaitExit(deadline time.Time) (Exit, bool) {
	if !wait(deadline, p.gone) {
		return Exit{}, false
	}
	return p.outcome(), true
}

func (p *Process) outcome() Exit {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.exit
}

// wait waits until the deadline for all channels to be closed.
func wait(deadline time.Time, all ...<-chan struct{}) bool {
	var late <-chan time.Time
	for _, c := range all {
		select {
		case <-c:
			continue
		default: // what is closed counts even after the deadline
		}
		if late == nil {
			timer := time.NewTimer(time.Until(deadline))
			defer timer.Stop()
			late = timer.C
		}
		select {
		case <-c:
		case <-late:
			return false
		}
	}
	return true
}
