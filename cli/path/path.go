// Package path hides PATH while the program starts.
//
// A package of godog runs "go env" as soon as it is initialised, wherever there is
// a go command on PATH: ten milliseconds, and a program that nobody asked for.
// Packages that depend on nothing are initialised first, in the order of their
// import paths, so that PATH is gone before that one looks.
//
//	path.Restore() // the first line of main
package path

import "os"

var hidden, set = hide()

func hide() (value string, set bool) {
	value, set = os.LookupEnv(name)
	os.Unsetenv(name)
	return value, set
}

const name = "PATH"

// Restore sets PATH to what it was.
func Restore() {
	if set {
		os.Setenv(name, hidden)
	}
}
