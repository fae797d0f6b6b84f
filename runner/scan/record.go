package scan

// role is what the conversation check has to know of a message type beyond its
// name.
type role uint8

const (
	other role = iota
	asksURL
	givesURL
	exchanges
	givesToken
	givesCode
	asksScope
	givesScope
	introduces
	refuses
	rejects // a callback
)

var roles = map[string]role{
	"generate_auth_url": asksURL, "auth_url_generated": givesURL, "exchange_code": exchanges, "token_issued": givesToken,
	"code_issued": givesCode, "check_scope": asksScope, "scope_valid": givesScope, "init": introduces, "error": refuses,
	"callback_invalid": rejects,
}

// record is a line as the conversation check sees it: numbers and hashes, no
// text. Hashes are of 64 bits under a seed of this process; equal hashes are
// taken for equal texts.
type record struct {
	start, end int32 // in the chunk, the line feed left out
	line       int32 // of the chunk, from 0
	kind       uint8 // number of the type; 0: the line is for the second tier
	own        bool  // the node gave a msg_id of its own
	yes        bool  // has_scope
	id         int64 // msg_id, or in_reply_to
	ownID      int64
	src, dest  uint64

	url     uint64 // that a request asks for, or a reply gives
	client  uint64 // client_id
	scopes  uint64 // the list that is asked for or named, or the one scope of a check_scope
	subject uint64 // the code, the token, the node's name, or a refusal's error and code
	// In these four, 0: none, or one that has to be looked at.
}

// ids are the numbers of the names that the conversation check reads.
type ids struct {
	clientID, redirectURI, scopes, state, challenge, method uint8
	url, code, accessToken, scope, token, requiredScope     uint8
	hasScope, nodeID, error                                 uint8
}

func newIDs(t *table) ids {
	n := t.number
	return ids{n("client_id"), n("redirect_uri"), n("scopes"), n("state"), n("code_challenge"), n("code_challenge_method"),
		n("url"), n("code"), n("access_token"), n("scope"), n("token"), n("required_scope"), n("has_scope"), n("node_id"), n("error")}
}

// all is the set of them.
func (n *ids) all() uint64 {
	return 1<<n.clientID | 1<<n.redirectURI | 1<<n.scopes | 1<<n.state | 1<<n.challenge | 1<<n.method | 1<<n.url | 1<<n.code |
		1<<n.accessToken | 1<<n.scope | 1<<n.token | 1<<n.requiredScope | 1<<n.hasScope | 1<<n.nodeID | 1<<n.error
}

// record notes an accepted line. It says whether the line is of the usual kind;
// any other one is for the second tier.
func (s *scanner) record(k *kind, r *record) bool {
	t, b := s.tier, &s.body
	r.kind, r.own = k.id, false
	number := t.msgID
	if k.success == 0 {
		number = t.inReplyTo
		if r.own = b.has(t.msgID); r.own {
			own := b.get(t.msgID)
			if r.ownID = own.integer; own.kind != isInteger {
				return false
			}
		}
		// A member that belongs into another message is worth a look.
		if b.seen&^(k.shape.named|1<<t.msgID) != 0 {
			return false
		}
	} else if b.has(t.inReplyTo) {
		return false
	}
	if !b.has(number) || b.get(number).kind != isInteger {
		return false
	}
	r.id = b.get(number).integer
	r.src, r.dest = s.hash(s.top.get(t.src)), s.hash(s.top.get(t.dest))
	return s.details(k, r)
}

// details notes what the role of a line asks for.
func (s *scanner) details(k *kind, r *record) bool {
	n := &s.tier.ids
	r.yes, r.url, r.client, r.scopes, r.subject = false, 0, 0, 0, 0
	switch k.role {
	case asksURL:
		r.client, r.scopes, r.url = s.member(n.clientID), s.list(n.scopes), s.wantedURL()
	case givesURL:
		r.url = s.givenURL(s.body.get(n.url))
	case exchanges:
		r.client, r.subject = s.member(n.clientID), s.member(n.code)
	case givesToken:
		r.subject = s.member(n.accessToken)
		if s.body.has(n.scope) {
			r.scopes = s.named(s.body.get(n.scope))
			return r.scopes != 0
		}
	case givesCode:
		r.subject = s.member(n.code)
	case asksScope:
		r.subject, r.scopes = s.member(n.token), s.single(n.requiredScope)
	case givesScope:
		r.yes = s.body.get(n.hasScope).kind == isTrue
	case introduces:
		r.subject = s.member(n.nodeID)
	case refuses:
		r.subject = s.member(n.error)*31 + uint64(s.body.get(n.code).integer)
	}
	return true
}
