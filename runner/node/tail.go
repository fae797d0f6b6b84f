package node

import "sync"

// tail keeps the last bytes of a stream of any length, in a ring.
type tail struct {
	mu   sync.Mutex
	size int
	ring []byte // of that size, once there is something to keep
	seen int64  // bytes of the whole stream
}

func newTail(size int) *tail { return &tail{size: size} }

// write takes the next bytes of the stream.
func (t *tail) write(b []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ring == nil && len(b) > 0 {
		t.ring = make([]byte, t.size)
	}
	if extra := len(b) - len(t.ring); extra > 0 {
		t.seen += int64(extra)
		b = b[extra:]
	}
	for len(b) > 0 {
		n := copy(t.ring[t.seen%int64(len(t.ring)):], b)
		t.seen += int64(n)
		b = b[n:]
	}
}

// last returns a copy of what was kept, and how many bytes before it were not.
func (t *tail) last() (kept []byte, dropped int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	size := int64(t.size)
	if t.seen <= size {
		return append([]byte(nil), t.ring[:t.seen]...), 0
	}
	at := t.seen % size
	return append(append([]byte(nil), t.ring[at:]...), t.ring[:at]...), t.seen - size
}
