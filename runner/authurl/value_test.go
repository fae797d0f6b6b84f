package authurl

import (
	"strings"
	"testing"
)

func TestValuesThatWereNotEncoded(t *testing.T) {
	cb := "https://app.com:8443/cb?x=1&y=2"
	state := func(value, raw string, r ...string) try {
		return try{value + " as " + raw, put(Encode(withState(value)), "state", raw), withState(value), r}
	}
	run(t, []try{
		{"redirect_uri raw", put(Encode(withRedirect(cb)), "redirect_uri", cb), withRedirect(cb), rules("not-encoded redirect_uri")},
		{"redirect_uri with a fragment raw", put(Encode(withRedirect("https://a/cb#f")), "redirect_uri", "https://a/cb#f"), withRedirect("https://a/cb#f"), rules("not-encoded redirect_uri")},
		{"redirect_uri raw where that is harmless", put(Encode(sample()), "redirect_uri", "https://app.com/callback"), sample(), rules("~not-form-encoded redirect_uri")},
		{"redirect_uri without its default port", put(Encode(withRedirect("https://a:443/cb")), "redirect_uri", "https%3A%2F%2Fa%2Fcb"), withRedirect("https://a:443/cb"), rules("rewritten redirect_uri")},
		{"redirect_uri without its last slash", put(Encode(withRedirect("https://a/cb/")), "redirect_uri", "https%3A%2F%2Fa%2Fcb"), withRedirect("https://a/cb/"), rules("rewritten redirect_uri")},
		{"redirect_uri with a path that it had not", put(Encode(withRedirect("https://a?b=c")), "redirect_uri", "https%3A%2F%2Fa%2F%3Fb%3Dc"), withRedirect("https://a?b=c"), rules("rewritten redirect_uri")},
		{"redirect_uri without its detour", put(Encode(withRedirect("https://a/b/../c")), "redirect_uri", "https%3A%2F%2Fa%2Fc"), withRedirect("https://a/b/../c"), rules("rewritten redirect_uri")},
		{"redirect_uri with its host in lower case", put(Encode(withRedirect("https://A/Cb")), "redirect_uri", "https%3A%2F%2Fa%2FCb"), withRedirect("https://A/Cb"), rules("rewritten redirect_uri")},
		{"redirect_uri with its path in lower case", put(Encode(withRedirect("https://a/Cb")), "redirect_uri", "https%3A%2F%2Fa%2Fcb"), withRedirect("https://a/Cb"), rules("case-changed redirect_uri")},
		{"redirect_uri that holds escapes, raw", put(Encode(withRedirect("https://a/?u=https%3A%2F%2Fx")), "redirect_uri", "https://a/?u=https%3A%2F%2Fx"),
			withRedirect("https://a/?u=https%3A%2F%2Fx"), rules("not-encoded redirect_uri")},
		{"only / and : encoded", put(Encode(withRedirect(cb)), "redirect_uri", "https%3A%2F%2Fapp.com%3A8443%2Fcb?x=1&y=2"), withRedirect(cb), rules("not-encoded redirect_uri")},
		{"scope with a raw blank", put(Encode(sample()), "scope", "read write"), sample(), rules("not-encoded scope")},
		state("a&b#c", "a&b#c", "not-encoded state"),
		state("a&scope=x", "a&scope=x", "not-encoded state"),
		state("a&state=b", "a&state=b", "not-encoded state"),
		state("a&", "a&", "not-encoded state"),
		state("a%b", "a%b", "not-encoded state"),
		state("a;b", "a;b", "not-encoded state"),
		state("é", "é", "not-encoded state"),
		state("a&b c", "a&b%20c", "encode-uri state"),
		state("a&b c", "a%26b%20c"),
		state("a&b/c", "a&b%2Fc", "path-escaped state"),
		state("a/b", "a%2Fb"),
		state("a+b", "a+b", "plus-as-blank state"),
		state("a+b/c", "a+b/c", "plus-as-blank state"),
		state("a+b", "a%20b", "plus-as-blank state"),
		state("a b", "a+b"),
		state("a+b&c", "a+b&c", "not-encoded state"),
		{"all raw: one difference each", Endpoint + "?response_type=code&client_id=a&b&redirect_uri=" + cb + "&scope=read+write&state=x#y",
			with(func(w *Want) { s := "x#y"; w.State, w.ClientID, w.RedirectURI = &s, "a&b", cb }),
			rules("not-encoded client_id", "not-encoded redirect_uri", "not-encoded state")},
		{"raw state and a missing client_id", drop(put(Encode(withState("a&b")), "state", "a&b"), "client_id"), withState("a&b"), rules("not-encoded state", "missing client_id")},
		{"raw state and a trailing &", put(Encode(withState("a#b")), "state", "a#b") + "&", withState("a#b"), rules("not-encoded state", "empty-piece")},
		{"raw state and a fragment", put(Encode(withState("a&b")), "state", "a&b") + "#f", withState("a&b"), rules("not-encoded state", "fragment")},
		{"a raw state that holds another raw value", Endpoint + "?response_type=code&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&scope=read+write&state=x&client_id=a&b&client_id=a&b",
			with(func(w *Want) { s := "x&client_id=a&b"; w.State, w.ClientID = &s, "a&b" }), rules("not-encoded state", "not-encoded client_id")},
		{"a raw & in the middle of the query", strings.Replace(sampleURL, "abc123", "abc&123", 1), withClient("abc&123"), rules("not-encoded client_id")},
	})
}

