package record

import (
	"os"
	"os/signal"
	"syscall"
)

// signals is Ctrl-C.
type signals struct{ asked chan os.Signal }

// catch catches Ctrl-C from now on.
func catch() signals {
	s := signals{asked: make(chan os.Signal, 8)}
	signal.Notify(s.asked, os.Interrupt)
	return s
}

// handOn notes every Ctrl-C until the node has ended. The console sends it to the
// node too.
func (s signals) handOn(_ *os.Process, ended <-chan struct{}, note func()) {
	for {
		select {
		case <-s.asked:
			note()
		case <-ended:
			return
		}
	}
}

func (s signals) release() { signal.Stop(s.asked) }

// attributes are none: the node shares the console.
func attributes() *syscall.SysProcAttr { return nil }

func exitStatus(s *os.ProcessState) int { return s.ExitCode() }
