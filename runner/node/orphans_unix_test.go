//go:build unix && !linux

package node_test

// reapsOrphans says that descendants outside the process group are reached.
const reapsOrphans = false

// remaining cannot be told here.
func remaining() string { return "" }
