//go:build unix

package node_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"flowcheck/runner/node"
)

// folder holds files, by name, and what cannot be started in various ways.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]struct {
		text string
		mode fs.FileMode
	}{
		"good":        {"#!/bin/sh\necho \"$1\"\n", 0o755},
		"plain.py":    {"#!/usr/bin/env python3\n", 0o644},
		"headless.py": {"print('hello')\n", 0o755},
		"crlf":        {"#!/bin/sh\r\necho\r\n", 0o755},
		"lost":        {"#!/no/such/interpreter -x\n", 0o755},
		"foreign":     {"\x7fELF\x02\x01\x01\x00\x00\x00", 0o755},
	}
	for name, f := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(f.text), f.mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAProgramThatCannotBeStartedIsExplained(t *testing.T) {
	dir := folder(t)
	tests := map[string]struct {
		args []string
		is   error
		says string
	}{
		"nothing":               {nil, nil, "no program given"},
		"unknown":               {[]string{"no-such-node-anywhere"}, fs.ErrNotExist, "not found on PATH: check the spelling"},
		"bare name, file here":  {[]string{"good"}, fs.ErrNotExist, "write ./good"},
		"bare script, not +x":   {[]string{"plain.py"}, fs.ErrNotExist, "write ./plain.py or python3 plain.py"},
		"missing path":          {[]string{"./nope"}, fs.ErrNotExist, "no such file: check the path, which counts from " + dir},
		"line in one argument":  {[]string{"./good one two"}, fs.ErrNotExist, "leave out the quotes"},
		"words in one argument": {[]string{"python3 mynode.py"}, fs.ErrNotExist, "leave out the quotes"},
		"not executable":        {[]string{"./plain.py"}, fs.ErrPermission, "chmod +x ./plain.py, or give the interpreter: python3 ./plain.py"},
		"folder":                {[]string{"./sub"}, syscall.EISDIR, "this is a folder"},
		"no interpreter line":   {[]string{"./headless.py"}, syscall.ENOEXEC, `no "#!" line: begin it with one`},
		"CR LF":                 {[]string{"./crlf"}, fs.ErrNotExist, "save the file with LF line ends"},
		"interpreter missing":   {[]string{"./lost"}, fs.ErrNotExist, "its interpreter /no/such/interpreter -x is not there"},
		"other machine":         {[]string{"./foreign"}, syscall.ENOEXEC, "not a program for this machine"},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			p, err := node.Start(node.Command{Args: want.args, Dir: dir}, node.DefaultLimits)
			if err == nil {
				t.Fatalf("started, and ended with %v", p.Stop())
			}
			if want.is != nil && !errors.Is(err, want.is) {
				t.Errorf("error is %v; want it to be %v", err, want.is)
			}
			if !strings.HasPrefix(err.Error(), "start node") || !strings.Contains(err.Error(), want.says) {
				t.Errorf("error says %q; want %q in it", err, want.says)
			}
		})
	}
}

func TestAProgramFoundOnlyByADotInPATHIsRefused(t *testing.T) {
	t.Chdir(folder(t))
	t.Setenv("PATH", ".")
	_, err := node.Start(node.Command{Args: []string{"good"}}, node.DefaultLimits)
	if !errors.Is(err, exec.ErrDot) || !strings.Contains(err.Error(), "write ./good") {
		t.Errorf("error is %v", err)
	}
}

func TestAMissingWorkingDirectoryIsNamed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "gone")
	_, err := node.Start(node.Command{Args: []string{"sh"}, Dir: dir}, node.DefaultLimits)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), dir) {
		t.Errorf("error is %v", err)
	}
}

func TestARelativePathCountsFromTheWorkingDirectory(t *testing.T) {
	dir := folder(t)
	t.Chdir(filepath.Dir(dir)) // a relative Dir, too
	for _, c := range []node.Command{
		{Args: []string{"./good", "hello"}, Dir: dir},
		{Args: []string{"./good", "hello"}, Dir: filepath.Base(dir)},
		{Args: []string{"../good", "hello"}, Dir: filepath.Join(dir, "sub")},
		{Args: []string{filepath.Base(dir) + "/good", "hello"}},
	} {
		p, err := node.Start(c, node.DefaultLimits)
		if err != nil {
			t.Errorf("%v: %v", c, err)
			continue
		}
		expect(t, p, "hello\n")
		p.Stop()
	}
}

func TestArgumentsArriveAsTheyAre(t *testing.T) {
	p := play(t, node.DefaultLimits, "prints arguments", "a b", "", "c'\"$HOME", "*", "\n")
	expect(t, p, `["a b" "" "c'\"$HOME" "*" "\n"]`+"\n")
}

func TestTheNodeRunsInItsDirectory(t *testing.T) {
	dir := t.TempDir()
	p, err := node.Start(node.Command{Args: []string{os.Args[0], "liar", "prints directory"}, Dir: dir}, node.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Stop()
	expect(t, p, filepath.Base(dir)+"\n")
}

func TestTheNodesPipesBlockAsProgramsExpect(t *testing.T) {
	expect(t, play(t, node.DefaultLimits, "prints its stdin's flags"), "0 errno 0\n")
}

func TestTheNodeGetsTheEnvironment(t *testing.T) {
	t.Setenv("GODOG_SEED", "1")
	t.Setenv("GODOG_TESTED_PACKAGE", "x")
	t.Setenv("LC_ALL", "POSIX")
	t.Setenv("FROM_USER", "yes")
	p := play(t, node.DefaultLimits, "prints environment")
	line, err := p.Receive(in(long))
	if err != nil {
		t.Fatal(err)
	}
	for want, there := range map[string]bool{
		`"FROM_USER=yes"`: true, `"LC_ALL=C.UTF-8"`: true, `"` + quickExit + `"`: true,
		"GODOG": false, "POSIX": false,
	} {
		if strings.Contains(string(line.Bytes), want) != there {
			t.Errorf("%s in the environment: %v; want %v", want, !there, there)
		}
	}
}
