package oauth

import (
	"slices"
	"strings"
)

// checkScope says whether a token includes a scope. A token that is unknown
// or expired includes none. The reply has one type for yes and for no.
func (n *Node) checkScope(r *request) (reply, error) {
	text := r.mayBeEmpty("token")
	required := r.mayBeEmpty("required_scope")
	if r.refused != nil {
		return nil, r.refused
	}
	t, alive := n.accessToken(text)
	var granted []string
	if alive {
		granted = t.scopes
	}
	// RFC 6749 section 1.4: a token stands for its own scopes, whatever else
	// was asked for since.
	if alive && !n.obeys(ScopesPerToken) {
		granted = n.memory.latest
	}
	return r.answer("scope_valid").flag("has_scope", alive && n.covers(granted, required)), nil
}

// covers reports whether the granted scopes include what is required.
func (n *Node) covers(granted []string, required string) bool {
	asked := strings.Fields(required)

	// RFC 6749 section 3.3: scope = scope-token *( SP scope-token ). Nothing
	// but single blanks, and those between the tokens only.
	if n.obeys(ScopeGrammar) && strings.Join(asked, " ") != required {
		return false
	}

	// The same grammar has no scope without a token. Without this line the
	// empty list would be granted: all of its elements are.
	if n.obeys(NonEmptyScope) && len(asked) == 0 {
		return false
	}

	holds := func(scope string) bool { return n.includes(granted, scope) }
	if !n.obeys(EveryScope) {
		return slices.ContainsFunc(asked, holds)
	}
	// RFC 6750 section 3.1: the resource needs all of its scopes; a token
	// that lacks one is insufficient.
	lacks := func(scope string) bool { return !holds(scope) }
	return !slices.ContainsFunc(asked, lacks)
}

// includes reports whether one scope is among the granted. RFC 6749 section
// 3.3: a list of case-sensitive strings, so nothing less than equality.
func (n *Node) includes(granted []string, scope string) bool {
	switch {
	case !n.obeys(ExactScope):
		return strings.Contains(strings.Join(granted, " "), scope)
	case !n.obeys(CaseSensitiveScope):
		return slices.ContainsFunc(granted, func(g string) bool { return strings.EqualFold(g, scope) })
	}
	return slices.Contains(granted, scope)
}

// splitScope reads a list of scopes. RFC 6749 section 3.3: scope-token *( SP
// scope-token ), so a second blank in a row or one at an end is a mistake. The
// empty text stands for a parameter that is not there.
func splitScope(text string) ([]string, error) {
	if text == "" {
		return nil, nil
	}
	scopes := strings.Split(text, " ")
	return scopes, checkScopes(scopes)
}

// beyond reports whether a list has a scope that another one lacks.
func beyond(scopes, limit []string) bool {
	return slices.ContainsFunc(scopes, func(scope string) bool { return !slices.Contains(limit, scope) })
}

// isScopeToken. RFC 6749 section 3.3: scope-token = 1*( %x21 / %x23-5B /
// %x5D-7E ).
func isScopeToken(scope string) bool {
	for i := range len(scope) {
		if c := scope[i]; c <= ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return scope != ""
}

// checkScopes refuses a list with an element that is no scope-token. So what is
// left survives being joined with blanks.
func checkScopes(scopes []string) error {
	for _, scope := range scopes {
		if !isScopeToken(scope) {
			return invalidScope.because("a scope is empty or has a character that none may have")
		}
	}
	return nil
}
