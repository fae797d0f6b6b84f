package runner_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"flowcheck/runner/node"
)

// partVariable says which node a process of the test binary plays: "liar NAME"
// or "canned FILE".
const partVariable = "FLOWCHECK_TEST_PART"

// player is the program that plays the reference and the mutants.
var player string

// The tests judge nodes that the test binary itself plays, or the player; at
// the end no process may be left of them.
func TestMain(m *testing.M) {
	if part := os.Getenv(partVariable); part != "" {
		os.Exit(playPart(part))
	}
	os.Exit(withPlayer(m.Run))
}

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
	switch part[0] {
	case "liar", "canned":
		return node.Command{Args: []string{testBinary()}, Env: []string{partVariable + "=" + strings.Join(part, " ")}}
	}
	return node.Command{Args: append([]string{player}, part...)}
}

func testBinary() string {
	path, err := os.Executable()
	if err != nil {
		panic(err)
	}
	return path
}

// playPart plays a part until it ends, and gives its exit status.
func playPart(part string) int {
	kind, name, _ := strings.Cut(part, " ")
	if kind == "canned" {
		return playCanned(name)
	}
	if liar, ok := liarParts[name]; ok {
		liar()
		return 0
	}
	fmt.Fprintf(os.Stderr, "there is no part %q\n", part)
	return 99
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
