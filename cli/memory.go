package cli

import (
	"os"
	"runtime"
	"runtime/debug"
)

// collectLess has garbage collected less often: never before the program uses so many
// MiB, and from then on whenever the heap has grown by so many percent. What is in
// use as a command begins is little, and Go would collect again and again. Above many
// times the MiB it collects as often as it must, for reading a line of 30 MiB leaves
// several times its size. GOGC and GOMEMLIMIT, where the user has set them, stand.
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
