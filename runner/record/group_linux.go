package record

import "syscall"

// attributes give the node a process group of its own, and let it die with the
// recorder: a harness that kills what it started does not know of the node.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
