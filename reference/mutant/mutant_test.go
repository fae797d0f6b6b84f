package mutant

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"flowcheck/reference/oauth"
)

func TestNamesAndSummaries(t *testing.T) {
	kebab := regexp.MustCompile(`\A[a-z0-9]+(-[a-z0-9]+)*\z`)
	id := regexp.MustCompile(`\A[A-Z]{3}-[0-9]{2}\z`)
	seen := map[string]bool{}
	for _, m := range Table() {
		if !kebab.MatchString(m.Name) || seen[m.Name] {
			t.Errorf("%q is no name, or not the first of that name", m.Name)
		}
		seen[m.Name] = true
		if !id.MatchString(m.ID) || m.Profile == "" {
			t.Errorf("%s: who finds it? %q in profile %q", m.Name, m.ID, m.Profile)
		}
		if !strings.HasSuffix(m.Summary, ".") || strings.Contains(m.Summary, ". ") {
			t.Errorf("%s: the summary is not one sentence: %q", m.Name, m.Summary)
		}
		if found, ok := Find(m.Name); !ok || found.Summary != m.Summary {
			t.Errorf("%s cannot be found", m.Name)
		}
	}
	if _, ok := Find("no-such-mutant"); ok {
		t.Error("a mutant is found that does not exist")
	}
}

func TestEveryRequirementHasAMutant(t *testing.T) {
	have := map[string]bool{}
	for _, m := range Table() {
		have[m.ID] = true
	}
	for _, series := range []struct {
		prefix  string
		numbers []int
	}{
		{"SMP", upTo(13)},
		{"TOK", slices.DeleteFunc(upTo(31), func(n int) bool { return n == 6 || n == 9 })}, // excluded, a permission
		{"ENV", upTo(14)},
		{"TRN", append(upTo(15), 17, 18, 19, 20, 21, 22)},
		{"URL", slices.DeleteFunc(upTo(23), func(n int) bool { return n == 17 })}, // excluded
		{"SCP", upTo(16)},
		{"INI", upTo(4)},
		{"STA", upTo(10)},
		{"ISS", upTo(1)},
		{"PKC", slices.DeleteFunc(upTo(18), func(n int) bool { return n == 16 })},            // excluded
		{"REF", slices.DeleteFunc(upTo(16), func(n int) bool { return n == 12 || n == 14 })}, // a permission, excluded
		{"EXP", upTo(6)},
		{"REV", upTo(2)},
		{"ERR", upTo(10)},
		{"ROB", upTo(8)},
	} {
		for _, n := range series.numbers {
			if id := fmt.Sprintf("%s-%02d", series.prefix, n); !have[id] {
				t.Errorf("%s is found by nothing", id)
			}
		}
	}
}

func upTo(n int) []int {
	var all []int
	for i := 1; i <= n; i++ {
		all = append(all, i)
	}
	return all
}

func TestEveryRuleHasAMutant(t *testing.T) {
	for _, rule := range oauth.Rules() {
		if !slices.ContainsFunc(Table(), func(m Mutant) bool { return slices.Contains(m.Without, rule) }) {
			t.Errorf("no mutant lacks %s", rule)
		}
	}
	if more := unnamed(named(), oauth.Rules()); len(more) > 0 {
		t.Errorf("%s: a row has to say which requirement finds it", more[0].Name)
	}
}

// A rule that is new in the reference makes a mutant by itself.
func TestARuleWithoutARowMakesAMutant(t *testing.T) {
	var have []string
	rows := slices.DeleteFunc(named(), func(m Mutant) bool { return m.Name == "substring-scope" || m.Name == "challenge-dropped" })
	for _, m := range unnamed(rows, oauth.Rules()) {
		have = append(have, m.Name+" "+m.ID)
		if len(m.Without) != 1 || m.Name != "without-"+m.Without[0].String() {
			t.Errorf("%s lacks %v", m.Name, m.Without)
		}
	}
	if diff := cmp.Diff([]string{"without-challenge-in-url ", "without-exact-scope "}, have); diff != "" {
		t.Errorf("-want +have\n%s", diff)
	}
}