func TestValuesThatWereSpoilt(t *testing.T) {
	state := func(value, raw string, r ...string) try {
		return try{value + " as " + raw, put(Encode(withState(value)), "state", raw), withState(value), r}
	}
	long := strings.Repeat("s", 4096)
	run(t, []try{
		state("a b", "a%2Bb", "encoded-twice state"),
		state("a/b", "a%252Fb", "encoded-twice state"),
		state("a%2Fb", "a%252Fb"),
		state("a%2Fb", "a%2Fb", "not-encoded state"),
		state("a%3Fb/", "a%3Fb%2F", "decoded-first state"),
		state("a%2Bb/", "a%2Bb%2F", "decoded-first state"),
		state("€", "%u20AC", "escape state"),
		state("😀", "%uD83D%uDE00", "escape state"),
		state("é/", "%E9/", "escape state"),
		state("é", "%E9", "latin-1 state"),
		state("€", "%80", "charset state"),
		state("é", "%C3%A9"),
		state("käse", "k%C3%83%C2%A4se", "charset state"),
		state("käse", "k%3F%3Fse", "charset state"),
		state("k??se", "k%3F%3Fse"),
		state(`a/b`, `a%5C%2Fb`, "json-escaped state"),
		state(`a&b`, `a%5Cu0026b`, "json-escaped state"),
		state(`a\/b`, `a%5C%2Fb`),
		state("a", "None", "stringified state"),
		state("a", "undefined", "stringified state"),
		state("a", "%22a%22", "stringified state"),
		state("a", "b%27a%27", "stringified state"),
		state("00123", "123", "number-changed state"),
		state("1e3", "1000", "number-changed state"),
		state("9007199254740993", "9007199254740992", "number-changed state"),
		state("true", "True", "case-changed state"),
		state("Abc", "abc", "case-changed state"),
		state(" a ", "a", "trimmed state"),
		state(" a ", "+a+"),
		state(long, long[:255], "truncated state"),
		state(long, long),
		state("a&b", "a", "truncated state"),
		state("abc", "abd", "changed state"),
		state("a b", "ab", "changed state"),
	})
}

