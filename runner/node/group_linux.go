package node

import "syscall"

// ownGroup puts the node at the head of a process group of its own, so that
// one signal reaches its helpers too and Ctrl-C at the terminal does not. Where this
// program is killed, the node dies with it: strictly, with the thread that started
// it, and Go ends no thread that it has not been told to.
func ownGroup() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
