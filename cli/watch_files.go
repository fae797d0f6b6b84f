package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"flowcheck/runner/node"
)

const (
	mostFolders = 64                     // that are watched
	mostIgnored = 1000                   // files that are left out
	quiet       = 150 * time.Millisecond // after a change, until it is told
	unquiet     = 2 * time.Second        // the longest wait, where changes do not end
)

// change is a set of files that changed, and since when.
type change struct {
	files []string
	since time.Time
}

// watcher tells of changes in the files of a node. It watches folders, since
// editors replace files.
type watcher struct {
	*fsnotify.Watcher
	changes chan change
	places  []place
	named   map[string]bool // files that the command names

	mu      sync.Mutex
	folders int
	out     map[string]bool // files that are left out
}

// newWatcher watches the files and folders that a command names, and its
// working directory where one was given. None is wrong usage.
func newWatcher(command node.Command) (*watcher, error) {
	places, named := placesOf(command)
	if len(places) == 0 {
		return nil, wrongUsage("flowcheck run --watch --dir FOLDER -- COMMAND", "--watch: the command names no file or folder to watch")
	}
	system, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch files: %w", err)
	}
	w := &watcher{Watcher: system, changes: make(chan change), places: places, named: named, out: map[string]bool{}}
	for _, p := range places {
		if err := w.add(p.folder, p.name == ""); err != nil {
			system.Close()
			return nil, fmt.Errorf("watch files: %w", err)
		}
	}
	go w.listen()
	return w, nil
}

// add watches a folder, and with deep those below it, the nearest first, up to
// a bound. Links are not followed.
func (w *watcher) add(folder string, deep bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for todo := []string{folder}; len(todo) > 0 && w.folders < mostFolders; todo = todo[1:] {
		if err := w.Add(todo[0]); err != nil {
			if todo[0] == folder {
				return err
			}
			continue // it is gone already, or cannot be read
		}
		w.folders++
		below, err := os.ReadDir(todo[0])
		if err != nil || !deep {
			continue
		}
		for _, e := range below[:min(len(below), 10_000)] {
			if e.Type()&fs.ModeType == fs.ModeDir && !skipped(e.Name()) {
				todo = append(todo, filepath.Join(todo[0], e.Name()))
			}
		}
	}
	return nil
}

// ignore leaves a file out from now on.
func (w *watcher) ignore(file string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.out) < mostIgnored {
		w.out[file] = true
	}
}

// ignored tells whether a file is left out.
func (w *watcher) ignored(file string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out[file]
}

// said names what is watched.
func (w *watcher) said() string {
	var all []string
	for _, p := range w.places {
		shown := filepath.Join(p.folder, p.name)
		if p.name == "" && p.extension != "" {
			shown = filepath.Join(p.folder, "*"+p.extension)
		}
		all = append(all, shown)
	}
	text := strings.Join(all, ", ")
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.folders >= mostFolders {
		text += fmt.Sprintf(" (the first %d folders)", mostFolders)
	}
	return text
}

// listen gathers changes until it is quiet, and tells them.
func (w *watcher) listen() {
	var now change
	var tell chan change // nil as long as there is nothing to tell
	timer := time.NewTimer(time.Hour)
	for {
		select {
		case e, ok := <-w.Events:
			if !ok {
				return
			}
			if !w.counts(e) {
				continue
			}
			if now.files == nil {
				now.since = time.Now()
			}
			if !slices.Contains(now.files, e.Name) {
				now.files = append(now.files, e.Name)
			}
			timer.Reset(max(0, min(quiet, unquiet-time.Since(now.since))))
		case _, ok := <-w.Errors:
			if !ok {
				return
			}
			// Events were lost: something may have changed.
			now = change{[]string{"something"}, time.Now()}
			timer.Reset(quiet)
		case <-timer.C:
			tell = w.changes
		case tell <- now:
			now, tell = change{}, nil
		}
	}
}

// counts tells whether an event is the change of a file of the node. A new
// folder is watched as well.
func (w *watcher) counts(e fsnotify.Event) bool {
	if !e.Has(fsnotify.Write) && !e.Has(fsnotify.Create) && !e.Has(fsnotify.Rename) && !e.Has(fsnotify.Remove) {
		return false
	}
	info, err := os.Lstat(e.Name)
	folder := err == nil && info.IsDir()
	for _, p := range w.places {
		if folder && e.Has(fsnotify.Create) && p.name == "" && (place{folder: p.folder}).holds(e.Name) {
			_ = w.add(e.Name, true) // if it is gone again, so much the better
		}
	}
	return !folder && !w.ignored(e.Name) && slices.ContainsFunc(w.places, func(p place) bool { return p.holds(e.Name) })
}
