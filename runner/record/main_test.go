package record_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"flowcheck/runner/node"
	"flowcheck/runner/record"
	"flowcheck/runner/wire"
)

// partVariable names what the test binary plays: a node, or the recorder of one.
const partVariable = "FLOWCHECK_TEST_PART"

func TestMain(m *testing.M) {
	switch part := os.Getenv(partVariable); part {
	case "":
		os.Exit(m.Run())
	case "recorder":
		f, err := os.Create(os.Args[1])
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(99)
		}
		status, err := record.Run(play(os.Args[2]), record.Client{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, f)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(status)
	default:
		parts[part]()
	}
}

// parts are the nodes.
var parts = map[string]func(){
	"echo": func() { io.Copy(os.Stdout, os.Stdin) },
	"hold": func() { // answers the first byte, then each line, and ends as it is told
		in := bufio.NewReader(os.Stdin)
		b, _ := in.ReadByte()
		fmt.Printf("got %c", b)
		line, _ := in.ReadString('\n')
		fmt.Printf(", and %s", line)
		os.Exit(7)
	},
	"long": func() { os.Stdout.Write(append(bytes.Repeat([]byte("x"), 17<<20), "\ny\n"...)) },
	"yes": func() {
		for {
			fmt.Println("yes")
		}
	},
	"stays": func() { fmt.Println("ready"); time.Sleep(time.Hour) },
	"leaves": func() { // a process behind that holds stdout
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), partVariable+"=stays")
		child.Stdout = os.Stdout
		if child.Start() == nil {
			fmt.Println(child.Process.Pid)
		}
	},
	"deaf": func() { os.Stdin.Close(); fmt.Println("deaf"); time.Sleep(time.Hour) },
	"last words": func() { // more than a pipe holds, and no line feed
		os.Stdout.Write(append(bytes.Repeat([]byte("0123456789abcde\n"), 20_000), "end"...))
	},
}

// play is the command of a node.
func play(part string) node.Command {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	return node.Command{Args: []string{self}, Env: []string{partVariable + "=" + part}}
}

// recorder is a recorder as a process of its own.
func recorder(t testing.TB, part, file string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0], file, part)
	cmd.Env = append(os.Environ(), partVariable+"=recorder")
	return cmd
}

// read reads a transcript, all of whose lines are entries.
func read(t *testing.T, data []byte) []wire.Entry {
	t.Helper()
	if len(data) > 0 && data[len(data)-1] != '\n' {
		t.Errorf("the transcript ends within a line")
	}
	var all []wire.Entry
	for line := range bytes.Lines(data) {
		var e wire.Entry
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatalf("%.100q: %v", line, err)
		}
		all = append(all, e)
	}
	return all
}

// said is what one side said in a transcript.
func said(all []wire.Entry, side wire.Side) string {
	var b strings.Builder
	for _, e := range all {
		if e.From == side {
			b.Write(e.Line)
		}
	}
	return b.String()
}

// told are the entries in a line each, without their times.
func told(all []wire.Entry) []string {
	var out []string
	for _, e := range all {
		out = append(out, fmt.Sprintf("%s: %s", e.From, e.Event+string(e.Line)))
	}
	return out
}
