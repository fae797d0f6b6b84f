package cli

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"flowcheck/features"
	"flowcheck/runner/report"
	"flowcheck/schemas"
	"flowcheck/testdata/samples"
)

//go:embed export_readme.md
var exportReadme []byte

// exportCommand writes the specification out for use without the tool.
func (s *session) exportCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "export DIR",
		Short: "Write features, schemas and samples to a folder, for use without flowcheck",
		Long: `Writes the feature files, the JSON Schemas and the exercise's samples to a
folder, with a README of its own. The folder is made; it may exist if it is
empty.`,
		Example: `  flowcheck export spec/`,
		Args:    exactlyOne("DIR", "flowcheck export spec/"),
		RunE: s.begin(func(_ *cobra.Command, args []string) error {
			if err := emptyFolder(args[0]); err != nil {
				return err
			}
			n := 0
			for name, from := range map[string]fs.FS{"features": features.FS, "schemas": schemas.FS, "samples": samples.FS} {
				written, err := copyTree(filepath.Join(args[0], name), from)
				if err != nil {
					return fmt.Errorf("export %s: %w", name, err)
				}
				n += written
			}
			if err := os.WriteFile(filepath.Join(args[0], "README.md"), exportReadme, 0o644); err != nil {
				return fmt.Errorf("export README.md: %w", err)
			}
			_, err := fmt.Fprintf(s.out, "%d files in %s; begin with README.md\n", n+1, report.Visible(args[0]))
			return err
		}),
	}
}

// exactlyOne demands one argument and names it.
func exactlyOne(what, example string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return wrongUsage(example, "one %s is needed, %d are given", what, len(args))
		}
		return nil
	}
}

// emptyFolder makes a folder, and refuses one that holds anything: an export
// overwrites nothing.
func emptyFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return os.MkdirAll(dir, 0o755)
	case err != nil:
		return fmt.Errorf("export to %s: %w", dir, err)
	case len(entries) > 0:
		return wrongUsage("name a folder that does not exist yet", "the folder %s is not empty", dir)
	}
	return nil
}

// copyTree writes the files of a file system below a folder.
func copyTree(dir string, from fs.FS) (files int, err error) {
	err = fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if d.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		data, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		files++
		return os.WriteFile(to, data, 0o644)
	})
	return files, err
}
