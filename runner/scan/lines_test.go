package scan

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"

	"flowcheck/runner/check"
	"flowcheck/runner/source"
)

// line is a scope_valid whose rest of the body is given.
func line(rest string) string {
	return `{"src":"oauth","dest":"c1","body":{"type":"scope_valid","in_reply_to":1,` + rest + "}}\n"
}

func TestUnusualLinesAreExactOrLeftToTheSecondTier(t *testing.T) {
	schemas, err := check.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		line string
		want bool
	}{
		"as usual":                       {line(`"has_scope":true`), true},
		"an escaped slash":               {line(`"has_scope":true,"x":"a\/b"`), true},
		"a surrogate":                    {line(`"has_scope":true,"x":"\ud83d"`), false},
		"an unknown escape":              {line(`"has_scope":true,"x":"\x"`), false},
		"a control character":            {line("\"has_scope\":true,\"x\":\"\t\""), false},
		"UTF-8":                          {line(`"has_scope":true,"x":"käse"`), true},
		"Latin-1":                        {line("\"has_scope\":true,\"x\":\"k\xe4se\""), false},
		"a fraction of nothing":          {strings.Replace(line(`"has_scope":true`), `:1,`, `:1.0,`, 1), false},
		"an exponent":                    {strings.Replace(line(`"has_scope":true`), `:1,`, `:1e3,`, 1), false},
		"a leading zero":                 {strings.Replace(line(`"has_scope":true`), `:1,`, `:01,`, 1), false},
		"minus zero":                     {strings.Replace(line(`"has_scope":true`), `:1,`, `:-0,`, 1), false},
		"a member twice, right and last": {line(`"has_scope":1,"has_scope":true`), false},
		"a member twice, wrong and last": {line(`"has_scope":true,"has_scope":1`), false},
		"a name written with escapes":    {line(`"has\u005fscope":true`), false},
		"a number beyond all use":        {line(`"has_scope":true,"x":1e99999999`), false},
		"deep nesting":                   {line(`"has_scope":true,"x":` + strings.Repeat("[", 40) + strings.Repeat("]", 40)), false},
		"a comma too many":               {line(`"has_scope":true,`), false},
		"something behind":               {strings.TrimSuffix(line(`"has_scope":true`), "\n") + "{}\n", false},
		"an entry of a transcript":       {`{"from":"node","at":1,` + line(`"has_scope":true`)[1:], false},
		"such a name in another case":    {`{"From":"node","AT":1,` + line(`"has_scope":true`)[1:], false},
		"no line feed":                   {strings.TrimSuffix(line(`"has_scope":true`), "\n"), false},
		"a line of 64 KiB":               {line(`"has_scope":true,"x":"` + strings.Repeat("x", 65400) + `"`), true},
		"a longer line":                  {line(`"has_scope":true,"x":"` + strings.Repeat("x", 65500) + `"`), false},
		"an array":                       {"[]\n", false},
		"nothing":                        {"\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tier(t).Accepts([]byte(c.line)); got != c.want {
				t.Errorf("accepted: %v", got)
			}
			if c.want && !valid(t, schemas, []byte(c.line)) {
				t.Error("the second tier refuses it")
			}
		})
	}
}

// drip gives one byte at a time.
type drip struct{ io.Reader }

func (d drip) Read(p []byte) (int, error) { return d.Reader.Read(p[:min(1, len(p))]) }

func TestARecordingIsTheSameHoweverItIsRead(t *testing.T) {
	const request = `{"src":"c1","dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"t","required_scope":"read"}}` + "\n"
	long := line(`"has_scope":"yes","x":"` + strings.Repeat("x", 3*chunkSize) + `"`)
	for name, text := range map[string]string{
		"lines":              request + line(`"has_scope":"yes"`),
		"no final line feed": request + strings.TrimSuffix(line(`"has_scope":"yes"`), "\n"),
		"carriage returns":   strings.ReplaceAll(request+line(`"has_scope":"yes"`), "\n", "\r\n"),
		"a byte order mark":  "\ufeff" + request + line(`"has_scope":"yes"`),
		"blank lines":        "\n" + request + " \n\n" + line(`"has_scope":"yes"`) + "\n",
		"a very long line":   request + long,
	} {
		t.Run(name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(text), drip{strings.NewReader(text)}} {
				parts, err := read(t, r)
				if err != nil {
					t.Fatal(err)
				}
				if p := parts[0]; len(parts) != 1 || p.Lines != 2 || len(p.Findings) == 0 || p.Findings[0].ID != "SCP-13" {
					t.Errorf("%d entries, findings %+v", p.Lines, p.Findings)
				}
				if at, want := parts[0].Findings[0].Row, strings.Count(text[:strings.Index(text, "scope_valid")], "\n")+1; at != want {
					t.Errorf("the finding is on line %d, not %d", at, want)
				}
			}
		})
	}
}

