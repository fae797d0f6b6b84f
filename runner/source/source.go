// Package source opens recorded traffic for reading: a file, a pipe, or a file
// that still grows; plain, or compressed with gzip or Zstandard.
//
// The bytes of a file say how it is compressed, its name says nothing. Everything
// streams: memory stays within bounds whatever a small file unpacks to. The
// package does not look into the lines.
//
//	in, err := source.Open(ctx, "traffic.jsonl.zst", source.Options{})
//	if err != nil {
//		return err
//	}
//	defer in.Close()
//	_, err = io.Copy(w, in) // a *CutError: what came before it is good
package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Options say how to read.
type Options struct {
	// Stdin is read in place of the name "-".
	Stdin io.Reader

	// Follow waits at the end of the file for more, until the context is
	// done: that is the end then.
	Follow bool
}

// CutError says that the input ends before its end. What was read until then is
// good.
type CutError struct {
	Why string
	err error
}

func (e *CutError) Error() string { return e.Why }

// Unwrap gives what was met, nil if there is nothing to it.
func (e *CutError) Unwrap() error { return e.err }

// ErrFolder says that a folder was named; it comes wrapped.
var ErrFolder = errors.New("it is a folder")

// Open opens what is named, "-" for Options.Stdin. It returns before the first byte is
// there. When ctx is done, reading ends with a CutError, or at once with io.EOF
// if the file is followed.
func Open(ctx context.Context, name string, o Options) (io.ReadCloser, error) {
	var in io.ReadCloser
	regular := false
	if name == "-" {
		in = io.NopCloser(o.Stdin)
		if f, ok := o.Stdin.(*os.File); ok {
			in = f
		}
	} else {
		f, err := os.Open(name)
		if err != nil {
			return nil, err // it has words enough
		}
		in = f
	}
	if f, ok := in.(*os.File); ok {
		info, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, err
		}
		if info.IsDir() {
			f.Close()
			return nil, &fs.PathError{Op: "open", Path: name, Err: ErrFolder}
		}
		if regular = info.Mode().IsRegular(); regular && o.Follow {
			followed := &follower{ctx: ctx, file: f}
			if name != "-" {
				followed.name = name
			}
			in = followed
		}
	}
	if !regular {
		in = abandonable(ctx, in, o.Follow)
	}
	return &unpacked{ctx: ctx, in: in, follow: o.Follow}, nil
}

// interrupted is how reading ends when ctx is done.
func interrupted(follow bool) error {
	if follow {
		return io.EOF
	}
	return &CutError{Why: "reading it was interrupted"}
}

// abandonable reads in a goroutine of its own, since a pipe may never say
// anything again: the reader need not wait for it.
func abandonable(ctx context.Context, in io.ReadCloser, follow bool) io.ReadCloser {
	out, feed := io.Pipe()
	go func() {
		_, err := io.CopyBuffer(struct{ io.Writer }{feed}, struct{ io.Reader }{in}, make([]byte, 256<<10))
		feed.CloseWithError(err)
		in.Close()
	}()
	stop := context.AfterFunc(ctx, func() { feed.CloseWithError(interrupted(follow)) })
	return &piped{out, stop}
}

// piped is the reading end of such a goroutine.
type piped struct {
	*io.PipeReader
	stop func() bool
}

func (p *piped) Close() error {
	p.stop()
	return p.PipeReader.Close()
}

// changed words an error of a file that was cut while it was followed.
func changed(was, is int64) error {
	return &CutError{Why: fmt.Sprintf("it shrank from %d to %d bytes while it was followed", was, is)}
}
