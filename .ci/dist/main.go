// Dist builds flowcheck for every system that it is given to: one static
// program in an archive with the licence and the readme, and the checksums of
// all. Two builds of one commit with one Go give the same bytes.
//
//	go run ./.ci/dist -out dist -vcs
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"debug/buildinfo"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// systems are those that programs are built for.
const systems = "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64,windows/amd64,windows/arm64"

// file is one file of an archive.
type file struct {
	name string
	mode int64
	data []byte
}

func main() {
	out := flag.String("out", "dist", "folder of the archives")
	chosen := flag.String("systems", systems, "what to build for, as os/arch,...")
	vcs := flag.Bool("vcs", false, "stamp the version of the checkout into the programs, whatever GOFLAGS says")
	flag.Parse()
	if *vcs {
		os.Setenv("GOFLAGS", strings.TrimSpace(os.Getenv("GOFLAGS")+" -buildvcs=true")) // the last one counts
	}
	log.SetFlags(0)
	if err := dist(*out, strings.Split(*chosen, ",")); err != nil {
		log.Fatalf("dist: %v", err)
	}
}

// dist writes an archive for each system, and SHA256SUMS.
func dist(out string, systems []string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	before, err := filepath.Glob(filepath.Join(out, "flowcheck-*"))
	if err != nil {
		return err
	}
	for _, old := range before {
		if err := os.Remove(old); err != nil {
			return err
		}
	}
	var sums strings.Builder
	for _, system := range systems {
		name, data, err := pack(system)
		if err != nil {
			return fmt.Errorf("pack %s: %w", system, err)
		}
		if err := os.WriteFile(filepath.Join(out, name), data, 0o644); err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(data), name)
		fmt.Println(filepath.Join(out, name))
	}
	return os.WriteFile(filepath.Join(out, "SHA256SUMS"), []byte(sums.String()), 0o644)
}

// pack builds the program for one system, and gives its archive.
func pack(system string) (name string, data []byte, err error) {
	goos, goarch, _ := strings.Cut(system, "/")
	folder, err := os.MkdirTemp("", "flowcheck-dist-")
	if err != nil {
		return "", nil, err
	}
	defer os.RemoveAll(folder)
	program := "flowcheck"
	if goos == "windows" {
		program += ".exe"
	}
	built := filepath.Join(folder, program)
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", built, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+goos, "GOARCH="+goarch)
	if said, err := build.CombinedOutput(); err != nil {
		return "", nil, fmt.Errorf("go build: %w\n%s", err, said)
	}
	version, made, err := stamp(built)
	if err != nil {
		return "", nil, err
	}
	files := []file{{name: program, mode: 0o755}, {name: "LICENSE", mode: 0o644}, {name: "README.md", mode: 0o644}}
	for i, from := range []string{built, "LICENSE", "README.md"} {
		if files[i].data, err = os.ReadFile(from); err != nil {
			return "", nil, err
		}
	}
	name = strings.Join([]string{"flowcheck", version, goos, goarch}, "-")
	if goos == "windows" {
		data, err = zipped(name, files, made)
		return name + ".zip", data, err
	}
	data, err = tarred(name, files, made)
	return name + ".tar.gz", data, err
}

// stamp is the version that Go built into a program, and the time of its
// commit.
func stamp(program string) (version string, made time.Time, err error) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return "", made, err
	}
	made = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // no checkout; a zip knows nothing older
	for _, s := range info.Settings {
		if s.Key == "vcs.time" {
			if made, err = time.Parse(time.RFC3339, s.Value); err != nil {
				return "", made, err
			}
		}
	}
	return strings.Trim(info.Main.Version, "()"), made.UTC(), nil
}

// tarred is a .tar.gz with the files in a folder.
func tarred(folder string, files []file, made time.Time) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	t := tar.NewWriter(z)
	for _, f := range files {
		if err := t.WriteHeader(&tar.Header{Name: folder + "/" + f.name, Mode: f.mode, Size: int64(len(f.data)), ModTime: made}); err != nil {
			return nil, err
		}
		if _, err := t.Write(f.data); err != nil {
			return nil, err
		}
	}
	if err := t.Close(); err != nil {
		return nil, err
	}
	err := z.Close()
	return b.Bytes(), err
}

// zipped is a .zip with the files in a folder.
func zipped(folder string, files []file, made time.Time) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: folder + "/" + f.name, Method: zip.Deflate, Modified: made}
		h.SetMode(os.FileMode(f.mode))
		w, err := z.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}
