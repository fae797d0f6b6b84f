//go:build unix

package record

import (
	"os"
	"os/signal"
	"syscall"
)

// signals are those that ask a program to end.
type signals struct {
	asked  chan os.Signal
	broken chan os.Signal
}

// catch catches the signals from now on. One that is ignored already stays so, as
// for a program started by nohup. A broken pipe is an error of a write here, and
// for the node again a signal: what is caught is not inherited.
func catch() signals {
	s := signals{asked: make(chan os.Signal, 8), broken: make(chan os.Signal, 1)}
	for _, sig := range []os.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP} {
		if !signal.Ignored(sig) {
			signal.Notify(s.asked, sig)
		}
	}
	signal.Notify(s.broken, syscall.SIGPIPE)
	return s
}

// handOn sends every signal to the node's group, noting each before, until the
// node has ended.
func (s signals) handOn(p *os.Process, ended <-chan struct{}, note func()) {
	for {
		select {
		case sig := <-s.asked:
			note()
			_ = syscall.Kill(-p.Pid, sig.(syscall.Signal))
		case <-ended:
			return
		}
	}
}

func (s signals) release() {
	signal.Stop(s.asked)
	signal.Stop(s.broken)
}

// exitStatus is what a shell would give.
func exitStatus(s *os.ProcessState) int {
	if ws, ok := s.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		return 128 + int(ws.Signal())
	}
	return s.ExitCode()
}
