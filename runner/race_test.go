//go:build race

package runner_test

// raced says that the race detector runs: it makes a flood several times as
// long, so times are measured in the run without it.
const raced = true
