package node

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// markName is the environment variable by which a node's descendants are
// recognised after they have lost their parent.
const markName = "FLOWCHECK_NODE"

// Start starts a node. An error means that it could not be started; its text
// ends with the next step for a person, and errors.Is finds the cause in it:
// fs.ErrNotExist, fs.ErrPermission, exec.ErrDot, syscall.ENOEXEC and so on.
func Start(command Command, limits Limits) (*Process, error) {
	path, err := locate(command)
	if err != nil {
		return nil, err
	}
	limits = limits.orDefault()
	p := &Process{
		mark:    rand.Text(),
		writing: make(chan struct{}, 1),
		closed:  make(chan struct{}),
		out:     &lines{limits: limits},
		err:     newTail(limits.Stderr),
		outDone: make(chan struct{}),
		errDone: make(chan struct{}),
		gone:    make(chan struct{}),
		pidfd:   -1,
	}
	env, _ := Environment(os.Environ(), command.Env)
	p.cmd = &exec.Cmd{
		Path:        path,
		Args:        command.Args,
		Dir:         command.Dir,
		Env:         append([]string{markName + "=" + p.mark}, env...),
		SysProcAttr: ownGroup(),
	}
	if err := p.launch(); err != nil {
		return nil, explainExec(command.Args[0], path, err)
	}
	p.run()
	return p, nil
}

// Prepare finds the program of a command for a caller that starts and ends it
// itself, in the user's environment with that of the command added. Its error is
// one of Start's; so is what StartError makes of an error of exec.Cmd's Start.
func Prepare(command Command) (*exec.Cmd, error) {
	path, err := locate(command)
	if err != nil {
		return nil, err
	}
	cmd := &exec.Cmd{Path: path, Args: command.Args, Dir: command.Dir}
	if len(command.Env) > 0 {
		cmd.Env = append(os.Environ(), command.Env...)
	}
	return cmd, nil
}

// StartError says in words why a command that Prepare gave was not started.
func StartError(cmd *exec.Cmd, err error) error { return explainExec(cmd.Args[0], cmd.Path, err) }

// launch makes the pipes and forks. The pipes are our own: those of exec.Cmd
// are closed when the process exits, read to the end or not.
func (p *Process) launch() (err error) {
	var theirs, mine []*os.File
	defer func() {
		closeAll(theirs)
		if err != nil {
			closeAll(mine)
		}
	}()
	for i := range 3 {
		ours, its, err := pipe(i == 0)
		if err != nil {
			return err
		}
		mine, theirs = append(mine, ours), append(theirs, its)
	}
	p.stdin, p.stdout, p.stderr = mine[0], mine[1], mine[2]
	handle(p.cmd.SysProcAttr, &p.pidfd)
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = theirs[0], theirs[1], theirs[2]

	nodes.mu.Lock()
	defer nodes.mu.Unlock()
	nodes.adopt()
	p.started = time.Now()
	if err := p.cmd.Start(); err != nil {
		return err
	}
	nodes.live[p.cmd.Process.Pid] = p
	return nil
}

func closeAll(files []*os.File) {
	for _, f := range files {
		f.Close()
	}
}

// locate finds the program: an absolute path.
func locate(command Command) (string, error) {
	if len(command.Args) == 0 || command.Args[0] == "" {
		return "", errors.New("start node: no program given: name one after --, for example -- ./mynode")
	}
	name, dir := command.Args[0], command.Dir
	if dir != "" {
		if info, err := os.Stat(dir); err != nil {
			return "", fmt.Errorf("start node: open its working directory: %w", err)
		} else if !info.IsDir() {
			return "", fmt.Errorf("start node: %s is not a folder", dir)
		}
	}
	if filepath.Base(name) == name {
		path, err := exec.LookPath(name)
		if err != nil {
			return "", explainBare(name, dir, err)
		}
		return path, nil
	}
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("start node %s: %w", name, err)
	}
	path, err = exec.LookPath(path)
	if err != nil {
		return "", explainPath(name, dir, err)
	}
	return path, nil
}

// isFile reports whether there is a regular file.
func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// isNotFound covers the error of its own that os/exec has for PATH.
func isNotFound(err error) bool {
	return errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist)
}

// hasBlank hints at a whole command line in one argument.
func hasBlank(name string) bool { return strings.ContainsAny(name, " \t") }
