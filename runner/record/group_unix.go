//go:build unix && !linux

package record

import "syscall"

// attributes give the node a process group of its own.
func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
