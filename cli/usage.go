package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// usageError is a command line that cannot be obeyed, and what to try next.
type usageError struct{ message, next string }

func (e *usageError) Error() string { return e.message }

// wrongUsage makes a usageError.
func wrongUsage(next, format string, a ...any) error {
	return &usageError{fmt.Sprintf(format, a...), next}
}

// flagError turns pflag's refusals into usage errors with a suggestion.
func flagError(cmd *cobra.Command, err error) error {
	if errors.Is(err, pflag.ErrHelp) {
		return err
	}
	next := cmd.CommandPath() + " --help"
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return wrongUsage(next, "%v", err)
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return wrongUsage(next, "%v%s", err, didYouMean("--"+unknown.GetSpecifiedName(), names))
}

// noArguments refuses arguments.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return wrongUsage(cmd.CommandPath()+" --help", "%s takes no arguments, not %q", cmd.CommandPath(), args[0])
	}
	return nil
}

// exclude refuses two flags together.
func exclude(cmd *cobra.Command, a, b string) error {
	if cmd.Flags().Changed(a) && cmd.Flags().Changed(b) {
		return wrongUsage("leave out one of them", "--%s and --%s exclude each other", a, b)
	}
	return nil
}

// commandNames are the subcommands that a user may mean.
func commandNames(cmd *cobra.Command) []string {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}

// didYouMean ends a message with the candidates that are near, or with nothing.
func didYouMean(word string, candidates []string) string {
	near := nearest(word, candidates)
	if len(near) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(near, " or ") + "?"
}

// nearest are at most three candidates that are few slips away from word, one
// in three characters, or begin with it; the nearest first. Case does not
// count.
func nearest(word string, candidates []string) []string {
	word = strings.ToLower(word)
	distance := func(c string) int {
		c = strings.ToLower(c)
		if len(strings.TrimLeft(word, "-")) >= 2 && strings.HasPrefix(c, word) {
			return 1
		}
		return slips(word, c)
	}
	var near []string
	for _, c := range candidates {
		if distance(c) <= max(1, len(strings.TrimLeft(word, "-"))/3) {
			near = append(near, c)
		}
	}
	slices.SortStableFunc(near, func(a, b string) int { return distance(a) - distance(b) })
	return near[:min(len(near), 3)]
}

// slips is Levenshtein's distance in bytes.
func slips(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
