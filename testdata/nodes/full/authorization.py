"""The authorization endpoint: the user opens the URL and agrees, or does not."""

import pkce
from members import Refusal, flag, optional, redirection, scope_list, text
from store import fingerprint, mint
from urls import ISSUER, parse


class Code:
    """What an authorization code is bound to (RFC 6749 section 4.1.3, RFC 7636 section 4.4)."""

    def __init__(self, client, redirect_uri, scopes, challenge):
        self.client, self.redirect_uri = client, redirect_uri  # fingerprints
        self.scopes, self.challenge = scopes, challenge


def authorize(node, body):
    """RFC 6749 sections 4.1.1 and 4.1.2."""
    url, approved = text(body, "url"), flag(body, "approved", True)
    granted = scope_list(optional(body, "scope"))
    parameters = parse(url)
    client_id, redirect_uri = redirectable(node, parameters)
    # RFC 6749 section 4.1.2: state exactly as received, if it was present. RFC 9207 section 2: iss
    # in errors, too.
    members = {name: parameters[name] for name in ["state"] if name in parameters}
    members["iss"] = ISSUER
    try:
        scopes, challenge = request(node, client_id, parameters)
        if not approved:  # RFC 6749 section 4.1.2.1
            raise Refusal("access_denied", "the user refused")
        scopes = narrowed(scopes, granted)
    except Refusal as refusal:
        refusal.members.update(members)
        raise
    code = mint("code")
    bound = Code(fingerprint(client_id), fingerprint(redirect_uri), scopes, challenge)
    node.codes.put(fingerprint(code), bound)
    node.announced = True
    return {"type": "code_issued", "code": code, **members}


def redirectable(node, parameters):
    """The client_id and redirect_uri; without them the user is not sent back at all."""
    for name in ("client_id", "redirect_uri"):
        if name not in parameters:
            raise Refusal("invalid_request", name + " is missing in url")
    client_id = parameters["client_id"]
    redirect_uri = redirection("redirect_uri", parameters["redirect_uri"])
    client = node.clients.get(client_id)
    # RFC 6749 section 3.1.2.4: never redirect to a URI that is not registered.
    if client is not None and not client.allows_redirect(redirect_uri):
        raise Refusal("invalid_request", "redirect_uri is not registered")
    return client_id, redirect_uri


def request(node, client_id, parameters):
    """The scopes asked for and the challenge, or None, of a valid authorization request."""
    client = node.clients.get(client_id)
    # RFC 6749 section 3.1.1: a missing response_type is an error, and so is one that is not understood.
    if "response_type" not in parameters:
        raise Refusal("invalid_request", "response_type is missing in url")
    if parameters["response_type"] != "code":
        raise Refusal("unsupported_response_type", "response_type must be code")
    challenge = parameters.get("code_challenge")
    pkce.check_challenge(challenge, parameters.get("code_challenge_method"))
    # RFC 9700 section 2.1.1: public clients must use PKCE.
    if challenge is None and client is not None and client.secret is None:
        raise Refusal("invalid_request", "a public client needs a code_challenge")
    # RFC 6749 section 3.3: where scope is omitted, a default: here none, so that nobody is
    # granted what nobody asked for.
    scopes = scope_list(parameters.get("scope")) or ()
    if client is not None and not client.allows_scopes(scopes):
        raise Refusal("invalid_scope", "a scope is not registered for the client")
    return scopes, challenge


def narrowed(scopes, granted):
    """RFC 6749 section 3.3: the user may grant fewer scopes than were asked for, but no others."""
    if granted is None:
        return scopes
    if not set(granted) <= set(scopes):
        raise Refusal("invalid_scope", "the user grants a scope that was not asked for")
    return granted
