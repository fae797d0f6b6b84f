package authurl_test

import (
	"fmt"

	"flowcheck/runner/authurl"
)

func ExampleCompare() {
	state := "a&b"
	want := authurl.Want{
		Endpoint: authurl.Endpoint, ClientID: "abc123",
		RedirectURI: "https://app.com/callback", State: &state,
	}
	url := authurl.Endpoint + "?response_type=code&client_id=abc123" +
		"&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&state=a&b"
	for _, d := range authurl.Compare(url, want) {
		fmt.Println(d.Rule+":", d.Message)
	}
	// Output:
	// not-encoded: state stands in the URL as "a&b", not encoded; "&" must not stand raw in a value: write %26
}
