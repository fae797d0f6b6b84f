package node

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
)

// collect feeds a stream in pieces of a size and takes the lines out again.
func collect(stream []byte, piece int, limits Limits) (got []Line, end error) {
	l := &lines{limits: limits.orDefault()}
	for at := time.Duration(1); len(stream) > 0; at++ {
		n := min(piece, len(stream))
		if !l.write(at, stream[:n]) {
			break
		}
		stream = stream[n:]
	}
	l.close()
	for {
		line, err := l.next(time.Time{})
		if err != nil {
			return got, err
		}
		got = append(got, line)
	}
}

// FuzzLines: however the stream is cut into pieces, the lines are the same,
// and without limits they are the stream.
func FuzzLines(f *testing.F) {
	for _, s := range []string{"", "\n", "one\ntwo\n", "half", "a\r\n\n\nb", "\xff\x00\n\xc3", strings.Repeat("long", 50) + "\nx"} {
		f.Add([]byte(s), uint8(3), uint8(7), uint8(20))
	}
	f.Fuzz(func(t *testing.T, stream []byte, piece, line, total uint8) {
		size := int(piece) + 1
		whole, end := collect(stream, size, Limits{})
		var joined []byte
		for _, l := range whole {
			joined = append(joined, l.Bytes...)
			if i := bytes.IndexByte(l.Bytes, '\n'); l.Cut || i >= 0 && i != len(l.Bytes)-1 {
				t.Errorf("line %q, cut %v", l.Bytes, l.Cut)
			}
		}
		if end != io.EOF || !bytes.Equal(joined, stream) {
			t.Errorf("lines make %q, %v; want %q", joined, end, stream)
		}

		limits := Limits{Line: int64(line) + 1, Total: int64(total) + 1}
		got, end := collect(stream, size, limits)
		if flood := int64(len(stream)) > limits.Total; flood != (end == ErrFlood) {
			t.Errorf("%d bytes, at most %d: %v", len(stream), limits.Total, end)
		}
		other, _ := collect(stream, 1, limits)
		if len(got) != len(other) {
			t.Fatalf("%d lines; %d byte by byte", len(got), len(other))
		}
		for i := range got {
			if !bytes.Equal(got[i].Bytes, other[i].Bytes) || got[i].Cut != other[i].Cut {
				t.Errorf("line %d is %q %v; byte by byte %q %v", i, got[i].Bytes, got[i].Cut, other[i].Bytes, other[i].Cut)
			}
			if n := int64(len(bytes.TrimSuffix(got[i].Bytes, []byte("\n")))); n > limits.Line {
				t.Errorf("line %d has %d bytes; at most %d", i, n, limits.Line)
			}
		}
	})
}

func TestNextWakesForALineAndForTheEnd(t *testing.T) {
	l := &lines{limits: DefaultLimits}
	for _, act := range []func(){
		func() { l.write(1, []byte("half")); l.write(2, []byte(" a line\n")) },
		func() { l.close() },
	} {
		go func() {
			time.Sleep(10 * time.Millisecond)
			act()
		}()
		line, err := l.next(time.Now().Add(20 * time.Second))
		if err != nil && err != io.EOF || err == nil && (string(line.Bytes) != "half a line\n" || line.At != 2) {
			t.Errorf("received %q at %d, %v", line.Bytes, line.At, err)
		}
	}
}

func TestTheTailKeepsTheLastBytes(t *testing.T) {
	for _, piece := range []int{1, 3, 7, 100} {
		kept := newTail(7)
		stream := []byte("abcdefghijklmnopqrstuvwxyz")
		for i := 0; i < len(stream); i += piece {
			kept.write(stream[i:min(i+piece, len(stream))])
		}
		if last, dropped := kept.last(); string(last) != "tuvwxyz" || dropped != 19 {
			t.Errorf("pieces of %d: kept %q, dropped %d", piece, last, dropped)
		}
	}
	kept := newTail(7)
	kept.write([]byte("short"))
	if last, dropped := kept.last(); string(last) != "short" || dropped != 0 {
		t.Errorf("kept %q, dropped %d", last, dropped)
	}
}
