package features

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"
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

// Scenario is one pickle: a scenario, or a row of an outline.
type Scenario struct {
	Name    string
	Feature string
	Profile string
	Line    int      // where it begins in its file
	IDs     []string // requirements that it carries as tags
	Steps   []string // keyword and text
}

// Load gives what the embedded feature files say. They are parsed once; who
// asks shares the slices, and changes nothing in them.
func Load() (Spec, error) { return load() }

var load = sync.OnceValues(func() (Spec, error) { return Parse(FS) })

// Parse reads a specification from any file system of that layout. An error
// names the file: unknown level, repeated ID, repeated scenario name, a rule
// without scenarios that is not excluded.
func Parse(fsys fs.FS) (Spec, error) {
	var spec Spec
	sum := sha256.New()
	profiles, err := readProfiles(fsys)
	if err != nil {
		return Spec{}, err
	}
	spec.Profiles = profiles
	var parts []*part
	var parsing sync.WaitGroup
	defer parsing.Wait()
	for _, p := range profiles {
		files, err := fs.Glob(fsys, p.Name+"/*.feature")
		if err != nil {
			return Spec{}, err
		}
		sort.Strings(files)
		for _, file := range files {
			data, err := fs.ReadFile(fsys, file)
			if err != nil {
				return Spec{}, fmt.Errorf("read feature: %w", err)
			}
			fmt.Fprintf(sum, "%s %d\n%s", file, len(data), data)
			part := &part{file: file}
			parts = append(parts, part)
			parsing.Go(func() { part.err = part.addFeature(p.Name, file, data) })
		}
	}
	parsing.Wait()
	for _, p := range parts {
		if p.err != nil {
			return Spec{}, fmt.Errorf("read %s: %w", p.file, p.err)
		}
		spec.Requirements = append(spec.Requirements, p.Requirements...)
		spec.Scenarios = append(spec.Scenarios, p.Scenarios...)
	}
	spec.Digest = hex.EncodeToString(sum.Sum(nil))
	spec.sortRequirements()
	return spec, spec.check()
}

// part is what one file says. Every command reads them all before anything else,
// so that they are parsed at the same time.
type part struct {
	Spec
	file string
	err  error
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

func readProfiles(fsys fs.FS) ([]Profile, error) {
	files, err := fs.Glob(fsys, "*/profile.txt")
	if err != nil {
		return nil, err
	}
	var profiles []Profile
	for _, file := range files {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("read profile: %w", err)
		}
		p := Profile{Name: path.Dir(file)}
		lines := bufio.NewScanner(bytes.NewReader(data))
		for lines.Scan() {
			key, value, _ := strings.Cut(lines.Text(), ": ")
			switch key {
			case "order":
				if p.order, err = strconv.Atoi(value); err != nil {
					return nil, fmt.Errorf("read %s: order: %w", file, err)
				}
			case "default":
				p.Default = value == "yes"
			case "promise":
				p.Promise = value
			default:
				return nil, fmt.Errorf("read %s: unknown key %q", file, key)
			}
		}
		profiles = append(profiles, p)
	}
	sort.Slice(profiles, func(i, j int) bool { return profiles[i].order < profiles[j].order })
	return profiles, nil
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
		key := sc.Feature + ": " + sc.Name
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
		if carried[r.ID] == (r.Level == "excluded") {
			return fmt.Errorf("read %s: %s (%s): a rule has scenarios unless it is excluded", r.Feature, r.ID, r.Level)
		}
	}
	return nil
}
