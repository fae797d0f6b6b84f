package runner

import (
	"path/filepath"
	"slices"
	"strings"
)

// unbuffered says whether the environment, as that of many containers, flushes for a
// node what it does not flush itself.
func unbuffered(args, env []string) bool {
	python := slices.ContainsFunc(args, func(arg string) bool {
		return strings.HasPrefix(filepath.Base(arg), "python") || strings.HasSuffix(arg, ".py")
	})
	return python && slices.ContainsFunc(env, func(kv string) bool {
		value, ok := strings.CutPrefix(kv, "PYTHONUNBUFFERED=")
		return ok && value != ""
	})
}
