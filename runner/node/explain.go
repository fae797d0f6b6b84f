package node

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// startError is a failed start for a person: the problem, then what to do.
type startError struct {
	program, problem, advice string
	err                      error
}

func (e *startError) Error() string {
	s := "start node " + e.program + ": " + e.problem
	if e.advice != "" {
		s += ": " + e.advice
	}
	return s
}

func (e *startError) Unwrap() error { return e.err }

// explainBare is for a name without a slash, looked up in PATH.
func explainBare(name, dir string, err error) error {
	e := &startError{program: name, problem: "not found on PATH", err: err}
	if errors.Is(err, exec.ErrNotFound) {
		e.err = fs.ErrNotExist
	}
	switch {
	case errors.Is(err, exec.ErrDot):
		e.problem = "found only in the current directory"
		e.advice = "write ./" + name
	case isFile(filepath.Join(dir, name)):
		e.advice = "a file of this name is here, write ./" + name + interpreter(name, " or ")
	case !isNotFound(err):
		e.problem = err.Error()
	default:
		e.advice = "check the spelling, or give its path" + splitAdvice(name)
	}
	return e
}

// explainPath is for a path that cannot be a program.
func explainPath(name, dir string, err error) error {
	e := &startError{program: name, err: err}
	switch {
	case isNotFound(err):
		e.err = fs.ErrNotExist
		e.problem, e.advice = "no such file", "check the path"
		if dir != "" && !filepath.IsAbs(name) {
			e.advice += ", which counts from " + dir
		}
		e.advice += splitAdvice(name)
	case errors.Is(err, syscall.EISDIR):
		e.problem, e.advice = "this is a folder", "give the program in it"
	case errors.Is(err, fs.ErrPermission):
		e.problem = "not executable"
		e.advice = "chmod +x " + name + interpreter(name, ", or give the interpreter: ")
	default:
		e.problem = err.Error()
	}
	return e
}

// explainExec is for a program that is there and that the system refused.
func explainExec(name, path string, err error) error {
	e := &startError{program: name, problem: err.Error(), err: err}
	head := firstLine(path)
	script, isScript := strings.CutPrefix(head, "#!")
	switch {
	case errors.Is(err, syscall.ENOEXEC) && strings.ContainsRune(head, 0):
		e.problem, e.advice = "not a program for this machine", "build it for this system and processor"
	case errors.Is(err, syscall.ENOEXEC):
		e.problem = `no "#!" line`
		e.advice = "begin it with one, such as #!/usr/bin/env python3" + interpreter(name, ", or give the interpreter: ")
	case errors.Is(err, fs.ErrNotExist) && isScript && strings.HasSuffix(script, "\r"):
		e.problem, e.advice = `its "#!" line ends in CR LF`, "save the file with LF line ends"
	case errors.Is(err, fs.ErrNotExist) && isScript:
		e.problem = "its interpreter " + strings.TrimSpace(script) + " is not there"
		e.advice = `correct its "#!" line` + interpreter(name, ", or give the interpreter: ")
	case errors.Is(err, fs.ErrNotExist):
		e.problem = "the loader that it names is not there"
		e.advice = "it was linked for another system: link it here, or statically"
	case errors.Is(err, fs.ErrPermission):
		e.problem = "the system refuses to run it"
		e.advice = "is its file system mounted noexec, or its interpreter not executable?"
	}
	return e
}

// splitAdvice is for a whole command line given as one argument.
func splitAdvice(name string) string {
	if !hasBlank(name) {
		return ""
	}
	return "; program and arguments are words of their own, so leave out the quotes around them"
}

// interpreter is a command that runs the file whatever its mode, if the name
// tells; before stands in front of it.
func interpreter(name, before string) string {
	known := map[string]string{
		".py": "python3", ".js": "node", ".mjs": "node", ".rb": "ruby", ".pl": "perl",
		".php": "php", ".lua": "lua", ".sh": "sh", ".jar": "java -jar",
	}
	program, ok := known[strings.ToLower(filepath.Ext(name))]
	if !ok {
		return ""
	}
	return before + program + " " + name
}

// firstLine reads the first line of a file, or some bytes of it.
func firstLine(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	head := make([]byte, 256)
	n, _ := io.ReadFull(f, head)
	line, _, _ := bytes.Cut(head[:n], []byte("\n"))
	return string(line)
}
