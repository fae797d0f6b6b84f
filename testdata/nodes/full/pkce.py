"""Proof Key for Code Exchange, RFC 7636, with the method S256 alone."""

import re

from members import Refusal, optional
from store import same, sha256_base64url

# RFC 7636 section 4.2: the base64url of a SHA-256, without padding, has 43 characters.
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
# RFC 7636 section 4.1: 43*128unreserved
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


def check_challenge(challenge, method):
    """Refuses what could not be verified later. Both may be None."""
    if challenge is None:
        if method is not None:
            raise Refusal("invalid_request", "code_challenge is missing")
        return
    # RFC 7636 section 4.3: without a method it is plain; RFC 9700 section 2.1.1: plain exposes the
    # verifier. RFC 7636 section 4.4.1: a method that is not supported is invalid_request.
    if method != "S256":
        raise Refusal("invalid_request", "code_challenge_method must be S256")
    if not _CHALLENGE.fullmatch(challenge):
        raise Refusal("invalid_request", "code_challenge is malformed")


def verifier_of(body):
    """The code_verifier of a request, or None."""
    verifier = optional(body, "code_verifier")
    if verifier is not None and not _VERIFIER.fullmatch(verifier):
        raise Refusal("invalid_request", "code_verifier is malformed")
    return verifier


def verify(challenge, verifier):
    """Refuses a verifier that does not belong to the challenge that the code is bound to."""
    # RFC 9700 section 4.8.2: a verifier without a challenge is a sign of a downgrade.
    if challenge is None and verifier is not None:
        raise Refusal("invalid_grant", "the code was issued without a code_challenge")
    if challenge is None:
        return
    if verifier is None:
        raise Refusal("invalid_grant", "code_verifier is missing")
    # RFC 7636 section 4.6
    if not same(sha256_base64url(verifier).encode("ascii"), challenge.encode("ascii")):
        raise Refusal("invalid_grant", "code_verifier does not match")
