//go:build !linux

package node

import "syscall"

// handle needs Linux.
func handle(*syscall.SysProcAttr, *int) {}

// awaitExit needs Linux: elsewhere the wait for the status is all there is.
func awaitExit(int) {}
