package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"flowcheck/runner/report"
)

// output is what the flags say about reports.
type output struct {
	formats        []format // to choose from
	wanted         []string // FORMAT=FILE
	verbose, quiet bool
}

// format is a row of a table of formats: those of a run, or of a matrix.
type format struct{ name, summary string }

// renderer writes one document in the format of that name.
type renderer func(format string, w io.Writer, o report.Options) error

// reportFormats are the formats of what a run or a recording gives.
func reportFormats() []format {
	var all []format
	for _, f := range report.Formats() {
		all = append(all, format{f.Name, f.Summary})
	}
	return all
}

// reportRenderer writes a report.
func reportRenderer(r report.Report) renderer {
	return func(name string, w io.Writer, o report.Options) error {
		f, _ := report.FindFormat(name) // split has refused any other
		return f.Write(w, r, o)
	}
}

// flags adds the flags of every command that judges.
func (o *output) flags(flags *pflag.FlagSet) {
	if o.formats == nil {
		o.formats = reportFormats()
	}
	flags.StringArrayVar(&o.wanted, "report", nil, "also write a report, `FORMAT=FILE`; repeatable")
	flags.BoolVarP(&o.verbose, "verbose", "v", false, "also each scenario, and the conversations of the failed ones")
	flags.BoolVarP(&o.quiet, "quiet", "q", false, "only a line for each thing to change, and the verdict")
}

// aboutReports is the help on --report.
func aboutReports(formats []format) string {
	var b strings.Builder
	b.WriteString("Formats of --report; with FILE - a report goes to stdout, and the one for\npeople to stderr:\n")
	for _, f := range formats {
		fmt.Fprintf(&b, "  %-10s%s\n", f.name, f.summary)
	}
	return b.String()
}

// split is one FORMAT=FILE in its parts.
func (o *output) split(wanted string) (name, file string, err error) {
	const next = "--report json=report.json"
	name, file, ok := strings.Cut(wanted, "=")
	var names []string
	for _, f := range o.formats {
		names = append(names, f.name)
	}
	switch {
	case !slices.Contains(names, name):
		return name, "", wrongUsage(next, "--report %q: the format is none of %s%s", wanted, strings.Join(names, ", "), didYouMean(name, names))
	case !ok || file == "":
		return name, "", wrongUsage(next, "--report %q: the file is missing; the form is FORMAT=FILE", wanted)
	}
	return name, file, nil
}

// check refuses unknown formats and two reports in one place.
func (o *output) check() error {
	places := map[string]string{}
	for _, wanted := range o.wanted {
		_, file, err := o.split(wanted)
		if err != nil {
			return err
		}
		place := file
		if absolute, err := filepath.Abs(file); err == nil && file != "-" {
			place = absolute
		}
		if before, ok := places[place]; ok {
			return wrongUsage("give each report its own file", "--report %q and %q write to one place", before, wanted)
		}
		places[place] = wanted
	}
	return nil
}

// reports are the opened reports of one run.
type reports struct {
	targets []target
}

// target is one report to write; file is nil for a stream.
type target struct {
	format  string
	options report.Options
	out     io.Writer
	file    *os.File
	created bool // it was not there before
}

// open opens every report before anything runs, so that a bad path costs
// nothing. What a file held stays until there is something new to write.
func (o *output) open(s *session) (*reports, error) {
	screen, all := s.out, &reports{}
	for _, wanted := range o.wanted {
		format, file, err := o.split(wanted)
		if err != nil {
			return nil, err
		}
		if file == "-" && format == "terminal" {
			continue // it goes there anyhow
		}
		if file == "-" {
			screen = s.err
			all.targets = append(all.targets, target{format: format, out: s.out})
			continue
		}
		f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		created := err == nil
		if errors.Is(err, fs.ErrExist) {
			f, err = os.OpenFile(file, os.O_WRONLY, 0)
		}
		if err != nil {
			all.discard(true)
			return nil, cannotOpen(wanted, file, err)
		}
		all.targets = append(all.targets, target{format: format, options: report.Options{Verbose: o.verbose, Quiet: o.quiet}, out: f, file: f, created: created})
	}
	all.targets = append(all.targets, target{format: "terminal", options: o.style(screen), out: screen})
	return all, nil
}

// cannotOpen says why a report cannot be opened, in words for the usual case.
func cannotOpen(wanted, file string, err error) error {
	folder := filepath.Dir(file)
	if _, missing := os.Stat(folder); errors.Is(missing, fs.ErrNotExist) {
		return wrongUsage("mkdir -p "+folder, "--report %q: there is no folder %s", wanted, folder)
	}
	return wrongUsage("choose a file that can be written", "--report %q: %v", wanted, err)
}

// style fits the terminal report to where it goes.
func (o *output) style(w io.Writer) report.Options {
	options := report.Options{Verbose: o.verbose, Quiet: o.quiet}
	if fd, ok := terminal(w); ok {
		options.Colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		if width, _, err := term.GetSize(fd); err == nil {
			options.Width = min(max(width, 60), 120)
		}
	}
	return options
}

// terminal tells whether a stream is a terminal, and its descriptor.
func terminal(stream any) (int, bool) {
	f, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	return int(f.Fd()), true
}

// screen is where the report for people goes.
func (rs *reports) screen() target { return rs.targets[len(rs.targets)-1] }

// onlyForPeople tells whether there is no other report.
func (rs *reports) onlyForPeople() bool { return len(rs.targets) == 1 }

// write writes every report, even after one has failed, and closes the files.
func (rs *reports) write(render renderer) error {
	var failed []error
	for _, t := range rs.targets {
		failed = append(failed, t.write(render))
	}
	return errors.Join(failed...)
}

// write replaces what the file held.
func (t target) write(render renderer) error {
	if t.file == nil {
		return render(t.format, t.out, t.options)
	}
	if regular(t.file) {
		if err := t.file.Truncate(0); err != nil {
			t.file.Close()
			return err
		}
	}
	err := render(t.format, t.file, t.options)
	return errors.Join(err, t.file.Close())
}

// discard takes the files back: a run without a report must not leave an old
// one that looks like its own. If nothing was run, old files stay.
func (rs *reports) discard(nothingRun bool) {
	for _, t := range rs.targets {
		if t.file == nil {
			continue
		}
		if t.created || !nothingRun && regular(t.file) {
			os.Remove(t.file.Name())
		}
		t.file.Close()
	}
}

// regular tells files from devices and pipes.
func regular(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular()
}
