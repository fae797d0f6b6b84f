package source

import (
	"context"
	"errors"
	"io"
	"os"
	"time"
)

// look is how often a file that is followed is looked at. Not every file system
// tells of changes.
const look = 100 * time.Millisecond

// follower reads a file that grows. The end of the context is its end.
type follower struct {
	ctx  context.Context
	file *os.File
	name string // none of stdin, which nobody can replace
	read int64
	end  int64 // once the context is done: where the file ended then
}

func (f *follower) Read(b []byte) (int, error) {
	for {
		b, ended := f.last(b)
		if ended {
			return 0, io.EOF
		}
		n, err := f.file.Read(b)
		f.read += int64(n)
		if n > 0 || !errors.Is(err, io.EOF) {
			return n, err
		}
		if err := f.lost(); err != nil {
			return 0, err
		}
		timer := time.NewTimer(look)
		select {
		case <-f.ctx.Done():
		case <-timer.C:
		}
		timer.Stop()
	}
}

// lost says that what is written from now on would not be read: the file was cut,
// or another one has its name, as after the rotation of a log.
func (f *follower) lost() error {
	info, err := f.file.Stat()
	if err != nil {
		return nil
	}
	if info.Size() < f.read {
		return changed(f.read, info.Size())
	}
	named, err := os.Stat(f.name)
	if err == nil && info.Size() == f.read && !os.SameFile(info, named) {
		return &CutError{Why: "another file took its name while it was followed"}
	}
	return nil
}

// last shortens b to what is still read when the context is done: a file may grow
// faster than it is read.
func (f *follower) last(b []byte) (_ []byte, ended bool) {
	if f.ctx.Err() == nil {
		return b, false
	}
	if f.end == 0 {
		info, err := f.file.Stat()
		if err != nil {
			return b, true
		}
		f.end = info.Size()
	}
	left := f.end - f.read
	return b[:max(0, min(left, int64(len(b))))], left <= 0
}

func (f *follower) Close() error { return f.file.Close() }
