#!/usr/bin/env python3
"""A whole OAuth 2.0 node in Python, for every profile of the protocol.

    python3 node.py        (Python 3.9 or later, standard library only)

A JSON message per line on stdin, a reply per line on stdout; an issuer, its
clients and its resource server in one process.

    wire.py            lines of bytes to messages and back
    members.py         what a member of a request may hold, and how it is refused
    store.py           the clock, secrets, and maps that cannot grow for ever
    urls.py, pkce.py   the authorization URL; RFC 7636
    registry.py        register_client, and who a client is
    client.py          generate_auth_url and callback: the client's side
    authorization.py   authorize: the authorization endpoint
    tokens.py          exchange_code, refresh_token, revoke_token, check_scope

Where the protocol leaves a choice, this node has made these.

Which answer
  * No request, no answer: a line that is not JSON (NaN and Infinity are not,
    nor is invalid UTF-8 or nesting that exhausts the parser), not an object,
    without an object body; an unknown or unusable type with an in_reply_to, or
    the type error, which are replies, or without msg_id, too, since nobody
    waits for the answer. A request of a known type is served, whatever else it
    holds.
  * A type that is absent or no string is invalid_request, if there is a msg_id.
  * A request of a known type without msg_id is served; its reply has no
    in_reply_to. A msg_id that is no integer (true, 1.0, "1", null) is
    invalid_request, without in_reply_to, and changes nothing.
  * A missing, wrongly typed or overlong src gives dest "", such a dest gives
    src "oauth". Names of other nodes are served.
  * Of members that stand twice the last one counts.
  * A byte order mark may stand before any line. A line of more than 8 MiB is
    passed over.

What wins when several errors apply
  * The form of all members, then the client and its secret, then the code or
    refresh token (known, its client's, not expired or revoked, unused), then
    redirect_uri, PKCE and scope.
  * authorize: the form of message and URL, client_id, redirect_uri; then, with
    state and iss in the error, response_type, PKCE, scope, the user's own no.
  * A refusal changes nothing: after a wrong secret, redirect_uri, verifier or
    scope the code or token still serves its client. The one exception: a used
    code or rotated refresh token that its own client presents again revokes
    all that came of it.

Members
  * Empty optional members are invalid_request, with these exceptions: an empty
    client_secret is none; an empty state of generate_auth_url is written as
    state= and waited for by nobody; an empty state or iss of callback is a
    wrong one; an empty token or required_scope of check_scope is has_scope
    false. null is a wrong type.
  * Half a surrogate pair is invalid_request; other characters, controls
    included, are data and are encoded. A redirect_uri is opaque except that it
    must not have a fragment.
  * A scope that RFC 6749 section 3.3 does not allow (a blank, a quote, é) is
    invalid_scope, and so is an empty string in scopes.

Clients
  * Registering a known client_id again is refused, whatever it says.
  * redirect_uris must hold at least one. Without scope the client may ask for
    every scope. A URL that names no scope asks for none: the code is good for
    tokens without any.
  * A public client that sends a secret is refused, as invalid_client.
  * authorize serves unregistered clients: any redirect_uri, any scope, PKCE if
    they wish. For a registered one a scope that it did not register is
    invalid_scope, not narrowed; an unregistered redirect_uri invalid_request.
  * generate_auth_url never asks the registry; it refuses what is malformed in
    itself, plain and unknown challenge methods among it.

Codes and tokens
  * An unregistered client may use any code once, each client its own: the same
    text from another unregistered client is another code. Not so a text that
    this node itself made as a code: that is one as it was issued, or none. A
    code_verifier with a free code is not compared, as no challenge is known.
  * token_issued has a refresh_token always, and a scope unless it is empty.
  * Codes live 600 seconds, access tokens 3600, refresh tokens 30 days from
    their last rotation; so long also is a used code remembered.
  * A refresh leaves older access tokens alone.
  * Revoking an access token kills it alone; revoking a refresh token kills all
    of its grant. A token of another client is invalid_grant and lives on.

State and init
  * A state is good for one callback; the same state of a new
    generate_auth_url is good again. A failed callback uses up nothing. Without
    client_id in callback the state of any client will do.
  * callback without state is callback_invalid; a state of another type is
    invalid_request. An iss that is not the issuer's is callback_invalid at any
    time; one that is missing, once a code_issued has carried it.
  * Requests before init are served. init_ok carries the new name as src
    already. A second init is refused, and the name stays.

Limits: 20,000 clients, 50,000 codes, 100,000 of each kind of token; beyond
them temporarily_unavailable. The latest 100,000 states, each with at most 1000
clients, and 20,000 unregistered clients are remembered, older ones forgotten.
"""

import sys

sys.dont_write_bytecode = True  # leave no __pycache__ beside the sources

