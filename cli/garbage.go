package cli

import (
	"os"
	"runtime/debug"
)

// collectLess lets garbage lie until there is so much of it, in percent of what is
// in use. That is little as a command begins, when Go would collect again and again.
// What the user has set in the environment stands.
func collectLess(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
