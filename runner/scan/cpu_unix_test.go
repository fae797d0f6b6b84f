//go:build unix

package scan

import (
	"syscall"
	"testing"
	"time"
)

// perCPU reports the speed in bytes for each second of processor time, which
// other programs on the machine disturb less than the time of day.
func perCPU(b *testing.B, size int) func() {
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	return func() {
		b.ReportMetric(float64(size)*float64(b.N)/1e6/(used()-before).Seconds(), "MB/cpu-s")
	}
}
