//go:build unix && !linux

package node

import "syscall"

// ownGroup puts the node at the head of a process group of its own, so that
// one signal reaches its helpers too and Ctrl-C at the terminal does not.
func ownGroup() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
