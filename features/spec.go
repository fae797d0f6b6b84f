package features

import (
	"embed"
	"fmt"
	"io/fs"
	"sort"
	"sync"
)

// FS holds the feature files, a folder for each profile.
//
//go:embed */*.feature */profile.txt
var FS embed.FS

// Version is the version of the specification that the features state.
const Version = "1.0"

// Spec is the whole specification in document order.
type Spec struct {
	Profiles     []Profile
	Requirements []Requirement
	Scenarios    []Scenario
	Digest       string // of the feature files, hexadecimal
}

// Profile is a promise that a node can claim: a folder of feature files.
type Profile struct {
	Name    string
	Promise string
	Default bool
	order   int
}

// Requirement is one Rule.
type Requirement struct {
	ID      string
	Level   string // MUST, SHOULD, MAY or excluded
	Profile string
	Feature string // path of the file, "core/check_scope.feature"
	Rule    string // the normative sentence
	Source  string // RFC clause, hint or section that it comes from
	Reason  string // why it is excluded
}

// Excluded says whether the requirement is deliberately not tested.
func (r Requirement) Excluded() bool { return r.Level == "excluded" }

// Scenario is one pickle: a scenario, or a row of an outline.
type Scenario struct {
	Name    string
	Feature string
	Profile string
	Line    int      // where it begins in its file
	IDs     []string // requirements that it carries as tags
	Steps   []string // keyword and text
}

// Key names the scenario among all: its file and its name.
func (s Scenario) Key() string { return s.Feature + ": " + s.Name }

//go:generate go test . -run TestWhatIsWrittenDownIsWhatTheFeaturesSay -update

// Load gives what the embedded feature files say. They are read once; who asks
// shares the slices, and changes nothing in them.
func Load() (Spec, error) { return load() }

var load = sync.OnceValues(func() (Spec, error) { return readAs(FS, written) })

// readAs gives what was written down of a specification, where its digest is that of
// these very files. Else they are parsed, which takes longer than all else that a
// command does before its work.
func readAs(fsys fs.FS, said Spec) (Spec, error) {
	t, err := readTexts(fsys)
	if err != nil {
		return Spec{}, err
	}
	if t.digest != said.Digest {
		return t.parse()
	}
	said.Profiles = t.profiles
	return said, nil
}

// Parse reads a specification from any file system of that layout. An error
// names the file: unknown level, repeated ID, repeated scenario name, a rule
// without scenarios that is not excluded.
func Parse(fsys fs.FS) (Spec, error) {
	t, err := readTexts(fsys)
	if err != nil {
		return Spec{}, err
	}
	return t.parse()
}

// Requirement finds a requirement by its ID.
func (s Spec) Requirement(id string) (Requirement, bool) {
	for _, r := range s.Requirements {
		if r.ID == id {
			return r, true
		}
	}
	return Requirement{}, false
}

// sortRequirements puts the requirements of a profile in the order of their
// IDs: the files tell a story, a list is looked things up in.
func (s *Spec) sortRequirements() {
	rank := map[string]int{}
	for i, p := range s.Profiles {
		rank[p.Name] = i
	}
	sort.SliceStable(s.Requirements, func(i, j int) bool {
		a, b := s.Requirements[i], s.Requirements[j]
		if a.Profile != b.Profile {
			return rank[a.Profile] < rank[b.Profile]
		}
		return a.ID < b.ID
	})
}

// check refuses what would make a verdict ambiguous.
func (s *Spec) check() error {
	seen := map[string]bool{}
	for _, r := range s.Requirements {
		if seen[r.ID] {
			return fmt.Errorf("read %s: requirement %s stands twice", r.Feature, r.ID)
		}
		seen[r.ID] = true
	}
	carried, names := map[string]bool{}, map[string]bool{}
	for _, sc := range s.Scenarios {
		key := sc.Key()
		if names[key] {
			return fmt.Errorf("read %s: two scenarios are named %q", sc.Feature, sc.Name)
		}
		names[key] = true
		if len(sc.Steps) == 0 {
			return fmt.Errorf("read %s: scenario %q has no steps", sc.Feature, sc.Name)
		}
		for _, id := range sc.IDs {
			if !seen[id] {
				return fmt.Errorf("read %s: scenario %q carries %s, which is no rule", sc.Feature, sc.Name, id)
			}
			carried[id] = true
		}
		if len(sc.IDs) == 0 {
			return fmt.Errorf("read %s: scenario %q carries no requirement", sc.Feature, sc.Name)
		}
	}
	for _, r := range s.Requirements {
		if carried[r.ID] == r.Excluded() {
			return fmt.Errorf("read %s: %s (%s): a rule has scenarios unless it is excluded", r.Feature, r.ID, r.Level)
		}
	}
	return nil
}
