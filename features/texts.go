package features

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// texts are the files of a specification, in document order.
type texts struct {
	profiles []Profile
	files    []*text
	digest   string // of the feature files, hexadecimal
}

// text is one feature file, and what it says once it is parsed.
type text struct {
	profile, name string
	data          []byte
	said          Spec
	err           error
}

// readTexts reads the files and parses none but those of the profiles.
func readTexts(fsys fs.FS) (texts, error) {
	profiles, err := readProfiles(fsys)
	if err != nil {
		return texts{}, err
	}
	t := texts{profiles: profiles}
	sum := sha256.New()
	for _, p := range profiles {
		names, err := fs.Glob(fsys, p.Name+"/*.feature")
		if err != nil {
			return texts{}, err
		}
		sort.Strings(names)
		for _, name := range names {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				return texts{}, fmt.Errorf("read feature: %w", err)
			}
			fmt.Fprintf(sum, "%s %d\n", name, len(data))
			sum.Write(data)
			t.files = append(t.files, &text{profile: p.Name, name: name, data: data})
		}
	}
	t.digest = hex.EncodeToString(sum.Sum(nil))
	return t, nil
}

// parse parses the files, which takes long enough to do it side by side.
func (t texts) parse() (Spec, error) {
	var parsing sync.WaitGroup
	for _, f := range t.files {
		parsing.Go(func() { f.err = f.said.addFeature(f.profile, f.name, f.data) })
	}
	parsing.Wait()
	spec := Spec{Profiles: t.profiles, Digest: t.digest}
	for _, f := range t.files {
		if f.err != nil {
			return Spec{}, fmt.Errorf("read %s: %w", f.name, f.err)
		}
		spec.Requirements = append(spec.Requirements, f.said.Requirements...)
		spec.Scenarios = append(spec.Scenarios, f.said.Scenarios...)
	}
	spec.sortRequirements()
	return spec, spec.check()
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
