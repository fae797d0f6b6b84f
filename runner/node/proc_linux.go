package node

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// process is what /proc tells about one.
type process struct {
	pid, parent, group int
	zombie             bool
}

// readProc reads a file of /proc/PID. Its size is up to the process, so it is
// bounded; what cannot be read is empty.
func readProc(pid int, name string) []byte {
	f, err := os.Open(filepath.Join("/proc", strconv.Itoa(pid), name))
	if err != nil {
		return nil
	}
	defer f.Close()
	b, _ := io.ReadAll(io.LimitReader(f, 8<<20))
	return b
}

// inspect reads /proc/PID/stat (proc(5)): pid (name) state ppid pgrp. The name
// may hold anything, a bracket included.
func inspect(pid int) (process, bool) {
	stat := readProc(pid, "stat")
	f := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(f) < 3 {
		return process{}, false
	}
	c := process{pid: pid, zombie: f[0] == "Z" || f[0] == "X"}
	c.parent, _ = strconv.Atoi(f[1])
	c.group, _ = strconv.Atoi(f[2])
	return c, true
}

// childless asks the kernel in one call whether this program has no child at
// all, dead ones included. No child is reaped by the question.
func childless() bool {
	err := unix.Waitid(unix.P_ALL, 0, nil, unix.WEXITED|unix.WNOHANG|unix.WNOWAIT|unix.WALL, nil)
	return err == unix.ECHILD
}

// children lists the children of a process, dead ones included. Each thread
// has its own.
func children(pid int) (pids []int) {
	dir := filepath.Join("/proc", strconv.Itoa(pid), "task")
	f, err := os.Open(dir)
	if err != nil {
		return nil
	}
	defer f.Close()
	tasks, _ := f.Readdirnames(-1)
	known := false
	for _, task := range tasks {
		list, err := os.ReadFile(filepath.Join(dir, task, "children"))
		known = known || err == nil
		pids = append(pids, numbers(list)...)
	}
	if !known && len(tasks) > 0 {
		return childrenByScan(pid)
	}
	return pids
}

// adopted lists the children that the kernel has given to this program, among
// others. It gives orphans to the first thread of their reaper, which in a Go
// program lives as long as the program does.
func adopted() []int {
	self := os.Getpid()
	file := fmt.Sprintf("/proc/%d/task/%d/children", self, self)
	// Each end of a node asks, so that it is read in one go if they are few.
	var few [512]byte
	if fd, err := unix.Open(file, unix.O_RDONLY|unix.O_CLOEXEC, 0); err == nil {
		n, err := unix.Read(fd, few[:])
		unix.Close(fd)
		if err == nil && n < len(few) {
			return numbers(few[:n])
		}
	}
	list, err := os.ReadFile(file)
	if err != nil {
		return children(self)
	}
	return numbers(list)
}

// numbers are the process ids in a file children.
func numbers(list []byte) (pids []int) {
	for _, field := range strings.Fields(string(list)) {
		if pid, err := strconv.Atoi(field); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

// childrenByScan is for kernels without the file children
// (CONFIG_PROC_CHILDREN). It looks at every process there is.
func childrenByScan(pid int) (pids []int) {
	stats, _ := fs.Glob(os.DirFS("/proc"), "[0-9]*")
	for _, name := range stats {
		child, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		if c, ok := inspect(child); ok && c.parent == pid {
			pids = append(pids, child)
		}
	}
	return pids
}

// descendants are the processes below one, at this moment.
func descendants(pid int) map[int]bool {
	below := map[int]bool{}
	for next := []int{pid}; len(next) > 0; next = next[1:] {
		for _, child := range children(next[0]) {
			if !below[child] {
				below[child] = true
				next = append(next, child)
			}
		}
	}
	return below
}
