package mutant

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"flowcheck/reference/oauth"
)

// observation is all that can be seen of a node from outside.
type observation struct {
	Said []string // after each piece of input, before the next one
	Rest string   // after the end of the input
	End  string
	Naps []time.Duration
}

func reference(pieces []string) observation {
	return observe(pieces, func(in io.Reader, out io.Writer, _ func(time.Duration)) error {
		return oauth.New(oauth.Entropy(&pattern{})).Serve(in, out)
	})
}

func (m Mutant) observe(pieces []string) observation {
	return observe(pieces, func(in io.Reader, out io.Writer, sleep func(time.Duration)) error {
		s := m.open(in, out, sleep)
		s.fresh = func() *oauth.Node { return oauth.New(oauth.Without(m.Without...), oauth.Entropy(&pattern{})) }
		s.node = s.fresh()
		return s.serve()
	})
}

func observe(pieces []string, serve func(io.Reader, io.Writer, func(time.Duration)) error) observation {
	var o observation
	f := &feed{pieces: pieces}
	err := serve(f, &f.out, func(d time.Duration) { o.Naps = append(o.Naps, d) })
	o.Said, o.Rest = f.said, canonical(f.out.String())
	if exit := (Exit{}); errors.As(err, &exit) {
		o.End = fmt.Sprintf("exit %d: %s", exit.Status, exit.Text)
	} else if err != nil {
		o.End = "failed: " + err.Error()
	}
	return o
}

// feed is an input that hands out one piece after the other and notes what
// was said before it does.
type feed struct {
	pieces  []string
	current string
	out     bytes.Buffer
	issued  map[string][]string // by placeholder, as JSON
	said    []string
}

var (
	issue       = regexp.MustCompile(`"(access_token|code|refresh_token|url)":("(?:[^"\\]|\\.)*")`)
	placeholder = regexp.MustCompile(`"\$(TOKEN|CODE|REFRESH|URL)(\d?)([ =+^~@-]?)"`)
	names       = map[string]string{"access_token": "TOKEN", "code": "CODE", "refresh_token": "REFRESH", "url": "URL"}
)

func (f *feed) Read(p []byte) (int, error) {
	if f.current == "" {
		if f.issued == nil {
			f.issued = map[string][]string{}
		}
		for _, found := range issue.FindAllStringSubmatch(f.out.String(), -1) {
			f.issued[names[found[1]]] = append(f.issued[names[found[1]]], found[2])
		}
		f.said = append(f.said, canonical(f.out.String()))
		f.out.Reset()
		if len(f.pieces) == 0 {
			return 0, io.EOF
		}
		f.current = placeholder.ReplaceAllStringFunc(f.pieces[0], f.filled)
		f.pieces = f.pieces[1:]
	}
	n := copy(p, f.current)
	f.current = f.current[n:]
	return n, nil
}

// filled is what a placeholder stands for: the first of its kind, or the one
// of its number, with the change that stands behind it.
func (f *feed) filled(text string) string {
	found := placeholder.FindStringSubmatch(text)
	i, err := strconv.Atoi(found[2])
	if err != nil {
		i = 1
	}
	all := f.issued[found[1]]
	if i > len(all) {
		return `""`
	}
	whole := strings.Trim(all[i-1], `"`)
	but := whole[:max(0, len(whole)-1)]
	switch found[3] {
	case " ", "+", "=":
		return `"` + whole + found[3] + `"`
	case "^":
		return `"` + strings.ToUpper(whole) + `"`
	case "~":
		return `"` + but + string('A'+whole[len(but)]%2) + `"` // A or B
	case "-":
		return `"` + but + `"`
	case "@":
		return `"Bearer ` + whole + `"`
	}
	return all[i-1]
}

// canonical sorts the members of every line that is an object.
func canonical(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		object := strings.TrimRight(line, "\r\n")
		end := line[len(object):]
		if decoded := decode([]byte(object)); decoded != nil && json.Valid([]byte(object)) {
			object = strings.TrimSuffix(string(encode(decoded)), "\n")
		}
		b.WriteString(object + end)
	}
	return b.String()
}

// pattern is a source of bytes that is the same in every run.
type pattern struct{ next byte }

func (p *pattern) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = p.next
		p.next += 7
	}
	return len(b), nil
}
