"""The authorization URL: built, and taken apart again (RFC 6749 section 4.1.1 and appendix B)."""

import re
from urllib.parse import unquote_to_bytes, urlencode

from members import Refusal

ISSUER = "https://accounts.example.com"
ENDPOINT = ISSUER + "/authorize"

_PRINTABLE = re.compile(r"[\x21-\x7e]*")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def build(parameters):
    """The URL with the parameters that are not None, in their order."""
    # RFC 6749 appendix B: form encoding of UTF-8. urlencode leaves A-Za-z0-9-._~ raw, blanks become +.
    return ENDPOINT + "?" + urlencode({name: value for name, value in parameters.items() if value is not None})


def parse(url):
    """The parameters of the URL that have a value, decoded once."""
    endpoint, _, query = url.partition("?")
    if endpoint != ENDPOINT:
        raise Refusal("invalid_request", "url is not of this authorization endpoint")
    # RFC 3986 section 2: printable ASCII; section 3.5: what follows # is not sent to a server.
    if not _PRINTABLE.fullmatch(query) or "#" in query or _BROKEN_ESCAPE.search(query):
        raise Refusal("invalid_request", "url is malformed")
    parameters = {}
    for piece in filter(None, query.split("&")):
        name, _, value = piece.partition("=")
        name = _decode(name)
        # RFC 6749 section 3.1: parameters must not be included more than once.
        if name in parameters:
            raise Refusal("invalid_request", "url repeats a parameter")
        parameters[name] = _decode(value)
    # RFC 6749 section 3.1: parameters without a value are treated as if they were omitted.
    return {name: value for name, value in parameters.items() if value}


def _decode(text):
    """One decoding: + is a blank, %XX is a byte of UTF-8."""
    try:
        return unquote_to_bytes(text.replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal("invalid_request", "url is not UTF-8") from None