func TestScopeLists(t *testing.T) {
	scope := func(raw string, r ...string) try {
		return try{"scope=" + raw, put(Encode(sample()), "scope", raw), sample(), r}
	}
	of := func(raw string, list []string, r ...string) try {
		w := withScopes(list...)
		return try{strings.Join(list, " ") + " as " + raw, put(Encode(w), "scope", raw), w, r}
	}
	run(t, []try{
		scope("read,write", "scope-comma scope"),
		scope("read%2Cwrite", "scope-comma scope"),
		scope("read%2C+write", "scope-comma scope"),
		scope("read%2Bwrite", "scope-plus-encoded scope"),
		scope("read%3Bwrite", "scope-separator scope"),
		scope("read;write", "scope-separator scope"),
		scope("readwrite", "scope-separator scope"),
		scope("read+write+", "scope-edge-blank scope"),
		scope("+read+write", "scope-edge-blank scope"),
		scope("read++write", "scope-edge-blank scope"),
		scope("%5B%22read%22%2C%22write%22%5D", "scope-list scope"),
		scope("%5B%27read%27%2C+%27write%27%5D", "scope-list scope"),
		scope("[read+write]", "scope-list scope"),
		scope("read&scope=write", "scope-repeated scope"),
		scope("read&scope=admin", "repeated scope"),
		scope("read", "scope-missing scope"),
		scope("read+write+admin", "scope-extra scope"),
		scope("read+write+write", "scope-extra scope"),
		scope("read+admin", "scopes-differ scope"),
		scope("READ+WRITE", "case-changed scope"),
		scope("read%2520write", "encoded-twice scope"),
		scope("null", "stringified scope"),
		scope("", "missing scope"),
		scope("write+read", "~scope-order scope"),
		scope("read+write"),
		of("a+b+c", []string{"a+b", "c"}, "plus-as-blank scope"),
		of("a%2Bb+c", []string{"a+b", "c"}),
		of("a,b+c", []string{"a,b", "c"}, "~not-form-encoded scope"),
		of("read:user", []string{"read:user"}, "~not-form-encoded scope"),
		of("c+b+a", []string{"c", "a", "b"}, "~scope-order scope"),
		of("a+a", []string{"a", "a", "a"}, "scope-extra scope"),
		of("+", nil, "scope-edge-blank scope"),
		of("%5B%5D", nil, "stringified scope"),
		of("read", nil, "unexpected scope"),
		{"PHP's list of parameters", drop(Encode(sample()), "scope") + "&scope%5B0%5D=read&scope%5B1%5D=write", sample(), rules("scope-repeated scope")},
		{"raw scope[]", drop(Encode(sample()), "scope") + "&scope[]=read&scope[]=write", sample(), rules("scope-repeated scope")},
	})
}

func TestWarnings(t *testing.T) {
	w := with(func(w *Want) { w.RedirectURI = "https://a/b"; w.Scopes = []string{"x:y"} })
	run(t, []try{
		{"lower-case hex, one warning for all", strings.NewReplacer("%3A", "%3a", "%2F", "%2f").Replace(Encode(w)), w, rules("~lower-case-hex redirect_uri")},
		{"safe slash", strings.ReplaceAll(Encode(w), "%2F", "/"), w, rules("~not-form-encoded redirect_uri")},
		{"warnings for unknown parameters too", Encode(w) + "&x=a:b&y=%2f", w, rules("~not-form-encoded x", "~lower-case-hex y")},
		{"a warning beside an independent fault", strings.ReplaceAll(drop(Encode(w), "state"), "%2F", "/"), w, rules("missing state", "~not-form-encoded redirect_uri")},
	})
}

// A line feed at the end of a value is that of a line that the node has read or
// built, unless the value has one.
func TestALineFeedAtTheEndIsToBeLeftOut(t *testing.T) {
	for raw, want := range map[string]string{"\r\n": "leave it out", "\nx": "write %0A"} {
		if found := Compare(sampleURL+raw, sample()); len(found) == 0 || !strings.HasSuffix(found[0].Message, want) {
			t.Errorf("%q at the end gave %v, want %s", raw, found, want)
		}
	}
}
