package node

import (
	"bytes"
	"io"
	"sync"
	"time"
)

// maxWaiting bounds the lines that nobody received. Empty lines weigh more in
// memory than in Limits.Total.
const maxWaiting = 1 << 20

// lines cuts a stream into lines and keeps them until they are taken.
type lines struct {
	limits Limits

	mu      sync.Mutex
	waiting []Line
	part    Line          // the line being read, so far without its line feed
	total   int64         // bytes seen
	end     error         // nil while more may come; then io.EOF or ErrFlood
	wake    chan struct{} // closed on news; nil while nobody waits
}

// write takes the next bytes of the stream, read at the time given. It reports
// whether more is welcome: after false the stream is over.
func (l *lines) write(at time.Duration, b []byte) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.end != nil {
		return false
	}
	flood := false
	if room := l.limits.Total - l.total; int64(len(b)) > room {
		b, flood = b[:room], true
	}
	l.total += int64(len(b))
	l.part.At = at
	for len(b) > 0 {
		if len(l.waiting) >= maxWaiting {
			flood = true
			break
		}
		n := bytes.IndexByte(b, '\n')
		if n < 0 {
			l.grow(b)
			break
		}
		l.grow(b[:n])
		if !l.part.Cut {
			l.part.Bytes = append(l.part.Bytes, '\n')
		}
		l.push()
		l.part.At = at
		b = b[n+1:]
	}
	if flood {
		l.part.Cut = true
		l.finish(ErrFlood)
	}
	l.news()
	return !flood
}

// grow adds to the line being read what the limit allows.
func (l *lines) grow(b []byte) {
	if room := l.limits.Line - int64(len(l.part.Bytes)); int64(len(b)) > room {
		b, l.part.Cut = b[:room], true
	}
	l.part.Bytes = append(l.part.Bytes, b...)
}

func (l *lines) push() {
	l.waiting = append(l.waiting, l.part)
	l.part = Line{}
}

// close marks the end of the stream; what came after the last line feed
// becomes a line. Closing again changes nothing.
func (l *lines) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.finish(io.EOF)
	l.news()
}

func (l *lines) finish(why error) {
	if l.end != nil {
		return
	}
	if len(l.part.Bytes) > 0 {
		l.push()
	}
	l.end = why
}

// news wakes all who wait in next.
func (l *lines) news() {
	if l.wake != nil {
		close(l.wake)
		l.wake = nil
	}
}

// next takes the oldest line. Where there is none it waits for one until the
// deadline (ErrDeadline) or the end of the stream (io.EOF, ErrFlood).
func (l *lines) next(deadline time.Time) (Line, error) {
	for {
		line, wake, err := l.take(deadline)
		if wake == nil {
			return line, err
		}
		timer := time.NewTimer(time.Until(deadline))
		select {
		case <-wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// take is next without waiting: where waiting makes sense it returns the
// channel to wait on.
func (l *lines) take(deadline time.Time) (Line, <-chan struct{}, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case len(l.waiting) > 0:
		line := l.waiting[0]
		l.waiting[0] = Line{} // lets go of the bytes
		l.waiting = l.waiting[1:]
		return line, nil, nil
	case l.end != nil:
		return Line{}, nil, l.end
	case !time.Now().Before(deadline):
		return Line{}, nil, ErrDeadline
	}
	if l.wake == nil {
		l.wake = make(chan struct{})
	}
	return Line{}, l.wake, nil
}

// drain takes all lines that wait.
func (l *lines) drain() []Line {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := l.waiting
	l.waiting = nil
	return all
}
