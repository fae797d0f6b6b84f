package record_test

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// request is as long as the exercise's.
var request = []byte(`{"src":"client","dest":"oauth","body":{"type":"exchange_code","msg_id":2,"code":"AUTH_CODE","redirect_uri":"https://app.com/callback","client_id":"abc123","client_secret":"secret"}}` + "\n")

// both runs a benchmark against a node that echoes, alone and behind a recorder.
func both(b *testing.B, run func(b *testing.B, in io.WriteCloser, out io.Reader)) {
	for name, command := range map[string]func() *exec.Cmd{
		"plain": func() *exec.Cmd {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), partVariable+"=echo")
			return cmd
		},
		"recorded": func() *exec.Cmd { return recorder(b, "echo", filepath.Join(b.TempDir(), "t.jsonl")) },
	} {
		b.Run(name, func(b *testing.B) {
			cmd := command()
			in, err := cmd.StdinPipe()
			if err != nil {
				b.Fatal(err)
			}
			out, err := cmd.StdoutPipe()
			if err != nil {
				b.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				b.Fatal(err)
			}
			run(b, in, out)
			in.Close()
			b.StopTimer()
			if err := cmd.Wait(); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkRoundTrip sends a request when the reply before it has come.
func BenchmarkRoundTrip(b *testing.B) {
	both(b, func(b *testing.B, in io.WriteCloser, out io.Reader) {
		replies := bufio.NewReader(out)
		for b.Loop() {
			if _, err := in.Write(request); err != nil {
				b.Fatal(err)
			}
			if _, err := replies.ReadSlice('\n'); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkStream sends requests without waiting.
func BenchmarkStream(b *testing.B) {
	both(b, func(b *testing.B, in io.WriteCloser, out io.Reader) {
		const lines = 300
		many := bytes.Repeat(request, lines)
		b.SetBytes(int64(len(many)))
		n := 0
		done := make(chan int64)
		go func() {
			read, _ := io.Copy(io.Discard, out)
			done <- read
		}()
		for b.Loop() {
			if _, err := in.Write(many); err != nil {
				b.Fatal(err)
			}
			n++
		}
		in.Close()
		if read := <-done; read != int64(n*len(many)) {
			b.Errorf("%d bytes came back of %d", read, n*len(many))
		}
	})
}
