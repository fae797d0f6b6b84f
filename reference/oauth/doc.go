// Package oauth is the canonical node of the protocol: an OAuth 2.0
// authorization server reduced to messages, written to be read next to the
// RFCs.
//
// Where to look, in the order of the flow:
//
//	client.go     register_client, and who may call itself that client
//	authurl.go    generate_auth_url: the URL that the browser opens
//	pkce.go       the challenge in that URL, and the verifier that answers it
//	query.go      that URL, read again
//	authorize.go  authorize: the user approves, and a code is issued
//	callback.go   callback: the code arrives at the client, with state and iss
//	code.go       whether a code is good
//	token.go      exchange_code: a code becomes tokens
//	scope.go      check_scope: what a token is good for
//	refresh.go    refresh_token: new tokens for old
//	revoke.go     revoke_token
//
// and below it:
//
//	secret.go     the texts of codes and tokens, some of them made ahead
//	serve.go      lines in, lines out: when to read, when to flush
//	batch.go      requests that came together; aside.go: served beside the
//	              reading of others, where they come in numbers
//	message.go    what a request is
//	members.go    the members of a request
//	reply.go      what a reply is
//	node.go       which exchange a message asks for; init and the clock
//	memory.go     what is remembered from one request to the next
//	shelf.go      how it is forgotten in time
//	errors.go     how a request is refused
//	json.go       JSON, read and written: quickly where it is plain (read.go),
//	              and else by encoding/json
//	rule.go       every rule that can be left out; clause.go: where it stands
//
// Each rule stands in the code under the clause that it obeys. A rule can be
// left out, which makes a node that is wrong in exactly this one way:
//
//	oauth.New(oauth.Without(oauth.ExactScope)).Serve(os.Stdin, os.Stdout)
//
// A client that was never registered is met with leniency (protocol section
// 5); a registered one is held to every rule.
//
// The package does no HTTP, shows no login page and keeps nothing on disk. It
// keeps client secrets, codes and tokens as hashes only, and logs nothing.
package oauth