func TestAMessageMayHaveTheMembersOfAnEntry(t *testing.T) {
	const request = `{"src":"c1","dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"t","required_scope":"read"}}` + "\n"
	for _, more := range []string{`"at":"2026-01-01T00:00:00Z"`, `"from":5`, `"from":"client","at":1`, `"from":"proxy","at":1,"line":"x"`, `"Type":7,"type":7`} {
		text := strings.ReplaceAll(request+line(`"has_scope":"yes"`), `{"src"`, "{"+more+`,"src"`)
		parts, err := read(t, strings.NewReader(text))
		if err != nil {
			t.Fatal(more, err)
		}
		if p := parts[0]; p.Lines != 2 || len(p.Findings) == 0 || p.Findings[0].ID != "SCP-13" || p.Findings[0].Row != 2 {
			t.Errorf("%s: %d entries, findings %+v", more, p.Lines, p.Findings)
		}
	}
}

type failing struct{ io.Reader }

func (f failing) Read(p []byte) (int, error) {
	n, err := f.Reader.Read(p)
	if err != nil {
		err = errors.New("the disk is gone")
	}
	return n, err
}

func TestWhatCannotBeReadIsSaidInWords(t *testing.T) {
	for name, c := range map[string]struct {
		r    io.Reader
		says string
	}{
		"nothing":        {strings.NewReader(""), "there is nothing in it"},
		"blank lines":    {strings.NewReader("\n \r\n"), "there is nothing in it"},
		"prose":          {strings.NewReader("hello\n"), "line 1: it is no JSON object"},
		"UTF-16":         {strings.NewReader("\xff\xfe{\x00\"\x00s\x00\n\x00"), "line 1: it is UTF-16"},
		"half a line":    {strings.NewReader(`{"src":`), "line 1: it is no JSON object"},
		"an endless one": {io.LimitReader(zeroes{}, 40<<20), "a line is longer than 32 MiB"},
		"a broken disk":  {failing{strings.NewReader(line(`"has_scope":true`))}, "the disk is gone"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := read(t, c.r); err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "x.jsonl") {
				t.Errorf("want an error that names the file and says %q, got %v", c.says, err)
			}
		})
	}
}

func TestACutOffRecordingIsJudgedAsFarAsItGoes(t *testing.T) {
	whole := line(`"has_scope":"yes"`)
	for name, c := range map[string]struct {
		r    io.Reader
		says string
	}{
		"half a line":        {strings.NewReader(whole + `{"src":`), "x.jsonl: it is cut off in line 2; what stands before was judged"},
		"a line was damaged": {strings.NewReader(whole + `{"src":"c1"{"src"` + "\n" + whole), "x.jsonl: line 2 is no JSON object (invalid character '{' after object key:value pair); what stands before was judged"},
		"half an archive":    {cutOff{strings.NewReader(whole + whole)}, "x.jsonl: the archive ends; what stands before was judged"},
		"half of its line":   {cutOff{strings.NewReader(whole + `{"src":`)}, "x.jsonl: the archive ends; what stands before was judged"},
		"whole, and no feed": {strings.NewReader(strings.TrimSuffix(whole, "\n")), ""},
	} {
		t.Run(name, func(t *testing.T) {
			parts, err := read(t, c.r)
			if err != nil {
				t.Fatal(err)
			}
			if len(parts) != 1 || parts[0].Cut != c.says || len(parts[0].Findings) == 0 {
				t.Errorf("%+v", parts)
			}
		})
	}
}

// The reply that is missing may be what was cut off.
func TestARequestBeforeTheCutOwesNothing(t *testing.T) {
	const request = `{"src":"c1","dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"t","required_scope":"read"}}` + "\n"
	for text, charged := range map[string]bool{
		request: true,
		request + `{"src":"oauth","dest":"c1","body":{"type":"scope_valid","in_re`: false,
	} {
		parts, err := read(t, strings.NewReader(text))
		if err != nil || len(parts) != 1 {
			t.Fatal(parts, err)
		}
		if p := parts[0]; len(p.Findings) > 0 != charged || p.Silent != 1 {
			t.Errorf("of %q: findings %v, %d requests without a reply", text, p.Findings, p.Silent)
		}
	}
}

