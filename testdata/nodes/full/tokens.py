"""The token endpoint (RFC 6749 section 3.2), revocation (RFC 7009), and the resource's check."""

import pkce
from members import Refusal, optional, scope_list, text
from registry import authenticate, credentials
from store import fingerprint, mint, minted, same


class Grant:
    """What a user has granted to a client; all tokens of it die together."""

    def __init__(self, client, scopes):
        self.client, self.scopes, self.alive = client, scopes, True


class Access:
    """An access token: its grant, and the scopes of this very token."""

    def __init__(self, grant, scopes):
        self.grant, self.scopes = grant, scopes


class Refresh:
    """A refresh token: its grant, and whether it has been exchanged for a newer one."""

    def __init__(self, grant):
        self.grant, self.rotated = grant, False


def exchange_code(node, body):
    """RFC 6749 section 4.1.3: a code for an access token."""
    code, redirect_uri = text(body, "code"), text(body, "redirect_uri")
    client_id, secret = credentials(body)
    verifier = pkce.verifier_of(body)
    registered = authenticate(node, client_id, secret) is not None
    client, key = fingerprint(client_id), fingerprint(code)
    refuse_replay(node, client, key)
    if registered or minted("code", code):
        scopes = redeem(node.codes.get(key), client, redirect_uri, verifier)
    else:  # protocol, section 5: lenient until registered
        scopes = node.requested.get(client, ())
    grant = Grant(client, scopes)
    reply = issue(node, "token_issued", grant, scopes)
    # RFC 6749 section 4.1.2: a code must not be used more than once.
    node.spent.put((client, key), grant)
    node.codes.drop(key)
    return reply


def refuse_replay(node, client, key):
    """RFC 6749 section 4.1.2: deny a second use, and revoke the tokens that came of the first."""
    grant = node.spent.get((client, key))
    if grant is not None:
        grant.alive = False
        raise Refusal("invalid_grant", "the code was already used")


def redeem(code, client, redirect_uri, verifier):
    """The scopes of a code that is presented as it was issued. It may be None: unknown."""
    # RFC 6749 section 4.1.3: issued to this client. One answer for all: it tells nothing of other clients.
    if code is None or not same(code.client, client):
        raise Refusal("invalid_grant", "the code is unknown, expired, or of another client")
    # RFC 6749 section 4.1.3: the redirect_uri is identical.
    if not same(code.redirect_uri, fingerprint(redirect_uri)):
        raise Refusal("invalid_grant", "redirect_uri is not that of the authorization request")
    pkce.verify(code.challenge, verifier)
    return code.scopes


def refresh_token(node, body):
    """RFC 6749 section 6, with the rotation of RFC 9700 section 4.14.2."""
    key = fingerprint(text(body, "refresh_token"))
    client_id, secret = credentials(body)
    scopes = scope_list(optional(body, "scope"))
    authenticate(node, client_id, secret)
    token = node.refresh.get(key)
    # RFC 6749 section 10.4: bound to the client that it was issued to.
    if token is None or not token.grant.alive or not same(token.grant.client, fingerprint(client_id)):
        raise Refusal("invalid_grant", "the refresh token is unknown, expired, revoked, or of another client")
    grant = token.grant
    # RFC 9700 section 4.14.2: an old token that comes back was stolen, or the newer one was.
    if token.rotated:
        grant.alive = False
        raise Refusal("invalid_grant", "the refresh token was already used")
    # RFC 6749 section 6: no scope that was not granted; none named is all of them.
    scopes = grant.scopes if scopes is None else scopes
    if not set(scopes) <= set(grant.scopes):
        raise Refusal("invalid_scope", "a scope is beyond what was granted")
    reply = issue(node, "token_refreshed", grant, scopes)
    token.rotated = True
    return reply


def issue(node, kind, grant, scopes):
    """RFC 6749 section 5.1: a new access token with a new refresh token."""
    access, refresh = mint("token"), mint("token")
    node.access.put(fingerprint(access), Access(grant, scopes))
    node.refresh.put(fingerprint(refresh), Refresh(grant))
    reply = {
        "type": kind,
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": node.access.life,
        "refresh_token": refresh,
    }
    if scopes:  # RFC 6749 section 3.3: needed where it differs from the request; an empty one has no syntax
        reply["scope"] = " ".join(scopes)
    return reply


def revoke_token(node, body):
    """RFC 7009 section 2: of an access token itself, of a refresh token all tokens of its grant."""
    key = fingerprint(text(body, "token"))
    client_id, secret = credentials(body)
    authenticate(node, client_id, secret)
    token = node.access.get(key) or node.refresh.get(key)
    # RFC 7009 section 2.2: an unknown token is as good as revoked.
    if token is None or not token.grant.alive:
        return {"type": "token_revoked"}
    # RFC 7009 section 2.1: refused unless the token was issued to this client.
    if not same(token.grant.client, fingerprint(client_id)):
        raise Refusal("invalid_grant", "the token is of another client")
    if isinstance(token, Refresh):
        token.grant.alive = False
    node.access.drop(key)
    return {"type": "token_revoked"}


def check_scope(node, body):
    """RFC 6750 section 3.1 and hint 4: whether a living access token has every scope required."""
    token = node.access.get(fingerprint(text(body, "token", empty=True)))
    # RFC 6749 section 3.3: case-sensitive strings; "" and "write " hold an empty one, which nobody has.
    required = text(body, "required_scope", empty=True).split(" ")
    held = token.scopes if token is not None and token.grant.alive else ()
    return {"type": "scope_valid", "has_scope": set(required) <= set(held)}
