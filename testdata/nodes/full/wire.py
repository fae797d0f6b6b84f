"""Lines of bytes on stdin and stdout; UTF-8, whatever the locale says."""

import json
import os

STDIN, STDOUT = 0, 1
CHUNK = 1 << 16
LONGEST_LINE = 8 << 20  # bytes
LONGEST_NAME = 1024  # characters
LONGEST_INTEGER = 400  # digits


def _integer(digits):
    """An int; where it is absurdly long, infinity, which no rule takes for an integer.

    int() takes quadratic time for a megabyte of digits, or raises, by the version of Python.
    """
    return int(digits) if len(digits) <= LONGEST_INTEGER else float("inf")


def _no_number(literal):
    """RFC 8259 section 6: NaN and Infinity are not JSON."""
    raise ValueError(literal + " is not JSON")


_DECODER = json.JSONDecoder(parse_int=_integer, parse_constant=_no_number)


def decode(line):
    """The JSON value of a line, or None where it has none."""
    try:
        # RFC 8259 section 8.1: UTF-8; a parser may ignore a byte order mark. (json.loads of bytes
        # would guess at UTF-16 and let half surrogate pairs pass.)
        return _DECODER.decode(line.decode("utf-8").removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None


def encode(message):
    """A line of ASCII that ends in a line feed."""
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


def name(value):
    """The name of a node as it stands in an envelope; "" where there is none to be used."""
    return value if isinstance(value, str) and len(value) <= LONGEST_NAME else ""


def batches():
    """For each read of stdin the lines that it completed; at the end a last line without line feed.

    A line ends at LF alone: splitlines() would end it at U+2028 as well.
    """
    tail = bytearray()
    while True:
        chunk = os.read(STDIN, CHUNK)
        if not chunk:
            break
        head, *more = chunk.split(b"\n")
        if len(tail) <= LONGEST_LINE:  # of a line that is too long no more is kept
            tail += head
        if more:
            yield [line for line in (bytes(tail), *more[:-1]) if len(line) <= LONGEST_LINE]
            tail = bytearray(more[-1])
    if 0 < len(tail) <= LONGEST_LINE:
        yield [bytes(tail)]


def write(data):
    """Writes all of data to stdout, without a buffer of its own."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(STDOUT, rest):]
