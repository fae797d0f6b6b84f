package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"runtime/debug"

	"github.com/spf13/cobra"

	"flowcheck/features"
	"flowcheck/runner/report"
	"flowcheck/schemas"
)

// versionCommand names the tool, the specification and the suite.
func (s *session) versionCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Name the versions of the tool, the specification and the suite",
		Long: `Names the version of the tool, the version of the specification that it judges
by, and a digest of its features and schemas: equal digests ask the same.`,
		Args: noArguments,
		RunE: s.begin(func(*cobra.Command, []string) error {
			tool, err := tool()
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(s.out).Encode(tool)
			}
			_, err = fmt.Fprintf(s.out, "flowcheck %s\nspecification %s\nsuite %s\n", tool.Version, tool.Spec, tool.Suite)
			return err
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

// tool is what judges, as reports name it.
func tool() (report.Tool, error) {
	spec, err := features.Load()
	if err != nil {
		return report.Tool{}, fmt.Errorf("load the specification: %w", err)
	}
	suite, err := digest(spec)
	if err != nil {
		return report.Tool{}, err
	}
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	return report.Tool{Name: "flowcheck", Version: version, Spec: features.Version, Suite: suite}, nil
}

// digest is a short name for the features and the schemas together.
func digest(spec features.Spec) (string, error) {
	sum := sha256.New()
	fmt.Fprintln(sum, spec.Digest)
	err := fs.WalkDir(schemas.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(schemas.FS, path)
		fmt.Fprintf(sum, "%s %d\n%s", path, len(data), data)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("read schemas: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil))[:12], nil
}
