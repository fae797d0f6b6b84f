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

	coming map[uint64]coming // by client: requests for a URL that wait for their replies
}

// coming are as in package check. There are no more of them than outstanding
// requests.
type coming struct {
	n, list int32
	mixed   bool
}

// unasked is the list of a client that asked for none.
const unasked = -1

func newGrants() *grants {
	return &grants{lists: make([]scopes, 1), ever: map[uint64]bool{}, coming: map[uint64]coming{}}
}

// asks notes a request for a URL, when it is sent.
func (g *grants) asks(client uint64, list int32) {
	now, have := g.coming[client]
	if !have {
		now.list = list
	}
	now.n++
	now.mixed = now.mixed || list != now.list
	g.coming[client] = now
}

// comes takes a request for a URL off when it is answered. mixed says that requests
// for different lists overlapped: nobody can tell which of them was the latest.
func (g *grants) comes(client uint64) (mixed bool) {
	now, have := g.coming[client]
	if now.n--; now.n > 0 {
		g.coming[client] = now
		return now.mixed
	}
	if have {
		delete(g.coming, client)
	}
	if now.mixed {
		g.asked.put(client, 0)
	}
	return now.mixed
}

// stands is the list that a client has asked for last; 0: it is not known.
func (g *grants) stands(client uint64) int32 {
	list, asked := g.asked.get(client)
	now, waits := g.coming[client]
	switch {
	case !waits && !asked:
		return unasked
	case waits && (now.mixed || asked && list != now.list):
		return 0
	case waits:
		return now.list
	}
	return list
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

// ask notes that a client asked for a list; mixed: for another one too, at a time.
func (g *grants) ask(client uint64, list int32, mixed bool) {
	if !mixed {
		g.asked.put(client, list)
	}
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
// for which its client asked last, unless the code was bound to a URL. stood is what
// stood when the token was asked for.
func (g *grants) exchange(client, code, token uint64, stood, named int32) {
	list := named
	if list == unasked {
		list = g.stands(client)
		_, bound := g.codes.get(code)
		// If codes were forgotten, this may be one of them.
		if bound || g.codes.full || stood != unasked && stood != list {
			list = 0
		}
	}
	if _, known := g.tokens.get(token); list > 0 || known {
		g.tokens.put(token, max(list, 0))
	}
}

// allows says whether a yes to one scope is right for all that is known of the
// token.
func (g *grants) allows(token, scope uint64) bool {
	list, known := g.tokens.get(token)
	return !known || list == 0 || slices.Contains(g.lists[list].hashes, scope)
}
