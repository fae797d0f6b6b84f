package node

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// handle asks for a file descriptor that stands for the process
// (pidfd_open(2)). It stays as it is where the kernel has none to give.
func handle(attr *syscall.SysProcAttr, pidfd *int) { attr.PidFD = pidfd }

// awaitExit returns when the process has exited, and closes its descriptor. It
// may return before: wait4 does without it, but takes a thread for each node,
// and with it the processor that the others need.
func awaitExit(pidfd int) {
	if pidfd < 0 {
		return
	}
	nonblocking := unix.SetNonblock(pidfd, true) == nil // makes it one for the poller
	f := os.NewFile(uintptr(pidfd), "pidfd")
	defer f.Close()
	if !nonblocking {
		return
	}
	if conn, err := f.SyscallConn(); err == nil {
		_ = conn.Read(func(fd uintptr) bool {
			n, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, 0)
			return n > 0 || err != nil && err != unix.EINTR
		})
	}
}
