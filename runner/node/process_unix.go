//go:build unix

package node

import (
	"os"
	"syscall"
)

// terminate asks the node and its group to end.
func terminate(p *os.Process) { _ = syscall.Kill(-p.Pid, syscall.SIGTERM) }

// kill ends the node and its group.
func kill(p *os.Process) { _ = syscall.Kill(-p.Pid, syscall.SIGKILL) }

// status reads exit status and signal.
func status(s *os.ProcessState, _ bool) (code int, signal string) {
	if s == nil {
		return -1, ""
	}
	if ws, ok := s.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		return -1, ws.Signal().String()
	}
	return s.ExitCode(), ""
}

// closePipe closes our end; a read or write under way returns.
func closePipe(f *os.File) { f.Close() }
