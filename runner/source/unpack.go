package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxWindow bounds what a Zstandard file may ask of memory, in bytes. `zstd -19`
// asks for 8 MiB, `zstd --long` for 128.
const maxWindow = 32 << 20

// format is a way to compress, known by the first bytes of a file.
type format struct {
	magic string
	name  string
	open  func(io.Reader) (io.ReadCloser, error) // nil: known, and not read
}

func formats() []format {
	return []format{
		{"\x1f\x8b", "gzip", func(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }},
		{"\x28\xb5\x2f\xfd", "Zstandard", openZstd},
		{"\x50\x2a\x4d\x18", "Zstandard", openZstd}, // as pzstd begins
		{"\xfd7zXZ", "xz", nil},
		{"BZh", "bzip2", nil},
		{"PK\x03\x04", "zip", nil},
	}
}

func openZstd(r io.Reader) (io.ReadCloser, error) {
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}

// unpacked reads plain or compressed bytes; which of them shows at the first
// read.
type unpacked struct {
	ctx    context.Context
	in     io.ReadCloser
	follow bool
	out    io.Reader
	packed io.Closer // nil: plain
	name   string    // of the format
	err    error
}

func (u *unpacked) Read(b []byte) (int, error) {
	if u.err == nil && u.out == nil {
		u.err = u.begin()
	}
	if u.err == nil && u.ctx.Err() != nil && !u.follow {
		u.err = interrupted(false)
	}
	if u.err != nil {
		return 0, u.err
	}
	n, err := u.out.Read(b)
	if err != nil {
		u.err = u.explain(err)
	}
	return n, u.err
}

// begin tells the format.
func (u *unpacked) begin() error {
	in := bufio.NewReaderSize(u.in, 256<<10)
	u.out = in
	head, err := in.Peek(5)
	if err != nil && !errors.Is(err, io.EOF) {
		return u.explain(err)
	}
	for _, f := range formats() {
		if !bytes.HasPrefix(head, []byte(f.magic)) {
			continue
		}
		if f.open == nil {
			return fmt.Errorf("it is compressed with %s, which is not read: unpack it, or use gzip or Zstandard", f.name)
		}
		u.name = f.name
		r, err := f.open(in)
		if err != nil {
			return u.explain(err)
		}
		u.out, u.packed = r, r
	}
	return nil
}

// explain words an error of a compressed file.
func (u *unpacked) explain(err error) error {
	var cut *CutError
	switch {
	case errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &cut):
		return err
	case u.name == "":
		return err
	case errors.Is(err, io.ErrUnexpectedEOF) && u.follow && u.ctx.Err() != nil:
		return io.EOF // it was still being written
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &CutError{Why: "the " + u.name + " file is cut off", err: err}
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return fmt.Errorf("unpacking it takes more than %d MiB of memory: compress it without --long and --ultra", maxWindow>>20)
	case u.damaged(err):
		// A checksum comes last: what was read may be wrong.
		return fmt.Errorf("the %s file is damaged: %w", u.name, err)
	}
	return err
}

// damaged tells an error of the decoder from one of reading, which names its
// operation.
func (u *unpacked) damaged(err error) bool {
	var reading interface{ Timeout() bool } // as every error of a file has it
	return !errors.As(err, &reading)
}

// Close closes the input too.
func (u *unpacked) Close() error {
	if u.packed != nil {
		u.packed.Close()
	}
	return u.in.Close()
}
