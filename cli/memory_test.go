package cli

import (
	"os"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestGarbageOfLongLinesIsNotLeftLying(t *testing.T) {
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		t.Setenv(name, "")
	}
	percent, limit := debug.SetGCPercent(-1), debug.SetMemoryLimit(-1)
	defer func() { debug.SetGCPercent(percent); debug.SetMemoryLimit(limit) }()
	collectLess(32, 200)
	if now := debug.SetMemoryLimit(-1); now != 32<<20 {
		t.Errorf("the first limit is %d", now)
	}
	runtime.GC()
	for begun := time.Now(); debug.SetMemoryLimit(-1) == 32<<20 && time.Since(begun) < 10*time.Second; {
		time.Sleep(time.Millisecond)
	}
	if now := debug.SetMemoryLimit(-1); now != 256<<20 {
		t.Errorf("the limit after the first collection is %d", now)
	}
	if now := debug.SetGCPercent(-1); now != 200 {
		t.Errorf("after the first collection %d %% of garbage may lie", now)
	}
}

func TestWhatTheUserSaysOfGarbageStands(t *testing.T) {
	t.Setenv("GOMEMLIMIT", "1GiB") // read by the runtime as the program begins, not now
	limit := debug.SetMemoryLimit(-1)
	if collectLess(32, 200); debug.SetMemoryLimit(-1) != limit {
		t.Errorf("GOMEMLIMIT=%s does not stand", os.Getenv("GOMEMLIMIT"))
	}
}
