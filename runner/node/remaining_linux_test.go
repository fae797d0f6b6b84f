package node_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// reapsOrphans says that descendants outside the process group are reached.
const reapsOrphans = true

// remaining describes the children of this program, zombies included.
func remaining() string {
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
