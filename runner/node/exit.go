package node

import (
	"fmt"
	"os"
	"syscall"
	"time"
)

// Exit is how a node ended. It ended by itself (Ended), or because its stdin
// was closed when it was stopped (neither), or by our signals (ByUs).
type Exit struct {
	Status int           // exit status; -1 where a signal ended it or it could not be learnt
	Signal string        // the signal that ended it, in words; empty where it exited
	Ended  bool          // by itself, before Stop or Kill was called
	ByUs   bool          // TERM or KILL was needed
	Grace  time.Duration // the time it had between the end of its stdin and TERM; zero where it had none
	Left   int           // processes it left behind, ended by us; outside Linux 1 stands for any number
	At     time.Duration // when, since the node was started
}

// ExitOf is how a process ended by itself that another package started and
// waited for.
func ExitOf(s *os.ProcessState) Exit {
	e := Exit{Ended: true}
	e.Status, e.Signal = status(s, false)
	return e
}

// String is the exit in words, for a transcript or a message.
func (e Exit) String() string {
	s := e.cause()
	switch {
	case e.Left == 1:
		s += ", leaving a process behind"
	case e.Left > 1:
		s += fmt.Sprintf(", leaving %d processes behind", e.Left)
	}
	return s
}

func (e Exit) cause() string {
	after := ""
	if e.Grace > 0 {
		after = " after the suite closed its stdin"
	}
	switch {
	case e.ByUs && e.Signal == syscall.SIGTERM.String():
		return "ended by TERM" + after
	case e.ByUs && e.Signal == syscall.SIGKILL.String():
		return "ended by KILL" + after
	case e.Signal != "":
		return "killed by signal: " + e.Signal
	case e.Status < 0 && e.ByUs:
		return "still running after KILL"
	case e.ByUs:
		return fmt.Sprintf("exit status %d on TERM%s", e.Status, after)
	}
	return fmt.Sprintf("exit status %d", e.Status)
}
