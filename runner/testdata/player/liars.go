//go:build unix

package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"flowcheck/reference/oauth"
)

// late is a little more than the deadline of the runs that judge liars.
const late = 840 * time.Millisecond

// oddArguments are what the liar "arguments" has to be called with.
var oddArguments = []string{"two words", "", `it's "quoted"`, "*"}

// liars are the nodes that do not play by the rules, or play by them
// oddly. Most of them know the right replies.
var liars = map[string]func(){
	// Those that say nothing, or too much.
	"never reads":       forever,
	"exits with 0":      func() {},
	"exits with 1":      func() { os.Stderr.WriteString("ImportError: no module named oauth\n"); os.Exit(1) },
	"hangs":             func() { readAll(); forever() },
	"is killed":         func() { each(func(_, _ []byte) { die() }) },
	"exits after first": func() { each(func(_, reply []byte) { say(reply); os.Exit(0) }) },
	"floods lines":      func() { flood("a line\n") },
	"floods one line":   func() { flood("x") },
	"half a line":       func() { each(func(_, reply []byte) { say(reply[:20]); forever() }) },
	"closes stdout":     func() { os.Stdout.Close(); readAll(); forever() },
	"refuses":           func() { each(func(_, reply []byte) { say(refused(reply)) }) },

	"crashes on check_scope": func() {
		each(func(request, reply []byte) {
			if bytes.Contains(request, []byte("check_scope")) {
				os.Stderr.WriteString("KeyError: 'scopes'\n")
				os.Exit(1)
			}
			say(reply)
		})
	},
	"crashes without a client": func() {
		asked := false
		each(func(request, reply []byte) {
			if asked = asked || bytes.Contains(request, []byte("generate_auth_url")); !asked {
				os.Stderr.WriteString("KeyError: 'abc123'\n")
				os.Exit(1)
			}
			say(reply)
		})
	},
	"ignores check_scope":       func() { ignore("check_scope") },
	"ignores generate_auth_url": func() { ignore("generate_auth_url") },

	// Those that are hard to end.
	"ignores TERM and EOF": func() {
		signal.Ignore(syscall.SIGTERM)
		each(func(_, reply []byte) { say(reply) })
		forever()
	},
	"ignores TERM and is silent": func() { signal.Ignore(syscall.SIGTERM); forever() },
	"leaves a child":             func() { leaveChild(false); each(func(_, reply []byte) { say(reply) }) },
	"leaves a setsid child":      func() { leaveChild(true); each(func(_, reply []byte) { say(reply) }) },
	"hangs with a setsid child":  func() { leaveChild(true); forever() },
	"sits":                       func() { signal.Ignore(syscall.SIGTERM); forever() },

	// Those that answer at the wrong time.
	"answers after EOF": func() {
		var all []byte
		each(func(_, reply []byte) { all = append(all, reply...) })
		say(all)
	},
	"answers late":  func() { each(func(_, reply []byte) { time.Sleep(late); say(reply) }) },
	"answers twice": func() { each(func(_, reply []byte) { say(reply, reply) }) },
	"answers the previous": func() {
		var previous []byte
		each(func(_, reply []byte) { say(previous); previous = bytes.Clone(reply) })
	},

	// Those that print something else.
	"echoes":                   func() { each(func(request, _ []byte) { say(request) }) },
	"greets":                   func() { say([]byte("OAuth node 1.0\nready\n")); each(func(_, reply []byte) { say(reply) }) },
	"logs":                     func() { each(func(_, reply []byte) { say([]byte("got a request\n"), reply) }) },
	"logs a dict":              func() { each(func(_, reply []byte) { say([]byte("{'type': 'generate_auth_url'}\n"), reply) }) },
	"prints on stderr":         func() { each(func(_, reply []byte) { os.Stderr.Write(reply) }) },
	"prints body and envelope": func() { each(func(_, reply []byte) { say(bare(bytes.Clone(reply)), reply) }) },
	"greets in JSON":           func() { say([]byte(`{"type":"ready"}` + "\n")); each(func(_, reply []byte) { say(reply) }) },
	"prints an example first": func() {
		say([]byte(`{"src":"oauth","dest":"client","body":{"type":"auth_url_generated","in_reply_to":1,"url":"https://accounts.example.com/authorize"}}` + "\n"))
		each(func(_, reply []byte) { say(reply) })
	},
	"prints garbage": func() { each(func(_, reply []byte) { say([]byte("\x00\x01\xfe\x7f\x1b[2J\n"), reply) }) },
	"prints Latin-1": func() { each(func(_, reply []byte) { say(with(reply, `"note":"caf`+"\xe9"+`"`)) }) },
	"prints a mark":  func() { say([]byte("\ufeff")); each(func(_, reply []byte) { say(reply) }) },
	"ends with CRLF": func() { each(func(_, reply []byte) { say(bytes.TrimSuffix(reply, []byte("\n")), []byte("\r\n")) }) },
	"two on a line":  func() { each(func(_, reply []byte) { say(bytes.TrimSuffix(reply, []byte("\n")), reply) }) },
	"pretty-prints":  func() { each(func(_, reply []byte) { say(bytes.ReplaceAll(reply, []byte(`,"`), []byte(",\n  \""))) }) },
	"prints a dict":  func() { each(func(_, reply []byte) { say(bytes.ReplaceAll(reply, []byte(`"`), []byte(`'`))) }) },
	"prints a list": func() {
		each(func(_, reply []byte) { say([]byte("["), bytes.TrimSuffix(reply, []byte("\n")), []byte("]\n")) })
	},
	"prints a form": func() { each(func(_, _ []byte) { say([]byte("type=auth_url_generated&in_reply_to=1\n")) }) },
	"complains": func() {
		each(func(_, reply []byte) {
			say(reply, []byte(`{"src":"oauth","dest":"client","body":{"type":"error","code":10}}`+"\n"))
		})
	},
	"repeats the type": func() {
		each(func(_, reply []byte) {
			say(bytes.ReplaceAll(bytes.ReplaceAll(reply, []byte("auth_url_generated"), []byte("generate_auth_url")), []byte("token_issued"), []byte("exchange_code")))
		})
	},
	"changes framing": func() {
		n := 0
		each(func(_, reply []byte) {
			if n++; n > 1 {
				reply = bare(reply)
			}
			say(reply)
		})
	},

	// Those that are right, though odd.
	"bare bodies": func() { each(func(_, reply []byte) { say(bare(reply)) }) },
	"writes 2 MiB": func() {
		pad := `"pad":"` + strings.Repeat("y", 2<<20) + `"`
		each(func(_, reply []byte) { say(with(reply, pad)); pad = `"pad":""` })
	},
	"talks on stderr": func() {
		each(func(_, reply []byte) { os.Stderr.WriteString(strings.Repeat("noise\n", 1<<15)); say(reply) })
	},
	"arguments": func() {
		if slices.Equal(os.Args[1:], oddArguments) {
			each(func(_, reply []byte) { say(reply) })
		}
	},
}

