//go:build mutation && unix

package oauth_test

import (
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"

	"flowcheck/reference/oauth"
	"flowcheck/runner"
	"flowcheck/runner/node"
	"flowcheck/runner/report"
)

// socket names the socket to which a child of this test binary hands its stdin
// and stdout.
const socket = "FLOWCHECK_TEST_SOCKET"

// With the tag `mutation` the features are the only test, and they judge a node
// that lives in this process: a tool that measures coverage and changes the
// source sees what they reach.
func TestMain(m *testing.M) {
	if path := os.Getenv(socket); path != "" {
		os.Exit(bridge(path))
	}
	flag.Parse()
	if err := flag.Set("test.run", "^TestTheFeaturesHold$"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// bridge is the process that the runner starts: it passes the bytes on.
func bridge(path string) int {
	c, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	go func() {
		io.Copy(c, os.Stdin)
		c.CloseWrite()
	}()
	if _, err := io.Copy(os.Stdout, c); err != nil {
		return 1
	}
	return 0
}

// serve lets one node answer each connection until the test ends.
func serve(t *testing.T) (path string) {
	t.Helper()
	folder, err := os.MkdirTemp("", "") // t.TempDir is too long for a socket's name
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(folder, "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close(); os.RemoveAll(folder) })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				_ = oauth.New().Serve(c, c) // what fails shows in the findings
			}()
		}
	}()
	return path
}

func TestTheFeaturesHold(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := node.Command{Args: []string{self}, Env: []string{socket + "=" + serve(t)}}
	opts := runner.Options{Profiles: []string{"all"}, Strict: true, FailFast: true, Seed: 1}
	r, err := runner.Run(t.Context(), cmd, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range report.Groups(r) {
		t.Errorf("%v %s: %s", g.IDs, g.Cause, g.Example.Message)
	}
	// A node that says that it lacks an optional message conforms, and this one
	// lacks none.
	for _, req := range r.Requirements {
		if req.Status == report.Skipped {
			t.Errorf("%s is skipped: %s", req.ID, req.Reason)
		}
	}
	if r.Verdict != report.Conforms {
		t.Errorf("verdict %q", r.Verdict)
	}
}
