package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"flowcheck/features"
	"flowcheck/reference/mutant"
)

// values gives what may stand in a place of the command line, each with a
// description behind a tab.
type values func() []string

// complete offers values for a flag; for a list, behind its last comma.
func complete(cmd *cobra.Command, flag string, offer values) {
	err := cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		done := word[:strings.LastIndex(word, ",")+1]
		out := beginning(word[len(done):], offer())
		for i := range out {
			out[i] = done + out[i]
		}
		directive := cobra.ShellCompDirectiveNoFileComp
		if flag == "report" {
			directive = cobra.ShellCompDirectiveNoSpace
			if strings.Contains(word, "=") {
				return nil, cobra.ShellCompDirectiveDefault
			}
		}
		return out, directive
	})
	if err != nil {
		panic("complete --" + flag + ": " + err.Error()) // the flag is defined a line above each call
	}
}

// beginning are the values that begin with word, in any case.
func beginning(word string, offered []string) []string {
	var out []string
	for _, v := range offered {
		if len(v) >= len(word) && strings.EqualFold(v[:len(word)], word) {
			out = append(out, v)
		}
	}
	return out
}

// completeRun offers values for the flags of run.
func completeRun(cmd *cobra.Command) {
	complete(cmd, "profile", profileNames)
	complete(cmd, "select", requirementIDs)
	complete(cmd, "framing", func() []string { return framings })
	complete(cmd, "report", formatNames(reportFormats()))
	for flag, extensions := range map[string][]string{"known-failures": {"yaml", "yml"}, "write-known-failures": {"yaml", "yml"}, "rerun-failed": {"json"}} {
		if err := cmd.MarkFlagFilename(flag, extensions...); err != nil {
			panic("complete --" + flag + ": " + err.Error())
		}
	}
	for _, folder := range []string{"dir", "transcripts"} {
		if err := cmd.MarkFlagDirname(folder); err != nil {
			panic("complete --" + folder + ": " + err.Error())
		}
	}
}

func profileNames() []string {
	spec, err := features.Load()
	if err != nil {
		return nil
	}
	names := []string{"all\tevery profile"}
	for _, p := range spec.Profiles {
		names = append(names, p.Name+"\t"+p.Promise)
	}
	return names
}

func requirementIDs() []string {
	spec, err := features.Load()
	if err != nil {
		return nil
	}
	var ids []string
	for _, r := range spec.Requirements {
		ids = append(ids, r.ID+"\t"+r.Rule)
	}
	return ids
}

func formatNames(formats []format) values {
	return func() []string {
		var names []string
		for _, f := range formats {
			names = append(names, f.name+"=\t"+f.summary)
		}
		return names
	}
}

func mutantNames() []string {
	var names []string
	for _, m := range mutant.Table() {
		names = append(names, m.Name+"\t"+m.Summary)
	}
	return names
}
