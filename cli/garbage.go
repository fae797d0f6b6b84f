package cli

import (
	"os"
	"runtime"
	"runtime/debug"
)

// collectLess lets garbage lie: all of it until the program has taken so many MiB,
// and from then on until there is so much of it, in percent of what is in use. That
// is little as a command begins, when Go would collect again and again. Beyond many
// times the MiB Go collects as often as it must: reading a line of 30 MiB leaves
// several times its size. What the user has set in the environment stands.
func collectLess(first, percent int) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(int64(first) << 20)
	const many = 8
	// Nobody holds this, so that the first collection ends the time without.
	runtime.AddCleanup(&struct{ self *int }{}, func(percent int) {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(int64(many*first) << 20)
	}, percent)
}
