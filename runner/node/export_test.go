package node

import "time"

// StopPatiently is Stop for a node whose end under load may take longer than
// the real grace: it returns as soon, and gives up later.
func (p *Process) StopPatiently(grace, step time.Duration) Exit { return p.end(grace, step) }
