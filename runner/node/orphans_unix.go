//go:build unix && !linux

package node

import (
	"syscall"
	"time"
)

// adoption needs Linux.
type adoption struct{}

func (*adoption) adopt() {}

// descendants needs Linux.
func descendants(int) map[int]bool { return nil }

// sweep ends what is left of the node's process group. A descendant that left
// the group is out of reach.
func (p *Process) sweep(_ map[int]bool, patience time.Time) (left int) {
	group := -p.cmd.Process.Pid
	for syscall.Kill(group, 0) == nil {
		if time.Now().After(patience) {
			if syscall.Kill(group, syscall.SIGKILL) == nil && !p.outcome().ByUs {
				return 1
			}
			return 0
		}
		time.Sleep(time.Millisecond)
	}
	return 0
}
