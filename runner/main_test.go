package runner_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"flowcheck/runner/node"
)

// update makes the tests write their golden files anew.
var update = flag.Bool("update", false, "write the golden files anew")

// player is the program that plays the nodes: the reference, mutants, liars.
var player string

// The tests judge nodes that the player plays; at the end no process may be
// left of them.
func TestMain(m *testing.M) {
	if file := os.Getenv(cannedVariable); file != "" {
		os.Exit(playCanned(file))
	}
	os.Exit(withPlayer(m.Run))
}

// cannedVariable names the file of a table of answers, which the test binary
// itself plays.
const cannedVariable = "FLOWCHECK_TEST_CANNED"

// withPlayer builds the player for the time of the tests.
func withPlayer(run func() int) int {
	folder, err := os.MkdirTemp("", "player")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	player = filepath.Join(folder, "player.exe")
	if out, err := exec.Command("go", "build", "-o", player, "./testdata/player").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build player: %v\n%s", err, out)
		return 1
	}
	status := run()
	if left := childrenLeft(); left != "" {
		fmt.Fprintln(os.Stderr, "left behind by the tests:", left)
		status = 1
	}
	return status
}

// play is the command of a part: play("reference"), play("mutant", "no-flush"),
// play("liar", "hangs"), play("canned", file).
func play(part ...string) node.Command {
	if part[0] != "canned" {
		return node.Command{Args: append([]string{player}, part...)}
	}
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	return node.Command{Args: []string{self}, Env: []string{cannedVariable + "=" + part[1]}}
}

// childrenLeft describes the children of this process, zombies included, where
// there is a /proc to see them in.
func childrenLeft() string {
	var found []string
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range files {
		b, _ := os.ReadFile(file)
		_, rest, _ := strings.Cut(string(b), ") ")
		if f := strings.Fields(rest); len(f) > 1 && f[1] == fmt.Sprint(os.Getpid()) {
			found = append(found, string(b[:min(len(b), 60)]))
		}
	}
	return strings.Join(found, "; ")
}

// patient is the deadline of a reply where many nodes run at once, few of which
// let one pass: a busy machine must not make others do so.
const patient = 3 * time.Second

// long marks a matrix of nodes: `make test` runs it in a command of its own,
// without the race detector, which makes it five times as long.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("a matrix of nodes: runs without -short, as make test does")
	}
}