type cutOff struct{ io.Reader }

func (c cutOff) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if err != nil {
		err = &source.CutError{Why: "the archive ends"}
	}
	return n, err
}

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) { return copy(p, bytes.Repeat([]byte("x"), len(p))), nil }

func TestWhatIsForgottenIsSaidAndNotJudged(t *testing.T) {
	var text bytes.Buffer
	const more = 100
	for i := range mostOutstanding + more {
		text.WriteString(`{"src":"c1","dest":"oauth","body":{"type":"check_scope","msg_id":` + strconv.Itoa(i) + `,"token":"t","required_scope":"read"}}` + "\n")
	}
	for i := range mostOutstanding + more {
		text.WriteString(`{"src":"oauth","dest":"c1","body":{"type":"scope_valid","in_reply_to":` + strconv.Itoa(i) + `,"has_scope":false}}` + "\n")
	}
	parts, err := read(t, &text)
	if err != nil {
		t.Fatal(err)
	}
	p := parts[0]
	if len(p.Findings) != 0 || len(p.Notes) != 1 || !strings.HasPrefix(p.Notes[0], "100 requests were forgotten") {
		t.Errorf("findings %+v, notes %q", p.Findings, p.Notes)
	}
}

func TestARecordingMayStandBehindATranscript(t *testing.T) {
	const scenario = `{"at":0,"from":"suite","event":"scenario core/flow.feature: a flow @SMP-03"}
{"at":1,"from":"suite","event":"end of scenario"}
`
	const request = `{"src":"c1","dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"t","required_scope":"read"}}` + "\n"
	parts, err := read(t, strings.NewReader(scenario+request+line(`"has_scope":"yes"`)))
	if err != nil || len(parts) != 2 {
		t.Fatal(parts, err)
	}
	if len(parts[0].Findings) != 0 || len(parts[1].Findings) == 0 || parts[1].Findings[0].Row != 4 {
		t.Errorf("%+v", parts)
	}
}

func TestAddressesMayBeWrittenWithEscapes(t *testing.T) {
	const request = `{"src":"\u00631","dest":"\u006fauth","body":{"type":"check_scope","msg_id":1,"token":"t","required_scope":"read"}}` + "\n"
	reply := strings.Replace(line(`"has_scope":false`), `:1,`, `:1.0,`, 1) // for the second tier
	parts, err := read(t, strings.NewReader(request+reply+request+reply))  // the first line is for the second tier, too
	if err != nil || len(parts[0].Findings) != 0 {
		t.Errorf("%v, %+v", err, parts[0].Findings)
	}
}

func TestWhatIsNoMessageMayStandBehindWhatWasForgotten(t *testing.T) {
	request := `{"src":"c1","dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"t","required_scope":"read","x":"` + strings.Repeat("x", mostBytes) + `"}}` + "\n"
	const more = `{"at":1,"from":"node","line":"a banner\n"}
{"at":2,"from":"node","event":"end of file on stdout"}
`
	parts, err := read(t, strings.NewReader(request+request+more))
	if err != nil || len(parts) != 1 {
		t.Fatal(parts, err)
	}
	if p := parts[0]; len(p.Findings) == 0 || p.Findings[0].Cause != "stdout.banner" || len(p.Notes) != 1 {
		t.Errorf("findings %+v, notes %q", p.Findings, p.Notes)
	}
}

// Very many clients may begin with one number at a time.
func TestWhatIsForgottenIsAlsoNotTheRequestOfAnotherClient(t *testing.T) {
	var text, replies strings.Builder
	for i := range mostOutstanding + 100 {
		client := "c" + strconv.Itoa(i)
		text.WriteString(`{"src":"` + client + `","dest":"oauth","body":{"type":"check_scope","msg_id":1,"token":"t","required_scope":"read"}}` + "\n")
		replies.WriteString(strings.Replace(line(`"has_scope":false`), `"c1"`, `"`+client+`"`, 1))
	}
	parts, err := read(t, strings.NewReader(text.String()+replies.String()))
	if err != nil || len(parts) != 1 {
		t.Fatal(parts, err)
	}
	if p := parts[0]; len(p.Findings) != 0 || len(p.Notes) != 1 {
		t.Errorf("findings %+v, notes %q", p.Findings, p.Notes)
	}
}
