//go:build unix

package cli_test

import (
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// stubborn is a node that says which process it is, and ends for SIGKILL only.
const stubborn = `trap "" TERM INT HUP; echo $$ >"$1"; while :; do sleep 1; done`

// interrupted starts a run of such a node, sends it a signal once the node runs, and
// gives how the run ended, and the process of the node.
func interrupted(t *testing.T, program, file string, send func(p *os.Process)) (status *os.ProcessState, node int) {
	t.Helper()
	pid := filepath.Join(t.TempDir(), "pid")
	run := exec.Command(program, "run", "--select", "SMP-01", "--timeout", "60s", "--report", "json="+file, "--", "sh", "-c", stubborn, "sh", pid)
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	for until := time.Now().Add(20 * time.Second); node == 0 && time.Now().Before(until); time.Sleep(10 * time.Millisecond) {
		b, _ := os.ReadFile(pid)
		node, _ = strconv.Atoi(strings.TrimSpace(string(b)))
	}
	if node == 0 {
		run.Process.Kill()
		t.Fatal("the node was not started")
	}
	t.Cleanup(func() { syscall.Kill(node, syscall.SIGKILL) })
	send(run.Process)
	run.Wait()
	return run.ProcessState, node
}

func TestARunThatIsAskedToEndFinishesItsReportAndLeavesNoNode(t *testing.T) {
	need(t, "sh")
	program := built(t, t.TempDir())
	// Where the tests run under nohup, what they start would ignore a hang-up: a
	// signal that is handled here has its usual effect there.
	handled := make(chan os.Signal, 1)
	signal.Notify(handled, syscall.SIGHUP)
	defer signal.Stop(handled)
	for name, send := range map[string]func(p *os.Process){
		"the terminal goes away": func(p *os.Process) { p.Signal(syscall.SIGHUP) },
		"twice at once, as timeout(1) does": func(p *os.Process) {
			p.Signal(syscall.SIGTERM)
			time.Sleep(20 * time.Millisecond) // or the two are one for the system, too
			p.Signal(syscall.SIGTERM)
		},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "report.json")
			ended, node := interrupted(t, program, file, send)
			if ended.ExitCode() != 3 {
				t.Errorf("%v, want exit status 3", ended)
			}
			if data, err := os.ReadFile(file); err != nil || !strings.Contains(string(data), `"complete": false`) {
				t.Errorf("%v, %d bytes of a report", err, len(data))
			}
			if err := syscall.Kill(node, 0); err == nil {
				t.Error("the node still runs")
			}
		})
	}
}