// A mutant differs from the reference in the exercise's flow, or it has a
// stimulus: then it differs there and is right in the flow.
func TestEachMutantIsWrongWhereItSays(t *testing.T) {
	flow := bodies(
		`{"type":"generate_auth_url","msg_id":1,"client_id":"abc123","redirect_uri":"https://app.com/callback","scopes":["read","write"],"state":"xyz789"}`,
		`{"type":"exchange_code","msg_id":2,"code":"AUTH_CODE","redirect_uri":"https://app.com/callback","client_id":"abc123","client_secret":"secret"}`,
		`{"type":"check_scope","msg_id":3,"token":"$TOKEN","required_scope":"write"}`)
	rightFlow := reference(flow)
	for _, m := range Table() {
		t.Run(m.Name, func(t *testing.T) {
			diff := cmp.Diff(rightFlow, m.observe(flow))
			if m.Stimulus == nil {
				if diff == "" {
					t.Error("it says what the reference says in the flow of the exercise, and has no stimulus")
				}
				return
			}
			if diff != "" {
				t.Errorf("it is wrong in the flow of the exercise already: -reference +mutant\n%s", diff)
			}
			if cmp.Equal(reference(m.Stimulus), m.observe(m.Stimulus)) {
				t.Error("its stimulus does not show its fault")
			}
		})
	}
}

func TestNoMutantPanics(t *testing.T) {
	hostile := []string{
		"\n", "{", "null\n", "[]\n", "\"x\"\n", "\x00\xff\n", `{"src":1,"dest":[],"body":"x"}` + "\n",
		`{"src":"a","dest":"b"}` + "\n", enveloped(`{}`), enveloped(`{"type":5,"msg_id":"x"}`),
		enveloped(`{"type":"generate_auth_url","msg_id":1.5,"client_id":[],"scopes":{},"state":null}`),
		enveloped(`{"type":"check_scope","msg_id":99999999999999999999,"token":7,"required_scope":"("}`),
		enveloped(`{"type":"exchange_code","msg_id":-1,"code":{},"client_id":null}`),
		enveloped(chk("t", "(")), enveloped(gen("", "", `[]`, `""`)), enveloped(gen("%zz", "%", `["%"]`, `"%"`)),
		enveloped(registerOne), enveloped(registerApp), enveloped(want()), enveloped(wantPKCE(challenge)), enveloped(allow()),
		enveloped(allow("url", "%zz?&&=", "approved", "=5")), enveloped(redeem("code_verifier", verifier)), enveloped(renew()),
		enveloped(renew("refresh_token", "=[]", "client_id", "=null")), enveloped(revoke()), enveloped(arrive("state", "={}")),
		enveloped(pass("-1")), enveloped(pass("1e99")), enveloped(body("init", "node_id", "=7")), enveloped(body("register_client", "redirect_uris", "={}")),
		strings.Repeat(enveloped(gen("a", "b", `["c"]`, `"d"`)), 3), "no line feed",
	}
	for _, m := range Table() {
		m.observe(hostile) // a panic fails the test by itself
		for _, piece := range hostile {
			m.observe([]string{piece})
		}
	}
}

func TestStatus(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want int
	}{{nil, 0}, {Exit{Status: 0}, 0}, {Exit{Status: 3}, 3}, {fmt.Errorf("end: %w", Exit{Status: 2}), 2}, {io.ErrClosedPipe, 1}} {
		if got := Status(tt.err); got != tt.want {
			t.Errorf("%v asks for status %d, want %d", tt.err, got, tt.want)
		}
	}
}

func TestServeIsTheSameNode(t *testing.T) {
	m, _ := Find("substring-scope")
	var out bytes.Buffer
	if err := m.Serve(strings.NewReader(enveloped(chk("t", "r"))), &out); err != nil {
		t.Fatal(err)
	}
	want := `{"src":"oauth","dest":"client","body":{"type":"scope_valid","in_reply_to":3,"has_scope":false}}` + "\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
