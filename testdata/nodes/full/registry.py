"""Registered clients: member names of RFC 7591, authentication of RFC 6749 section 2.3."""

from members import Refusal, optional, redirection, scope_list, strings, text
from store import fingerprint, same

MOST_REDIRECT_URIS = 20


class Client:
    """A registered client. secret is None for a public one; scopes is None where all are allowed."""

    def __init__(self, secret, redirect_uris, scopes):
        self.secret, self.redirect_uris, self.scopes = secret, redirect_uris, scopes

    def allows_redirect(self, uri):
        # RFC 6749 section 3.1.2.3 and RFC 9700 section 2.1: exact string matching.
        return fingerprint(uri) in self.redirect_uris

    def allows_scopes(self, scopes):
        return self.scopes is None or set(scopes) <= set(self.scopes)


class Clients:
    """The registered clients by their id."""

    def __init__(self, limit):
        self._limit, self._clients = limit, {}

    def get(self, client_id):
        """The client, or None: then it is unregistered and all is as in the exercise."""
        return self._clients.get(fingerprint(client_id))

    def add(self, client_id, client):
        # RFC 6749 section 2.2: an id is unique; else anybody could take over a client.
        if self.get(client_id) is not None:
            raise Refusal("invalid_request", "client_id is registered already")
        if len(self._clients) >= self._limit:
            raise Refusal("temporarily_unavailable", "too many clients are registered")
        self._clients[fingerprint(client_id)] = client


def register_client(node, body):
    """RFC 7591 section 2, but the caller chooses the client_id."""
    client_id = text(body, "client_id")
    secret = optional(body, "client_secret")
    uris = [redirection("redirect_uris", uri) for uri in strings(body, "redirect_uris")]
    scopes = scope_list(optional(body, "scope"))
    if len(uris) > MOST_REDIRECT_URIS:
        raise Refusal("invalid_request", "too many redirect_uris")
    secret = None if secret is None else fingerprint(secret)
    node.clients.add(client_id, Client(secret, frozenset(map(fingerprint, uris)), scopes))
    return {"type": "client_registered", "client_id": client_id}


def credentials(body):
    """The client_id and client_secret of a request; the secret may be None."""
    client_id = text(body, "client_id")
    # RFC 6749 section 2.3.1: an empty secret may as well be omitted.
    return client_id, optional(body, "client_secret", empty=True) or None


def authenticate(node, client_id, secret):
    """Refuses a client that is not who it says. Returns the Client, or None for an unregistered one."""
    client = node.clients.get(client_id)
    if client is None:  # protocol, section 5: any secret or none is right
        return None
    if client.secret is None:
        if secret is not None:
            raise Refusal("invalid_client", "a public client has no secret")
        return client
    # RFC 6749 sections 3.2.1 and 5.2: no authentication included is invalid_client, too.
    if secret is None or not same(client.secret, fingerprint(secret)):
        raise Refusal("invalid_client", "client authentication failed")
    return client
