package oauth

import (
	"net/url"
	"testing"
)

func TestFormEncodingIsThatOfNetURL(t *testing.T) {
	n := New()
	for c := range 0x300 {
		for _, text := range []string{string(rune(c)), string([]byte{byte(c)}), "a" + string(rune(c)) + "b", "é" + string(rune(c))} {
			if got, want := string(n.formEncode([]byte("x="), text)), "x="+url.QueryEscape(text); got != want {
				t.Errorf("%q is written as %s, want %s", text, got, want)
			}
		}
	}
}
