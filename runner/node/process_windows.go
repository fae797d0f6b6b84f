package node

import (
	"os"
	"syscall"
	"time"
)

// ownGroup keeps Ctrl-C at the console away from the node.
func ownGroup() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}

// terminate ends the node: there is no TERM here.
func terminate(p *os.Process) { kill(p) }

// kill ends the node, and not the processes it started.
func kill(p *os.Process) { _ = p.Kill() }

// status reads the exit status; one that we ended counts as killed.
func status(s *os.ProcessState, byUs bool) (code int, signal string) {
	switch {
	case s == nil:
		return -1, ""
	case byUs:
		return -1, syscall.SIGKILL.String()
	}
	return s.ExitCode(), ""
}

// closePipe closes our end. It may have to wait for a read or write under way,
// which ends with the node; nobody waits for it.
func closePipe(f *os.File) { go f.Close() }

// adoption needs Linux.
type adoption struct{}

func (*adoption) adopt() {}

// descendants needs Linux.
func descendants(int) map[int]bool { return nil }

// sweep needs process groups.
func (p *Process) sweep(map[int]bool, time.Time) (left int) { return 0 }
