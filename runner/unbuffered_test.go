package runner

import (
	"strings"
	"testing"
)

func TestWhatFlushesForANodeIsNoted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args, env string
		want      bool
	}{
		{"python3 node.py", "A=1 PYTHONUNBUFFERED=1", true},
		{"/usr/bin/python3.12 node", "PYTHONUNBUFFERED=x", true},
		{"./node.py", "PYTHONUNBUFFERED=1", true},
		{"python3 node.py", "PYTHONUNBUFFERED=", false},
		{"python3 node.py", "PYTHONDONTWRITEBYTECODE=1", false},
		{"node mynode.js", "PYTHONUNBUFFERED=1", false},
	} {
		if got := unbuffered(strings.Fields(c.args), strings.Fields(c.env)); got != c.want {
			t.Errorf("%s with %s: %v", c.args, c.env, got)
		}
	}
}
