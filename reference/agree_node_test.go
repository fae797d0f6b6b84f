package main_test

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// answerer is a node: a line goes in, and what it says to it comes out, which
// may be nothing.
type answerer interface{ Answer(line []byte) []byte }

// pair are the two nodes that are compared, the reference first.
type pair [2]answerer

func (p *pair) stop() {
	for i, n := range p {
		if c, ok := n.(io.Closer); ok {
			c.Close()
		}
		p[i] = nil
	}
}

// pythonNode is the command of the other node.
func pythonNode(t *testing.T) []string {
	t.Helper()
	if _, err := exec.LookPath("python3"); err != nil && os.Getenv("FLOWCHECK_ALL_NODES") == "1" {
		t.Fatal("python3 is not installed, and FLOWCHECK_ALL_NODES=1 asks for every node")
	} else if err != nil {
		t.Skip("python3 is not installed")
	}
	// On some machines "python3" is a script of a version manager, which takes
	// longer to start than the node.
	path, err := exec.Command("python3", "-c", "import sys; print(sys.executable)").Output()
	if err != nil {
		t.Fatal(err)
	}
	return []string{strings.TrimSpace(string(path)), "../testdata/nodes/full/node.py"}
}

// process is a node that runs beside the test.
type process struct {
	t   *testing.T
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func startPython(t *testing.T, command []string) *process {
	t.Helper()
	p := &process{t: t, cmd: exec.CommandContext(t.Context(), command[0], command[1:]...)}
	p.cmd.Stderr = os.Stderr
	in, err := p.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p.in, p.out = in, bufio.NewReader(out)
	return p
}

// A knock is answered in any state and changes nothing. When its answer comes,
// there is none to come to the line before it.
const knock = `{"src":"knock","dest":"oauth","body":{"type":"check_scope","msg_id":0,"token":"-","required_scope":"-"}}` + "\n"

var knocked = []byte(`"dest":"knock"`)

func (p *process) Answer(line []byte) []byte {
	slow := time.AfterFunc(30*time.Second, func() { p.cmd.Process.Kill() })
	defer slow.Stop()
	if _, err := p.in.Write(append(append(bytes.Clone(line), '\n'), knock...)); err != nil {
		p.t.Fatalf("the Python node no longer reads: %v", err)
	}
	var said []byte
	for {
		reply, err := p.out.ReadBytes('\n')
		switch {
		case err != nil:
			p.t.Fatalf("the Python node says nothing more: %v; it was sent\n%s", err, line)
		case bytes.Contains(reply, knocked):
			return said
		}
		said = append(said, reply...)
	}
}

// Close ends the process, and demands that it ends well.
func (p *process) Close() error {
	p.in.Close()
	if err := p.cmd.Wait(); err != nil {
		p.t.Errorf("the Python node: %v", err)
	}
	return nil
}