import authorization  # noqa: E402
import client  # noqa: E402
import registry  # noqa: E402
import tokens  # noqa: E402
import wire  # noqa: E402
from members import Refusal, strings, text  # noqa: E402
from store import Clock, Recent, Table  # noqa: E402

CODE_LIFE = 600  # RFC 6749 section 4.1.2: at most 10 minutes
TOKEN_LIFE = 3600
REFRESH_LIFE = 30 * 24 * 3600  # RFC 9700 section 4.14.2: unused refresh tokens expire
LONGEST_STEP = 10**9  # seconds, about 30 years: beyond it a float would lose seconds


class Node:
    """All that a node knows. Handlers take it with the body of a request."""

    def __init__(self):
        self.name = None  # from init
        self.clock = Clock()
        self.clients = registry.Clients(limit=20_000)
        self.requested = Recent(limit=20_000)  # unregistered client -> scopes it asked for last
        self.pending = Recent(limit=100_000)  # state -> the clients that wait for it
        self.announced = False  # a code_issued has carried iss
        self.codes = Table(self.clock, CODE_LIFE, limit=50_000)
        self.spent = Table(self.clock, REFRESH_LIFE, limit=100_000)  # (client, code) -> its grant
        self.access = Table(self.clock, TOKEN_LIFE, limit=100_000)
        self.refresh = Table(self.clock, REFRESH_LIFE, limit=100_000)


def init(node, body):
    """Maelstrom's handshake: from now on replies come from node_id."""
    node_id = text(body, "node_id")
    strings(body, "node_ids")
    if node.name is not None:
        raise Refusal("invalid_request", "the node has its name already")
    node.name = node_id
    return {"type": "init_ok"}


def advance_clock(node, body):
    """Test hook: seconds, an integer of 0 or more, are added to the clock."""
    seconds = body.get("seconds")
    if type(seconds) is not int:  # True is an int for isinstance
        raise Refusal("invalid_request", "seconds must be an integer")
    if not 0 <= seconds <= LONGEST_STEP:
        raise Refusal("invalid_request", "seconds must be between 0 and 1000000000")
    node.clock.advance(seconds)
    return {"type": "clock_advanced"}


HANDLERS = {
    "init": init,
    "register_client": registry.register_client,
    "generate_auth_url": client.generate_auth_url,
    "authorize": authorization.authorize,
    "callback": client.callback,
    "exchange_code": tokens.exchange_code,
    "refresh_token": tokens.refresh_token,
    "revoke_token": tokens.revoke_token,
    "check_scope": tokens.check_scope,
    "advance_clock": advance_clock,
}


def handle(node, body):
    """The body of the reply, without in_reply_to. Raises Refusal."""
    if "msg_id" in body and type(body["msg_id"]) is not int:  # True is an int for isinstance
        raise Refusal("invalid_request", "msg_id must be an integer")
    kind = body.get("type")
    if not isinstance(kind, str):
        raise Refusal("invalid_request", "type must be a string")
    handler = HANDLERS.get(kind)  # to the letter
    if handler is None:
        raise Refusal("unsupported_message_type", "unknown message type")
    return handler(node, body)


def answer(node, body):
    """The body of the reply, whatever happens."""
    try:
        reply = handle(node, body)
    except Refusal as refusal:
        reply = refusal.body()
    except Exception as failure:  # the name alone: its text may hold a secret
        print("internal failure:", type(failure).__name__, file=sys.stderr, flush=True)
        reply = Refusal("server_error", "internal failure").body()
    msg_id = body.get("msg_id")
    if type(msg_id) is int:  # 0 is an id, too
        reply = {"type": reply.pop("type"), "in_reply_to": msg_id, **reply}
    return reply


def is_request(body):
    """Whether somebody waits for an answer; a reply to a reply would start a loop."""
    if not isinstance(body, dict):
        return False
    kind = body.get("type")
    if isinstance(kind, str) and kind in HANDLERS:
        return True
    return "msg_id" in body and "in_reply_to" not in body and kind != "error"


def serve(node, line):
    """The reply to a line of bytes, as bytes, or b"" where there is none."""
    message = wire.decode(line)
    body = message.get("body") if isinstance(message, dict) else None
    if not is_request(body):
        return b""
    reply = answer(node, body)
    src = node.name or wire.name(message.get("dest")) or "oauth"
    return wire.encode({"src": src, "dest": wire.name(message.get("src")), "body": reply})


def main():
    """Serves until stdin ends, or nobody reads stdout any more."""
    node = Node()
    try:
        for lines in wire.batches():
            # One write for all that one read brought: nothing is held back while the node waits for input.
            wire.write(b"".join(serve(node, line) for line in lines))
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
