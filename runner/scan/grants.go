package scan

import (
	"slices"
	"strings"
)

// mostLists bounds the different lists of scopes that are kept, and
// longestScopes the bytes of one.
const (
	mostLists     = 1 << valueBits
	longestScopes = 1 << 10
)

// scopes is a list of scopes.
type scopes struct {
	hashes []uint64
	texts  []string
	asked  bool // somebody asked for them
}

// grants is what a recording shows of scopes: which client asked for which,
// and which token carries which (protocol, section 5), by hashes.
type grants struct {
	lists  []scopes        // the first is none
	places entries         // of lists, by their hash
	ever   map[uint64]bool // every scope that anybody asked for
	asked  memory          // list by client, latest
	tokens memory          // list by token
	codes  memory          // that authorize issued
	full   bool            // a list was not taken in
}

func newGrants() *grants {
	return &grants{lists: make([]scopes, 1), ever: map[uint64]bool{}}
}

// list gives the place of a list of scopes, 0 where there is no room for it.
func (g *grants) list(t *Tier, texts []string) int32 {
	l := scopes{}
	size := 0
	all := uint64(empty)
	for _, text := range texts {
		h := t.hash([]byte(text))
		all = join(all, h)
		l.hashes, l.texts = append(l.hashes, h), append(l.texts, strings.Clone(text))
		size += len(text)
	}
	if place, ok := g.places.get(all); ok {
		return place
	}
	if len(g.lists) >= mostLists || size > longestScopes || len(texts) > mostElements {
		g.full = true
		return 0
	}
	g.lists = append(g.lists, l)
	place := int32(len(g.lists) - 1)
	g.places.put(all, place)
	return place
}

// ask notes that a client asked for a list.
func (g *grants) ask(client uint64, list int32) {
	g.asked.put(client, list)
	l := &g.lists[list]
	if l.asked {
		return
	}
	l.asked = true
	for _, h := range l.hashes {
		g.ever[h] = true
	}
}

// exchange notes the scopes of a token: those that the reply names, or those
// for which its client asked last, unless the code was bound to a URL.
func (g *grants) exchange(client, code, token uint64, named int32, isNamed bool) {
	if isNamed {
		g.tokens.put(token, named)
		return
	}
	list, known := g.asked.get(client)
	if _, bound := g.codes.get(code); !known || bound {
		return
	}
	if g.codes.full {
		list = 0 // the code may be one that is forgotten
	}
	g.tokens.put(token, list)
}

// allows says whether a yes to one scope is right for all that is known of the
// token.
func (g *grants) allows(token, scope uint64) bool {
	list, known := g.tokens.get(token)
	return !known || list == 0 || slices.Contains(g.lists[list].hashes, scope)
}
