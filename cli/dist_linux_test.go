package cli_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// dist makes the archive for this system, as `make dist` does, and gives its
// name and bytes.
func dist(t *testing.T) (string, []byte) {
	t.Helper()
	out := t.TempDir()
	make := exec.Command("go", "run", "./.ci/dist", "-out", out, "-systems", "linux/"+runtime.GOARCH)
	make.Dir = root
	if said, err := make.CombinedOutput(); err != nil {
		t.Fatalf("make dist: %v\n%s", err, said)
	}
	archives, err := filepath.Glob(filepath.Join(out, "flowcheck-*-linux-"+runtime.GOARCH+".tar.gz"))
	if err != nil || len(archives) != 1 {
		t.Fatalf("there are the archives %v: %v", archives, err)
	}
	data, err := os.ReadFile(archives[0])
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(out, "SHA256SUMS"))
	if want := fmt.Sprintf("%x  %s\n", sha256.Sum256(data), filepath.Base(archives[0])); err != nil || string(sums) != want {
		t.Errorf("SHA256SUMS is %q, want %q: %v", sums, want, err)
	}
	return filepath.Base(archives[0]), data
}

// unpack writes what is in an archive into a folder, without the folder that
// all of it is in, and names it.
func unpack(t *testing.T, name string, data []byte, into string) []string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		inside, ok := strings.CutPrefix(h.Name, strings.TrimSuffix(name, ".tar.gz")+"/")
		if !ok {
			t.Errorf("%s is not in the folder of its archive", h.Name)
		}
		if err := os.WriteFile(filepath.Join(into, filepath.Base(inside)), text, h.FileInfo().Mode()); err != nil {
			t.Fatal(err)
		}
		names = append(names, inside)
	}
}

func TestTheLinuxProgramOfTheDistributionJudgesInAnEmptyRoot(t *testing.T) {
	name, data := dist(t)
	if _, again := dist(t); !bytes.Equal(data, again) {
		t.Error("two builds of one checkout differ")
	}
	empty := t.TempDir()
	if diff := cmp.Diff([]string{"flowcheck", "LICENSE", "README.md"}, unpack(t, name, data, empty)); diff != "" {
		t.Errorf("in the archive (-want +have)\n%s", diff)
	}
	for _, file := range []string{"LICENSE", "README.md"} {
		ours, err := os.ReadFile(filepath.Join(root, file))
		theirs, unread := os.ReadFile(filepath.Join(empty, file))
		if err != nil || unread != nil || !bytes.Equal(ours, theirs) {
			t.Errorf("%s is not ours: %v, %v", file, err, unread)
		}
		os.Remove(filepath.Join(empty, file))
	}
	switch {
	case os.Getuid() == 0:
	case os.Getenv("FLOWCHECK_ALL_NODES") != "":
		t.Fatal("only root may change the root, and here nothing is skipped")
	default:
		t.Skip("only root may change the root")
	}
	cmd := &exec.Cmd{Path: "/flowcheck", Args: []string{"/flowcheck", "run", "--quiet", "--profile", "core,transport"},
		Dir: "/", Env: []string{}, Stdin: strings.NewReader(""), SysProcAttr: &syscall.SysProcAttr{Chroot: empty}}
	said, err := cmd.CombinedOutput()
	if err != nil || string(said) != "conforms (exit status 0)\n" {
		t.Errorf("%v\n%s", err, said)
	}
}
