package mutant

import (
	"net/url"
	"slices"
	"strings"
)

// query is an authorization URL taken apart, for vices to spoil.
type query struct {
	endpoint string
	mark     string // between endpoint and parameters
	pairs    []pair // decoded, in order
	encode   func(name, value string) string
	finish   func(url string) string // applied to the whole
}

type pair struct{ name, value string }

// spoil makes a vice for the replies to generate_auth_url.
func spoil(vice func(*turn, *query)) func(*turn) {
	return func(t *turn) {
		right, ok := t.body["url"].(string)
		if !ok || t.kind() != "auth_url_generated" {
			return
		}
		q := dissect(right)
		vice(t, q)
		t.body["url"] = q.String()
	}
}

// dissect reads the URL that a node wrote.
func dissect(text string) *query {
	endpoint, rest, _ := strings.Cut(text, "?")
	q := &query{endpoint: endpoint, mark: "?", encode: formEncoded, finish: func(s string) string { return s }}
	for part := range strings.SplitSeq(rest, "&") {
		name, value, _ := strings.Cut(part, "=")
		decoded, err := url.QueryUnescape(value)
		if err != nil {
			decoded = value // the node wrote it without encoding
		}
		q.pairs = append(q.pairs, pair{name, decoded})
	}
	return q
}

// String puts the URL together again.
func (q *query) String() string {
	var parts []string
	for _, p := range q.pairs {
		parts = append(parts, p.name+"="+q.encode(p.name, p.value))
	}
	return q.finish(q.endpoint + q.mark + strings.Join(parts, "&"))
}

// value is a parameter's value; the second result says whether it is there.
func (q *query) value(name string) (string, bool) {
	i := slices.IndexFunc(q.pairs, func(p pair) bool { return p.name == name })
	if i < 0 {
		return "", false
	}
	return q.pairs[i].value, true
}

// change replaces a value, where there is one.
func (q *query) change(name string, to func(string) string) {
	for i, p := range q.pairs {
		if p.name == name {
			q.pairs[i].value = to(p.value)
		}
	}
}

// add puts a parameter at the end.
func (q *query) add(name, value string) { q.pairs = append(q.pairs, pair{name, value}) }

// drop removes a parameter.
func (q *query) drop(name string) {
	q.pairs = slices.DeleteFunc(q.pairs, func(p pair) bool { return p.name == name })
}

// changed makes a vice of a change to one value.
func changed(name string, to func(string) string) func(*turn) {
	return spoil(func(_ *turn, q *query) { q.change(name, to) })
}

// written makes a vice of another way to encode one parameter.
func written(name string, encode func(string) string) func(*turn) {
	return spoil(func(_ *turn, q *query) {
		q.encode = func(n, value string) string {
			if n == name {
				return encode(value)
			}
			return formEncoded(n, value)
		}
	})
}

// allWritten makes a vice of another way to encode all parameters.
func allWritten(encode func(string) string) func(*turn) {
	return spoil(func(_ *turn, q *query) {
		q.encode = func(_, value string) string { return encode(value) }
	})
}

// finished makes a vice of a change to the whole URL.
func finished(finish func(string) string) func(*turn) {
	return spoil(func(_ *turn, q *query) { q.finish = finish })
}

func formEncoded(_, value string) string { return url.QueryEscape(value) }

// raw encodes nothing.
func raw(value string) string { return value }

// replaced makes a function that replaces text; pairs of old and new.
func replaced(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }

// leaving form encodes, but for these characters.
func leaving(characters string) func(string) string {
	back := unescaping(characters)
	return func(value string) string { return back.Replace(url.QueryEscape(value)) }
}

// unescaping puts these characters back where their percent codes stand.
func unescaping(characters string) *strings.Replacer {
	var pairs []string
	for _, c := range characters {
		pairs = append(pairs, url.QueryEscape(string(c)), string(c))
	}
	return strings.NewReplacer(pairs...)
}
