"""The client's side: it sends the user to the issuer, and checks what comes back."""

import pkce
from members import optional, redirection, scope_tokens, strings, text
from store import fingerprint
from urls import ISSUER, build

MOST_CLIENTS = 1000  # that wait for the same state


def generate_auth_url(node, body):
    """RFC 6749 section 4.1.1 and RFC 7636 section 4.3."""
    client_id = text(body, "client_id")
    redirect_uri = redirection("redirect_uri", text(body, "redirect_uri"))
    scopes = strings(body, "scopes", empty=True)
    state = optional(body, "state", empty=True)
    challenge, method = optional(body, "code_challenge"), optional(body, "code_challenge_method")
    distinct = scope_tokens(scopes)
    pkce.check_challenge(challenge, method)
    if node.clients.get(client_id) is None:
        node.requested.put(fingerprint(client_id), distinct)
    if state:
        remember(node, state, client_id)
    return {
        "type": "auth_url_generated",
        # The order is that of the exercise.
        "url": build({
            "response_type": "code",
            "client_id": client_id,
            "redirect_uri": redirect_uri,
            "scope": " ".join(scopes) or None,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": method,
        }),
    }


def remember(node, state, client_id):
    """The client waits for a callback with this state."""
    key = fingerprint(state)
    waiting = node.pending.get(key, frozenset())
    if len(waiting) < MOST_CLIENTS:
        node.pending.put(key, waiting | {fingerprint(client_id)})


def callback(node, body):
    """RFC 6749 section 10.12: a redirect is the answer to a request of this client, or a forgery."""
    code = text(body, "code")
    state, iss = optional(body, "state", empty=True), optional(body, "iss", empty=True)
    client_id = optional(body, "client_id")
    if not right_issuer(node, iss):
        return invalid("the redirect is not from the issuer")
    key = fingerprint(state or "")
    waiting = node.pending.get(key, frozenset())
    expected = waiting if client_id is None else waiting & {fingerprint(client_id)}
    if not expected:  # "" is never waited for
        return invalid("the state is not one that is waited for")
    # RFC 9700 section 2.1: a state is good for one use.
    if waiting == expected:
        node.pending.drop(key)
    else:
        node.pending.put(key, waiting - expected)
    return {"type": "callback_valid", "code": code}


def right_issuer(node, iss):
    """RFC 9207 section 2.4: iss must be the issuer's; it may be missing until it was once there."""
    return not node.announced if iss is None else iss == ISSUER


def invalid(why):
    return {"type": "callback_invalid", "error": "invalid_state", "text": why}
