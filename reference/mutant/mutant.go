// Package mutant is a table of nodes that are wrong in one known way: what a
// conformance suite must find, and what beginners do at first.
//
// A mutant is the reference node without one of its rules, or the reference
// node behind a vice: something that spoils a request, a reply, the bytes of a
// line, or the way in which lines are read and written. In all else it is
// right.
//
//	m, ok := mutant.Find("no-flush")
//	err := m.Serve(os.Stdin, os.Stdout)
//	os.Exit(mutant.Status(err))
//
// The package judges nothing: whether a mutant is found, and by which
// requirement, is for the suite to say.
//
// Where to look: rules and rules_flow leave a rule out. The files that are named
// after a subject (url, scope, token, pkce ...) make the usual mistakes; the others
// (edge, loose, lenient, overlooked, seldom, text) are right but for a case that few think
// of. The machinery is in session, turn, vice and stimulus, and what a mutant knows
// of the conversation in known and query.
package mutant

import (
	"errors"
	"io"
	"slices"
	"time"

	"flowcheck/reference/oauth"
)

// Mutant is a node with one fault.
type Mutant struct {
	Name    string // in kebab-case, unique
	ID      string // the requirement that must find it
	Profile string // where that requirement belongs
	Summary string // what it does, in one sentence

	// Without are the rules that it lacks.
	Without []oauth.Rule

	// Stimulus shows the fault where the exercise's three requests, each sent
	// when the one before was answered, do not: the pieces of input, each
	// written at once. "$TOKEN" stands for the first token that was issued,
	// "$TOKEN2" for the second one; likewise "$CODE", "$REFRESH" and "$URL".
	// Behind them a blank, + or = is more text, - takes the last character off, ~
	// changes it, ^ makes capitals, and @ puts Bearer before. It is nil where they do.
	Stimulus []string

	hear  func(*turn)               // before the node answers a line
	say   func(*turn)               // after the node answered
	spell func(reply []byte) []byte // the bytes of a reply
	run   func(s *session) error    // in place of reading line by line
}

// subjects make the mutants that say which requirement finds them.
var subjects = []func() []Mutant{
	messageRules, grantRules, codeRules, authorizeRules, pkceRules, refreshRules,
	framing, envelopes, correlations, messages, inits,
	urls, scopeParameters, states, encodings, characters,
	tokens, answers, scopes, guessable,
	secrets, owners, authorizations, callbacks,
	challenges, verifiers, refreshes, lifetimes,
	types, refusals, garbage, careless,
	inputs, pipelines, races, ends,
	edges, edgesOfCodes, edgesOfAuthorize, edgesOfRefresh,
	edgesOfScopes, edgesOfURLs, edgesOfClients, edgesOfValues,
	looseAtAuthorize, issuersLoosely, looseAtExchange, looseAtRefresh,
	lenient, overlookedAtExchange, overlookedAtAuthorize, overlookedTheSecondTime,
	overlookedLifetimes, overlookedIssuers, overlookedStates, overlookedAtTheNextRefresh,
	overlookedAtRefresh, overlookedWithPKCE, overlookedOfPublicClients, overlookedOfCodes, texts,
	seldomInURLs, seldomChecked, seldomSent,
}

// Table lists all mutants, by subject. A rule of the reference that none of them
// lacks makes one more: it names no requirement, and so it is no mutant that
// anything can find, until it gets a row of its own.
func Table() []Mutant {
	table := named()
	return append(table, unnamed(table, oauth.Rules())...)
}

// named are the mutants of all subjects.
func named() []Mutant {
	var table []Mutant
	for _, subject := range subjects {
		table = append(table, subject()...)
	}
	return table
}

// Find looks a mutant up by its name. It makes no more of the table than it has to,
// since that takes longer than to start a node.
func Find(name string) (Mutant, bool) {
	called := func(m Mutant) bool { return m.Name == name }
	for _, subject := range subjects {
		rows := subject()
		if i := slices.IndexFunc(rows, called); i >= 0 {
			return rows[i], true
		}
	}
	all := Table() // an unnamed one
	if i := slices.IndexFunc(all, called); i >= 0 {
		return all[i], true
	}
	return Mutant{}, false
}

// Serve plays the mutant until its input ends, or until it ends by itself.
// An error of type Exit is how the mutant wants its process to end.
func (m Mutant) Serve(in io.Reader, out io.Writer) error {
	return m.open(in, out, time.Sleep).serve()
}

// Exit is the end of a process, as a mutant wants it.
type Exit struct {
	Status int
	Text   string // for standard error
}

func (e Exit) Error() string { return e.Text }

// Status is the exit status that an error of Serve asks for: 0 for nil, 1 for
// a failure that is no Exit.
func Status(err error) int {
	var exit Exit
	switch {
	case errors.As(err, &exit):
		return exit.Status
	case err != nil:
		return 1
	}
	return 0
}
