package node

import (
	"os"

	"golang.org/x/sys/unix"
)

// pipe makes a pipe between this program and a node: the end of either. Only
// ours goes to the poller; os.Pipe takes both there, and the node's back again.
func pipe(input bool) (mine, theirs *os.File, err error) {
	var ends [2]int
	if err := unix.Pipe2(ends[:], unix.O_CLOEXEC); err != nil {
		return nil, nil, os.NewSyscallError("pipe2", err)
	}
	if input {
		ends[0], ends[1] = ends[1], ends[0]
	}
	err = unix.SetNonblock(ends[0], true) // what os.NewFile goes by
	mine, theirs = os.NewFile(uintptr(ends[0]), "|"), os.NewFile(uintptr(ends[1]), "|")
	if err != nil {
		closeAll([]*os.File{mine, theirs})
		return nil, nil, os.NewSyscallError("fcntl", err)
	}
	return mine, theirs, nil
}
