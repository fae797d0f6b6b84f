// Package check judges a conversation: what its lines show, whatever provoked
// them.
//
// A Conversation is fed every line and event in order, live by package runner
// or from a recording by package scan; it pairs replies with requests and charges each
// finding to its own requirement. What only a scenario demands comes as an
// event too, an Expectation. It never runs anything and never prints.
//
//	findings := check.Judge(schemas, transcript, "auto").End()
package check
