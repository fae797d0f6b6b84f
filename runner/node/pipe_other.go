//go:build !linux

package node

import "os"

// pipe makes a pipe between this program and a node: the end of either.
func pipe(input bool) (mine, theirs *os.File, err error) {
	mine, theirs, err = os.Pipe()
	if input {
		mine, theirs = theirs, mine
	}
	return mine, theirs, err
}
