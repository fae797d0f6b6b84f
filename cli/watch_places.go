package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"flowcheck/runner/node"
)

// place is where files of a node stand: all of a folder, or those with one
// extension, or one file.
type place struct{ folder, extension, name string }

// holds tells whether a file belongs to the place.
func (p place) holds(file string) bool {
	inside, err := filepath.Rel(p.folder, file)
	switch base := filepath.Base(file); {
	case err != nil || inside == ".." || strings.HasPrefix(inside, ".."+string(filepath.Separator)) || skipped(base):
		return false
	case p.name != "":
		return inside == p.name
	case p.extension != "":
		return filepath.Ext(base) == p.extension
	}
	return true
}

// placesOf finds where the files of a node stand: beside each file that the
// command names, those with the same extension, and in each folder all.
func placesOf(command node.Command) ([]place, map[string]bool) {
	var places []place
	named := map[string]bool{}
	add := func(path string) {
		path, err := filepath.Abs(path)
		if err != nil {
			return
		}
		info, err := os.Stat(path)
		p := place{folder: filepath.Dir(path), extension: filepath.Ext(path)}
		switch {
		case err != nil || !info.IsDir() && !info.Mode().IsRegular():
			return
		case info.IsDir():
			p = place{folder: path}
		case p.extension == "":
			p.name = filepath.Base(path)
		}
		named[path] = !info.IsDir()
		if !slices.Contains(places, p) {
			places = append(places, p)
		}
	}
	for i, arg := range command.Args {
		if arg == "" || i == 0 && !strings.ContainsRune(filepath.ToSlash(arg), '/') {
			continue // a program in PATH is not the node's own
		}
		if !filepath.IsAbs(arg) {
			arg = filepath.Join(command.Dir, arg)
		}
		add(arg)
		if target, err := filepath.EvalSymlinks(arg); err == nil {
			add(target) // what is edited may stand behind a link
		}
	}
	if command.Dir != "" {
		add(command.Dir)
	}
	return places, named
}

// skipped are names of files and folders that nobody edits as a node.
func skipped(name string) bool {
	return strings.HasPrefix(name, ".") && name != "." || strings.HasSuffix(name, "~") || name == "node_modules" || name == "__pycache__"
}
