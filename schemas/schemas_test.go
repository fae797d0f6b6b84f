package schemas_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"flowcheck/schemas"
)

const samples = "../testdata/schemas"

// files maps the name of every schema, which is the name of its sample folder,
// to its path in the embedded files.
func files() map[string]string {
	all := map[string]string{"envelope": "envelope.json", "report": "report.json"}
	for _, t := range schemas.Types() {
		all[t] = "message/" + t + ".json"
	}
	return all
}

func TestEverySampleFolderHasASchema(t *testing.T) {
	folders, err := os.ReadDir(samples)
	if err != nil {
		t.Fatal(err)
	}
	known := files()
	for _, f := range folders {
		if _, ok := known[f.Name()]; !ok {
			t.Errorf("%s/%s: no schema of that name", samples, f.Name())
		}
	}
}

func TestValidSamplesPass(t *testing.T) {
	for name, file := range files() {
		t.Run(name, func(t *testing.T) {
			schema := compile(t, file)
			for _, sample := range list(t, name, "valid") {
				if err := schema.Validate(decode(t, readSample(t, sample))); err != nil {
					t.Errorf("%s: %#v", sample, err)
				}
			}
		})
	}
}

// An invalid sample is called <member>-<fault>.json; a member further down is
// written with dots, scopes.1-null.json.
func TestInvalidSamplesFailAtTheMemberInTheirNameAndNowhereElse(t *testing.T) {
	for name, file := range files() {
		t.Run(name, func(t *testing.T) {
			schema := compile(t, file)
			for _, sample := range list(t, name, "invalid") {
				member, _, _ := strings.Cut(filepath.Base(sample), "-")
				want := []string{"/" + strings.ReplaceAll(member, ".", "/")}
				got := faults(t, schema, decode(t, readSample(t, sample)))
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: places at fault (-want +got):\n%s", sample, diff)
				}
			}
		})
	}
}

func compile(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	return compileText(t, read(t, file))
}

func compileText(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	c.AssertFormat = true
	c.LoadURL = func(url string) (io.ReadCloser, error) {
		return nil, fmt.Errorf("load %s: %w", url, errors.ErrUnsupported)
	}
	if err := c.AddResource("schema:///", bytes.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema:///")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var quoted = regexp.MustCompile(`'([^']+)'`)

// faults returns the places that do not validate, each once. A member that is
// missing, or that may not be there, is named by the place where it would be.
func faults(t *testing.T, schema *jsonschema.Schema, v any) []string {
	t.Helper()
	var failure *jsonschema.ValidationError
	if err := schema.Validate(v); err == nil {
		return nil
	} else if !errors.As(err, &failure) {
		t.Fatal(err)
	}
	var places []string
	var walk func(e *jsonschema.ValidationError)
	walk = func(e *jsonschema.ValidationError) {
		for _, cause := range e.Causes {
			walk(cause)
		}
		switch {
		case len(e.Causes) > 0:
		case slices.Contains([]string{"required", "additionalProperties"}, path.Base(e.KeywordLocation)):
			for _, m := range quoted.FindAllStringSubmatch(e.Message, -1) {
				places = append(places, e.InstanceLocation+"/"+m[1])
			}
		default:
			places = append(places, e.InstanceLocation)
		}
	}
	walk(failure)
	slices.Sort(places)
	return slices.Compact(places)
}

// list returns the samples of one kind; a schema must have some.
func list(t *testing.T, name, kind string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(samples, name, kind, "*.json"))
	if err != nil || len(found) == 0 {
		t.Errorf("%s has no %s sample (%v)", name, kind, err)
	}
	return found
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := schemas.FS.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func readSample(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// decode keeps numbers as they were written and refuses anything after the value.
func decode(t *testing.T, data []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		t.Fatalf("decode %q: more than one value", data)
	}
	return v
}
