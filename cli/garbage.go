package cli

import (
	"os"
	"runtime/debug"
)

// collectLess lets garbage lie until it is four times as large as what is in
// use, which is little in a run: its time belongs to the nodes. What the user has
// set in the environment stands.
func collectLess() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
}