// each reads line by line and hands over each line with its right reply.
func each(answer func(request, reply []byte)) {
	right := oauth.New()
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		answer(line, right.Answer(line))
	}
}

// ignore answers all requests but those of one type.
func ignore(typ string) {
	each(func(request, reply []byte) {
		if !bytes.Contains(request, []byte(typ)) {
			say(reply)
		}
	})
}

func say(parts ...[]byte) { os.Stdout.Write(bytes.Join(parts, nil)) }

// bare is the body of a reply, without its envelope.
func bare(reply []byte) []byte {
	_, body, _ := bytes.Cut(reply, []byte(`"body":`))
	return append(body[:bytes.LastIndexByte(body, '}')], '\n')
}

// with adds a member to the body of a reply.
func with(reply []byte, member string) []byte {
	return bytes.Replace(reply, []byte(`"body":{`), []byte(`"body":{`+member+`,`), 1)
}

// refused is a reply that refuses, whatever was asked.
func refused(reply []byte) []byte {
	_, id, _ := bytes.Cut(reply, []byte(`"in_reply_to":`))
	digits := id[:len(id)-len(bytes.TrimLeft(id, "0123456789"))]
	return []byte(`{"src":"oauth","dest":"client","body":{"type":"error","in_reply_to":` + string(digits) + `,"code":14,"text":"not today"}}` + "\n")
}

func readAll() { _, _ = io.Copy(io.Discard, os.Stdin) }

func forever() { time.Sleep(time.Hour) }

// die ends the process as the operating system ends a broken one.
func die() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	forever()
}

func flood(text string) {
	chunk := bytes.Repeat([]byte(text), 1<<16/len(text))
	for {
		if _, err := os.Stdout.Write(chunk); err != nil {
			return
		}
	}
}

// leaveChild starts a process that keeps the pipes of the node.
func leaveChild(session bool) {
	c := exec.Command(os.Args[0], "liar", "sits")
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: session}
	if err := c.Start(); err != nil {
		panic(err)
	}
}
