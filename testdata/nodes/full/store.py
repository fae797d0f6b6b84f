"""The clock, secrets, and maps that cannot grow for ever."""

import base64
import hashlib
import hmac
import os
import time
from collections import OrderedDict

from members import Refusal

_KEY = os.urandom(32)  # of this process; what is stored under it is of no use elsewhere


def fingerprint(value):
    """What is kept in place of a string: 32 bytes that do not lead back to it."""
    return hmac.digest(_KEY, value.encode("utf-8"), "sha256")


def same(left, right):
    """Whether two strings of bytes are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(left, right)


def _base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _seal(use, nonce):
    return _base64url(fingerprint("seal " + use + " " + nonce)[:15])


def mint(use):
    """A new text for a use, "code" or "token": 44 characters of [A-Za-z0-9_-]."""
    # RFC 6749 section 10.10: the chance to guess it is at most 2^-128; here 2^-144.
    nonce = _base64url(os.urandom(18))
    # The seal lets the node know its own codes again when it has long forgotten them.
    return nonce + _seal(use, nonce)


def minted(use, value):
    """Whether this process made value for this use, be it still known or not."""
    nonce, seal = value[:24], value[24:]
    return same(_seal(use, nonce).encode("utf-8"), seal.encode("utf-8"))


def sha256_base64url(value):
    """RFC 7636 appendix A: base64url without padding, of the hash of ASCII text."""
    return _base64url(hashlib.sha256(value.encode("ascii")).digest())


class Clock:
    """Seconds that pass by themselves, and faster when advanced; never backwards."""

    def __init__(self):
        self._added = 0

    def now(self):
        return time.monotonic() + self._added

    def advance(self, seconds):
        self._added += seconds


class Table:
    """A map whose entries all live equally long, and which refuses to hold more than limit.

    As entries leave in the order in which they came, the expired ones stand in front.
    """

    def __init__(self, clock, life, limit):
        self.life, self._clock, self._limit = life, clock, limit
        self._entries = OrderedDict()  # key -> (when it expires, value)

    def put(self, key, value):
        now = self._clock.now()
        while self._entries and next(iter(self._entries.values()))[0] <= now:
            self._entries.popitem(last=False)
        if len(self._entries) >= self._limit:
            raise Refusal("temporarily_unavailable", "too many codes or tokens are alive")
        self._entries.pop(key, None)
        self._entries[key] = (now + self.life, value)

    def get(self, key):
        """The value, or None where it is unknown or has expired."""
        expires, value = self._entries.get(key, (0, None))
        return value if value is not None and self._clock.now() < expires else None

    def drop(self, key):
        self._entries.pop(key, None)


class Recent:
    """A map that forgets the oldest entry when there are more than limit."""

    def __init__(self, limit):
        self._limit = limit
        self._entries = OrderedDict()

    def put(self, key, value):
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > self._limit:
            self._entries.popitem(last=False)

    def get(self, key, default=None):
        return self._entries.get(key, default)

    def drop(self, key):
        self._entries.pop(key, None)
