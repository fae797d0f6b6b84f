package oauth_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"flowcheck/reference/oauth"
)

const (
	sample1 = `{"type":"generate_auth_url","msg_id":1,"client_id":"abc123","redirect_uri":"https://app.com/callback","scopes":["read","write"],"state":"xyz789"}`
	reply1  = `{"type":"auth_url_generated","in_reply_to":1,"url":"https://accounts.example.com/authorize?response_type=code&client_id=abc123&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&scope=read+write&state=xyz789"}`
	check   = `{"type":"check_scope","msg_id":1,"token":"t","required_scope":"r"}`
	no      = `{"type":"scope_valid","in_reply_to":1,"has_scope":false}`
)

func TestLines(t *testing.T) {
	one, yes := envelope(check), answered(no)
	tests := []struct {
		name, input string
		want        []string
	}{
		{"the first sample", envelope(sample1) + "\n", []string{answered(reply1)}},
		{"nothing", "", nil},
		{"blank lines", "\n\r\n \t\n" + one + "\n\n", []string{yes}},
		{"carriage returns", one + "\r\n" + one + "\r\n", []string{yes, yes}},
		{"a byte order mark", "\uFEFF" + one + "\n", []string{yes}},
		{"a last line without line feed", one + "\n" + one, []string{yes, yes}},
		{"several lines at once", strings.Repeat(one+"\n", 3), []string{yes, yes, yes}},
		{"white space inside", " { \"src\" : \"client\" ,\t\"dest\": \"oauth\", \"body\" : " + strings.ReplaceAll(check, ":", " :\t") + " } \n", []string{yes}},
		{"members in another order", `{"body":{"required_scope":"r","token":"t","msg_id":1,"type":"check_scope"},"dest":"oauth","src":"client"}` + "\n", []string{yes}},
		{"members that nobody knows", `{"id":7,"src":"client","dest":"oauth","SRC":"x","body":{"x":{"y":[null]},"Type":"foo",` + check[1:] + "}\n", []string{yes}},
		{"a member twice: the last one counts", envelope(`{"type":"foo",`+check[1:]) + "\n", []string{yes}},
		{"a line of 2 MiB", envelope(`{"x":"`+strings.Repeat("x", 2<<20)+`",`+check[1:]) + "\n", []string{yes}},
		{"line separators of Unicode inside a string", envelope(`{"x":"a`+"\u2028\u2029\u0085"+`\u000b",`+check[1:]) + "\n", []string{yes}},
		{"another destination", strings.Replace(one, "oauth", "käse", 1) + "\n", []string{strings.Replace(yes, "oauth", "käse", 1)}},
		{"no msg_id", strings.Replace(one, `"msg_id":1,`, "", 1) + "\n", []string{strings.Replace(yes, `"in_reply_to":1,`, "", 1)}},
		{"msg_id 0", strings.Replace(one, `_id":1`, `_id":0`, 1) + "\n", []string{strings.Replace(yes, `to":1`, `to":0`, 1)}},
		{"a msg_id beyond 32 bits", strings.Replace(one, `_id":1`, `_id":2147483648`, 1) + "\n", []string{strings.Replace(yes, `to":1`, `to":2147483648`, 1)}},
		{"a msg_id beyond 2^53", strings.Replace(one, `_id":1`, `_id":9007199254740993`, 1) + "\n", []string{strings.Replace(yes, `to":1`, `to":9007199254740993`, 1)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, speak(t, oauth.New(), tt.input)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestWhatIsNoRequestIsSurvivedInSilence(t *testing.T) {
	good := envelope(check)
	bad := map[string]string{
		"not JSON":                  `{`,
		"a word":                    `nope`,
		"null":                      `null`,
		"a number":                  `1`,
		"an array":                  `[]`,
		"two objects on a line":     good + good,
		"no src":                    `{"dest":"oauth","body":` + check + `}`,
		"src is a number":           `{"src":1,"dest":"oauth","body":` + check + `}`,
		"no dest":                   `{"src":"client","body":` + check + `}`,
		"no body":                   `{"src":"client","dest":"oauth"}`,
		"body is a string":          envelope(`"x"`),
		"body is null":              envelope(`null`),
		"a NUL byte":                "\x00",
		"a NUL byte inside":         envelope("{\"x\":\"\x00\"}"),
		"bytes that are not UTF-8":  envelope("{\"x\":\"\xff\xfe\"," + check[1:]),
		"nesting without an end":    strings.Repeat("[", 200_000),
		"deep nesting inside":       envelope(`{"x":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `,` + check[1:]),
		"a reply":                   envelope(`{"type":"token_issued","in_reply_to":1}`),
		"an error":                  envelope(`{"type":"error","in_reply_to":1,"code":10}`),
		"an error that names no id": envelope(`{"type":"error","code":12}`),
	}
	for name, line := range bad {
		t.Run(name, func(t *testing.T) {
			got := speak(t, oauth.New(), good+"\n"+line+"\n"+good+"\n")
			if diff := cmp.Diff([]string{answered(no), answered(no)}, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestAMessageInSingleBytesIsOneMessage(t *testing.T) {
	var out bytes.Buffer
	in := iotest.OneByteReader(strings.NewReader(envelope(check) + "\n"))
	if err := oauth.New().Serve(in, &out); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(answered(no)+"\n", out.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// waits is an input that notes what has been written whenever it is read.
type waits struct {
	chunks []string
	out    *bytes.Buffer
	seen   []int // number of lines written at each read
}

func (w *waits) Read(p []byte) (int, error) {
	w.seen = append(w.seen, strings.Count(w.out.String(), "\n"))
	if len(w.chunks) == 0 {
		return 0, io.EOF
	}
	n := copy(p, w.chunks[0])
	w.chunks = w.chunks[1:]
	return n, nil
}

func TestNoReplyIsHeldBackWhileTheNodeWaits(t *testing.T) {
	line := envelope(check) + "\n"
	var out bytes.Buffer
	in := &waits{chunks: []string{line, line + line, line + line[:20], line[20:]}, out: &out}
	if err := oauth.New().Serve(in, &out); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{0, 1, 3, 4, 5}, in.seen); diff != "" {
		t.Errorf("replies written before each read, -want +got:\n%s", diff)
	}
}

func TestFailuresOfTheStreamsAreReported(t *testing.T) {
	broken := errors.New("broken")
	if err := oauth.New().Serve(iotest.ErrReader(broken), io.Discard); !errors.Is(err, broken) {
		t.Errorf("a failing input gave %v", err)
	}
	_, pipe := io.Pipe()
	pipe.CloseWithError(broken)
	if err := oauth.New().Serve(strings.NewReader(envelope(check)), pipe); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a failing output gave %v", err)
	}
}
