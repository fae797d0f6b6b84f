"""What a member of a request may hold, and the refusal where it holds something else."""

import re

LONGEST_TEXT = 1 << 20  # characters of a string member
LONGEST_SCOPE = 4096  # characters of a list of scopes, written as one string

# Protocol, section 6. The names are those of RFC 6749 sections 4.1.2.1 and 5.2.
CODES = {
    "unsupported_message_type": 10,
    "unsupported_response_type": 10,
    "temporarily_unavailable": 11,
    "invalid_request": 12,
    "server_error": 13,
    "access_denied": 14,
    "invalid_client": 22,
    "invalid_grant": 22,
    "invalid_scope": 22,
}

# RFC 6749 section 3.3: scope-token = 1*( %x21 / %x23-5B / %x5D-7E )
_SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+")


class Refusal(Exception):
    """A request that gets an error: its name, a text for people, further members of the reply.

    RFC 6749 section 5.2: the text is ASCII without quotes and backslashes; it never repeats
    what the request held.
    """

    def __init__(self, error, why, **members):
        super().__init__(error)
        self.error, self.why, self.members = error, why, members

    def body(self):
        reply = {"type": "error", "code": CODES[self.error], "text": self.why, "error": self.error}
        return {**reply, **self.members}


def _checked(name, value):
    """The string value of the member called name."""
    if not isinstance(value, str):
        raise Refusal("invalid_request", name + " must be a string")
    if len(value) > LONGEST_TEXT:
        raise Refusal("invalid_request", name + " is too long")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:  # RFC 8259 section 8.2: half a surrogate pair is no character
        raise Refusal("invalid_request", name + " is not Unicode text") from None
    return value


def text(body, name, empty=False):
    """The string member called name; it may be "" only where empty says so."""
    if name not in body:
        raise Refusal("invalid_request", name + " is missing")
    value = _checked(name, body[name])
    if not value and not empty:
        raise Refusal("invalid_request", name + " is empty")
    return value


def optional(body, name, empty=False):
    """As text, but None where there is no such member. null is not the same as absent."""
    return text(body, name, empty) if name in body else None


def strings(body, name, empty=False):
    """The member called name: a list of strings; it and they may be empty only where empty says so."""
    value = body.get(name)
    if not isinstance(value, list) or not (value or empty):
        raise Refusal("invalid_request", name + " must be a list of strings")
    if not all([_checked("each of " + name, item) or empty for item in value]):
        raise Refusal("invalid_request", name + " holds an empty string")
    return value


def flag(body, name, default):
    """The boolean member called name."""
    value = body.get(name, default)
    if not isinstance(value, bool):
        raise Refusal("invalid_request", name + " must be true or false")
    return value


def redirection(name, uri):
    """A redirect URI, otherwise opaque."""
    # RFC 6749 section 3.1.2: it must not include a fragment.
    if "#" in uri:
        raise Refusal("invalid_request", name + " has a fragment")
    return uri


def scope_tokens(items):
    """The scopes as a tuple, in their order, each once."""
    if sum(map(len, items)) + len(items) > LONGEST_SCOPE:
        raise Refusal("invalid_scope", "too many scopes")
    if not all(_SCOPE.fullmatch(item) for item in items):
        raise Refusal("invalid_scope", "malformed scope")
    return tuple(dict.fromkeys(items))


def scope_list(value):
    """The scopes in a string; None where there is none."""
    # RFC 6749 section 3.3: delimited by single spaces, so "a  b" has an empty, malformed one.
    return None if value is None else scope_tokens(value.split(" "))
