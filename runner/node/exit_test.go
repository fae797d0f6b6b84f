package node

import (
	"syscall"
	"testing"
	"time"
)

func TestAnExitInWords(t *testing.T) {
	term, kill := syscall.SIGTERM.String(), syscall.SIGKILL.String()
	for want, e := range map[string]Exit{
		"exit status 3": {Status: 3, Ended: true},
		"exit status 0, leaving 2 processes behind":      {Left: 2},
		"killed by signal: killed":                       {Status: -1, Signal: kill, Ended: true},
		"ended by TERM":                                  {Status: -1, Signal: term, ByUs: true},
		"ended by KILL after the suite closed its stdin": {Status: -1, Signal: kill, ByUs: true, Grace: time.Second},
		"exit status 1 on TERM":                          {Status: 1, ByUs: true},
		"still running after KILL":                       {Status: -1, ByUs: true},
		"ended by KILL, leaving a process behind":        {Status: -1, Signal: kill, ByUs: true, Left: 1},
		"killed by signal: " + syscall.SIGSEGV.String():  {Status: -1, Signal: syscall.SIGSEGV.String(), Ended: true},
		"killed by signal: " + syscall.SIGPIPE.String():  {Status: -1, Signal: syscall.SIGPIPE.String()},
	} {
		if got := e.String(); got != want {
			t.Errorf("%+v in words is %q; want %q", e, got, want)
		}
	}
}
