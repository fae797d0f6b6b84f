// Package oauth is the canonical node of the protocol: an OAuth 2.0
// authorization server reduced to messages, written to be read next to the
// RFCs.
//
// Where to look:
//
//	serve.go    lines in, lines out: when to read, when to flush
//	message.go  what a request and a reply are
//	node.go     which exchange a message asks for
//	authurl.go  generate_auth_url: step 1, the URL that the browser opens
//	token.go    exchange_code: step 2, a code becomes a token
//	scope.go    check_scope: step 3, what the token is good for
//	memory.go   what is remembered from one request to the next
//	errors.go   how a request is refused
//	rule.go     every rule that can be left out, by name
//
// Each rule stands in the code under the clause that it obeys. A rule can be
// left out, which makes a node that is wrong in exactly this one way:
//
//	oauth.New(oauth.Without(oauth.ExactScope)).Serve(os.Stdin, os.Stdout)
//
// The package does no HTTP, shows no login page and keeps nothing on disk.
package oauth
